"""/checkin and 签到: once a local day, points and a streak."""

from __future__ import annotations

from typing import Final

from bot.domain.levels import Facts
from bot.engine.entrances import Shown
from bot.engine.turn import Turn
from bot.services import makeup
from bot.services.checkin import CheckedIn, CheckedInBefore, check_in
from bot.services.levels import reached
from bot.texts.text import Lines, Text, text
from handlers.checkin import board
from handlers.command.group_commands import Place, answer, known_person, wordless_group_command
from handlers.points.earning import checkin_rule, levels, makeup_rule
from handlers.points.levels import TAG, celebrated

_DONE: Final = "🔥"
_BEFORE: Final = "👌"
"""Reactions that Telegram has, to a check-in and to one more on the same day."""


async def checkin(turn: Turn, place: Place) -> None:
    outcome = await check_in(
        turn.unit,
        chat_id=place.group.id,
        user_id=known_person(turn).id,
        at=turn.at,
        calendar=place.calendar,
        rule=checkin_rule(turn.chats.settings(place.group.id).points),
        key=turn.idempotency,
    )
    is_new = isinstance(outcome, CheckedIn)
    if isinstance(outcome, CheckedIn):
        lines = [*_won(outcome), *await _reached(turn, place, outcome)]
    else:
        lines = [_before(outcome, at=turn.at)]
    how = board.how_answered(turn, place)
    if how == "reply":
        answer(turn, Lines(lines))
        return
    turn.react(_DONE if is_new else _BEFORE)
    if how == "board" and is_new:
        await board.refresh(turn, place)


async def _reached(turn: Turn, place: Place, outcome: CheckedIn) -> list[Text]:
    """What this check-in brought beside its points: a card, badges, a level; told in the same answer, once."""
    chat_id, user_id = place.group.id, turn.person.id
    points = turn.chats.settings(chat_id).points
    lines: list[Text] = []
    if await makeup.bring_card(turn.unit, makeup_rule(points), chat_id=chat_id, user_id=user_id, streak=outcome.streak):
        lines.append(text("checkin.card"))
    facts = Facts(outcome.streak, outcome.pay.lucky > 0, outcome.score)
    new = await reached(turn.unit, facts, levels(points), chat_id=chat_id, user_id=user_id, at=turn.at)
    if any(badge.startswith("level:") for badge in new) and points.level_tags:
        await turn.later(TAG, f"{chat_id}:{user_id}", at=turn.now, body=[chat_id, user_id])
    return [*lines, *map(celebrated, new)]


def _won(outcome: CheckedIn) -> list[Text]:
    pay = outcome.pay
    key = "checkin.won" if pay.total else "checkin.won_nothing"
    lines = [text(key, won=pay.total, streak=outcome.streak, balance=outcome.balance)]
    if pay.bonus:
        lines.append(text("checkin.bonus", streak=outcome.streak, bonus=pay.bonus))
    if pay.lucky:
        lines.append(text("checkin.lucky", lucky=pay.lucky))
    if pay.late:
        lines.append(text("checkin.late", late=pay.late))
    if pay.first:
        lines.append(text("checkin.first", first=pay.first))
    return lines


def _before(outcome: CheckedInBefore, *, at: int) -> Text:
    hours, minutes = divmod(-(-(outcome.next_at - at) // 60), 60)
    if not hours:
        return text("checkin.before_soon", streak=outcome.streak, minutes=minutes)
    return text("checkin.before", streak=outcome.streak, hours=hours, minutes=minutes)


ENTRANCES = [
    wordless_group_command(
        "checkin", checkin, shown=Shown("points", ("private", "group", "administrators")), vanishes=True
    ),
    *board.ENTRANCES,
]
