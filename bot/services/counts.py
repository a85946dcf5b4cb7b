"""Counting by the batch what is no message: comings and goings, reactions, replies and presses; words; absences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from bot.domain.activity import HOUR, Heard
from bot.domain.checkin import Calendar
from bot.domain.counts import Echo, Source, Voices, voice_of
from bot.domain.day import local_day
from bot.domain.passages import Passage
from bot.domain.people import Group
from bot.domain.welcome import ONE_COMING
from bot.services import keywords
from storage import counts, inviting, key_values, people, welcome, words
from storage.database import Reader, Unit

Pair = tuple[int, int]

_ALIVE = "alive_at"
_KEPT_FOR = 24 * HOUR
"""Seconds for which Telegram keeps updates for a bot that is away."""

_LONGEST = 24
"""Characters of a word that is kept."""


async def passed(unit: Unit, passages: Sequence[Passage]) -> dict[Pair, str]:
    """Count who came and who went, before they count as met; returns the ways they came by.

    What Telegram tells twice, by a change of standing and by a notice, counts once.
    """
    came = [each for each in passages if each.came]
    went = [each for each in passages if each.was_in and not each.is_in]
    happened = Counter[tuple[int, str, int]]()
    sources = await _came(unit, came, happened) if came else {}
    if went:
        gone_at = await people.gone_at(unit, [each.pair for each in went])
        for each in went:
            last = gone_at.get(each.pair)
            gone_at[each.pair] = each.at
            if last is None or abs(each.at - last) > ONE_COMING:
                happened[each.chat_id, "removed" if each.by_other else "left", _hour(each.at)] += 1
    await counts.happened(unit, happened)
    return sources


async def _came(unit: Unit, came: Sequence[Passage], happened: Counter[tuple[int, str, int]]) -> dict[Pair, str]:
    links = {each.link for each in came if each.link}
    owners = await inviting.owners(unit, links) if links else {}
    known = await welcome.comings(unit, [each.pair for each in came])
    sources, mended = dict[Pair, str](), dict[Pair, str]()
    for each in came:
        source: str = _source(each, owners)
        at, before = known.get(each.pair, (0, ""))
        if abs(each.at - at) > ONE_COMING:
            happened[each.chat_id, f"came:{source}", _hour(each.at)] += 1
        elif before == "open" and source != "open" and not each.notice:
            happened[each.chat_id, f"came:{before}", _hour(at)] -= 1
            happened[each.chat_id, f"came:{source}", _hour(at)] += 1
            mended[each.pair] = source
        else:
            source = before
        known[each.pair] = (at if abs(each.at - at) <= ONE_COMING else each.at), source
        sources[each.pair] = source
    if mended:
        await welcome.came_by(unit, mended)
    return sources


def _source(passage: Passage, owners: Mapping[tuple[int, str], int]) -> Source:
    if passage.by_request:
        return "request"
    if passage.link:
        return "member" if (passage.chat_id, passage.link) in owners else "link"
    return "added" if passage.by_other else "open"


def _hour(at: int) -> int:
    return at - at % HOUR


async def echoed(unit: Unit, echoes: Sequence[Echo], *, now: int) -> None:
    """Reactions by the hour; and what came back to posts of the bot's own."""
    happened = Counter[tuple[int, str, int]]()
    posts = dict[Pair, list[int]]()
    nameless = dict[Pair, int]()
    for each in echoes:
        place = each.chat_id, each.message_id
        if each.kind == "unnamed":
            nameless[place] = each.number
            continue
        row = posts.setdefault(place, [0, 0, 0])
        if each.kind == "reaction":
            happened[each.chat_id, "reaction", _hour(each.at or now)] += each.number
        row[0 if each.kind == "reaction" else 1] += each.number
        row[2] |= voice_of(each.user_id)
    if happened:
        await counts.happened(unit, happened)
    if posts:
        rows = [(0, reactions, presses, voices, *place) for place, (reactions, presses, voices) in posts.items()]
        await counts.answered(unit, rows)
    if nameless:
        await counts.unnamed(unit, [(number, *place) for place, number in nameless.items()])


