"""The settings as the bot asks for them: the whole config, and one merged view for a group; reading lives in `load`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import PrivateAttr

from bot.config.access import Right
from bot.config.announce import Announce
from bot.config.answers import Answers
from bot.config.bots import Part
from bot.config.conduct import Rules
from bot.config.consent import Privacy
from bot.config.entries import plain_entry
from bot.config.events import planned_event
from bot.config.icebreak import Icebreak
from bot.config.incident import Incident
from bot.config.includes import FOLDER, included_files
from bot.config.kb import Kb
from bot.config.mood import Mood
from bot.config.safety import Gate, Guard, Warnings
from bot.config.stats import Stats
from bot.config.table import Table
from bot.config.tables import Caps, Community, Desk, Drafts, Overlay, Points, Quiet, Tables
from bot.config.values import minutes
from bot.config.welcome import Welcome
from bot.domain.console import TERMINAL
from bot.domain.schedule.plan import Plan, plan_of
from bot.domain.settings import Setting
from bot.pictures.forms import Theme
from bot.texts.sentences import Locale
from storage.database import Store

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """What holds in one group: the group's own tables laid over the file's; `day_starts_at` is in minutes."""

    timezone: str
    locale: Locale
    day_starts_at: int
    pictures: Theme
    about: str
    points: Points
    rights: Mapping[str, Right]
    desk: Desk
    rules: Rules
    announce: Announce
    incident: Incident
    welcome: Welcome
    mood: Mood
    privacy: Privacy
    answers: Answers
    kb: Kb
    icebreak: Icebreak
    quiet: Quiet
    caps: Caps
    drafts: Drafts
    gate: Gate
    guard: Guard
    warnings: Warnings
    stats: Stats

    def setting(self, setting: Setting) -> int:
        """Where it stands."""
        return setting.number_of(getattr(getattr(self, setting.table), setting.field))

    def turned(self, setting: Setting, value: int) -> GroupSettings:
        """The settings with the knob at that value."""
        table: Table = getattr(self, setting.table)
        field = {setting.field: setting.value_of(value)}
        return replace(self, **{setting.table: table.model_copy(update=field)})  # type: ignore[arg-type]


class Config(Tables):
    """A file without errors; neither its repr nor its text shows the token."""

    _source: Path | None = PrivateAttr(default=None)
    _folder: Path = PrivateAttr(default=Path())
    _part: Part = PrivateAttr(default_factory=lambda: Part({}, {}))
    _everywhere: GroupSettings = PrivateAttr()
    _by_group: dict[int, GroupSettings] = PrivateAttr(default_factory=dict)

    _plan: Plan = PrivateAttr(default_factory=Plan)

    def model_post_init(self, _context: object, /) -> None:
        self._everywhere = _merged(self, Overlay())
        self._by_group = {int(name): _merged(self, overlay) for name, overlay in self.groups.items()}
        zones = {chat: settings.timezone for chat, settings in self._by_group.items()}
        entries, events = map(plain_entry, self.schedule), map(planned_event, self.event)
        self._plan = plan_of(entries, events, everywhere=self.community.timezone, zones=zones)

    def read_from(self, source: Path, *, part: Part) -> Config:
        """The same settings, relative paths counted from the file's folder; which bot's they are says the part."""
        self._source, self._folder = source, source.parent
        self._part = replace(part, raw={}, own={})
        return self

    @property
    def bot(self) -> str:
        """Its name among the file's bots; "" where it is the only one."""
        return self._part.name

    @property
    def bots(self) -> tuple[str, ...]:
        """All names of the file."""
        return self._part.among

    @property
    def source(self) -> Path | None:
        """The file they were read from."""
        return self._source

    @property
    def files(self) -> list[Path]:
        """The file they were read from, the files beside it, and the folder of those."""
        return [self._source, self._folder / FOLDER, *included_files(self._source)] if self._source else []

    @property
    def token(self) -> str:
        return self.telegram.token.get_secret_value()

    @property
    def database(self) -> Path:
        """`storage.path`, relative to the config file's folder."""
        return self._folder / self.storage.path

    @property
    def store(self) -> Store:
        """That file, or the database that `storage.url` names."""
        url, workers = self.storage.url.get_secret_value(), self.storage.workers
        return Store(self.database, url, self._part.schema, is_shared=workers)

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def plan(self) -> Plan:
        """The schedule as the bot works with it."""
        return self._plan

    def group(self, chat_id: int) -> GroupSettings:
        """The settings of one chat; the file's own for a chat it does not name."""
        return self._by_group.get(chat_id, self._everywhere)

    def is_operator(self, user_id: int) -> bool:
        return user_id in self.access.operators or user_id == TERMINAL.id


def _merged(config: Tables, overlay: Overlay) -> GroupSettings:
    community: Community = _laid_over(config.community, overlay.community)
    rights: dict[str, Right] = _laid_over(config.access.rights, overlay.access.rights).model_dump()
    return GroupSettings(
        timezone=community.timezone,
        locale=community.locale,
        day_starts_at=minutes(community.day_starts_at),
        pictures=community.pictures,
        about=community.about.strip(),
        points=_laid_over(config.points, overlay.points),
        rights=MappingProxyType(rights),
        desk=_laid_over(config.desk, overlay.desk),
        rules=_laid_over(config.rules, overlay.rules),
        announce=_laid_over(config.announce, overlay.announce),
        incident=_laid_over(config.incident, overlay.incident),
        welcome=_laid_over(config.welcome, overlay.welcome),
        mood=_laid_over(config.mood, overlay.mood),
        privacy=_laid_over(config.privacy, overlay.privacy),
        answers=_laid_over(config.answers, overlay.answers),
        kb=_laid_over(config.kb, overlay.kb),
        icebreak=_laid_over(config.icebreak, overlay.icebreak),
        quiet=_laid_over(config.quiet, overlay.quiet),
        caps=_laid_over(config.caps, overlay.caps),
        drafts=_laid_over(config.drafts, overlay.drafts),
        gate=_laid_over(config.gate, overlay.gate),
        guard=_laid_over(config.guard, overlay.guard),
        warnings=_laid_over(config.warnings, overlay.warnings),
        stats=_laid_over(config.stats, overlay.stats),
    )


def _laid_over(base: T, over: T) -> T:
    return base.model_copy(update={name: getattr(over, name) for name in over.model_fields_set})
