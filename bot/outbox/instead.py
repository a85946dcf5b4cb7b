"""What is done instead where Telegram does not take a deed as it is, so that whoever waits reads something."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from bot import deeds
from bot.deeds import AnyDeed
from bot.outbox.errors import Outcome
from bot.texts.text import Raw, Words, text

_NOT_TAKEN: Final = frozenset({Outcome.NO_RIGHT, Outcome.NO_MEDIA, Outcome.NO_REACTION, Outcome.REFUSED})
_REPLY: Final = frozenset({Outcome.REPLY_LOST, Outcome.TOPIC_LOST, Outcome.TOPIC_CLOSED})
"""The words go elsewhere, or what they answer is gone: a reply would be refused, or take them back in."""


def instead(deed: AnyDeed, outcome: Outcome) -> AnyDeed | None:
    """A plainer deed, at last one with nothing more to leave out: then None."""
    if isinstance(deed, deeds.Message) and deed.reply_to and outcome in _REPLY:
        return replace(deed, reply_to=0)
    if outcome not in _NOT_TAKEN:
        return None
    if isinstance(deed, deeds.React):
        return _reaction_in_words(deed)
    if (worded := in_words(deed)) is not None:
        return worded
    if isinstance(deed, deeds.Say) and outcome is Outcome.REFUSED and (deed.keys or deed.reply_to):
        return replace(deed, keys=[], reply_to=0)
    return None


def in_words(deed: AnyDeed) -> AnyDeed | None:
    """Without its picture or file; None where it has none, or nothing beside it."""
    if isinstance(deed, deeds.Edit) and deed.drawn is not None and deed.words is not None:
        return replace(deed, drawn=None, is_caption=True)
    words = _words_of(deed)
    if words is None or not isinstance(deed, deeds.Message):
        return None
    fields = deeds.Message.__struct_fields__
    return deeds.Say(words=words, **{name: getattr(deed, name) for name in fields})


def _words_of(deed: AnyDeed) -> Words | None:
    if isinstance(deed, deeds.Photo):
        return deed.instead or deed.caption or (deed.drawn.title if deed.drawn is not None else None)
    if isinstance(deed, deeds.Document):
        return deed.caption or text("outbox.without_file", name=Raw(deed.filename))
    return None


def _reaction_in_words(deed: deeds.React) -> AnyDeed | None:
    if not deed.emoji:
        return None
    return deeds.Say(
        chat_id=deed.chat_id,
        topic=deed.topic,
        reply_to=deed.message_id,
        words=text("outbox.reacted", emoji=deed.emoji),
        silent=True,
        locale=deed.locale,
        then=deed.then,
        note=deed.note,
    )


def limit_of(deed: AnyDeed) -> str:
    """The name under which is remembered that a chat does not take such deeds; empty where nothing can stand in."""
    if isinstance(deed, deeds.React) and deed.emoji:
        return f"reaction:{deed.emoji}"
    if isinstance(deed, deeds.Photo):
        return "photos"
    return "documents" if isinstance(deed, deeds.Document) else ""
