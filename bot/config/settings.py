"""The settings as the bot asks for them: the whole config, and one merged view for a group; reading lives in `load`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import PrivateAttr

from bot.config.tables import Caps, Community, Desk, Mood, Overlay, Points, Quiet, Right, Table, Tables
from bot.config.values import minutes
from bot.texts.sentences import Locale

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """What holds in one group: the group's own tables laid over the file's; `day_starts_at` is in minutes."""

    timezone: str
    locale: Locale
    day_starts_at: int
    points: Points
    rights: Mapping[str, Right]
    desk: Desk
    mood: Mood
    quiet: Quiet
    caps: Caps


class Config(Tables):
    """A file without errors; neither its repr nor its text shows the token."""

    _folder: Path = PrivateAttr(default=Path())
    _everywhere: GroupSettings = PrivateAttr()
    _by_group: dict[int, GroupSettings] = PrivateAttr(default_factory=dict)

    def model_post_init(self, _context: object, /) -> None:
        self._everywhere = _merged(self, Overlay())
        self._by_group = {int(name): _merged(self, overlay) for name, overlay in self.groups.items()}

    def in_folder(self, folder: Path) -> Config:
        """The same settings, relative paths counted from this folder."""
        self._folder = folder
        return self

    @property
    def token(self) -> str:
        return self.telegram.token.get_secret_value()

    @property
    def database(self) -> Path:
        """`storage.path`, relative to the config file's folder."""
        return self._folder / self.storage.path

    @property
    def folder(self) -> Path:
        return self._folder

    def group(self, chat_id: int) -> GroupSettings:
        """The settings of one chat; the file's own for a chat it does not name."""
        return self._by_group.get(chat_id, self._everywhere)

    def is_operator(self, user_id: int) -> bool:
        return user_id in self.access.operators


def _merged(config: Tables, overlay: Overlay) -> GroupSettings:
    community: Community = _laid_over(config.community, overlay.community)
    rights: dict[str, Right] = _laid_over(config.access.rights, overlay.access.rights).model_dump()
    return GroupSettings(
        timezone=community.timezone,
        locale=community.locale,
        day_starts_at=minutes(community.day_starts_at),
        points=_laid_over(config.points, overlay.points),
        rights=MappingProxyType(rights),
        desk=_laid_over(config.desk, overlay.desk),
        mood=_laid_over(config.mood, overlay.mood),
        quiet=_laid_over(config.quiet, overlay.quiet),
        caps=_laid_over(config.caps, overlay.caps),
    )


def _laid_over(base: T, over: T) -> T:
    return base.model_copy(update={name: getattr(over, name) for name in over.model_fields_set})
