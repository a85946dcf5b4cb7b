"""Which settings members count on, and settings with an announced version of them laid over."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.config.settings import GroupSettings
from bot.config.tables import Caps, Level, Points
from bot.domain.schedule.policy import instant
from bot.domain.terms import Terms

POINTS: Final = (
    *("checkin_reward", "streak_step", "streak_cap", "seventh_day_bonus", "lucky_chance", "lucky_pity", "first_bonus"),
    *("makeup_price", "makeup_monthly", "makeup_every", "activity", "activity_reward", "activity_daily"),
    *("activity_cooldown", "activity_length", "thanks_reward", "thanks_daily", "thanks_received", "reaction_reward"),
    *("reaction_daily", "reaction_received", "invite_reward", "invite_days", "invite_messages", "invite_monthly"),
    *("grant_max", "grant_daily", "grant_alone", "give_least", "give_daily", "vote_reward", "quiz_reward"),
    *("quiz_daily", "discussion_reward", "adopted_reward", "give_tax"),
)
_CAPS: Final = ("per_day", "per_week", "promo_per_week", "topic_per_day")


def terms_of(settings: GroupSettings) -> dict[str, object]:
    found: dict[str, object] = {name: getattr(settings.points, name) for name in POINTS}
    found["levels"] = [[each.name, each.score, each.give_more] for each in settings.points.levels]
    found["welcome_points"] = settings.welcome.points
    return found | {name: getattr(settings.caps, name) for name in _CAPS}


def laid_over(settings: GroupSettings, terms: Terms) -> GroupSettings:
    """They come out of the store, and were valid when they were put there."""
    points: dict[str, object] = {name: terms[name] for name in POINTS if name in terms}
    levels = terms.get("levels")
    if isinstance(levels, list):
        points["levels"] = tuple(Level(name=name, score=score, give_more=more) for name, score, more in levels)
    caps = {name: terms[name] for name in _CAPS if name in terms}
    welcome = {"points": terms["welcome_points"]} if "welcome_points" in terms else {}
    return replace(
        settings,
        welcome=settings.welcome.model_copy(update=welcome),
        points=settings.points.model_copy(update=points),
        caps=settings.caps.model_copy(update=caps),
    )


def announced(settings: GroupSettings, *, held: Terms, zone: str, now: int) -> tuple[int, str]:
    """From when what the file changes holds, and why, as the tables say in which something changed.

    `now` where they say nothing, or a moment that is past.
    """
    wanted = terms_of(settings)
    changed = {name for name in wanted if name in held and held[name] != wanted[name]}
    tables: list[Points | Caps] = [settings.points] if changed - {*_CAPS} else []
    tables += [settings.caps] if changed & {*_CAPS} else []
    moments = [instant(each.effective, zone) for each in tables if each.effective is not None]
    return max([now, *moments]), " ".join(dict.fromkeys(each.why for each in tables if each.why))
