"""Whom a command means: the author of the message replied to, else a @name, a mention without a name, or an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import telegram

from bot.botapi.people import person, sender_of
from bot.botapi.replies import answered
from bot.domain.amounts import read_amount, shown
from bot.domain.grammar.people import Named, read_person
from bot.domain.people import Person
from bot.domain.refusals import (
    Key,
    NoAmount,
    NoTarget,
    NotInGroup,
    PersonFirst,
    TargetIsAnonymous,
    TargetIsBot,
    TargetIsChannel,
    TargetLeft,
    TwoMeant,
    TwoPeople,
    UnknownMember,
    WrongForm,
)
from bot.engine.turn import Turn
from bot.services import targets
from handlers.command.group_commands import Place


@dataclass(frozen=True, slots=True)
class Meant:
    """The person, and the words that are left."""

    person: Person
    words: str


async def meant(turn: Turn, place: Place, *, is_amount_next: bool, may_be_gone: bool = False) -> Meant | None:
    """None where nobody is named. Raises a refusal for those points cannot be kept for, and for those unknown.

    A reply counts, and a name beside it that means somebody else is asked about. `may_be_gone` is `targets.by_id`'s.
    """
    mentions = _mentions(place)
    named = read_person(place.words, mentions=tuple(mentions), is_amount_next=is_amount_next)
    to = replied(place)
    if to is not None:
        author = _fit(sender_of(to))
        if named.who is None or isinstance(named.who, int):
            return Meant(author, place.words)
        if (other := await _found(turn, place, named, mentions, may_be_gone=may_be_gone)).id != author.id:
            raise TwoPeople(TwoMeant(author, other, named.rest))
        return Meant(author, named.rest)
    if named.who is None:
        return None
    found = await _found(turn, place, named, mentions, may_be_gone=may_be_gone, is_amount_next=is_amount_next)
    return Meant(found, named.rest)


async def _found(
    turn: Turn,
    place: Place,
    named: Named,
    mentions: Mapping[str, telegram.User],
    *,
    may_be_gone: bool,
    is_amount_next: bool = False,
) -> Person:
    if named.is_mention:
        return _fit(person(mentions[str(named.who)]))
    if isinstance(named.who, int):
        try:
            return await targets.by_id(turn.reads, chat_id=place.group.id, user_id=named.who, may_be_gone=may_be_gone)
        except UnknownMember:
            is_amount = is_amount_next and named.rest[:1].isdecimal()
            raise (PersonFirst if is_amount else UnknownMember)(seen=str(named.who)) from None
    username = str(named.who)
    found = await targets.by_username(turn.reads, chat_id=place.group.id, username=username, may_be_gone=may_be_gone)
    if not await turn.permissions.goes_by(found.username, chat_id=place.group.id, user_id=found.id):
        raise UnknownMember(seen=f"@{shown(str(named.who))}")
    return found


async def target(turn: Turn, place: Place, *, command: str) -> Meant:
    found = await meant(turn, place, is_amount_next=True)
    if found is None:
        raise NoTarget(usage=Key(f"commands.{command}.usage"))
    return found


async def receiver(turn: Turn, place: Place, *, command: str) -> Meant:
    """Whoever is to get something: in the group now, as Telegram tells. Call it before the first statement."""
    found = await target(turn, place, command=command)
    await require_present(turn, place, found.person)
    return found


async def require_present(turn: Turn, place: Place, person: Person) -> None:
    try:
        await turn.permissions.require_in(group=place.group, person=person, at=turn.at)
    except NotInGroup:
        raise TargetLeft(name=person.name or str(person.id)) from None


async def holder(turn: Turn, place: Place, *, command: str) -> Person | None:
    """Whose points are asked for by name or reply; None for the asker's own."""
    found = await meant(turn, place, is_amount_next=False)
    if found is None and place.words:
        raise UnknownMember(seen=shown(place.words))
    if found is not None and found.words:
        raise WrongForm(usage=Key(f"commands.{command}.usage"))
    return found.person if found else None


def amount_and_reason(words: str, *, most: int, command: str, least: int = 1) -> tuple[int, str]:
    first, rest = _split(words)
    if not first:
        raise NoAmount(usage=Key(f"commands.{command}.usage"))
    return read_amount(first, most=most, least=least), rest


def _split(words: str) -> tuple[str, str]:
    """The first word, by any kind of space, and the rest."""
    first, *rest = words.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""


def replied(place: Place) -> telegram.Message | None:
    """The message that the command replies to, where it was said in the group itself."""
    return answered(place.message) if place.is_here else None


def _mentions(place: Place) -> dict[str, telegram.User]:
    """People without a @name, by the words that mention them."""
    if place.message is None or not place.words:
        return {}
    found = place.message.parse_entities(["text_mention"]) | place.message.parse_caption_entities(["text_mention"])
    written = {words.strip(): entity.user for entity, words in found.items() if entity.user is not None}
    return {words: user for words, user in written.items() if words}


def _fit(found: Person) -> Person:
    refused = {"bot": TargetIsBot, "anonymous": TargetIsAnonymous, "channel": TargetIsChannel}.get(found.kind)
    if refused is not None:
        raise refused
    return found
