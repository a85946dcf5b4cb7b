"""/announce: words for the moment, shown first, sent to one group or several on their author's word."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from functools import partial

from bot.botapi.replies import answered
from bot.domain.grammar.commands import after_command
from bot.domain.refusals import NoGroups, OldButton, Refusal, TelegramSilent
from bot.domain.segments import SEGMENTS
from bot.domain.stats import LEAST
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, command
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import announce, incident
from bot.services.announce import Announcement
from bot.texts.text import Lines, Markup, Text, text
from handlers import dialogue
from handlers.command.group_commands import elsewhere, known_person
from handlers.command.privately import privately
from handlers.dialogue.buttons import Begin
from handlers.schedule.dialogue import DIALOGUE
from handlers.schedule.second import release
from handlers.schedule.sending import action, reached, title
from handlers.schedule.sources import split_source, with_source

_BUTTONS = 12
_MOST_GROUPS = 40

_BUSY = 3
"""Groups with something on their hands that a draft is told of by name."""


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


@press("as")
@dataclass(frozen=True, slots=True)
class Aimed:
    """Privately at a segment of the one group it is for; `segment` is empty for the group, "?" to be asked which."""

    number: int
    segment: str


async def begin(turn: Turn) -> None:
    author = turn.person if _is_hidden(turn) else known_person(turn)
    chats = await _groups(turn)
    html, file_id = _content(turn)
    if not html and not file_id:
        await _step_by_step(turn, chats)
        return
    show = partial(_show, turn, author.id, html, file_id, chats)
    await (show() if _is_hidden(turn) else privately(turn, show, command="announce"))


async def _step_by_step(turn: Turn, chats: list[int]) -> None:
    """Without words: asked for them, and when they are to go out, for one group."""
    if len(chats) == 1:
        await dialogue.begin(turn, DIALOGUE, elsewhere(turn, chats[0]))
        return
    keys = [[Key(title(turn, each), pack(Begin(DIALOGUE.name, each)))] for each in chats[:_MOST_GROUPS]]
    turn.say(text("general.choose_group"), keys=keys)


async def _show(turn: Turn, author_id: int, html: str, file_id: str, chats: list[int]) -> None:
    """The draft, and what its author may do with it."""
    notice = await announce.draft(
        turn.unit, user_id=author_id, shown_in=turn.group.id, html=html, file_id=file_id, chats=chats, now=turn.now
    )
    turn.do(action(notice, turn.group.id, name="", topic=turn.topic))
    turn.say(
        await _question(turn, notice), keys=_keys(turn, notice), name=f"announce:{notice.id}:preview", on_crash="resend"
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
    """The message replied to, with its picture; else the words after the command, in their own markup. A source is put
    below either.
    """
    message = turn.message
    replied = answered(message)
    html = after_command(message.text_html or message.caption_html or "") if message is not None and turn.words else ""
    body, (html, source), picture = html, split_source(html), ""
    if replied is None and not html:
        return body, ""
    if replied is not None and not html:
        picture = replied.photo[-1].file_id if replied.photo else ""
        html = (replied.caption_html if picture else replied.text_html) or ""
    if source and (html or picture):
        html = with_source(html, Markup(source), locale=turn.group.locale)
    return html, picture


async def _question(turn: Turn, notice: Announcement, *, people: int = 0) -> Lines:
    """`people` are those whom it reaches where it is for a segment."""
    lines = [_aimed(turn, notice, people) if notice.segment else _previewed(turn, notice)]
    if notice.is_anybodys:
        lines.append(text("announce.hidden"))
    busy = [each for each in notice.chosen if await incident.is_open(turn.unit, chat_id=each)]
    return Lines([*lines, *(text("announce.busy", group=title(turn, each)) for each in busy[:_BUSY])])


def _aimed(turn: Turn, notice: Announcement, people: int) -> Text:
    """How many it reaches, where they are five at least."""
    segment, group = Text(f"insights.segment_{notice.segment}"), title(turn, notice.chosen[0])
    if people < LEAST:
        return text("announce.aimed_few", segment=segment, group=group, least=LEAST)
    return text("announce.aimed", segment=segment, group=group, n=people)


def _previewed(turn: Turn, notice: Announcement) -> Text:
    match notice.chosen:
        case []:
            return text("announce.preview_none")
        case [only]:
            return text("announce.preview_one", group=title(turn, only))
        case several:
            return text("announce.preview", n=len(several))


def _keys(turn: Turn, notice: Announcement, *, is_asked: bool = False) -> Keys:
    rows: Keys = []
    if len(notice.chats) > 1:
        for chat_id, is_chosen in notice.chats[:_BUTTONS]:
            key = "announce.button_chosen" if is_chosen else "announce.button_left_out"
            rows.append([Key(Text(key, {"group": title(turn, chat_id)}), pack(Choice(notice.id, chat_id)))])
        every = len(notice.chosen) == len(notice.chats)
        every_key = text("announce.button_none") if every else text("announce.button_all", n=len(notice.chats))
        rows.append([Key(every_key, pack(Choice(notice.id, 0)))])
    if len(notice.chosen) == 1:
        rows += _aims(notice, is_asked=is_asked)
    if notice.chosen:
        rows.append([
            Key(text("announce.button_send"), pack(Word(notice.id, "send"))),
            *([] if notice.segment else [Key(text("announce.button_pin"), pack(Word(notice.id, "pin")))]),
        ])  # fmt: skip
    rows.append([Key(text("announce.button_drop"), pack(Word(notice.id, "drop")))])
    return rows


def _aims(notice: Announcement, *, is_asked: bool) -> Keys:
    if not is_asked:
        aim = ("", "announce.button_whole") if notice.segment else ("?", "announce.button_aim")
        return [[Key(Text(aim[1]), pack(Aimed(notice.id, aim[0])))]]
    keys = [Key(Text(f"insights.segment_{each}"), pack(Aimed(notice.id, each))) for each in SEGMENTS]
    return [keys[:3], keys[3:]]


async def aimed(turn: Turn, pressed: Aimed) -> None:
    notice = await _theirs(turn, pressed.number)
    segment = next((each for each in SEGMENTS if each == pressed.segment), None)
    if len(notice.chosen) != 1:
        raise OldButton
    is_asked = pressed.segment == "?"
    # Whom it reaches takes its time: it is asked before anything is written.
    people = await reached(turn, notice if is_asked else replace(notice, segment=segment or ""))
    if not is_asked:
        notice = await announce.aim(turn.unit, notice, segment=segment)
    turn.edit(await _question(turn, notice, people=len(people)), keys=_keys(turn, notice, is_asked=is_asked))


async def choose(turn: Turn, pressed: Choice) -> None:
    notice = await _theirs(turn, pressed.number)
    notice = await announce.aim(turn.unit, notice, segment=None)
    notice = await announce.toggle(turn.unit, notice, chat_id=pressed.chat_id)
    turn.edit(await _question(turn, notice), keys=_keys(turn, notice))


async def decide(turn: Turn, pressed: Word) -> None:
    """Rights are asked again: they may be gone since the draft."""
    notice = await _theirs(turn, pressed.number)
    if pressed.action == "drop":
        await announce.drop(turn.unit, notice)
        turn.edit(text("announce.dropped"))
        return
    is_operator = (await turn.rights()).is_operator
    chats = [each for each in notice.chosen if is_operator or await _may(turn, each)]
    if not chats:
        raise TelegramSilent
    for chat_id in set(notice.chosen) - set(chats):
        await announce.toggle(turn.unit, notice, chat_id=chat_id)
    turn.edit(await release(turn, notice, chats, is_pinned=pressed.action == "pin"))


async def _theirs(turn: Turn, number: int) -> Announcement:
    """The presser's own draft where it was shown; a hidden author's is for whoever has the right there."""
    notice = await announce.mine(turn.reads, number, user_id=turn.person.id)
    if turn.chats.group(notice.shown_in).id != turn.group.id:
        raise OldButton
    if notice.is_anybodys:
        await turn.require("announce")
    return notice


ENTRANCES: list[Entrance] = [
    command("announce", begin, who="moderator"),
    button(Word, decide),
    button(Choice, choose),
    button(Aimed, aimed),
]
