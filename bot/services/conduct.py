"""A group's own rules: which hold, what a new version changes, who has read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.conduct import Difference, Version, differences
from bot.domain.refusals import Refusal
from storage import conduct, queues
from storage.database import Reader, Unit
from storage.queues import Timer

FILE = "conduct_file"
"""The kind of timer that takes over what the operators' file says."""

NEWS = "conduct_news"
"""The kind of timer that tells a group what changed; its body is the version that was told last."""


class SameRules(Refusal):
    key = "conduct.same"


class RulesChanged(Refusal):
    """The version that was read is not the one in force."""

    key = "conduct.changed"


class NoSuchRule(Refusal):
    """`number`, `most`."""

    key = "conduct.no_such"


@dataclass(frozen=True, slots=True)
class News:
    """What one version has that an earlier one had not."""

    version: Version
    differences: list[Difference]
    is_first: bool
    """Nothing stood there before."""


async def in_force(reader: Reader, *, chat_id: int, configured: str, at: int) -> Version | None:
    """None where the group has none of its own; what the file says counts before it was taken over, too."""
    version = await conduct.in_force(reader, chat_id=chat_id, at=at)
    if version is None and configured:
        return Version(1, configured, 0, 0)
    return version if version is not None and version.words else None


async def coming(reader: Reader, *, chat_id: int, at: int) -> Version | None:
    """The one that holds from a later moment on."""
    version = await conduct.newest(reader, chat_id=chat_id)
    return version if version is not None and version.starts_at > at else None


async def rule(reader: Reader, number: int, *, chat_id: int, configured: str, at: int) -> str:
    """The rule of that number, for whoever cites it. Raises NoSuchRule."""
    version = await in_force(reader, chat_id=chat_id, configured=configured, at=at)
    rules = version.rules if version is not None else ()
    if not 1 <= number <= len(rules):
        raise NoSuchRule(number=number, most=len(rules))
    return rules[number - 1]


async def write(unit: Unit, words: str, *, chat_id: int, by: int, at: int, starts_at: int, configured: str = "") -> int:
    """The new version's number; the group is told what it changes. Raises SameRules.

    What the file says (`configured`) came first, also where it was not taken over yet.
    """
    before = await conduct.newest(unit, chat_id=chat_id)
    if before is None and configured:
        await conduct.add(unit, chat_id=chat_id, words=configured, by=conduct.THE_FILE, at=at, starts_at=at)
        before = await conduct.newest(unit, chat_id=chat_id)
    if before is not None and before.words == words:
        raise SameRules
    number = await conduct.add(unit, chat_id=chat_id, words=words, by=by, at=at, starts_at=starts_at)
    last = before.number if before is not None else 0
    await queues.set_timers_once(unit, [Timer(NEWS, str(chat_id), chat_id, at, str(last), at)])
    return number


async def wake(unit: Unit, *, now: int) -> None:
    """What the file says is looked at as soon as this is committed."""
    await queues.set_timer(unit, Timer(FILE, "", 0, now, "null", now))


async def take_over(unit: Unit, configured: Mapping[int, tuple[str, int]], *, now: int) -> None:
    """What the file says of each group, where it says something new: once it is taken over, moderators may change it.

    Each is its words and from when they hold. A group is not told of the first rules that the bot finds in the file.
    """
    taken = await conduct.of_the_file(unit)
    for chat_id, (words, starts_at) in configured.items():
        if words == taken.get(chat_id, ""):
            continue
        newest = await conduct.newest(unit, chat_id=chat_id)
        if newest is None:
            await conduct.add(unit, chat_id=chat_id, words=words, by=conduct.THE_FILE, at=now, starts_at=now)
        elif newest.words != words:
            await write(unit, words, chat_id=chat_id, by=conduct.THE_FILE, at=now, starts_at=max(now, starts_at))


async def news(reader: Reader, *, chat_id: int, since: int) -> News | None:
    """What the newest version has that the one of that number had not; None where nothing is told apart."""
    newest = await conduct.newest(reader, chat_id=chat_id)
    if newest is None or newest.number <= since:
        return None
    before = await conduct.version(reader, chat_id=chat_id, number=since)
    found = differences(before.rules if before is not None else (), newest.rules)
    return News(newest, found, is_first=before is None or not before.rules) if found else None


async def read(unit: Unit, *, chat_id: int, configured: str, number: int, user_id: int, at: int) -> int:
    """How many have read that version, with this member. Raises RulesChanged where another one holds by now."""
    version = await in_force(unit, chat_id=chat_id, configured=configured, at=at)
    soon = await coming(unit, chat_id=chat_id, at=at)
    if number not in (version and version.number, soon and soon.number):
        raise RulesChanged
    await conduct.read(unit, chat_id=chat_id, number=number, user_id=user_id, at=at)
    return await readers(unit, chat_id=chat_id, number=number)


async def readers(reader: Reader, *, chat_id: int, number: int) -> int:
    return await conduct.readers(reader, chat_id=chat_id, number=number)


async def read_at(reader: Reader, *, chat_id: int, number: int, user_id: int) -> int:
    """When that member read it (epoch seconds); 0 where they did not."""
    return await conduct.read_at(reader, chat_id=chat_id, number=number, user_id=user_id)
