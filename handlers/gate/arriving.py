"""Somebody came in where the gate is shut: they may not speak until they pass, and Telegram ends that by itself."""

from __future__ import annotations

from typing import Final

from bot.domain.passages import Passage
from bot.engine.entrances import Entrance, passing, timer
from bot.engine.fast_path import Passing
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority, Restrict
from bot.services import desk, gate
from bot.services.gate import Gate, Guest
from bot.texts.text import text
from handlers.feedback.telling import desk_of
from handlers.gate import card
from handlers.gate.ending import END
from handlers.sanctions.doing import RESTRICTING

HOLD: Final = "gate_hold"
_AT_ONCE: Final = 500
_MOST: Final = 20_000
_BEYOND: Final = 90
"""Seconds for which somebody stays silent beyond their time, so that the bot is first to end it."""


async def passed(passing: Passing) -> None:
    """Where the gate is shut; whoever was added, or let in on request, has somebody who answers for them.

    Who comes back muted stays so: passing would end it. Who waits at the gate and comes back goes on waiting.
    """
    if any(each.came for each in passing.passages):
        await gate.load(passing.unit, passing.chats.own(gate.Doors))
    came = [each for each in passing.passages if each.came and _is_shut(passing, each.chat_id)]
    if not came:
        return
    notices = passing.chats.own(Notices)
    for each in came:
        if each.notice:
            notices.keep(each.pair, each.notice)
    guests = [_guest(passing, each) for each in came if not (each.notice or each.is_vouched or each.is_silenced)]
    await gate.came(passing.unit, guests)
    found = [(each.chat_id, each.person.id, notices.of(each.pair)) for each in came]
    await gate.noticed(passing.unit, [each for each in found if each[2]])
    for chat_id in {each.chat_id for each in guests}:
        await passing.later(HOLD, str(chat_id), at=passing.now, chat_id=chat_id)


def _is_shut(passing: Passing, chat_id: int) -> bool:
    """Telegram keeps nobody from speaking in a basic group."""
    is_super = passing.chats.group(chat_id).kind == "supergroup"
    return is_super and _in_force(passing, chat_id).mode in ("button", "question")


def _in_force(passing: Passing, chat_id: int) -> Gate:
    chats = passing.chats
    return card.in_force(chats.settings(chat_id), chats.own(gate.Doors), chat_id, now=passing.now)


def _guest(passing: Passing, each: Passage) -> Guest:
    lasts = passing.chats.settings(each.chat_id).gate.lasts
    is_trial = _in_force(passing, each.chat_id).is_trial
    return Guest(each.chat_id, each.person.id, each.person.name, each.at, each.at + lasts, is_trial=is_trial)


class Notices:
    """Messages that tell of somebody's coming, by chat and person: Telegram may send them before the news itself."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], int] = {}

    def keep(self, pair: tuple[int, int], notice: int) -> None:
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[pair] = notice

    def of(self, pair: tuple[int, int]) -> int:
        return self._found.get(pair, 0)


async def hold(turn: TimerTurn) -> None:
    """Whoever came since, many at a time: a raid brings thousands.

    Read within the transaction: who comes later finds the timer gone, and sets it.
    """
    chat_id = turn.group.id
    own = await turn.permissions.own(group=turn.group)
    fresh = await gate.in_state(turn.unit, "new", chat_id=chat_id, limit=_AT_ONCE)
    if not fresh:
        return
    if not own.allow(RESTRICTING):
        await _cannot(turn, fresh)
        return
    for one in fresh:
        if await gate.becomes(turn.unit, one, "waits") and not one.is_trial:
            until = max(one.ends_at, turn.now) + _BEYOND
            mute = Restrict(chat_id=chat_id, user_id=one.user_id, rule="mute", until=until)
            turn.do(mute, on_crash="resend", priority=Priority.PRESS)
    await turn.later(END, str(chat_id), at=max(turn.now, await gate.next_end(turn.unit, chat_id=chat_id)))
    shown = turn.chats.own(Shown)
    await turn.later(card.CARD, str(chat_id), at=shown.next_at(chat_id, now=turn.now))
    if len(fresh) == _AT_ONCE:
        await turn.later(HOLD, str(chat_id), at=turn.now)


class Shown:
    """When each group's card was last put up, in memory alone: after a start the next one comes at once."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}

    def next_at(self, chat_id: int, *, now: int) -> int:
        return max(now, self._at.get(chat_id, 0) + card.APART)

    def put_up(self, chat_id: int, *, now: int) -> None:
        self._at[chat_id] = now


async def show(turn: TimerTurn) -> None:
    turn.chats.own(Shown).put_up(turn.group.id, now=turn.now)
    await card.put_up(turn)


async def stands(turn: TimerTurn) -> None:
    await card.take_down(turn, turn.group.id)


async def _cannot(turn: TimerTurn, fresh: list[Guest]) -> None:
    """Without the right nobody is kept from anything: moderators are told so, once a day."""
    chat_id = turn.group.id
    for one in fresh:
        await gate.becomes(turn.unit, one, "lapsed")
    once = f"gate_no_right:{turn.now // 86400}"
    desks = await desk_of(turn, chat_id)
    if desks and await desk.is_first(turn.unit, chat_id=chat_id, key=once, now=turn.now):
        for each in desks:
            words = text("gate.no_right", group=turn.group.title)
            turn.say(words, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)


ENTRANCES: list[Entrance] = [passing(passed), timer(HOLD, hold), timer(card.CARD, show), timer(card.STANDS, stands)]
