"""/checkin and 签到: once a local day, points and a streak."""

from __future__ import annotations

from bot.services.checkin import CheckedIn, CheckedInBefore, check_in
from bot.texts.text import Lines, Text, Words, text
from bot.turn import Turn
from handlers.earning import checkin_rule
from handlers.places import Place, answer, group_command, known_person


async def checkin(turn: Turn, place: Place) -> None:
    outcome = await check_in(
        turn.unit,
        chat_id=place.group.id,
        user_id=known_person(turn).id,
        at=turn.at,
        calendar=place.calendar,
        rule=checkin_rule(turn.book.settings(place.group.id).points),
        key=turn.idempotency,
    )
    if isinstance(outcome, CheckedIn):
        answer(turn, _won(outcome))
    else:
        answer(turn, _before(outcome, at=turn.at))


def _won(outcome: CheckedIn) -> Words:
    pay = outcome.pay
    key = "checkin.won" if pay.total else "checkin.won_nothing"
    lines = [text(key, won=pay.total, streak=outcome.streak, balance=outcome.balance)]
    if pay.bonus:
        lines.append(text("checkin.bonus", streak=outcome.streak, bonus=pay.bonus))
    if pay.lucky:
        lines.append(text("checkin.lucky", lucky=pay.lucky))
    if pay.late:
        lines.append(text("checkin.late", late=pay.late))
    return Lines(lines)


def _before(outcome: CheckedInBefore, *, at: int) -> Text:
    hours, minutes = divmod(-(-(outcome.next_at - at) // 60), 60)
    if not hours:
        return text("checkin.before_soon", streak=outcome.streak, minutes=minutes)
    return text("checkin.before", streak=outcome.streak, hours=hours, minutes=minutes)


ENTRANCES = [group_command("checkin", checkin)]
