"""Who follows which discussions of a group; telling them lives elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Unit


@dataclass(frozen=True, slots=True)
class Follower:
    """`can_write`: their private chat with the bot is open."""

    user_id: int
    name: str
    can_write: bool


async def follow(unit: Unit, *, chat_id: int, user_id: int, tag: str, words: str) -> bool:
    """Whether that is news."""
    return await unit.change(
        "INSERT INTO follows (chat_id, user_id, tag, said) VALUES (:chat_id, :user_id, :tag, :said) "
        "ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "user_id": user_id, "tag": tag, "said": words},
    )


async def unfollow(unit: Unit, *, chat_id: int, user_id: int, tag: str | None) -> int:
    """How many were let go; None lets go of all."""
    return await unit.run(
        "DELETE FROM follows WHERE chat_id = :chat_id AND user_id = :user_id AND (:tag IS NULL OR tag = :tag)",
        {"chat_id": chat_id, "user_id": user_id, "tag": tag},
    )


async def followed(reader: Reader, *, chat_id: int, user_id: int) -> list[str]:
    """The tags as they were written; an empty one stands for all."""
    rows = await reader.all(
        "SELECT said FROM follows WHERE chat_id = :chat_id AND user_id = :user_id ORDER BY tag",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return [row["said"] for row in rows]


async def followers(reader: Reader, *, chat_id: int, title: str, but: int) -> list[Follower]:
    """Members of the group whose tag stands in the folded title, or who follow all; `but` is left out."""
    rows = await reader.all(
        "SELECT DISTINCT follows.user_id, coalesce(people.name, '') AS name, "
        "(chats.chat_id IS NOT NULL) AS can_write FROM follows "
        "JOIN members ON members.chat_id = follows.chat_id AND members.user_id = follows.user_id "
        "AND members.state = 'in' "
        "LEFT JOIN people ON people.user_id = follows.user_id "
        "LEFT JOIN chats ON chats.chat_id = follows.user_id AND chats.kind = 'private' AND chats.state = 'active' "
        "WHERE follows.chat_id = :chat_id AND follows.user_id <> :but "
        "AND (follows.tag = '' OR instr(:title, follows.tag) > 0) ORDER BY follows.user_id",
        {"chat_id": chat_id, "title": title, "but": but},
    )
    return [Follower(row["user_id"], row["name"], bool(row["can_write"])) for row in rows]
