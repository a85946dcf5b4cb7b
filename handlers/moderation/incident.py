"""/incident: what has come up, as one pinned post that grows; announcements that are not urgent wait meanwhile."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance
from bot.engine.turn import Turn
from bot.outbox.actions import Pin, Say
from bot.services import incident
from bot.services.incident import Timeline
from bot.texts.catalog import render
from bot.texts.text import Lines, Raw, When, text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer, group_command
from handlers.command.subcommands import verb_of
from handlers.feedback.telling import desk_of
from handlers.moderation.log import note
from handlers.moderation.playbook import call, end_drill, settle

Verb: TypeAlias = Literal["open", "update", "close", "drill"]
_VERBS: dict[Verb, str] = {
    "open": "incident.words_open",
    "update": "incident.words_update",
    "close": "incident.words_close",
    "drill": "incident.words_drill",
}
_LONGEST_TITLE, _LONGEST = 100, 300
_SHOWN = 10
"""Lines of the timeline, the newest: a post has its bounds."""


async def told(turn: Turn, place: Place) -> None:
    await turn.require("incident", group=place.group)
    verb, rest = verb_of(place.words, _VERBS)
    rest = " ".join(rest.split())
    if (verb is None and place.words) or (verb in ("open", "update") and not rest):
        raise WrongForm(usage=Sentence("commands.incident.usage"))
    if verb in ("open", "close") and await held(turn, place, f"incident_{verb}", command="incident", shown=rest):
        return
    match verb:
        case "open":
            await _open(turn, place, title=rest[:_LONGEST_TITLE])
        case "update":
            await _update(turn, place, words=rest[:_LONGEST])
        case "close":
            await _close(turn, place, words=rest[:_LONGEST])
        case "drill":
            await _drill(turn, place, title=rest[:_LONGEST_TITLE])
        case None:
            timeline = await incident.running(turn.reads, chat_id=place.group.id)
            answer(turn, _post(turn, timeline) if timeline else text("incident.none"))


async def _open(turn: Turn, place: Place, *, title: str) -> None:
    chat_id = place.group.id
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    timeline = await incident.begin(turn.unit, chat_id=chat_id, title=title, by=turn.person.id, at=turn.at)
    if timeline is None:
        answer(turn, text("incident.already"))
        return
    topic = turn.topic if place.is_here else 0
    put_up(turn, timeline, topic=topic, is_pinned=may_pin)
    await call(turn, timeline.incident)
    await note(turn, chat_id, "incident_open", words=title)
    if not place.is_here or turn.query is not None:
        answer(turn, text("incident.opened"))


async def _update(turn: Turn, place: Place, *, words: str) -> None:
    timeline = await incident.tell(turn.unit, chat_id=place.group.id, words=words, by=turn.person.id, at=turn.at)
    if timeline is None:
        answer(turn, text("incident.none"))
        return
    turn.edit(_post(turn, timeline), named=_name_of(timeline))
    answer(turn, text("incident.updated"))


async def _close(turn: Turn, place: Place, *, words: str) -> None:
    chat_id = place.group.id
    timeline = await incident.close(turn.unit, chat_id=chat_id, words=words, by=turn.person.id, at=turn.at)
    if timeline is None:
        drill = await incident.running_drill(turn.reads, chat_id=chat_id)
        if drill is not None:
            await end_drill(turn, drill)
        else:
            answer(turn, text("incident.none"))
        return
    await settle(turn, timeline.incident)
    turn.edit(_post(turn, timeline, closed_at=turn.at), named=_name_of(timeline))
    turn.do(Pin(chat_id=chat_id, named=_name_of(timeline), off=True))
    await note(turn, chat_id, "incident_close", words=timeline.incident.title)
    answer(turn, text("incident.closed"))


async def _drill(turn: Turn, place: Place, *, title: str) -> None:
    """Moderators alone read of it."""
    desks = await desk_of(turn, place.group.id)
    if not desks:
        answer(turn, text("incident.drill_nobody"))
        return
    title = title or render(text("incident.drill_title"), place.group.locale)
    found = await incident.drill(turn.unit, chat_id=place.group.id, title=title, by=turn.person.id, at=turn.now)
    if found is None:
        answer(turn, text("incident.drill_already"))
        return
    answer(turn, text("incident.drill_called", n=await call(turn, found)))


def _name_of(timeline: Timeline) -> str:
    return f"incident:{timeline.incident.id}"


def put_up(turn: Turn, timeline: Timeline, *, topic: int = 0, is_pinned: bool = False) -> None:
    """The post that grows."""
    words = _post(turn, timeline)
    turn.do(Say(chat_id=timeline.incident.chat_id, topic=topic, words=words, name=_name_of(timeline), pin=is_pinned))


def _post(turn: Turn, timeline: Timeline, *, closed_at: int = 0) -> Lines:
    zone, shown = turn.chats.group(timeline.incident.chat_id).timezone, timeline.notes[-_SHOWN:]
    lines = [
        text("incident.title_closed" if closed_at else "incident.title", title=Raw(timeline.incident.title)),
        text("incident.line", when=When(timeline.incident.opened_at, zone), words=text("incident.began")),
    ]
    if len(shown) < len(timeline.notes):
        lines.append(text("incident.earlier", number=len(timeline.notes) - len(shown)))
    lines += [text("incident.line", when=When(each.at, zone), words=Raw(each.words)) for each in shown]
    if closed_at and not (shown and shown[-1].at == closed_at):
        lines.append(text("incident.line", when=When(closed_at, zone), words=text("incident.ended")))
    if not closed_at:
        lines.append(text("incident.held"))
    return Lines(lines)


ENTRANCES: list[Entrance] = [group_command("incident", told, who="moderator")]
