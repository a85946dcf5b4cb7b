"""/mute, /unmute, /ban, /unban: by whoever has Telegram's right for it; each is undone by one press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.people import Group, Person
from bot.domain.points import ANONYMOUS, reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoTarget
from bot.domain.sanctions import LONGEST, SHORTEST, Kind, leading_span
from bot.engine.entrances import Entrance
from bot.engine.turn import Turn
from bot.outbox.actions import Delete, Edit, Restrict
from bot.services import sanctions
from bot.services.sanctions import Sanction
from bot.texts.text import Lines, Text, text
from handlers.command.confirm import HIDDEN, held
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.command.targets import meant, replied
from handlers.command.two_people import command_on_people
from handlers.moderation.log import note, ruled
from handlers.sanctions import channels, lasting, words
from handlers.sanctions.doing import RESTRICTING, carry_out, cite, lift_keys, refuse_moderator, tell_target
from handlers.sanctions.lasting import Waiting
from handlers.sanctions.warn import order_of


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom it is to strike, for how many seconds (0: for good, of a mute: not told), and why."""

    target: Person
    seconds: int
    why: str


async def _asked(turn: Turn, place: Place, command: Literal["mute", "unmute", "ban", "unban"]) -> _Asked:
    """A span stands before the name or behind it. Raises a refusal for what is missing."""
    if (channel := await channels.meant(turn, place, place.words)) is not None:
        if command not in ("ban", "unban"):
            raise sanctions.ChannelsAreBanned
        return _Asked(channel[0], 0, reason_of(channel[1]))
    before, rest = leading_span(place.words) if command == "mute" else (None, place.words)
    target = await meant(turn, replace(place, words=rest), is_amount_next=False, may_be_gone=command != "mute")
    if target is None:
        raise NoTarget(usage=Sentence(f"commands.{command}.usage"))
    after, why = leading_span(target.words) if command == "mute" and before is None else (None, target.words)
    seconds = before or after or 0
    if before == 0 or after == 0:
        raise sanctions.SpanOutOfBounds
    if command == "mute" and seconds and not SHORTEST <= seconds <= LONGEST:
        raise sanctions.SpanOutOfBounds
    return _Asked(target.person, seconds, reason_of(why))


async def mute(turn: Turn, place: Place) -> None:
    await _impose(turn, place, "mute")


async def ban(turn: Turn, place: Place) -> None:
    await _impose(turn, place, "ban")


async def _impose(turn: Turn, place: Place, kind: Literal["mute", "ban"]) -> None:
    await turn.require(kind, group=place.group)
    if kind == "mute" and place.group.kind == "group":
        raise sanctions.MuteNeedsSupergroup
    asked = await _asked(turn, place, kind)
    await _refuse(turn, place.group, asked.target)
    await turn.permissions.require_own(RESTRICTING, group=place.group)
    if kind == "mute" and not asked.seconds:
        await _ask_span(turn, place, asked)
        return
    span = f"{asked.seconds}s " if asked.seconds else ""
    named = f"{asked.target.id} {span}{asked.why}".strip()
    if await held(turn, place, kind, command=kind, words=named, shown=f"{asked.target.name} {asked.why}".strip()):
        return
    await _strike(turn, place, kind, asked)


async def _refuse(turn: Turn, group: Group, target: Person) -> None:
    """Of a channel Telegram was asked already where a press confirms what was written."""
    if target.kind == "channel" and turn.query is None:
        await channels.refuse_own(turn, group, target)
    elif target.kind != "channel":
        await refuse_moderator(turn, group, target)


async def _ask_span(turn: Turn, place: Place, asked: _Asked) -> None:
    to = replied(place)
    waiting = Waiting(
        chat_id=place.group.id,
        by=ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id,
        target_id=asked.target.id,
        target_name=asked.target.name,
        why=asked.why,
        message_id=to.message_id if to is not None else 0,
        said=(to.text or to.caption or "") if to is not None else "",
    )
    await lasting.ask(turn, waiting)


async def _go_on(turn: Turn, wanted: Waiting, seconds: int) -> None:
    """Asked anew what whoever gave the command may do, or whoever presses for somebody hidden: their right may be gone
    since.
    """
    place = elsewhere(turn, wanted.chat_id)
    await turn.require("mute", group=place.group)
    await refuse_moderator(turn, place.group, wanted.target)
    await turn.permissions.require_own(RESTRICTING, group=place.group)
    if wanted.by == ANONYMOUS:
        turn.person = HIDDEN
    await _strike(turn, place, "mute", _Asked(wanted.target, seconds, wanted.why), about=wanted)


async def _strike(
    turn: Turn, place: Place, kind: Literal["mute", "ban"], asked: _Asked, *, about: Waiting | None = None
) -> None:
    """`about` is what the command was about where it was asked for a span, and replies to nothing any more."""
    cited = await cite(turn, place.group.id, asked.why)
    order = order_of(turn, place, asked.target, cited)
    if about is not None:
        order = replace(order, message_id=about.message_id, said=about.said)
    until = turn.now + asked.seconds if asked.seconds else 0
    await _replace(turn, place.group.id, asked.target, kind)
    sanction = await sanctions.impose(turn.unit, order, kind=kind, until=until)
    await carry_out(turn, sanction)
    await note(turn, place.group.id, kind, target=asked.target, words=ruled(cited.rule, cited.why))
    lines = [words.done(turn, sanction), *words.why(sanction, cited=cited.words)]
    _tell(turn, place, sanction, lines)
    await tell_target(turn, sanction, lines)


async def _replace(turn: Turn, chat_id: int, target: Person, kind: Kind) -> None:
    """What a moderator says holds from now on, in place of what was set before, be that longer or shorter."""
    for sanction in await sanctions.in_force(turn.unit, chat_id=chat_id, user_id=target.id, kind=kind, now=turn.now):
        await sanctions.lift(turn.unit, sanction, at=turn.now)
        turn.do(Edit(chat_id=chat_id, words=words.lifted(turn, sanction), named=words.name_of(sanction.id)))


def _tell(turn: Turn, place: Place, sanction: Sanction, lines: Sequence[Text]) -> None:
    """In the group, wherever it was given; a question about it there makes room."""
    how = [text("sanctions.how", id=sanction.id)] if sanction.target_id > 0 else []
    shown, keys, name = Lines([*lines, *how]), lift_keys(sanction), words.name_of(sanction.id)
    is_here = place.group.id == turn.group.id
    if is_here and turn.query is None:
        turn.say(shown, keys=keys, name=name)
        return
    turn.say(shown, to=place.group.id, topic=turn.topic if is_here else 0, reply=False, keys=keys, name=name)
    if is_here and turn.message is not None:
        turn.do(Delete(chat_id=turn.group.id, message_id=turn.message.message_id))
    else:
        answer(turn, words.done(turn, sanction))


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
    await _replace(turn, chat_id, target, kind)
    turn.do(Restrict(chat_id=chat_id, user_id=target.id, rule=command), on_crash="resend")
    await note(turn, chat_id, command, target=target, words=asked.why)
    done = f"sanctions.done_{command}" if target.id > 0 else "sanctions.done_unban_channel"
    answer(turn, text(done, name=target.name or str(target.id)))


ENTRANCES: list[Entrance] = [
    command_on_people("mute", mute, who="moderator"),
    command_on_people("unmute", unmute, who="moderator"),
    command_on_people("ban", ban, who="moderator"),
    command_on_people("unban", unban, who="moderator"),
    *lasting.entrances(_go_on),
    *channels.ENTRANCES,
]
