"""/announce: words for the moment, shown first, sent to one group or several on their author's word."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial

import msgspec

from bot.botapi.replies import answered
from bot.domain.grammar.commands import after_command
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoGroups, OldButton, Refusal, TelegramSilent, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, command, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys, Priority
from bot.services import announce, incident
from bot.services.announce import Announcement, Progress
from bot.texts.text import Lines, Markup, Raw, Text, text
from handlers.command.group_commands import known_person
from handlers.command.privately import privately

KIND = "announce"
_PAUSE = 4
"""Seconds between looks at the progress: an edit counts against Telegram's limits too."""
_BUTTONS = 12
_NAMED = 8
"""Groups that did not get it whose reasons are told one by one."""

_BUSY = 3
"""Groups with something on their hands that a draft is told of by name."""


class _Watching(msgspec.Struct, frozen=True):
    number: int
    message_id: int
    started_at: int


@press("an")
@dataclass(frozen=True, slots=True)
class Word:
    """What its author does with a draft: `send`, `pin` or `drop`."""

    number: int
    action: str


@press("ac")
@dataclass(frozen=True, slots=True)
class Choice:
    """A group taken in or left out; 0 is all of them."""

    number: int
    chat_id: int


async def begin(turn: Turn) -> None:
    author = turn.person if _is_hidden(turn) else known_person(turn)
    chats = await _groups(turn)
    html, file_id = _content(turn)
    if not html and not file_id:
        raise WrongForm(usage=Sentence("commands.announce.usage"))
    show = partial(_show, turn, author.id, html, file_id, chats)
    await (show() if _is_hidden(turn) else privately(turn, show, command="announce"))


async def _show(turn: Turn, author_id: int, html: str, file_id: str, chats: list[int]) -> None:
    """The draft, and what its author may do with it."""
    found = await announce.draft(
        turn.unit, user_id=author_id, shown_in=turn.group.id, html=html, file_id=file_id, chats=chats, now=turn.now
    )
    turn.do(_action(found, turn.group.id, name="", topic=turn.topic))
    turn.say(
        await _question(turn, found), keys=_keys(turn, found), name=f"announce:{found.id}:preview", on_crash="resend"
    )


def _is_hidden(turn: Turn) -> bool:
    """An anonymous administrator's draft is sent by any who has the right: the press tells the bot alone who it was."""
    return turn.person.kind == "anonymous"


async def _groups(turn: Turn) -> list[int]:
    """In a group that one; in private all that the author may announce in."""
    if not turn.group.is_private:
        await turn.require("announce")
        return [turn.group.id]
    rights = await turn.rights()
    if rights.is_operator:
        found = turn.chats.groups()
    else:
        found = [each for each in await turn.groups() if await _may(turn, each)]
    if not found:
        raise NoGroups
    return found


async def _may(turn: Turn, chat_id: int) -> bool:
    group = turn.chats.group(chat_id)
    with contextlib.suppress(Refusal):
        await turn.require("announce", group=group)
        return True
    return False


def _content(turn: Turn) -> tuple[str, str]:
    """The message replied to, with its picture; else the words after the command, in their own markup."""
    message = turn.message
    replied = answered(message)
    if replied is not None and not turn.words:
        picture = replied.photo[-1].file_id if replied.photo else ""
        return (replied.caption_html if picture else replied.text_html) or "", picture
    if message is None or not turn.words:
        return "", ""
    return after_command(message.text_html or message.caption_html or ""), ""


def _action(
    found: Announcement, chat_id: int, *, name: str, topic: int = 0, is_pinned: bool = False
) -> actions.AnyAction:
    words = Markup(found.html)
    if found.file_id:
        return actions.Photo(
            chat_id=chat_id, file_id=found.file_id, caption=words, name=name, topic=topic, pin=is_pinned
        )
    return actions.Say(chat_id=chat_id, words=words, name=name, topic=topic, pin=is_pinned)


async def _question(turn: Turn, found: Announcement) -> Lines:
    lines = [text("announce.preview", n=len(found.chosen))]
    if found.is_anybodys:
        lines.append(text("announce.hidden"))
    busy = [each for each in found.chosen if await incident.is_open(turn.unit, chat_id=each)]
    return Lines([*lines, *(text("announce.busy", group=_title(turn, each)) for each in busy[:_BUSY])])


