"""What the outbox is told about its surroundings; nothing is decided here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from bot.outbox.wakeups import Wakeups
from bot.pictures.forms import Theme
from bot.services.desk import Bound


def _nobody() -> Collection[int]:
    return ()


def _no_desk(_chat_id: int) -> Bound | None:
    return None


def _in_the_light(_chat_id: int) -> Theme:
    return "light"


def _ignore_parked(_chat_id: int) -> None:
    return None


def _ignore_migrated(_old: int, _new: int) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`locale_for` knows a chat's language (0: everybody's), `folder` is where files named by a path live.

    `desk_for` is the desk configured for a group, `theme_for` the colours of its pictures, `operators` are asked for
    anew each time. `when_parked` and `when_migrated` hear of chats the bot lost or found under a new id, after the
    commit. `read` opens what was posted closed.
    """

    locale_for: Callable[[int], Awaitable[str]]
    read: Callable[[str], str]
    is_paced: bool = True
    folder: Path = Path()
    at_once: int = 8
    desk_for: Callable[[int], Bound | None] = _no_desk
    theme_for: Callable[[int], Theme] = _in_the_light
    operators: Callable[[], Collection[int]] = _nobody
    when_parked: Callable[[int], None] = _ignore_parked
    when_migrated: Callable[[int, int], None] = _ignore_migrated
    wakeups: Wakeups = field(default_factory=Wakeups)
