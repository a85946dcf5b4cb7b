"""Following the discussions of a group, all or by a tag in their titles; who is told how is the caller's."""

from __future__ import annotations

from bot.domain.discussion import NothingFollowed, TooManyFollowed
from storage import follows as kept
from storage.database import Reader, Unit
from storage.follows import Follower

__all__ = ["Follower", "follow", "followed", "followers", "unfollow"]

_MOST = 20


async def follow(unit: Unit, *, chat_id: int, user_id: int, tag: str, words: str) -> bool:
    """Whether that is news; `tag` is folded, and empty for all discussions. Raises TooManyFollowed."""
    if len(await kept.followed(unit, chat_id=chat_id, user_id=user_id)) >= _MOST:
        raise TooManyFollowed(most=_MOST)
    return await kept.follow(unit, chat_id=chat_id, user_id=user_id, tag=tag, words=words)


async def unfollow(unit: Unit, *, chat_id: int, user_id: int, tag: str | None) -> None:
    """None lets go of all. Raises NothingFollowed."""
    if not await kept.unfollow(unit, chat_id=chat_id, user_id=user_id, tag=tag):
        raise NothingFollowed


async def followed(reader: Reader, *, chat_id: int, user_id: int) -> list[str]:
    return await kept.followed(reader, chat_id=chat_id, user_id=user_id)


async def followers(reader: Reader, *, chat_id: int, title: str, but: int) -> list[Follower]:
    """`title` is folded."""
    return await kept.followers(reader, chat_id=chat_id, title=title, but=but)
