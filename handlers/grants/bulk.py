"""Grants that wait for a press: to the people of a poll, draw or topic, or more than one gives alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.config.tables import Points
from bot.domain.amounts import read_id
from bot.domain.grants import WITHIN, Crowd, Waiting, Wish
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, reason_of
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key, Keys
from bot.services import grants, moderation_log
from bot.services.grants import Given, Limits
from bot.services.points import Order
from bot.texts.text import Argument, Lines, Raw, Text, Who, text
from handlers.command.group_commands import Place, answer, called, elsewhere
from handlers.command.subcommands import verb_of
from handlers.command.targets import amount_and_reason, replied
from handlers.grants.bulk_undo import undo_keys

KIND = "granting"
_CROWDS: dict[Crowd, str] = {
    "poll": "granting.words_poll",
    "lottery": "granting.words_lottery",
    "topic": "granting.words_topic",
}
_POST = re.compile(r"(poll|lottery):(\d{1,15})\b.*")


@press("gr")
@dataclass(frozen=True, slots=True)
class Confirms:
    number: int
    is_yes: bool


async def wished(turn: Turn, place: Place, *, most: int) -> Wish | None:
    """What `/grant` asks for where it means many.

    In reply to a poll or a draw's card, or `/grant 5 poll 12 reason`; in a topic `/grant 5 topic reason`.
    """
    crowd, number = await _replied(turn, place)
    words = place.words
    if crowd == "one":
        first, *rest = words.split(maxsplit=1) or [""]
        named, after = verb_of("".join(rest), _CROWDS)
        shown, *reason = after.split(maxsplit=1) or [""]
        found = turn.topic if named == "topic" else read_id(shown)
        if replied(place) is not None or named is None or not found:
            return None
        crowd, number = named, found
        words = f"{first} {after if named == 'topic' else ''.join(reason)}"
    amount, why = amount_and_reason(words, most=most, command="grant")
    return Wish(amount, reason_of(why), crowd, number)


async def _replied(turn: Turn, place: Place) -> tuple[Crowd, int]:
    message = replied(place)
    if message is None or message.from_user is None or message.from_user.id != turn.bot_id:
        return "one", 0
    if message.poll is not None:
        number = await grants.poll_number(turn.reads, chat_id=place.group.id, poll_id=message.poll.id)
        return ("poll", number) if number else ("one", 0)
    name = await grants.post_name(turn.reads, chat_id=place.group.id, message_id=message.message_id)
    match = _POST.fullmatch(name)
    if match is None:
        return "one", 0
    return ("poll" if match[1] == "poll" else "lottery"), int(match[2])


def limits_of(points: Points) -> Limits:
    return Limits(points.grant_daily, points.grant_alone)


async def ask(turn: Turn, place: Place, order: Order, wish: Wish, *, to: Person | None = None) -> None:
    """The card stands in the group, where another moderator sees it."""
    points = turn.chats.settings(place.group.id).points
    recent = await _recent(turn, place, wish)
    grant = await grants.propose(turn.unit, order, wish, limits=limits_of(points), to=to, recent=recent)
    card = await _card(turn, grant, alone=points.grant_alone, is_recent=bool(recent))
    yes, no = (pack(Confirms(grant.id, is_yes=each)) for each in (True, False))
    keys: Keys = [[Key(text("granting.button_yes"), yes), Key(text("granting.button_no"), no)]]
    turn.say(card, to=place.group.id, keys=keys, name=_name(grant.id))
    await turn.later(KIND, str(grant.id), after=WITHIN, chat_id=place.group.id)
    if not place.is_here:
        answer(turn, text("granting.shown_in_group", group=place.group.title))


async def _recent(turn: Turn, place: Place, wish: Wish) -> set[int]:
    """The people of a topic where the store does not count them: whoever is remembered to have spoken there."""
    if wish.crowd != "topic" or await grants.is_counted(turn.reads, wish, chat_id=place.group.id):
        return set()
    return turn.chats.recent.authors.speakers(chat_id=place.group.id, topic=wish.number)


def _name(number: int) -> str:
    return f"grant:{number}:card"


async def _card(turn: Turn, grant: Waiting, *, alone: int, is_recent: bool) -> Lines:
    by: Argument = text("points.by_anonymous") if grant.by_id == ANONYMOUS else called(grant.by_name)
    lines = [
        text(
            "granting.open_recent" if is_recent else f"granting.open_{grant.wish.crowd}",
            by=by,
            who=called((await grants.target(turn.unit, grant)).name),
            of=grant.wish.number,
            amount=grant.wish.amount,
            number=grant.people,
            total=grant.total,
        )
    ]
    if grant.wish.reason:
        lines.append(text("points.reason", reason=Raw(grant.wish.reason)))
    if grant.needs == 2:
        lines.append(text("granting.two" if grant.first_id else "granting.two_hidden", alone=alone))
    return Lines(lines)


async def pressed(turn: Turn, wanted: Confirms) -> None:
    """By moderators of the right; two of them where it is more than one gives alone."""
    grant = await grants.waiting(turn.reads, number=wanted.number, chat_id=turn.group.id)
    await turn.require("grant")
    if not wanted.is_yes:
        await _drop(turn, grant)
        return
    points = turn.chats.settings(turn.group.id).points
    target = await grants.target(turn.unit, grant) if grant.wish.crowd == "one" else None
    day = elsewhere(turn, turn.group.id).calendar.day_of(turn.now)
    given = await grants.confirm(turn.unit, grant, by=turn.person, at=turn.now, day=day, limits=limits_of(points))
    if given is None:
        turn.toast(text("granting.toast_first"), alert=True)
        return
    await turn.cancel(KIND, str(grant.id))
    await _note(turn, grant, given, target=target)
    turn.edit(_told(turn, grant, given, target=target), keys=undo_keys(grant.id) if target is None else None)


async def _drop(turn: Turn, grant: Waiting) -> None:
    if not await grants.drop(turn.unit, number=grant.id):
        raise OldButton
    await turn.cancel(KIND, str(grant.id))
    turn.edit(text("granting.dropped", by=called(turn.person.name) if grant.by_id != ANONYMOUS else _hidden()))


def _hidden() -> Text:
    return text("points.by_anonymous")


async def _note(turn: Turn, grant: Waiting, given: Given, *, target: Person | None) -> None:
    """Who asked for it and who confirmed it; behind an anonymous administrator nobody is named."""
    is_hidden = grant.by_id == ANONYMOUS
    asker = Person(grant.by_id, grant.by_name, kind="anonymous" if is_hidden else "member")
    words = f"{grant.wish.amount} × {given.people} {grant.wish.reason}".strip()
    notes = [("grant" if target is not None else "grant_many", asker)]
    if grant.needs == 2:
        notes.append(("grant_second", asker if is_hidden else turn.person))
    for action, actor in notes:
        await moderation_log.note(
            turn.unit, chat_id=grant.chat_id, kind=action, actor=actor, target=target, words=words, at=turn.now
        )


def _told(turn: Turn, grant: Waiting, given: Given, *, target: Person | None) -> Lines:
    wish, is_hidden = grant.wish, grant.by_id == ANONYMOUS
    lines = [
        text(
            f"granting.done_{wish.crowd}",
            who=Who(target.id, target.name) if target is not None else "",
            of=wish.number,
            amount=wish.amount,
            number=given.people,
            total=wish.amount * given.people,
            first=given.first,
            last=given.last,
        )
    ]
    if wish.reason:
        lines.append(text("points.reason", reason=Raw(wish.reason)))
    by: Argument = _hidden() if is_hidden else called(grant.by_name)
    if grant.needs == 2 and not is_hidden:
        lines.append(text("granting.by_two", by=by, second=called(turn.person.name)))
    else:
        lines.append(text("points.by", by=by))
    return Lines(lines)


async def lapsed(turn: TimerTurn) -> None:
    """Nobody confirmed in time."""
    number = turn.number
    if await grants.drop(turn.unit, number=number):
        turn.edit(text("granting.lapsed"), named=_name(number))


ENTRANCES: list[Entrance] = [button(Confirms, pressed), timer(KIND, lapsed)]
