"""/schedule: what comes next and what became of the last; pause, resume, run now, leave one out."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.schedule.plan import Entry
from bot.domain.schedule.refusals import JustSent, NoEntries, NothingToResume, UnknownEntryName
from bot.engine.entrances import Entrance, Handler, command
from bot.engine.turn import Turn
from bot.services.schedule import marks, runs
from bot.texts.fold import fold
from bot.texts.text import Raw, text
from handlers.command.group_commands import GroupCommand, Place, answer
from handlers.command.subcommands import verb_of
from handlers.schedule.due import chats_of, say, surroundings
from handlers.schedule.listing import EVERYWHERE, lines_in, listing

Verb: TypeAlias = Literal["list", "pause", "resume", "run", "skip"]
_WORDS: dict[Verb, str] = {
    "list": "schedule.words_list",
    "pause": "schedule.words_pause",
    "resume": "schedule.words_resume",
    "run": "schedule.words_run",
    "skip": "schedule.words_skip",
}


async def schedule(turn: Turn, place: Place) -> None:
    await turn.require("schedule", group=place.group)
    action, rest = verb_of(place.words, _WORDS)
    if not place.words or (action == "list" and not rest):
        await listing(turn, place.group.id, page=0)
        return
    if action is None or action == "list" or not rest:
        raise WrongForm(usage=Sentence("commands.schedule.usage"))
    entry = _entry_of(turn, rest, chat_id=place.group.id)
    await act_on(turn, action, entry, chat_id=place.group.id)


def _entry_of(turn: Turn, words: str, *, chat_id: int) -> Entry:
    """By its name, whatever its script and width, or by the beginning of it where that is enough."""
    names = {line.entry.name: line.entry for line in lines_in(turn, chat_id)}
    exact = [entry for name, entry in names.items() if fold(name) == fold(words)]
    begun = [entry for name, entry in names.items() if fold(words) and fold(name).startswith(fold(words))]
    entries = exact or begun
    if len(entries) != 1:
        raise (
            UnknownEntryName(seen=words[:40], known="、".join(list(names)[:6])) if names else NoEntries(seen=words[:40])
        )
    return entries[0]


async def act_on(turn: Turn, action: Verb, entry: Entry, *, chat_id: int) -> None:
    """In a group, or everywhere. Raises NothingToResume, JustSent."""
    name = Raw(entry.name)
    if action == "run":
        await _run(turn, entry, chat_id=chat_id)
    elif action == "resume":
        if not await marks.resume(turn.unit, entry=entry.name, chat_id=chat_id):
            raise NothingToResume(name=entry.name)
        answer(turn, text("schedule.resumed", name=name), on_crash="resend")
    elif action == "pause":
        await marks.pause(turn.unit, entry=entry.name, chat_id=chat_id, user_id=turn.person.id, now=turn.now)
        answer(turn, text("schedule.paused", name=name), on_crash="resend")
    else:
        await marks.skip(turn.unit, entry=entry.name, chat_id=chat_id, user_id=turn.person.id, now=turn.now)
        answer(turn, text("schedule.skipping", name=name), on_crash="resend")


async def _run(turn: Turn, entry: Entry, *, chat_id: int) -> None:
    lines = [line for line in turn.chats.plan.lines.values() if line.entry.name == entry.name]
    chats = (
        [chat_id] if chat_id != EVERYWHERE else list(dict.fromkeys(c for line in lines for c in chats_of(turn, line)))
    )
    sent = 0
    for each in chats:
        posting = await runs.run_by_hand(turn.unit, entry, chat=await surroundings(turn, entry, each), now=turn.now)
        if posting is not None:
            await say(turn, entry, posting)
            sent += 1
    if not sent:
        raise JustSent(name=entry.name)
    answer(turn, text("schedule.ran", name=Raw(entry.name), n=sent), on_crash="resend")


async def begin(turn: Turn, in_group: Handler) -> None:
    """Told in private, an operator means everywhere; everybody else a group of theirs."""
    if turn.group.is_private and (await turn.rights()).is_operator:
        everywhere = replace(turn.group, id=EVERYWHERE)
        await schedule(turn, Place(everywhere, turn.words, turn.message, is_here=False))
    else:
        await in_group(turn)


ENTRANCES: list[Entrance] = [command("schedule", GroupCommand("schedule", schedule, begin), who="moderator")]
