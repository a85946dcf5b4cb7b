"""Who spoke and where, as plain values; how Telegram tells it lives in `handlers` and `engine`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

GroupKind: TypeAlias = Literal["private", "group", "supergroup", "channel"]
PersonKind: TypeAlias = Literal["member", "bot", "anonymous", "channel"]


@dataclass(frozen=True, slots=True)
class Person:
    """`anonymous` is an administrator who speaks as the group itself; Telegram does not say which."""

    id: int
    name: str
    username: str = ""
    kind: PersonKind = "member"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A chat with its local day: `day_starts_at` is in minutes after midnight of `timezone`.

    `counted` are the topics in which messages are counted by member.
    """

    id: int
    kind: GroupKind
    title: str = ""
    is_forum: bool = False
    timezone: str = "Asia/Shanghai"
    day_starts_at: int = 0
    locale: str = "zh-Hans"
    counted: frozenset[int] = frozenset()

    @property
    def is_private(self) -> bool:
        return self.kind == "private"
