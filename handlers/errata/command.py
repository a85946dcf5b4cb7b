"""/correct in reply to the bot's post: added to it, said in reply to it, and told where it was crossposted."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import telegram

from bot.botapi.replies import answered
from bot.domain.amounts import read_id
from bot.domain.names import short
from bot.domain.points import ANONYMOUS
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import Refusal, WrongForm
from bot.domain.schedule.markup import WordingError, plain_text
from bot.engine.entrances import Entrance
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Priority, Say
from bot.services import errata
from bot.services.errata import LONGEST, NotOurs, Post
from bot.texts.catalog import render
from bot.texts.text import Lines, Markup, Raw, Text, When, text
from handlers.command.group_commands import Place, address_of, answer, group_command
from handlers.feedback.telling import desk_of
from handlers.moderation.log import note

_MESSAGE: Final = 4096
_CAPTION: Final = 1024
_LATELY: Final = 8


@dataclass(frozen=True, slots=True)
class _Said:
    """What is put right: `html` is empty where the message cannot be written anew."""

    message_id: int
    topic: int
    html: str
    is_caption: bool
    post: Post | None


async def correct(turn: Turn, place: Place) -> None:
    await turn.require("announce", group=place.group)
    post, words = await _meant(turn, place)
    words = " ".join(words.split())
    if not words or len(words) > LONGEST:
        raise WrongForm(usage=Sentence("commands.correct.usage"))
    chat_id = place.group.id
    others = await errata.elsewhere(turn.reads, post.post) if post.post is not None else []
    allowed = {each.chat_id for each in others if await _may(turn, each.chat_id)}
    await _put_right(turn, chat_id, post, words)
    for each in others:
        if each.chat_id in allowed:
            await _put_right(turn, each.chat_id, _of_post(each), words)
        else:
            await _tell_desk(turn, place, each, words)
    await note(turn, chat_id, "corrected", words=words)
    if others:
        answer(turn, text("errata.done_elsewhere", n=len(allowed), told=len(others) - len(allowed)))
    elif place.is_here and turn.query is None:
        turn.react("👌")
    else:
        answer(turn, text("errata.done"))


async def _meant(turn: Turn, place: Place) -> tuple[_Said, str]:
    """The message replied to, or an announcement by its number as `#123`, and the words. Raises NotOurs."""
    first, _, rest = place.words.partition(" ")
    number = read_id(first.removeprefix("#")) if first.startswith("#") else None
    if number is not None:
        post = await errata.announced(turn.reads, chat_id=place.group.id, message_id=number)
        if post is None:
            raise NotOurs
        return _of_post(post), rest
    replied = answered(place.message) if place.is_here else None
    if replied is None or replied.from_user is None or replied.from_user.id != turn.bot_id:
        raise NotOurs
    post = await errata.announced(turn.reads, chat_id=place.group.id, message_id=replied.message_id)
    return (_of_post(post) if post is not None and post.html else _of_message(turn, replied)), place.words


def _of_post(post: Post) -> _Said:
    return _Said(post.message_id, post.topic, post.html, post.has_photo, post)


def _of_message(turn: Turn, message: telegram.Message) -> _Said:
    """A card with buttons goes on changing by itself: it is replied to alone."""
    html = "" if message.reply_markup else (message.text_html or message.caption_html or "")
    return _Said(message.message_id, turn.topic, html, bool(message.caption), None)


async def _put_right(turn: Turn, chat_id: int, post: _Said, words: str) -> None:
    """Kept, added to the post where there is room, and said in reply to it."""
    number = post.post.announcement if post.post is not None else 0
    by = ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id
    before = await errata.of(turn.unit, chat_id=chat_id, message_id=post.message_id) if post.post is not None else []
    await errata.add(
        turn.unit, chat_id=chat_id, message_id=post.message_id, announcement=number, words=words, by=by, at=turn.now
    )
    lines = [_line(turn, chat_id, each.words, each.at) for each in before] + [_line(turn, chat_id, words, turn.now)]
    html = post.html + "\n\n" + "\n".join(render(line, turn.chats.group(chat_id).locale) for line in lines)
    if post.html and _fits(html, most=_CAPTION if post.is_caption else _MESSAGE):
        edit = Edit(chat_id=chat_id, words=Markup(html), message_id=post.message_id, is_caption=post.is_caption)
        turn.do(edit, on_crash="resend", priority=Priority.ANNOUNCEMENT)
    reply = Say(
        chat_id=chat_id, topic=post.topic, reply_to=post.message_id, words=text("errata.said", words=Raw(words))
    )
    turn.do(reply, on_crash="resend", priority=Priority.ANNOUNCEMENT)


def _line(turn: Turn, chat_id: int, words: str, at: int) -> Text:
    return text("errata.line", when=When(at, turn.chats.group(chat_id).timezone), words=Raw(words))


def _fits(html: str, *, most: int) -> bool:
    try:
        return len(plain_text(html).encode("utf-16-le")) // 2 <= most
    except WordingError:
        return False


async def _may(turn: Turn, chat_id: int) -> bool:
    """Nothing crosses groups: there they have to have the right as well."""
    if turn.chats.is_parked(chat_id):
        return False
    with contextlib.suppress(Refusal):
        await turn.require("announce", group=turn.chats.group(chat_id))
        return True
    return False


async def _tell_desk(turn: Turn, place: Place, post: Post, words: str) -> None:
    lines: list[Text] = [
        text("errata.elsewhere", group=Raw(place.group.title), words=Raw(words)),
        text("errata.elsewhere_how", here=Raw(turn.chats.group(post.chat_id).title)),
    ]
    if address := address_of(post.chat_id, post.message_id, topic=post.topic):
        lines.append(text("errata.where", link=Raw(address)))
    for each in await desk_of(turn, post.chat_id):
        card = Say(chat_id=each.chat_id, topic=each.topic, words=Lines(lines))
        turn.do(card, on_crash="resend", priority=Priority.ALERT)


async def _posts(turn: Turn, chat_id: int) -> Sequence[Option]:
    posts = await errata.lately(turn.reads, chat_id=chat_id, limit=_LATELY)
    return [Option(str(each.message_id), Raw(short(plain_text(each.html))), f"#{each.message_id}") for each in posts]


ENTRANCES: list[Entrance] = [
    group_command("correct", correct, who="moderator"),
    Shortcut(
        "correct", "schedule", "correct", "{thing} {said}", _posts, asks="panel.ask_correct", permission="announce"
    ),
]