async def replied(unit: Unit, messages: Iterable[Heard], *, bot_id: int) -> None:
    """Answers to posts of the bot's own."""
    posts = dict[Pair, list[int]]()
    for each in messages:
        if each.reply_to == bot_id and each.replied:
            row = posts.setdefault((each.chat_id, each.replied), [0, 0])
            row[0] += 1
            row[1] |= voice_of(each.user_id)
    if posts:
        await counts.answered(unit, [(number, 0, 0, voices, *place) for place, (number, voices) in posts.items()])


Words = dict[tuple[int, int, str], tuple[int, int]]
"""Messages and voices by chat, local day and word."""


async def words_in(messages: Sequence[Heard], groups: Mapping[int, Group]) -> Words:
    """What these messages talk about; takes its time, on another thread: ask before the transaction."""
    found: Words = {}
    for each, weighty in zip(messages, await keywords.weighty_words([each.text for each in messages]), strict=True):
        group, voice = groups[each.chat_id], voice_of(each.user_id)
        day = local_day(each.at, group.timezone, starts_at=group.day_starts_at)
        for word in weighty:
            key = each.chat_id, day, word.translate(keywords.FOLD)[:_LONGEST]
            number, voices = found.get(key, (0, 0))
            found[key] = number + 1, voices | voice
    return found


async def talked_of(unit: Unit, found: Words) -> None:
    await words.said(unit, [(*key, *row) for key, row in found.items()])


async def left(unit: Unit, *, chat_id: int, day: int, command: str) -> None:
    """What was begun by questions and buttons was left half-way."""
    await counts.asked(unit, chat_id=chat_id, day=day, command=command, outcome="left")


async def alive(unit: Unit, *, now: int) -> None:
    """Called every hour: what was told while the bot was away for more than a day is gone for good, and is noted."""
    last = await last_alive(unit)
    if last and now - last > _KEPT_FOR + HOUR:
        await counts.away(unit, begins_at=last, ends_at=now - _KEPT_FOR)
    await key_values.keep(unit, _ALIVE, str(now))


async def last_alive(reader: Reader) -> int:
    """Epoch seconds; 0 before the first hour."""
    return int(await key_values.fact(reader, _ALIVE) or 0)


_FINAL_AFTER = 2
"""Days after which no message of a day comes any more: Telegram keeps what it could not deliver for one."""


async def by_day(reader: Reader, calendar: Calendar, *, chat_id: int, first: int, last: int) -> dict[int, Voices]:
    """What was said on each local day of the span on which anything was."""
    found = await counts.days(reader, chat_id=chat_id, first=first, last=last)
    return {
        day: Voices(voices, messages or await _messages(reader, calendar, chat_id=chat_id, day=day))
        for day, (voices, messages) in found.items()
    }


async def _messages(reader: Reader, calendar: Calendar, *, chat_id: int, day: int) -> int:
    since, until = calendar.begins(day), calendar.begins(day + 1)
    if since is None or until is None:
        return 0
    return await counts.messages(reader, chat_id=chat_id, since=_hour(since), until=_hour(until))


async def close_days(unit: Unit, calendar_of: Callable[[int], Calendar], *, now: int) -> None:
    """Days that are long over keep their sum and few of their words, so that looking back on many stays quick."""
    await words.trim(unit, day=datetime.fromtimestamp(now, UTC).toordinal() - _FINAL_AFTER)
    for chat_id, day in await counts.open_days(unit):
        calendar = calendar_of(chat_id)
        if day < calendar.day_of(now) - _FINAL_AFTER:
            number = await _messages(unit, calendar, chat_id=chat_id, day=day)
            await counts.close_day(unit, chat_id=chat_id, day=day, messages=number)
