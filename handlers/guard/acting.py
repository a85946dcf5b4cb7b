"""What was found is dealt with: counted in trial, asked about, or taken out of the group; moderators see all of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, Literal

from bot.config import GroupSettings
from bot.domain.guard import ASKING
from bot.domain.people import Person
from bot.engine.entrances import Entrance, timer
from bot.engine.woken import TimerTurn
from bot.outbox.actions import DELETABLE_FOR, Copy, Delete, DeleteMany, Edit, Priority, Say
from bot.services import moderation_log, privacy, sanctions
from bot.services.desk import Destination
from bot.services.gate import Doors
from bot.services.guard import finds
from bot.services.guard.finds import Kept
from bot.services.sanctions import BY_BOT, Order, Sanction
from bot.texts.text import Who, text
from handlers.feedback.telling import desk_of, on_duty
from handlers.guard import words
from handlers.guard.lines import Lines, Raids, raid
from handlers.guard.releasing import copy_name
from handlers.guard.trial import begun
from handlers.guard.watching import KIND
from handlers.sanctions.doing import RESTRICTING, appeal_keys, carry_out

COPIED: Final = "guard_copied"
"""The timer that hears whether a message that is more than words waits at the desk: then it goes from the group."""

LINE: Final = "guard_line"
"""The timer that takes the group's line away."""

_DELETING: Final = "can_delete_messages"
_AT_ONCE: Final = 100
"""Messages dealt with in one transaction: in a raid other groups' turns come in between."""

_HUNDRED: Final = 100
_FEW: Final = 5
"""Members dealt with at a time beyond whom moderators read one card of all, and look at each by /guard."""

_LINE_STANDS: Final = 60
_TOGETHER: Final = 600
"""Seconds in which what one member does is one matter: one card at the desk that grows."""

_OF_NEWCOMERS: Final = ("link", "forward", "contact", "look_alike")


async def act(turn: TimerTurn) -> None:
    """Who moderates is asked before the transaction; what is found meanwhile wakes this again."""
    chat_id = turn.group.id
    fresh = await finds.in_state(turn.reads, "new", chat_id=chat_id, limit=_AT_ONCE)
    authors = {each.user_id: each for each in fresh}
    spared = {user_id for user_id, one in authors.items() if await _moderates(turn, one)}
    own = await turn.permissions.own(group=turn.group)
    may = own.allow(_DELETING), own.allow(RESTRICTING) and turn.group.kind == "supergroup"
    desks, all_of_them = await on_duty(turn, chat_id), await desk_of(turn, chat_id)
    is_raid = len(authors) - len(spared) > _FEW
    gone = list[int]()
    fresh.sort(key=lambda each: (each.user_id, each.id))
    for user_id, group in groupby(fresh, key=lambda each: each.user_id):
        found = list(group)
        if user_id in spared:
            await finds.all_become(turn.unit, found, "passed", keeps_words=False)
        else:
            gone += await _deal(turn, found, desks=desks, may=may, has_cards=not is_raid)
    _delete(turn, gone)
    if is_raid and not turn.settings.guard.trial and turn.chats.own(Raids).may(chat_id, now=turn.now):
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


async def _deal(
    turn: TimerTurn, found: Sequence[Kept], *, desks: Sequence[Destination], may: tuple[bool, bool], has_cards: bool
) -> list[int]:
    """The messages that are to go from the group now."""
    asked = [each for each in found if each.why in ASKING or not may[0]]
    others = [each for each in found if each not in asked]
    trial = [each for each in others if _is_trial(turn, turn.settings, each)]
    acted = [each for each in others if each not in trial]
    if turn.settings.guard.trial:
        trial += asked
    elif asked:
        await _ask(turn, asked, desks=desks if has_cards else ())
    await finds.all_become(turn.unit, trial, "would")
    if trial:
        await begun(turn)
    if not acted:
        return []
    return await _take_out(turn, acted, desks=desks, may_mute=may[1], has_cards=has_cards)


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
            keys=words.answer_keys(one),
            name=words.name_of_find(one.id),
            ephemeral=True,
            priority=Priority.ALERT,
        )


