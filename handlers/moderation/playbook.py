"""The moderators' card of an incident: roles that are called for, steps to be ticked off; a drill has nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Edit, Key, Keys, Priority, Say
from bot.services import incident, moderation_log
from bot.services.incident import Incident, Part
from bot.texts.text import Argument, Lines, Raw, Text, text
from bot.texts.words import words_here
from handlers.command.doors import rows
from handlers.command.group_commands import called, elsewhere
from handlers.command.shortcuts import require_moderator
from handlers.dialogue.declaring import span
from handlers.feedback.telling import desk_of
from handlers.moderation.log import note

_PART: Final = re.compile(r"(role|step):(\d)")
_A_ROW: Final = 5


@press("ip")
@dataclass(frozen=True, slots=True)
class Pressed:
    """A role is taken, or a step is done; pressed again by the same hand it is given back. `end` ends a drill."""

    incident: int
    part: str


def _roles(turn: Turn, chat_id: int) -> Sequence[str]:
    return turn.chats.settings(chat_id).incident.roles or words_here("incident.roles", turn.chats.group(chat_id).locale)


def _steps(turn: Turn, chat_id: int) -> Sequence[str]:
    chosen = turn.chats.settings(chat_id).incident.playbook
    return chosen or words_here("incident.playbook", turn.chats.group(chat_id).locale)


def _name(one: Incident) -> str:
    """Of its card, in every chat that got one."""
    return f"incident_card:{one.id}"


async def call(turn: Turn, one: Incident) -> int:
    """Brings it to the moderators, with a sound; to how many chats."""
    desks = await desk_of(turn, one.chat_id)
    for each in desks:
        words, keys = _card(turn, one, [])
        card = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=keys, name=_name(one), ephemeral=True)
        turn.do(card, on_crash="resend", priority=Priority.ALERT)
    return len(desks)


def _card(turn: Turn, one: Incident, parts: Sequence[Part]) -> tuple[Lines, Keys]:
    taken = {each.part: each for each in parts}
    roles, steps = _roles(turn, one.chat_id), _steps(turn, one.chat_id)
    lines = [_head(turn, one), text("incident.card_roles")]
    lines += [_role(name, taken.get(f"role:{at}")) for at, name in enumerate(roles)]
    lines.append(text("incident.card_steps"))
    lines += [_step(at, words, taken) for at, words in enumerate(steps)]
    keys = rows([Key(text("incident.button_role", role=Raw(name)), pack(Pressed(one.id, f"role:{at}")))
                 for at, name in enumerate(roles)], 2)  # fmt: skip
    keys += rows([_step_key(one, at, is_done=f"step:{at}" in taken) for at in range(len(steps))], _A_ROW)
    if one.is_drill:
        keys.append([Key(text("incident.button_end"), pack(Pressed(one.id, "end")))])
    return Lines(lines), keys


def _head(turn: Turn, one: Incident) -> Text:
    key = "incident.card_drill" if one.is_drill else "incident.card"
    return text(key, title=Raw(one.title), group=Raw(turn.chats.group(one.chat_id).title))


def _role(name: str, by: Part | None) -> Text:
    who: Argument = called(by.name) if by is not None else text("incident.nobody")
    return text("incident.role", role=Raw(name), name=who)


def _step(at: int, words: str, taken: Mapping[str, Part]) -> Text:
    by = taken.get(f"step:{at}")
    if by is None:
        return text("incident.step", n=at + 1, words=Raw(words))
    return text("incident.step_done", n=at + 1, words=Raw(words), name=called(by.name))


def _step_key(one: Incident, at: int, *, is_done: bool) -> Key:
    return Key(text("incident.button_done" if is_done else "incident.button_step", n=at + 1),
               pack(Pressed(one.id, f"step:{at}")))  # fmt: skip


async def pressed(turn: PressTurn, at: Pressed) -> None:
    one = await incident.find(turn.reads, at.incident)
    if one is None or one.closed_at:
        raise OldButton
    await require_moderator(turn, elsewhere(turn, one.chat_id))
    if at.part == "end":
        if not one.is_drill:
            raise OldButton
        await end_drill(turn, one)
        return
    match = _PART.fullmatch(at.part)
    known = {"role": len(_roles(turn, one.chat_id)), "step": len(_steps(turn, one.chat_id))}
    if match is None or int(match[2]) >= known[match[1]]:
        raise OldButton
    await incident.toggle(turn.unit, one, at.part, person=turn.person, at=turn.now)
    words, keys = _card(turn, one, await incident.parts(turn.unit, one.id))
    turn.edit(words, keys=keys, ephemeral=True)
    await _renew(turn, one, words, keys)


async def _renew(turn: Turn, one: Incident, words: Lines, keys: Keys) -> None:
    """Every other card of it."""
    here = turn.group.id if turn.query is not None else 0
    for chat_id in await moderation_log.card_chats(turn.unit, name=_name(one)):
        if chat_id != here:
            card = Edit(chat_id=chat_id, words=words, keys=keys, named=_name(one), ephemeral=True)
            turn.do(card, priority=Priority.ALERT)


async def settle(turn: Turn, one: Incident) -> Lines:
    """How it went, in place of every card: how long, and how much of it was in somebody's hands."""
    parts = await incident.parts(turn.unit, one.id)
    kinds = [each.part.partition(":")[0] for each in parts]
    lines = Lines([
        _head(turn, one),
        text(
            "incident.summary",
            lasted=span(max(60, turn.now - one.opened_at)),
            roles=kinds.count("role"),
            of_roles=len(_roles(turn, one.chat_id)),
            steps=kinds.count("step"),
            of_steps=len(_steps(turn, one.chat_id)),
        ),
    ])  # fmt: skip
    await _renew(turn, one, lines, [])
    return lines


async def end_drill(turn: Turn, one: Incident) -> None:
    if not await incident.end_drill(turn.unit, one, at=turn.now):
        raise OldButton
    await note(turn, one.chat_id, "incident_drill", words=one.title)
    lines = await settle(turn, one)
    if turn.query is not None:
        turn.edit(lines, ephemeral=True)
    else:
        turn.say(lines if turn.group.is_private else text("incident.drill_ended"), ephemeral=True)


ENTRANCES: list[Entrance] = [button(Pressed, pressed)]
