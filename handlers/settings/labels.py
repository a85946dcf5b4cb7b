"""What a setting and its value are called to people, wherever a change of one is told."""

from __future__ import annotations

import re

from bot.domain.settings import SETTINGS
from bot.texts.catalog import LOCALES
from bot.texts.text import Raw, Text, text

_NOTED = re.compile(r"(\w+): (-?\d+) → (-?\d+)")


_UNITS = {
    **dict.fromkeys(
        (
            *("checkin_reward", "streak_step", "seventh_day_bonus", "first_bonus", "activity_daily", "thanks_reward"),
            *("reaction_reward", "invite_reward", "give_daily", "grant_alone", "makeup_price"),
            "welcome_points",
        ),
        "points",
    ),
    **dict.fromkeys(("makeup_monthly", "mood_training_days"), "days"),
    "board_hour": "hour",
    "mood_hostile_from": "messages",
}


def named(name: str) -> Text:
    return text(f"settings.knob_{name}")


def shown(name: str, value: int) -> Text | int:
    setting = SETTINGS.get(name)
    if setting is not None and setting.choices:
        return text(f"settings.choice_{name}_{setting.choices[value]}")
    if setting is None or not setting.is_switch:
        unit = _UNITS.get(name)
        return text(f"settings.unit_{unit}", n=value) if unit else value
    return text("settings.on") if value else text("settings.off")


def language(locale: str) -> Text | Raw:
    """A language by its own name; an unknown one as it was written."""
    return text(f"general.button_{locale.replace('-', '_').casefold()}") if locale in LOCALES else Raw(locale)


def noted(name: str, before: int, after: int) -> str:
    """A change as the audit log keeps it: in nobody's language."""
    return f"{name}: {before} → {after}"


def told(words: str) -> Text | None:
    """The change that `noted` wrote, in the reader's words; None for any other."""
    match = _NOTED.fullmatch(words)
    if match is None or match[1] not in SETTINGS:
        return None
    before, after = (shown(match[1], int(value)) for value in (match[2], match[3]))
    return text("settings.changed", name=named(match[1]), before=before, after=after)
