"""The topics of a group: learnt, listed, and found by name for whatever is bound to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bot.domain.activity import Heard
from bot.domain.day import local_day
from bot.domain.people import Group
from bot.domain.topics import GENERAL, Kind, Topic, TopicRefusal, named
from storage import topics as kept
from storage.database import Reader, Unit
from storage.topics import became, counted_since, edited, hidden, opened

__all__ = [
    "became",
    "by_id",
    "by_name",
    "change_post",
    "counted_since",
    "edited",
    "hidden",
    "known",
    "opened",
    "opened_own",
    "settle",
    "thread_of",
]


async def settle(unit: Unit, messages: Sequence[Heard], group_of: Callable[[int], Group]) -> None:
    """Who speaks where, a batch at a time: one row a topic, and none for groups without topics."""
    last: dict[tuple[int, int], tuple[str, int]] = {}
    forums = {chat_id for chat_id in {each.chat_id for each in messages} if group_of(chat_id).is_forum}
    for each in messages:
        if each.topic or each.chat_id in forums:
            key = (each.chat_id, each.topic or GENERAL)
            name, at = last.get(key, ("", 0))
            last[key] = (each.topic_name or name, max(at, each.at))
    if last:
        await kept.spoken(unit, [(*key, *said) for key, said in last.items()])
    if any(topic in group_of(chat_id).counted for chat_id, topic in last):
        await kept.keep_activity(unit, _counted(messages, group_of))


def _counted(heard: Sequence[Heard], group_of: Callable[[int], Group]) -> list[tuple[int, int, int, int, int]]:
    """By member and local day, in topics that are counted."""
    counts: Counter[tuple[int, int, int, int]] = Counter()
    for each in heard:
        group, topic = group_of(each.chat_id), each.topic or GENERAL
        if topic in group.counted:
            day = local_day(each.at, group.timezone, starts_at=group.day_starts_at)
            counts[each.chat_id, topic, each.user_id, day] += 1
    return [(*key, messages) for key, messages in counts.items()]


async def known(reader: Reader, *, chat_id: int) -> list[Topic]:
    """Those that are there, the one spoken in last before the others."""
    return [each for each in await kept.topics(reader, chat_id=chat_id) if each.state != "gone"]


async def by_name(reader: Reader, words: str, *, chat_id: int, general: Sequence[str] = ()) -> Topic:
    """The one of that name or number; General also goes by `general` while its own name is not known.

    Raises UnknownTopic, SeveralTopics.
    """
    topics = await kept.topics(reader, chat_id=chat_id)
    if words.casefold() in {each.casefold() for each in general} and not any(each.name == words for each in topics):
        return next((each for each in topics if each.id == GENERAL), Topic(chat_id, GENERAL))
    return named(topics, words)


async def thread_of(reader: Reader, topic: int | str, *, chat_id: int) -> int:
    """The thread a binding means by its number or name; 0, General, for one that is not there or not yet known."""
    if isinstance(topic, int):
        return 0 if topic == GENERAL else topic
    try:
        found = await by_name(reader, topic, chat_id=chat_id)
    except TopicRefusal:
        return 0
    return found.id if found.kind == "thread" and found.id != GENERAL and found.state != "gone" else 0


async def by_id(reader: Reader, *, chat_id: int, topic: int) -> Topic:
    """One that nothing was learnt of is taken as open and nameless."""
    return await kept.topic(reader, chat_id=chat_id, topic=topic) or Topic(chat_id, topic)


async def opened_own(unit: Unit, *, chat_id: int, topic: int, name: str, is_thread: bool, at: int) -> Topic:
    """One the bot opened itself: a thread, or the pinned post that stands for one."""
    kind: Kind = "thread" if is_thread else "post"
    await kept.opened(unit, chat_id=chat_id, topic=topic, name=name, kind=kind, at=at)
    return Topic(chat_id, topic, name, kind)


async def change_post(unit: Unit, post: Topic, *, name: str, is_closed: bool) -> None:
    """A pinned post is the bot's own: no service message will tell of it."""
    await kept.edited(unit, chat_id=post.chat_id, topic=post.id, name=name)
    await kept.became(unit, chat_id=post.chat_id, topic=post.id, state="closed" if is_closed else "open")
