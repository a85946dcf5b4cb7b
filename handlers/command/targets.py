"""Whom a command means: the author of the message replied to, else a @name, a mention without a name, or an id."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import telegram

from bot.botapi.people import person, sender_of
from bot.botapi.replies import answered
from bot.domain.amounts import read_amount, read_number, shown
from bot.domain.people import Person
from bot.domain.refusals import (
    Key,
    NoAmount,
    NoTarget,
    TargetIsAnonymous,
    TargetIsBot,
    TargetIsChannel,
    UnknownMember,
)
from bot.engine.turn import Turn
from bot.services import targets
from handlers.command.group_commands import Place

_SHORTEST_ID = 6
"""Digits from which a lone number is rather an id than an amount."""


@dataclass(frozen=True, slots=True)
class Meant:
    """The person, and the words that are left."""

    person: Person
    words: str


async def meant(turn: Turn, place: Place, *, is_amount_next: bool) -> Meant | None:
    """None where nobody is named. Raises a refusal for those points cannot be kept for, and for those unknown."""
    to = replied(place)
    if to is not None:
        return Meant(_fit(sender_of(to)), place.words)
    mentioned = _mentioned(place)
    if mentioned is not None:
        return Meant(_fit(mentioned.person), mentioned.words)
    first, rest = _split(place.words)
    plain = unicodedata.normalize("NFKC", first)
    if plain.startswith("@") and len(plain) > 1:
        found = await targets.by_username(turn.reads, chat_id=place.group.id, username=plain[1:])
        return Meant(found, rest)
    user_id = read_number(first)
    if user_id is not None and (not is_amount_next or _is_id(first, rest)):
        return Meant(await targets.by_id(turn.reads, chat_id=place.group.id, user_id=user_id), rest)
    return None


async def target(turn: Turn, place: Place, *, command: str) -> Meant:
    found = await meant(turn, place, is_amount_next=True)
    if found is None:
        raise NoTarget(usage=Key(f"commands.{command}.usage"))
    return found


async def holder(turn: Turn, place: Place) -> Person | None:
    """Whose points are asked for by name or reply; None for the asker's own."""
    found = await meant(turn, place, is_amount_next=False)
    if found is None and place.words:
        raise UnknownMember(seen=shown(place.words))
    return found.person if found else None


def amount_and_reason(words: str, *, most: int, command: str, least: int = 1) -> tuple[int, str]:
    first, rest = _split(words)
    if not first:
        raise NoAmount(usage=Key(f"commands.{command}.usage"))
    return read_amount(first, most=most, least=least), rest


def _is_id(first: str, rest: str) -> bool:
    return len(first) >= _SHORTEST_ID or read_number(_split(rest)[0]) is not None


def _split(words: str) -> tuple[str, str]:
    """The first word, by any kind of space, and the rest."""
    first, *rest = words.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


def replied(place: Place) -> telegram.Message | None:
    """The message that the command replies to, where it was said in the group itself."""
    return answered(place.message) if place.is_here else None


def _mentioned(place: Place) -> Meant | None:
    if place.message is None or not place.words:
        return None
    for entity, said in place.message.parse_entities(["text_mention"]).items():
        if entity.user is not None and said and place.words.startswith(said):
            return Meant(person(entity.user), place.words[len(said) :].strip())
    return None


def _fit(found: Person) -> Person:
    refused = {"bot": TargetIsBot, "anonymous": TargetIsAnonymous, "channel": TargetIsChannel}.get(found.kind)
    if refused is not None:
        raise refused
    return found