async def _take_out(
    turn: TimerTurn, found: Sequence[Kept], *, desks: Sequence[Destination], may_mute: bool, has_cards: bool
) -> list[int]:
    """Gone from the group at once; what is more than words goes once a copy of it waits at the desk."""
    response, seconds = turn.settings.guard.response
    one, is_held = found[0], response == "hold"
    matter, is_fresh = await _matter(turn, one, is_held=is_held)
    state: Literal["held", "deleted"] = "held" if is_held else "deleted"
    taken = [each for each in found if await finds.becomes(turn.unit, each, state, sanction=matter.id)]
    waits = [each for each in taken if is_held and each.has_media and desks]
    # One that Telegram no longer lets go would spoil the deleting of all.
    gone = [each.message_id for each in taken if each not in waits and turn.now - each.at < DELETABLE_FOR]
    for each in waits:
        _copy(turn, each, desks[0])
    if response == "mute" and may_mute and is_fresh and one.user_id > 0:
        await _mute(turn, one, seconds, cause=matter.id)
    await _show(turn, matter, desks=desks if has_cards else (), is_held=is_held, is_fresh=is_fresh)
    if is_fresh:
        await _say_why(turn, matter, one)
    return gone


async def _matter(turn: TimerTurn, one: Kept, *, is_held: bool) -> tuple[Sanction, bool]:
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
        message_id=one.message_id,
        said=one.said,
        why=one.why,
    )
    return await sanctions.impose(turn.unit, order, kind=kind), True


async def _mute(turn: TimerTurn, one: Kept, seconds: int, *, cause: int) -> None:
    """Taken back with what it follows from."""
    order = Order(turn.group.id, BY_BOT, Person(one.user_id, one.name), turn.now, why=one.why, cause=cause)
    await carry_out(turn, await sanctions.impose(turn.unit, order, kind="mute", until=turn.now + seconds))


def _copy(turn: TimerTurn, one: Kept, to: Destination) -> None:
    turn.do(
        Copy(
            chat_id=to.chat_id,
            topic=to.topic,
            from_chat=one.chat_id,
            message_id=one.message_id,
            name=copy_name(one),
            then=COPIED,
            note={"chat": one.chat_id, "message": one.message_id},
            ephemeral=True,
        ),
        on_crash="resend",
        priority=Priority.PRESS,
    )


async def copied(turn: TimerTurn) -> None:
    """Whether or not it could be kept: what breaks the peace does not stand."""
    came = turn.done
    chat_id = turn.chats.now_at(int(came.note["chat"]))
    turn.do(Delete(chat_id=chat_id, message_id=int(came.note["message"])), priority=Priority.PRESS)


async def _show(
    turn: TimerTurn, matter: Sanction, *, desks: Sequence[Destination], is_held: bool, is_fresh: bool
) -> None:
    if not desks:
        return
    found = await finds.of_sanction(turn.unit, matter.id)
    shown = words.card(turn, found, done="held" if is_held else "deleted")
    keys = words.judge_keys(matter.id, is_held=is_held)
    name = words.name_of(matter.id)
    for each in desks if is_fresh else ():
        card = Say(chat_id=each.chat_id, topic=each.topic, words=shown, keys=keys, name=name, ephemeral=True)
        turn.do(card, on_crash="resend", priority=Priority.ALERT)
    if not is_fresh:
        # Also where it was brought before somebody else came on duty.
        known = await moderation_log.card_chats(turn.unit, name=name)
        for chat_id in dict.fromkeys([*known, *(each.chat_id for each in desks)]):
            turn.do(Edit(chat_id=chat_id, words=shown, keys=keys, named=name, ephemeral=True))


async def _say_why(turn: TimerTurn, matter: Sanction, one: Kept) -> None:
    """In private where the bot may write there, else by a line that goes soon; /why tells it at any time."""
    if await privacy.may_write(turn.unit, user_id=one.user_id):
        told = text(f"guard.told_{matter.kind}", group=turn.group.title, why=words.why(one), id=matter.id)
        turn.say(told, to=one.user_id, reply=False, keys=appeal_keys(matter), ephemeral=True)
        return
    if not turn.chats.own(Lines).may(turn.group.id, now=turn.now):
        return
    name = f"{LINE}:{matter.id}"
    line = text(f"guard.line_{matter.kind}", who=Who(one.user_id, one.name), why=words.why(one))
    turn.say(line, to=turn.group.id, topic=one.topic, reply=False, name=name, silent=True, on_crash="drop")
    await turn.later(LINE, name, after=_LINE_STANDS)


async def tidy(turn: TimerTurn) -> None:
    turn.do(Delete(chat_id=turn.group.id, named=turn.timer.key), priority=Priority.REPORT)


ENTRANCES: list[Entrance] = [timer(KIND, act), timer(COPIED, copied), timer(LINE, tidy)]
