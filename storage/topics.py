"""The registry of topics: what is learnt of them, one by one or by the batch, and counts; names are the domain's."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.topics import Kind, State, Topic
from storage.database import Reader, Row, Unit


def _topic(row: Row) -> Topic:
    return Topic(
        row["chat_id"],
        row["topic"],
        row["name"],
        row["kind"],
        row["state"],
        bool(row["is_hidden"]),
        row["last_at"],
    )


async def topics(reader: Reader, *, chat_id: int) -> list[Topic]:
    """All that were ever known, those gone too, the one spoken in last before the others."""
    rows = await reader.all(
        "SELECT * FROM topics WHERE chat_id = :chat_id ORDER BY last_at DESC, topic", {"chat_id": chat_id}
    )
    return [_topic(row) for row in rows]


async def topic(reader: Reader, *, chat_id: int, topic: int) -> Topic | None:
    row = await reader.one(
        "SELECT * FROM topics WHERE chat_id = :chat_id AND topic = :topic", {"chat_id": chat_id, "topic": topic}
    )
    return _topic(row) if row else None


async def opened(
    unit: Unit, *, chat_id: int, topic: int, name: str, icon: str = "", kind: Kind = "thread", at: int
) -> None:
    """Told twice for a topic of the bot's own, and perhaps late: what was learnt since then stays."""
    await unit.run(
        "INSERT INTO topics (chat_id, topic, kind, name, icon, last_at) "
        "VALUES (:chat_id, :topic, :kind, :name, :icon, :at) "
        "ON CONFLICT (chat_id, topic) DO UPDATE SET "
        "name = CASE topics.name WHEN '' THEN excluded.name ELSE topics.name END, "
        "icon = CASE topics.icon WHEN '' THEN excluded.icon ELSE topics.icon END",
        {"chat_id": chat_id, "topic": topic, "kind": kind, "name": name, "icon": icon, "at": at},
    )


async def edited(unit: Unit, *, chat_id: int, topic: int, name: str | None = None, icon: str | None = None) -> None:
    """What is None stays as it was."""
    await unit.run(
        "INSERT INTO topics (chat_id, topic, name, icon) "
        "VALUES (:chat_id, :topic, coalesce(:name, ''), coalesce(:icon, '')) "
        "ON CONFLICT (chat_id, topic) DO UPDATE SET "
        "name = coalesce(:name, topics.name), icon = coalesce(:icon, topics.icon)",
        {"chat_id": chat_id, "topic": topic, "name": name, "icon": icon},
    )


async def became(unit: Unit, *, chat_id: int, topic: int, state: State) -> None:
    await unit.run(
        "INSERT INTO topics (chat_id, topic, state) VALUES (:chat_id, :topic, :state) "
        "ON CONFLICT (chat_id, topic) DO UPDATE SET state = excluded.state",
        {"chat_id": chat_id, "topic": topic, "state": state},
    )


async def hidden(unit: Unit, *, chat_id: int, topic: int, is_hidden: bool) -> None:
    """A hidden topic is closed as well; shown again it stays closed until it is reopened."""
    await unit.run(
        "INSERT INTO topics (chat_id, topic, is_hidden, state) "
        "VALUES (:chat_id, :topic, :is_hidden, CASE :is_hidden WHEN 1 THEN 'closed' ELSE 'open' END) "
        "ON CONFLICT (chat_id, topic) DO UPDATE SET is_hidden = excluded.is_hidden, "
        "state = CASE excluded.is_hidden WHEN 1 THEN 'closed' ELSE topics.state END",
        {"chat_id": chat_id, "topic": topic, "is_hidden": int(is_hidden)},
    )


async def lost(unit: Unit, *, chat_id: int, topic: int) -> None:
    """Telegram says there is none such any more; one never heard of is not worth a row."""
    await unit.run(
        "UPDATE topics SET state = 'gone' WHERE chat_id = :chat_id AND topic = :topic",
        {"chat_id": chat_id, "topic": topic},
    )


async def spoken(unit: Unit, rows: Iterable[tuple[int, int, str, int]]) -> None:
    """`rows` are (chat id, topic, the name it was opened with or '', epoch seconds). Where people speak, a topic is."""
    await unit.many(
        "INSERT INTO topics (chat_id, topic, name, last_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (chat_id, topic) DO UPDATE SET last_at = max(topics.last_at, excluded.last_at), "
        "name = CASE topics.name WHEN '' THEN excluded.name ELSE topics.name END, "
        "state = CASE topics.state WHEN 'gone' THEN 'open' ELSE topics.state END",
        rows,
    )


# --- messages counted by member, in topics where something asks for it -----------------------------------------------


async def counted(reader: Reader) -> dict[int, frozenset[int]]:
    """Topics whose messages are counted, by chat."""
    found: dict[int, frozenset[int]] = {}
    for row in await reader.all("SELECT chat_id, topic FROM counted_topics"):
        found[row["chat_id"]] = found.get(row["chat_id"], frozenset()) | {row["topic"]}
    return found


async def counted_since(reader: Reader, *, chat_id: int, topic: int) -> int:
    """Epoch seconds; 0 where nothing is counted."""
    return await reader.number(
        "SELECT since FROM counted_topics WHERE chat_id = :chat_id AND topic = :topic",
        {"chat_id": chat_id, "topic": topic},
    )


async def count(unit: Unit, *, chat_id: int, topic: int, at: int) -> None:
    """From now on."""
    await unit.run(
        "INSERT INTO counted_topics (chat_id, topic, since) VALUES (:chat_id, :topic, :at) ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "topic": topic, "at": at},
    )


async def keep_activity(unit: Unit, rows: Iterable[tuple[int, int, int, int, int]]) -> None:
    """`rows` are (chat id, topic, member, local day, messages)."""
    await unit.many(
        "INSERT INTO topic_activity (chat_id, topic, user_id, day, messages) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (chat_id, topic, user_id, day) "
        "DO UPDATE SET messages = topic_activity.messages + excluded.messages",
        rows,
    )
