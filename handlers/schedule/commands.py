"""/schedule: what comes next and what became of the last; pause, resume, run now, leave one out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.buttons import pack, press
from bot.deeds import Key, Keys
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, WrongForm
from bot.domain.schedule.plan import Entry, Line
from bot.domain.schedule.refusals import JustSent, NothingToResume, UnknownEntryName
from bot.entrances import Command, Entrance, button, command
from bot.services.schedule import marks, reading, runs
from bot.services.schedule.reading import Standing
from bot.texts.fold import fold
from bot.texts.sentences import LOCALES, sentence
from bot.texts.text import Lines, Raw, Text, When, text
from bot.turn import Turn
from handlers.places import Place, answer, elsewhere, group_command
from handlers.schedule.due import chats_of, concerns, surroundings
from handlers.schedule.posting import name_of, post

EVERYWHERE = 0
_PAGE = 8
_WORDS = {
    "list": "schedule.words_list",
    "pause": "schedule.words_pause",
    "resume": "schedule.words_resume",
    "run": "schedule.words_run",
    "skip": "schedule.words_skip",
}


@press("sc")
@dataclass(frozen=True, slots=True)
class Leaf:
    """Another page of the list."""

    chat_id: int
    page: int


async def schedule(turn: Turn, place: Place) -> None:
    settings = turn.book.settings(place.group.id)
    await turn.gate.require("schedule", settings=settings, group=place.group, person=turn.person)
    first, _, rest = place.words.partition(" ")
    deed = _deed_of(first)
    if not first or deed == "list":
        await _list(turn, place.group.id, page=0)
        return
    if deed is None or not rest.strip():
        raise WrongForm(usage=Sentence("commands.schedule.usage"))
    entry = _entry_of(turn, rest.strip(), chat_id=place.group.id)
    await _do(turn, deed, entry, chat_id=place.group.id)


def _deed_of(word: str) -> str | None:
    for deed, key in _WORDS.items():
        if fold(word) in {fold(each) for locale in LOCALES for each in sentence(key, locale).split("\n")}:
            return deed
    return None


def _entry_of(turn: Turn, said: str, *, chat_id: int) -> Entry:
    """By its name, whatever its script and width, or by the beginning of it where that is enough."""
    names = {line.entry.name: line.entry for line in lines_in(turn, chat_id)}
    exact = [entry for name, entry in names.items() if fold(name) == fold(said)]
    begun = [entry for name, entry in names.items() if fold(said) and fold(name).startswith(fold(said))]
    found = exact or begun
    if len(found) != 1:
        raise UnknownEntryName(seen=said[:40], known="、".join(list(names)[:6]) or "—")
    return found[0]


def lines_in(turn: Turn, chat_id: int) -> list[Line]:
    """The lines that concern a group, or all of them."""
    lines = turn.book.plan.lines.values()
    return [line for line in lines if chat_id == EVERYWHERE or concerns(turn, line, chat_id)]


async def _do(turn: Turn, deed: str, entry: Entry, *, chat_id: int) -> None:
    name = Raw(entry.name)
    if deed == "run":
        await _run(turn, entry, chat_id=chat_id)
    elif deed == "resume":
        if not await marks.resume(turn.unit, entry=entry.name, chat_id=chat_id):
            raise NothingToResume(name=entry.name)
        answer(turn, text("schedule.resumed", name=name), doubt="resend")
    elif deed == "pause":
        await marks.pause(turn.unit, entry=entry.name, chat_id=chat_id, user_id=turn.person.id, now=turn.now)
        answer(turn, text("schedule.paused", name=name), doubt="resend")
    else:
        await marks.skip(turn.unit, entry=entry.name, chat_id=chat_id, user_id=turn.person.id, now=turn.now)
        answer(turn, text("schedule.skipping", name=name), doubt="resend")


async def _run(turn: Turn, entry: Entry, *, chat_id: int) -> None:
    lines = [line for line in turn.book.plan.lines.values() if line.entry.name == entry.name]
    chats = (
        [chat_id] if chat_id != EVERYWHERE else list(dict.fromkeys(c for line in lines for c in chats_of(turn, line)))
    )
    sent = 0
    for each in chats:
        posting = await runs.run_by_hand(turn.unit, entry, chat=surroundings(turn, each, entry=entry), now=turn.now)
        if posting is not None:
            await post(turn, entry, posting)
            sent += 1
    if not sent:
        raise JustSent(name=entry.name)
    answer(turn, text("schedule.ran", name=Raw(entry.name), n=sent), doubt="resend")


async def leaf(turn: Turn) -> None:
    pressed = turn.pressed
    if not isinstance(pressed, Leaf):
        raise OldButton
    if pressed.chat_id == EVERYWHERE:
        rights = await turn.gate.rights(group=turn.group, person=turn.person)
        if not rights.is_operator:
            raise OldButton
    else:
        place = elsewhere(turn, pressed.chat_id)
        settings = turn.book.settings(pressed.chat_id)
        await turn.gate.require("schedule", settings=settings, group=place.group, person=turn.person)
    await _list(turn, pressed.chat_id, page=pressed.page)


async def _list(turn: Turn, chat_id: int, *, page: int) -> None:
    lines = lines_in(turn, chat_id)
    if not lines:
        answer(turn, text("schedule.none"))
        return
    next_at = await reading.next_runs(turn.reads)
    lines.sort(key=lambda line: (next_at.get(line.key) or 2**40, -line.entry.priority))
    last = (len(lines) - 1) // _PAGE
    page = min(max(page, 0), last)
    shown = [(line, await _standing(turn, line, chat_id)) for line in lines[page * _PAGE : (page + 1) * _PAGE]]
    head = text("schedule.list", n=len(lines))
    told = [each for line, standing in shown for each in _told(line, standing, chat_id=chat_id)]
    answer(turn, Lines([head, *told]), keys=_keys(chat_id, page, last))


async def _standing(turn: Turn, line: Line, chat_id: int) -> Standing:
    name = name_of(line.entry.name.replace("{", "{{").replace("}", "}}"), 0).removesuffix("0") + "{due}"
    return await reading.standing(turn.reads, entry=line.entry.name, line=line.key, chat_id=chat_id, name=name)


def _told(line: Line, standing: Standing, *, chat_id: int) -> list[Text]:
    name = Raw(line.entry.name)
    if "paused" in standing.marks:
        lines = [text("schedule.line_paused", name=name)]
    elif standing.next_at is None:
        lines = [text("schedule.line_over", name=name)]
    else:
        key = "schedule.line_skipping" if "skip" in standing.marks else "schedule.line"
        lines = [text(key, name=name, next=When(standing.next_at, line.zone))]
    last = standing.last
    if last is None:
        return lines
    when = When(last.due_at, line.zone)
    if last.state == "posted":
        key = "schedule.last_sent" if standing.is_delivered or chat_id == EVERYWHERE else "schedule.last_unsure"
        return [*lines, text(key, when=when)]
    return [*lines, text("schedule.last_left", when=when, reason=Text(f"schedule.reason_{last.reason}"))]


def _keys(chat_id: int, page: int, last: int) -> Keys:
    row = []
    if page > 0:
        row.append(Key(text("schedule.button_earlier"), pack(Leaf(chat_id, page - 1))))
    if page < last:
        row.append(Key(text("schedule.button_later"), pack(Leaf(chat_id, page + 1))))
    return [row] if row else []


_IN_A_GROUP = group_command("schedule", schedule)


async def begin(turn: Turn) -> None:
    """Told in private, an operator means everywhere; everybody else a group of theirs."""
    if turn.group.is_private and (await turn.gate.rights(group=turn.group, person=turn.person)).is_operator:
        everywhere = replace(turn.group, id=EVERYWHERE)
        await schedule(turn, Place(everywhere, turn.words, turn.message, is_here=False))
    elif isinstance(_IN_A_GROUP, Command):
        await _IN_A_GROUP.handler(turn)


ENTRANCES: list[Entrance] = [command("schedule", begin, who="moderator"), button(Leaf, leaf)]
