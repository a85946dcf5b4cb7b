"""Whether moderators are to be told of the mood now; what they answer, and the words, live elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.mood.corrections import Aspect
from bot.domain.mood.pulse import HOUR, WINDOW
from bot.domain.mood.shift import CALM, LONGEST, RARITIES, Shift, habits, hours_to_compare, is_of_many, shifts
from storage import mood, mood_alerts, queues
from storage.database import Reader, Unit
from storage.mood_alerts import Alert, Mark
from storage.queues import Timer

KIND: Final = "mood"

_SOON: Final = 60
"""Seconds from a first negative message to the look at its group: what follows within them is looked at together."""

_COOL: Final[dict[Aspect, int]] = {Aspect.NEGATIVE: 3 * HOUR, Aspect.HOSTILE: HOUR}
COOL_PERHAPS: Final = WINDOW
"""Seconds after which what may have been a turn is told as one, if it became one."""

PERHAPS_AGAIN: Final = 12 * HOUR
"""What may be a turn is told no sooner after any."""

_SHOWN: Final = 3
_HOT: Final = 3
_SHARED_BY: Final = 5
_BACK: Final = 6 * HOUR
"""Hostile words from before then are no news any more."""

_SMALL_WORDS: Final = """
什么 怎么 怎么样 为什么 哪里 是不是 有没有 我们 你们 他们 自己 这个 那个 这里 那里 这样 这么 那么 一个 一下
一会 一点 一样 一直 今天 明天 昨天 现在 晚上 时候 时间 以后 已经 正在 没有 不是 不要 不会 不能 不了 可以 可能
应该 知道 觉得 感觉 好像 真的 有点 比较 其实 反正 还是 还有 还要 就是 但是 因为 所以 如果 然后 的话 起来 东西
事情 很多 呵呵 哈哈 哈哈哈
"""
_OF_ANY_TALK: Final = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Turned:
    """Something to tell: `shift` is None for hostile words; `marks` are the latest of `since` on, at most three.

    `behind` are all the messages it is seen in; `hot` are words that several of them share.
    """

    aspect: Aspect
    since: int
    messages: int
    marks: Sequence[Mark]
    shift: Shift | None = None
    hot: Sequence[str] = ()
    behind: Sequence[Mark] = ()

    @property
    def is_sure(self) -> bool:
        return self.shift is None or self.shift.is_sure

    @property
    def topic(self) -> int | None:
        """The one topic of all that it points at, 0 for General; None where there are several."""
        if self.shift is not None:
            return self.shift.topic
        found = {each.topic for each in self.marks}
        return found.pop() if len(found) == 1 else None


async def watch(unit: Unit, marks: Sequence[Mark], *, low: Mapping[int, int]) -> None:
    """Keep what an alert would point at, and wake the looks; `low`: when a group's first negative message came."""
    await mood_alerts.mark(unit, marks)
    first = dict(low)
    for each in marks:
        first.setdefault(each.chat_id, each.at)
    looks = [Timer(KIND, str(chat), chat, at + _SOON, "null", at) for chat, at in first.items()]
    await queues.set_timers_once(unit, looks)


async def look(reader: Reader, *, chat_id: int, now: int, sensitivity: int, hostile_from: int) -> list[Turned]:
    """`sensitivity` is from 1 to 5; `hostile_from` messages are enough."""
    found = [
        await _turned(reader, chat_id=chat_id, now=now, rarity=RARITIES[sensitivity - 1]),
        await _hostile(reader, chat_id=chat_id, now=now, least=hostile_from),
    ]
    return [each for each in found if each is not None]


async def hostile_again_at(reader: Reader, *, chat_id: int) -> int:
    """When hostile words are told again, which may be over; what came meanwhile is told then."""
    return await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.HOSTILE)


async def _turned(reader: Reader, *, chat_id: int, now: int, rarity: float) -> Turned | None:
    if await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.NEGATIVE) > now:
        return None
    latest = await mood.windows(reader, chat_id=chat_id, since=now // WINDOW - LONGEST + 1)
    if not shifts(CALM, latest, now=now, rarity=rarity):
        return None
    hours = await mood.hours_among(reader, chat_id=chat_id, hours=hours_to_compare(now // HOUR))
    last = await mood_alerts.last_at(reader, chat_id=chat_id, aspect=Aspect.NEGATIVE)
    for turn in shifts(habits(hours), latest, now=now, rarity=rarity):
        if not turn.is_sure and now < last + PERHAPS_AGAIN:
            break
        marks = await _marks_behind(reader, turn, chat_id=chat_id, now=now)
        if is_of_many([each.user_id for each in marks]):
            low = turn.counts.negative
            return Turned(Aspect.NEGATIVE, marks[0].at, low, marks[-_SHOWN:], turn, hot_words(marks), marks)
    return None


async def _marks_behind(reader: Reader, turn: Shift, *, chat_id: int, now: int) -> list[Mark]:
    """The messages that it is seen in, oldest first, without those that a moderator dealt with."""
    since = (now // WINDOW - turn.windows + 1) * WINDOW - 1
    marks = [
        each
        for aspect in Aspect
        for each in await mood_alerts.marks_since(reader, chat_id=chat_id, since=since, aspect=aspect)
        if turn.topic is None or each.topic == turn.topic
    ]
    return sorted(marks, key=lambda each: (each.at, each.message_id))[-turn.counts.alarming :]


async def _hostile(reader: Reader, *, chat_id: int, now: int, least: int) -> Turned | None:
    if await mood_alerts.quiet_until(reader, chat_id=chat_id, aspect=Aspect.HOSTILE) > now:
        return None
    before = await mood_alerts.last_at(reader, chat_id=chat_id, aspect=Aspect.HOSTILE)
    since = max(before, now - _BACK)
    heard = await mood_alerts.marks_since(reader, chat_id=chat_id, since=since, aspect=Aspect.HOSTILE)
    marks = _since_an_hour_of(least, heard)
    if not marks:
        return None
    return Turned(Aspect.HOSTILE, marks[0].at, len(marks), marks[-_SHOWN:], hot=hot_words(marks), behind=marks)


def _since_an_hour_of(least: int, marks: Sequence[Mark]) -> Sequence[Mark]:
    """From the first of so many within an hour on; none where there are not so many."""
    last = least - 1
    hours = (at for at in range(len(marks) - last) if marks[at + last].at - marks[at].at <= HOUR)
    return marks[next(hours, len(marks)) :]


async def begun(unit: Unit, turned: Turned, *, chat_id: int, now: int, is_told: bool) -> Alert:
    """The cool-down runs from now; hostile words in several topics are taken as in the last one."""
    return await mood_alerts.open_alert(
        unit,
        chat_id=chat_id,
        aspect=turned.aspect,
        at=now,
        topic=(turned.shift.topic or 0) if turned.shift is not None else turned.marks[-1].topic,
        marks=[each.message_id for each in turned.marks],
        state="told" if is_told else "training",
        quiet_until=now + (_COOL[turned.aspect] if turned.is_sure else COOL_PERHAPS),
    )


def hot_words(marks: Sequence[Mark]) -> list[str]:
    """Words that at least five people used, at most three: what it is about, and nobody's own phrase."""
    used = {(word, mark.user_id) for mark in marks for word in mark.words if len(word) > 1 and word not in _OF_ANY_TALK}
    seen = Counter(word for word, _ in sorted(used))
    return [word for word, times in seen.most_common(_HOT) if times >= _SHARED_BY]
