"""/mute, /unmute, /ban, /unban: by whoever has Telegram's right for it; each is undone by one press."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.people import Person
from bot.domain.points import reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoTarget
from bot.domain.sanctions import LONGEST, SHORTEST, leading_span
from bot.engine.entrances import Entrance
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Restrict
from bot.services import sanctions
from bot.texts.text import Lines, text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer
from handlers.command.targets import meant
from handlers.command.two_people import command_on_people
from handlers.moderation.log import note
from handlers.sanctions import words
from handlers.sanctions.doing import RESTRICTING, carry_out, cite, lift_keys, refuse_moderator, tell_target
from handlers.sanctions.warn import order_of


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom it is to strike, for how many seconds (0: for good), and why."""

    target: Person
    seconds: int
    why: str


async def _asked(turn: Turn, place: Place, command: Literal["mute", "unmute", "ban", "unban"]) -> _Asked:
    """A span stands before the name or behind it. Raises a refusal for what is missing."""
    before, rest = leading_span(place.words) if command == "mute" else (None, place.words)
    found = await meant(turn, replace(place, words=rest), is_amount_next=False, may_be_gone=command != "mute")
    if found is None:
        raise NoTarget(usage=Sentence(f"commands.{command}.usage"))
    after, why = leading_span(found.words) if command == "mute" and before is None else (None, found.words)
    seconds = before or after or 0
    if command == "mute" and not seconds:
        raise sanctions.NoSpan(usage=Sentence("commands.mute.usage"))
    if command == "mute" and not SHORTEST <= seconds <= LONGEST:
        raise sanctions.SpanOutOfBounds
    return _Asked(found.person, seconds, reason_of(why))


async def mute(turn: Turn, place: Place) -> None:
    await _impose(turn, place, "mute")


async def ban(turn: Turn, place: Place) -> None:
    await _impose(turn, place, "ban")


async def _impose(turn: Turn, place: Place, kind: Literal["mute", "ban"]) -> None:
    await turn.require(kind, group=place.group)
    if kind == "mute" and place.group.kind == "group":
        raise sanctions.MuteNeedsSupergroup
    asked = await _asked(turn, place, kind)
    await refuse_moderator(turn, place.group, asked.target)
    await turn.permissions.require_own(RESTRICTING, group=place.group)
    span = f"{asked.seconds}s " if asked.seconds else ""
    named = f"{asked.target.id} {span}{asked.why}".strip()
    if await held(turn, place, kind, command=kind, words=named, shown=f"{asked.target.name} {asked.why}".strip()):
        return
    until = turn.now + asked.seconds if asked.seconds else 0
    cited = await cite(turn, place.group.id, asked.why)
    order = order_of(turn, place, asked.target, cited)
    one = await sanctions.impose(turn.unit, order, kind=kind, until=until)
    carry_out(turn, one)
    await note(turn, place.group.id, kind, target=asked.target, words=asked.why)
    lines = [words.done(turn, one), *words.why(one, cited=cited.words)]
    shown = Lines([*lines, text("sanctions.how", id=one.id)])
    if place.is_here and turn.query is None:
        turn.say(shown, keys=lift_keys(one), name=words.name_of(one.id))
    else:
        topic = turn.topic if place.is_here else 0
        turn.say(shown, to=place.group.id, topic=topic, reply=False, keys=lift_keys(one), name=words.name_of(one.id))
        answer(turn, words.done(turn, one))
    await tell_target(turn, one, lines)


async def unmute(turn: Turn, place: Place) -> None:
    await _undo(turn, place, "unmute", kind="mute")


async def unban(turn: Turn, place: Place) -> None:
    await _undo(turn, place, "unban", kind="ban")


async def _undo(turn: Turn, place: Place, command: Literal["unmute", "unban"], *, kind: Literal["mute", "ban"]) -> None:
    """Whatever set it, a hand in Telegram's own menus too: what the store knows of it is lifted along."""
    await turn.require(kind, group=place.group)
    if place.group.kind == "group":
        raise sanctions.MuteNeedsSupergroup if kind == "mute" else sanctions.NoBansHere
    asked = await _asked(turn, place, command)
    await turn.permissions.require_own(RESTRICTING, group=place.group)
    chat_id, target = place.group.id, asked.target
    for one in await sanctions.in_force(turn.unit, chat_id=chat_id, user_id=target.id, kind=kind, now=turn.now):
        await sanctions.lift(turn.unit, one, at=turn.now)
        turn.do(Edit(chat_id=chat_id, words=words.lifted(turn, one), named=words.name_of(one.id)))
    turn.do(Restrict(chat_id=chat_id, user_id=target.id, rule=command), on_crash="resend")
    await note(turn, chat_id, command, target=target, words=asked.why)
    answer(turn, text(f"sanctions.done_{command}", name=target.name or str(target.id)))


ENTRANCES: list[Entrance] = [
    command_on_people("mute", mute, who="moderator"),
    command_on_people("unmute", unmute, who="moderator"),
    command_on_people("ban", ban, who="moderator"),
    command_on_people("unban", unban, who="moderator"),
]
