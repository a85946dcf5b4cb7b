"""Carrying out a sanction in Telegram, taking it back by one press, and what becomes of one that Telegram refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.people import Group, Person
from bot.domain.refusals import BotMissesRight
from bot.domain.sanctions import Kind, leading_rule
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Edit, Key, Keys, Priority, Restrict
from bot.services import conduct, privacy, sanctions
from bot.services.sanctions import Sanction
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import elsewhere
from handlers.command.shortcuts import Began
from handlers.conduct.card import configured
from handlers.feedback.words import cut
from handlers.guard.releasing import release
from handlers.moderation.log import note
from handlers.sanctions import words

CAME = "sanction_came"
"""The timer that hears whether Telegram did it."""

PERMISSIONS: Final[dict[Kind, str]] = {
    "warn": "report",
    "mute": "mute",
    "ban": "ban",
    "hold": "guard",
    "delete": "guard",
}
"""The row of the rights table that each asks for, to do it and to take it back."""

RESTRICTING: Final = "can_restrict_members"


@dataclass(frozen=True, slots=True)
class Cited:
    """The rule that a reason begins with (0: none), how it reads, and the rest of the reason."""

    rule: int
    words: str
    why: str


async def cite(turn: Turn, chat_id: int, phrase: str) -> Cited:
    """A number in front names a rule where the group has rules of its own. Raises NoSuchRule."""
    number, why = leading_rule(phrase)
    written = configured(turn, chat_id)
    if not number or await conduct.in_force(turn.reads, chat_id=chat_id, configured=written, at=turn.now) is None:
        return Cited(0, "", phrase)
    words = await conduct.rule(turn.reads, number, chat_id=chat_id, configured=written, at=turn.now)
    return Cited(number, cut(words), why)


@press("sl")
@dataclass(frozen=True, slots=True)
class Lifted:
    """A sanction is taken back."""

    number: int


def lift_keys(sanction: Sanction) -> Keys:
    return [[Key(text("sanctions.button_lift"), pack(Lifted(sanction.id)))]]


async def refuse_moderator(turn: Turn, group: Group, person: Person) -> None:
    """Before the first statement. Raises TargetModerates: among moderators a bot is no judge."""
    rights = await turn.permissions.rights(group=group, person=person)
    if rights.is_administrator or rights.is_owner or rights.is_operator:
        raise sanctions.TargetModerates(name=person.name or str(person.id))


async def may_restrict(turn: Turn, group: Group) -> bool:
    try:
        await turn.permissions.require_own(RESTRICTING, group=group)
    except BotMissesRight:
        return False
    return True


async def carry_out(turn: Turn, sanction: Sanction) -> None:
    """A mute or a ban; a longer one in force stays as long. Telegram ends it by itself; done twice it is the same."""
    turn.do(
        Restrict(
            chat_id=sanction.chat_id,
            user_id=sanction.target_id,
            rule="mute" if sanction.kind == "mute" else "ban",
            until=await _end(turn, sanction.chat_id, sanction.target_id, sanction.kind) or 0,
            then=CAME,
            note={"number": sanction.id},
        ),
        on_crash="resend",
    )


async def _end(turn: Turn, chat_id: int, user_id: int, kind: Kind) -> int | None:
    return await sanctions.lasts_until(turn.unit, chat_id=chat_id, user_id=user_id, kind=kind, now=turn.now)


async def let_speak(turn: Turn, chat_id: int, user_id: int) -> None:
    """As far as no mute is in force: then it lasts as long as that."""
    until = await _end(turn, chat_id, user_id, "mute")
    rule: Literal["mute", "unmute"] = "unmute" if until is None else "mute"
    free = Restrict(chat_id=chat_id, user_id=user_id, rule=rule, until=until or 0)
    turn.do(free, on_crash="resend", priority=Priority.PRESS)


async def take_back(turn: Turn, found: Sequence[Sanction]) -> None:
    """What was lifted in the store, in Telegram too, where nothing else is in force.

    A basic group keeps nobody out, so there is nothing to undo.
    """
    for sanction in found:
        if sanction.kind == "mute":
            await let_speak(turn, sanction.chat_id, sanction.target_id)
        elif sanction.kind == "ban" and await _is_let_back(turn, sanction):
            turn.do(Restrict(chat_id=sanction.chat_id, user_id=sanction.target_id, rule="unban"), on_crash="resend")


async def _is_let_back(turn: Turn, sanction: Sanction) -> bool:
    is_group = turn.chats.group(sanction.chat_id).kind == "group"
    return not is_group and await _end(turn, sanction.chat_id, sanction.target_id, "ban") is None


async def tell_target(turn: Turn, sanction: Sanction, lines: Sequence[Text]) -> None:
    """In private, where they began to talk to the bot: who is out of the group reads nothing there."""
    if await privacy.may_write(turn.unit, user_id=sanction.target_id):
        group = turn.chats.group(sanction.chat_id).title
        lines_told = [text("sanctions.in_group", group=group), *lines, text("sanctions.how", id=sanction.id)]
        turn.say(Lines(lines_told), to=sanction.target_id, reply=False, keys=appeal_keys(sanction), ephemeral=True)


def appeal_keys(sanction: Sanction) -> Keys:
    """Whoever is out of the group writes the command: a button there asks whether they are in it."""
    if sanction.kind == "ban":
        return []
    return [[Key(text("panel.do_appeal"), pack(Began("appeal", sanction.chat_id, 0)))]]


async def lifted(turn: PressTurn, pressed: Lifted) -> None:
    """Undone by one press, by whoever may do it."""
    sanction = await sanctions.find(turn.reads, pressed.number)
    place = elsewhere(turn, sanction.chat_id)
    await turn.require(PERMISSIONS[sanction.kind], group=place.group)
    brought = await sanctions.followed(turn.reads, sanction)
    is_told = await lift(turn, sanction)
    if turn.group.id != sanction.chat_id:
        turn.edit(words.lifted(turn, sanction, brought), ephemeral=True)
    turn.toast(text("sanctions.toast_lifted_told" if is_told else "sanctions.toast_lifted"))


async def lift(turn: Turn, sanction: Sanction, *, tells: bool = True) -> bool:
    """Whether the member was told. The right is the caller's to ask for; without `tells`, so is telling them."""
    found = await sanctions.lift(turn.unit, sanction, at=turn.now)
    await take_back(turn, found)
    if sanction.kind in ("hold", "delete"):
        await release(turn, sanction.id)
    target = Person(sanction.target_id, sanction.target_name)
    await note(turn, sanction.chat_id, "lifted", target=target, words=f"#{sanction.id}")
    done = words.lifted(turn, sanction, found[1:])
    turn.do(Edit(chat_id=sanction.chat_id, words=done, named=words.name_of(sanction.id)))
    is_told = tells and await privacy.may_write(turn.unit, user_id=sanction.target_id)
    if is_told:
        group = turn.chats.group(sanction.chat_id).title
        notice = Lines([text("sanctions.in_group", group=group), done])
        turn.say(notice, to=sanction.target_id, reply=False, ephemeral=True)
    return is_told


async def came(turn: TimerTurn) -> None:
    """What Telegram did not do is not in force, and the group reads so."""
    came = turn.done
    if not came.error:
        return
    sanction = await sanctions.find(turn.reads, int(came.note["number"]))
    if sanction.lifted_at:
        return
    await sanctions.lift(turn.unit, sanction, at=turn.now)
    post = sanction.cause or sanction.id
    turn.do(Edit(chat_id=sanction.chat_id, words=words.failed(turn, sanction), named=words.name_of(post)))


ENTRANCES: list[Entrance] = [button(Lifted, lifted), timer(CAME, came)]
