"""What was found is dealt with: counted in trial, asked about, or taken out of the group; moderators see all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from bot.config import GroupSettings
from bot.domain.guard import ASKING
from bot.domain.people import Person
from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.outbox.actions import DELETABLE_FOR, DeleteMany, Edit, Priority, Say
from bot.services import moderation_log, sanctions
from bot.services.desk import Destination
from bot.services.gate import Doors
from bot.services.guard import finds
from bot.services.guard.finds import Kept
from bot.services.sanctions import BY_BOT, Order, Sanction
from handlers.feedback.telling import desk_of, on_duty
from handlers.guard import keeping, places, telling, words
from handlers.guard.lines import Raids, raid
from handlers.guard.trial import begun
from handlers.guard.watching import KIND
from handlers.moderation.log import ruled
from handlers.sanctions.channels import bar_keys
from handlers.sanctions.citing import ask_keys, usual
from handlers.sanctions.doing import RESTRICTING, carry_out

_DELETING: Final = "can_delete_messages"
_AT_ONCE: Final = 100
"""Messages dealt with in one transaction: in a raid other groups' turns come in between."""

_HUNDRED: Final = 100
_FEW: Final = 5
"""Members dealt with at a time beyond whom moderators read one card of all, and look at each by /guard."""

_TOGETHER: Final = 600
"""Seconds in which what one member does is one matter: one card at the desk that grows."""

_OF_NEWCOMERS: Final = ("link", "mention", "forward", "contact", "look_alike")


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where it is shown, what the bot may do, and which rule moderators cite for what is found."""

    desks: Sequence[Destination]
    may_delete: bool
    may_mute: bool
    is_raid: bool
    rules: Mapping[str, int]

    @property
    def cards(self) -> Sequence[Destination]:
        return () if self.is_raid else self.desks


async def act(turn: TimerTurn) -> None:
    """Who moderates is asked before the transaction; what is found meanwhile wakes this again."""
    chat_id = turn.group.id
    fresh = await finds.in_state(turn.reads, "new", chat_id=chat_id, limit=_AT_ONCE)
    seen = await places.judged(turn, fresh)
    authors = {each.user_id: each for each in fresh}
    spared = {user_id for user_id, one in authors.items() if await _moderates(turn, one)}
    own = await turn.permissions.own(group=turn.group)
    ways = _Ways(
        await on_duty(turn, chat_id),
        own.allow(_DELETING),
        own.allow(RESTRICTING) and turn.group.kind == "supergroup",
        len(authors) - len(spared) > _FEW,
        await usual(turn, chat_id, [each.why for each in fresh]),
    )
    fresh = await places.sorted_out(turn, fresh, seen)
    all_of_them = await desk_of(turn, chat_id)
    gone = list[int]()
    fresh.sort(key=lambda each: (each.user_id, each.id))
    for user_id, group in groupby(fresh, key=lambda each: each.user_id):
        found = list(group)
        if user_id in spared:
            await finds.all_become(turn.unit, found, "passed", keeps_words=False)
        else:
            gone += await _deal(turn, found, ways)
    _delete(turn, gone)
    if ways.is_raid and not turn.settings.guard.trial and turn.chats.own(Raids).may(chat_id, now=turn.now):
        await raid(turn, all_of_them, people=len(authors) - len(spared), messages=len(fresh))
    if await finds.in_state(turn.unit, "new", chat_id=chat_id, limit=1):
        # Under a key of its own: a timer that sets itself anew waits a second.
        key = f"{chat_id}:more" if turn.timer.key == str(chat_id) else str(chat_id)
        await turn.later(KIND, key, at=turn.now)


async def _moderates(turn: TimerTurn, one: Kept) -> bool:
    """The channel that the group belongs to speaks for it as well."""
    if one.user_id < 0:
        return one.user_id == await turn.permissions.linked_channel(turn.group.id)
    rights = await turn.permissions.rights(group=turn.group, person=Person(one.user_id, one.name))
    return rights.is_administrator or rights.is_owner or rights.is_operator


async def _deal(turn: TimerTurn, found: Sequence[Kept], ways: _Ways) -> list[int]:
    """The messages that are to go from the group now."""
    asked = [each for each in found if each.why in ASKING or not ways.may_delete]
    others = [each for each in found if each not in asked]
    trial = [each for each in others if _is_trial(turn, turn.settings, each)]
    acted = [each for each in others if each not in trial]
    if turn.settings.guard.trial:
        trial += asked
    elif asked:
        await _ask(turn, asked, desks=ways.cards)
    await finds.all_become(turn.unit, trial, "would")
    if trial:
        await begun(turn)
    return await _take_out(turn, acted, ways) if acted else []


def _delete(turn: TimerTurn, gone: Sequence[int]) -> None:
    """Of all members together: a raid is few calls."""
    for at in range(0, len(gone), _HUNDRED):
        many = DeleteMany(chat_id=turn.group.id, message_ids=sorted(gone[at : at + _HUNDRED]))
        turn.do(many, on_crash="resend", priority=Priority.PRESS)


def _is_trial(turn: TimerTurn, settings: GroupSettings, one: Kept) -> bool:
    """While the door is closed, what newcomers bring is held in earnest."""
    is_closed = turn.chats.own(Doors).is_closed(turn.group.id, at=turn.now)
    return settings.guard.trial and not (is_closed and one.why in _OF_NEWCOMERS)


async def _ask(turn: TimerTurn, found: Sequence[Kept], *, desks: Sequence[Destination]) -> None:
    """The messages stay; moderators are asked once about what one member says within a while."""
    one, open_ones = found[0], await finds.asked_about(turn.unit, found[0], since=turn.now - _TOGETHER)
    await finds.all_become(turn.unit, found, "asked")
    for each in desks if not open_ones else ():
        turn.say(
            words.card(turn, found, done="asked"),
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=[*words.answer_keys(one), *bar_keys(one.user_id, one.chat_id, one.message_id)],
            name=words.name_of_find(one.id),
            ephemeral=True,
            priority=Priority.ALERT,
        )


async def _take_out(turn: TimerTurn, found: Sequence[Kept], ways: _Ways) -> list[int]:
    """Gone from the group at once; what is more than words goes once a copy of it waits at the desk."""
    response, seconds = turn.settings.guard.response
    one, is_held = found[0], response == "hold"
    matter, is_fresh = await _matter(turn, one, is_held=is_held, rule=ways.rules.get(one.why, 0))
    state: Literal["held", "deleted"] = "held" if is_held else "deleted"
    taken = [each for each in found if await finds.becomes(turn.unit, each, state, sanction=matter.id)]
    waits = [each for each in taken if is_held and each.has_media and ways.desks]
    # One that Telegram no longer lets go would spoil the deleting of all.
    gone = [each.message_id for each in taken if each not in waits and turn.now - each.at < DELETABLE_FOR]
    for each in waits:
        keeping.copy(turn, each, ways.desks[0])
    if response == "mute" and ways.may_mute and is_fresh and one.user_id > 0:
        await _mute(turn, matter, seconds)
    await _show(turn, matter, desks=ways.cards, is_held=is_held, is_fresh=is_fresh)
    if is_fresh:
        await telling.say_why(turn, matter, topic=one.topic)
    return gone


async def _matter(turn: TimerTurn, one: Kept, *, is_held: bool, rule: int) -> tuple[Sanction, bool]:
    """What is written of it, and whether it is a new one rather than what goes on."""
    kind: Literal["hold", "delete"] = "hold" if is_held else "delete"
    chat_id = turn.group.id
    standing = await sanctions.in_force(turn.unit, chat_id=chat_id, user_id=one.user_id, kind=kind, now=turn.now)
    lately = [each for each in standing if each.why == one.why and turn.now - each.at < _TOGETHER]
    if lately:
        return lately[-1], False
    order = Order(
        turn.group.id,
        BY_BOT,
        Person(one.user_id, one.name),
        turn.now,
        rule=rule,
        message_id=one.message_id,
        said=one.said,
        why=one.why,
    )
    await _note(turn, f"guard_{kind}", order, order.why)
    return await sanctions.impose(turn.unit, order, kind=kind), True


async def _note(turn: TimerTurn, kind: str, order: Order, words: str) -> None:
    """In the log, as the bot's own deed."""
    chat_id, noted = turn.group.id, ruled(order.rule, words)
    await moderation_log.note(
        turn.unit, chat_id=chat_id, kind=kind, actor=BY_BOT, target=order.target, words=noted, at=turn.now
    )


