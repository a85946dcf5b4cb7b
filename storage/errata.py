"""Corrections of the bot's own posts, and where an announcement stands; saying them lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Row, Unit

_PREFIX = "announce:"
"""Of the names under which posts of announcements are kept."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """`at` in epoch seconds."""

    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Post:
    """The bot's message of an announcement in a group; `html` is empty where its words are kept no more."""

    chat_id: int
    message_id: int
    topic: int
    announcement: int
    html: str
    has_photo: bool


async def add(unit: Unit, *, chat_id: int, message_id: int, announcement: int, words: str, by: int, at: int) -> None:
    await unit.run(
        "INSERT INTO errata (chat_id, message_id, announcement, words, by_id, at) "
        "VALUES (:chat_id, :message_id, :announcement, :words, :by, :at)",
        {
            "chat_id": chat_id,
            "message_id": message_id,
            "announcement": announcement,
            "words": words,
            "by": by,
            "at": at,
        },
    )


async def of(reader: Reader, *, chat_id: int, message_id: int) -> list[Erratum]:
    """Oldest first."""
    rows = await reader.all(
        "SELECT words, at FROM errata WHERE chat_id = :chat_id AND message_id = :message_id ORDER BY id",
        {"chat_id": chat_id, "message_id": message_id},
    )
    return [Erratum(row["words"], row["at"]) for row in rows]


async def announced(reader: Reader, *, chat_id: int, message_id: int) -> Post | None:
    """The announcement whose post that is; None for any other message."""
    row = await reader.one(
        "SELECT chat_id, name, message_id, topic FROM posts "
        "WHERE chat_id = :chat_id AND message_id = :message_id AND substr(name, 1, 9) = 'announce:'",
        {"chat_id": chat_id, "message_id": message_id},
    )
    posts = await _posts(reader, [row] if row else [])
    return posts[0] if posts else None


async def elsewhere(reader: Reader, post: Post) -> list[Post]:
    """Its posts in other groups."""
    rows = await reader.all(
        "SELECT chat_id, name, message_id, topic FROM posts WHERE name = :name AND chat_id <> :chat_id "
        "AND chat_id < 0 ORDER BY chat_id",
        {"name": f"{_PREFIX}{post.announcement}", "chat_id": post.chat_id},
    )
    return await _posts(reader, rows)


async def lately(reader: Reader, *, chat_id: int, limit: int) -> list[Post]:
    """The group's latest announcements whose words are still kept."""
    rows = await reader.all(
        "SELECT chat_id, name, message_id, topic FROM posts WHERE chat_id = :chat_id "
        "AND substr(name, 1, 9) = 'announce:' ORDER BY posted_at DESC, message_id DESC LIMIT :limit",
        {"chat_id": chat_id, "limit": limit},
    )
    return [each for each in await _posts(reader, rows) if each.html]


async def _posts(reader: Reader, rows: list[Row]) -> list[Post]:
    posts: list[Post] = []
    for row in rows:
        number = row["name"].removeprefix(_PREFIX)
        if not number.isdecimal():
            continue
        announcement = await reader.one("SELECT html, file_id FROM announcements WHERE id = :id", {"id": int(number)})
        html, photo = (announcement["html"], bool(announcement["file_id"])) if announcement else ("", False)
        posts.append(Post(row["chat_id"], row["message_id"], row["topic"], int(number), html, photo))
    return posts