def _title(turn: Turn, chat_id: int) -> Raw:
    return Raw(turn.chats.group(chat_id).title or str(chat_id))


def _keys(turn: Turn, found: Announcement) -> Keys:
    rows: Keys = []
    if len(found.chats) > 1:
        for chat_id, is_chosen in found.chats[:_BUTTONS]:
            key = "announce.button_chosen" if is_chosen else "announce.button_left_out"
            rows.append([Key(Text(key, {"group": _title(turn, chat_id)}), pack(Choice(found.id, chat_id)))])
        rows.append([Key(text("announce.button_all", n=len(found.chats)), pack(Choice(found.id, 0)))])
    if found.chosen:
        rows.append([
            Key(text("announce.button_send"), pack(Word(found.id, "send"))),
            Key(text("announce.button_pin"), pack(Word(found.id, "pin"))),
        ])  # fmt: skip
    rows.append([Key(text("announce.button_drop"), pack(Word(found.id, "drop")))])
    return rows


async def choose(turn: Turn, pressed: Choice) -> None:
    found = await _theirs(turn, pressed.number)
    found = await announce.toggle(turn.unit, found, chat_id=pressed.chat_id)
    turn.edit(await _question(turn, found), keys=_keys(turn, found))


async def decide(turn: Turn, pressed: Word) -> None:
    """Rights are asked again: they may be gone since the draft."""
    found = await _theirs(turn, pressed.number)
    if pressed.action == "drop":
        await announce.drop(turn.unit, found)
        turn.edit(text("announce.dropped"))
        return
    is_operator = (await turn.rights()).is_operator
    chats = [each for each in found.chosen if is_operator or await _may(turn, each)]
    if not chats:
        raise TelegramSilent
    await announce.send(turn.unit, found, is_pinned=pressed.action == "pin")
    for chat_id in set(found.chosen) - set(chats):
        await announce.toggle(turn.unit, found, chat_id=chat_id)
    for chat_id in chats:
        action = _action(found, chat_id, name=announce.name_of(found.id), is_pinned=pressed.action == "pin")
        turn.do(action, on_crash="drop", priority=Priority.ANNOUNCEMENT)
    turn.edit(text("announce.sending", sent=0, total=len(chats)))
    message_id = turn.query.message.message_id if turn.query and turn.query.message else 0
    await turn.later(KIND, str(found.id), at=turn.now + _PAUSE, body=_Watching(found.id, message_id, turn.now))


async def _theirs(turn: Turn, number: int) -> Announcement:
    """The presser's own draft where it was shown; a hidden author's is for whoever has the right there."""
    found = await announce.mine(turn.reads, number, user_id=turn.person.id)
    if turn.chats.group(found.shown_in).id != turn.group.id:
        raise OldButton
    if found.is_anybodys:
        await turn.require("announce")
    return found


async def watch(turn: TimerTurn) -> None:
    """The preview's question becomes the progress, until all is done."""
    watching = turn.body(_Watching)
    seen = await announce.progress(turn.unit, watching.number, started_at=watching.started_at, now=turn.now)
    if seen is None:
        return
    found, so_far = seen
    turn.edit(_progress(turn, found, so_far), message_id=watching.message_id)
    if so_far.waiting:
        await turn.later(KIND, str(found.id), at=turn.now + _PAUSE, body=watching)


def _progress(turn: Turn, found: Announcement, so_far: Progress) -> Lines:
    total = len(found.chosen)
    key = "announce.sending" if so_far.waiting else "announce.done"
    lines = [Text(key, {"sent": so_far.sent, "total": total})]
    for each in so_far.unsent[:_NAMED]:
        key = "announce.doubtful_there" if each.in_doubt else "announce.failed_there"
        lines.append(Text(key, {"group": _title(turn, each.chat_id), "why": Raw(each.why)}))
    if so_far.failed > min(len(so_far.unsent), _NAMED):
        lines.append(text("announce.failed", n=so_far.failed - min(len(so_far.unsent), _NAMED)))
    return Lines(lines)


ENTRANCES: list[Entrance] = [
    command("announce", begin, who="moderator"),
    button(Word, decide),
    button(Choice, choose),
    timer(KIND, watch),
]
