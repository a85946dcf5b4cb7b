"""The rules as people read them, with [I have read them], which is counted; who did is theirs alone to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.conduct import Version
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import conduct
from bot.texts.text import Lines, Raw, Text, When, folded, text
from handlers.command.group_commands import Place, elsewhere, within

_UNFOLDED: Final = 6
"""Rules, and twenty characters' lines of them, that a phone shows beside the rest of the card."""

_LINE: Final = 20


@press("cr")
@dataclass(frozen=True, slots=True)
class Read:
    """Somebody has read that version."""

    chat_id: int
    version: int


LINK: Final = "rules"
"""What `/start` is given by the link from a group; the group's id follows."""


def configured(turn: Turn, chat_id: int) -> str:
    """What the operators' file says."""
    return turn.chats.settings(chat_id).rules.text


def listed(rules: Sequence[str]) -> list[Text]:
    """Numbered; those that are many or long are folded."""
    lines = [text("conduct.rule", number=number, rule=Raw(rule)) for number, rule in enumerate(rules, 1)]
    height = sum(-(-len(rule) // _LINE) for rule in rules)
    return folded(lines) if height > _UNFOLDED else lines


def read_keys(chat_id: int, version: int) -> Keys:
    return [[Key(text("conduct.button_read"), pack(Read(chat_id, version)))]]


async def card(turn: Turn, place: Place, version: Version) -> tuple[Lines, Keys]:
    chat_id, zone = place.group.id, place.group.timezone
    lines = [text("conduct.head", group=Raw(place.group.title)), *listed(version.rules)]
    if version.at:
        lines.append(text("conduct.version", version=version.number, when=When(version.starts_at, zone, "day")))
    coming = await conduct.coming(turn.reads, chat_id=chat_id, at=turn.now)
    if coming is not None:
        lines.append(text("conduct.coming", when=When(coming.starts_at, zone)))
    if read := await conduct.readers(turn.reads, chat_id=chat_id, number=version.number):
        lines.append(text("conduct.readers", n=read))
    if turn.group.is_private and (at := await _read_at(turn, chat_id, version)):
        lines.append(text("conduct.read_at", when=When(at, zone)))
        return Lines(lines), []
    return Lines(lines), read_keys(chat_id, version.number)


async def _read_at(turn: Turn, chat_id: int, version: Version) -> int:
    return await conduct.read_at(turn.reads, chat_id=chat_id, number=version.number, user_id=turn.person.id)


async def read(turn: Turn, pressed: Read) -> None:
    """In private the card says so from then on; in a group it stays as it is for the others."""
    place = await within(turn, pressed.chat_id)
    chat_id = place.group.id
    number = await conduct.read(
        turn.unit,
        chat_id=chat_id,
        configured=configured(turn, chat_id),
        number=pressed.version,
        user_id=turn.person.id,
        at=turn.now,
    )
    turn.toast(text("conduct.toast_read", n=number))
    version = await conduct.in_force(turn.unit, chat_id=chat_id, configured=configured(turn, chat_id), at=turn.now)
    if turn.group.is_private and version is not None and version.number == pressed.version:
        place = elsewhere(turn, chat_id)
        lines = [text("conduct.head", group=Raw(place.group.title)), *listed(version.rules)]
        lines.append(text("conduct.read_at", when=When(turn.now, place.group.timezone)))
        turn.edit(Lines(lines))


ENTRANCES: list[Entrance] = [button(Read, read)]