async def _mute(turn: TimerTurn, matter: Sanction, seconds: int) -> None:
    """Taken back with what it follows from."""
    target = Person(matter.target_id, matter.target_name)
    order = Order(turn.group.id, BY_BOT, target, turn.now, rule=matter.rule, why=matter.why, cause=matter.id)
    one = await sanctions.impose(turn.unit, order, kind="mute", until=turn.now + seconds)
    await carry_out(turn, one)
    await _note(turn, "mute", order, f"#{one.id}")


async def _show(
    turn: TimerTurn, matter: Sanction, *, desks: Sequence[Destination], is_held: bool, is_fresh: bool
) -> None:
    if not desks:
        return
    found = await finds.of_sanction(turn.unit, matter.id)
    shown = words.card(turn, found, done="held" if is_held else "deleted")
    bar = bar_keys(matter.target_id, matter.chat_id, matter.message_id)
    keys = [*words.judge_keys(matter.id, is_held=is_held), *await ask_keys(turn, matter), *bar]
    name = words.name_of(matter.id)
    for each in desks if is_fresh else ():
        card = Say(chat_id=each.chat_id, topic=each.topic, words=shown, keys=keys, name=name, ephemeral=True)
        turn.do(card, on_crash="resend", priority=Priority.ALERT)
    if not is_fresh:
        # Also where it was brought before somebody else came on duty.
        known = await moderation_log.card_chats(turn.unit, name=name)
        for chat_id in dict.fromkeys([*known, *(each.chat_id for each in desks)]):
            turn.do(Edit(chat_id=chat_id, words=shown, keys=keys, named=name, ephemeral=True))


ENTRANCES: list[Entrance] = [timer(KIND, act), *keeping.ENTRANCES, *telling.ENTRANCES]
