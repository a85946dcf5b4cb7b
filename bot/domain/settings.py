"""What a group's moderators may set by buttons, and within which bounds; all other settings are the config file's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Table: TypeAlias = Literal["points", "mood", "drafts"]
Page: TypeAlias = Literal["days", "talk", "giving", "mood", "boards", "drafts"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of a table of the config, from `least` to `most`; a press moves it by `step`. A switch is 0 or 1."""

    page: Page
    name: str
    most: int
    step: int
    least: int = 0
    table: Table = "points"

    @property
    def field(self) -> str:
        """What the table calls it: beside the points' numbers others go by their table's name too."""
        return self.name.removeprefix(f"{self.table}_")

    @property
    def is_switch(self) -> bool:
        return self.most == 1

    def turned(self, value: int, *, up: bool) -> int:
        """The next value that way, kept within the bounds: one that lay outside comes in by the first press."""
        return max(self.least, min(self.most, value + (self.step if up else -self.step)))


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("days", "checkin_reward", most=1000, step=5),
        Setting("days", "streak_step", most=100, step=1),
        Setting("days", "seventh_day_bonus", most=1000, step=5),
        Setting("days", "first_bonus", most=200, step=1),
        Setting("days", "makeup_price", most=1000, step=5),
        Setting("days", "makeup_monthly", most=10, step=1),
        Setting("talk", "activity", most=1, step=1),
        Setting("talk", "activity_daily", most=200, step=2),
        Setting("talk", "thanks_reward", most=50, step=1),
        Setting("talk", "reaction_reward", most=20, step=1),
        Setting("talk", "invite_reward", most=1000, step=5),
        Setting("giving", "give_daily", most=100_000, step=100),
        Setting("giving", "grant_alone", most=100_000, step=500),
        Setting("mood", "mood_check", most=1, step=1, table="mood"),
        Setting("mood", "mood_alerts", most=1, step=1, table="mood"),
        Setting("mood", "mood_sensitivity", most=5, step=1, least=1, table="mood"),
        Setting("mood", "mood_hostile_from", most=20, step=1, least=1, table="mood"),
        Setting("mood", "mood_training_days", most=400, step=1, table="mood"),
        Setting("boards", "board_daily", most=1, step=1),
        Setting("boards", "board_weekly", most=1, step=1),
        Setting("boards", "board_hour", most=23, step=1, least=12),
        Setting("boards", "board_transparency", most=1, step=1),
        Setting("drafts", "drafts_always", most=1, step=1, table="drafts"),
    )
}


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: int
    after: int
    by: str
    at: int
