"""Messages handed on between the desk and an author, by either's kind: words, pictures, files, voices, stickers."""

from __future__ import annotations

from collections.abc import Callable

import telegram

from bot.outbox.actions import Copy, Edit, Keys, Say
from bot.services.desk import Destination
from bot.texts.text import Raw, Text

_SIGNS = {"photo": "📷", "video": "🎬", "animation": "🎬", "voice": "🎤", "audio": "🎵", "document": "📎"}
"""What takes a caption, and what stands for it where its words are kept."""

_ABOVE = "👆"
"""Said under what came without words."""


def is_among_moderators(message: telegram.Message) -> bool:
    """What begins with two slashes stays at the desk."""
    return (message.text or message.caption or "").startswith(("//", "／／"))


def words_in(message: telegram.Message) -> str:
    """What is kept of it: its words, or a sign for what it holds."""
    words = message.text or message.caption
    if words:
        return words.strip()
    if message.sticker is not None:
        return message.sticker.emoji or "🙂"
    return next((sign for kind, sign in _SIGNS.items() if getattr(message, kind)), "📎")


def has_file(message: telegram.Message) -> bool:
    return any(getattr(message, kind) for kind in _SIGNS)


def handed_on(
    message: telegram.Message,
    to: Destination,
    *,
    words: Callable[[Raw], Text],
    then: str,
    note: dict[str, int | str],
    keys: Keys | None = None,
    is_further: bool = False,
) -> Say | Copy:
    """The same said by the bot; `words` puts it in a sentence, which further ones of an album go without.

    While it waits, no row can be read.
    """
    if message.text is not None:
        sentence = words(Raw(message.text))
        return Say(
            chat_id=to.chat_id, topic=to.topic, words=sentence, keys=keys or [], then=then, note=note, secret=True
        )  # fmt: skip
    return Copy(
        chat_id=to.chat_id,
        topic=to.topic,
        from_chat=message.chat.id,
        message_id=message.message_id,
        caption=_sentence(message, words) if has_file(message) and not is_further else None,
        keys=keys or [],
        then=then,
        note=note,
        secret=True,
    )


def reworded(
    message: telegram.Message, *, chat_id: int, message_id: int, words: Callable[[Raw], Text], is_further: bool
) -> Edit | None:
    """What `handed_on` made of it, with the words it has now; None where it made no words.

    Telegram tells of edits that change nothing anybody sees: the same words again are no edit on the other side.
    """
    is_caption = message.text is None
    if is_caption and not has_file(message):
        return None
    sentence = Raw(message.caption or "") if is_caption and is_further else _sentence(message, words)
    return Edit(chat_id=chat_id, message_id=message_id, words=sentence, is_caption=is_caption, secret=True)


def _sentence(message: telegram.Message, words: Callable[[Raw], Text]) -> Text:
    return words(Raw(message.text or message.caption or _ABOVE))
