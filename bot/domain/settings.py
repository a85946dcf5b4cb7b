"""What a group's moderators may set by buttons, and within which bounds; all other settings are the config file's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.gate import MODES

Table: TypeAlias = Literal["points", "mood", "drafts", "welcome", "gate", "guard"]
Page: TypeAlias = Literal["days", "talk", "giving", "mood", "boards", "drafts", "welcome", "safety"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A number of a table of the config, from `least` to `most`; a press moves it by `step`. A switch is 0 or 1.

    `choices` are the words of a setting that is none of these, in the order in which presses go through them.
    """

    page: Page
    name: str
    most: int
    step: int
    least: int = 0
    table: Table = "points"
    choices: tuple[str, ...] = ()

    @property
    def field(self) -> str:
        """What the table calls it: beside the points' numbers others go by their table's name too."""
        return self.name.removeprefix(f"{self.table}_")

    @property
    def is_switch(self) -> bool:
        return self.most == 1

    def number_of(self, value: object) -> int:
        """Of a value as the table has it."""
        if self.choices:
            return self.choices.index(str(value))
        return int(value) if isinstance(value, int) else 0

    def value_of(self, number: int) -> int | bool | str:
        """As the table has it."""
        if self.choices:
            return self.choices[number]
        return bool(number) if self.is_switch else number

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
        Setting("welcome", "welcome_enabled", most=1, step=1, table="welcome"),
        Setting("welcome", "welcome_tasks", most=1, step=1, table="welcome"),
        Setting("welcome", "welcome_points", most=1000, step=5, table="welcome"),
        Setting("drafts", "drafts_always", most=1, step=1, table="drafts"),
        Setting("safety", "gate_mode", most=len(MODES) - 1, step=1, table="gate", choices=MODES),
        Setting("safety", "gate_trial", most=1, step=1, table="gate"),
        Setting("safety", "guard_trial", most=1, step=1, table="guard"),
    )
}


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: int
    after: int
    by: str
    at: int
