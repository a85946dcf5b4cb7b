"""/makeup and 补签: the latest missed day made good, with a card or for points, after one button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.domain.refusals import NotYourButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Shown, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.services import makeup
from bot.services.makeup import Member
from bot.texts.text import Argument, Text, When, text
from handlers.command.group_commands import Place, answer, known_person, within, wordless_group_command
from handlers.points.earning import checkin_rule, makeup_rule


@press("mu")
@dataclass(frozen=True, slots=True)
class Confirmed:
    chat_id: int
    user_id: int
    day: int
    price: int


async def ask(turn: Turn, place: Place) -> None:
    rule = makeup_rule(turn.chats.settings(place.group.id).points)
    member = _member(turn, place)
    offer = await makeup.offer(turn.reads, member, rule)
    fills: dict[str, Argument] = {"day": _day(offer.day), "held": offer.held, "price": offer.price}
    key = "makeup.ask_card" if offer.held else "makeup.ask_price"
    data = pack(Confirmed(place.group.id, member.user_id, offer.day, offer.price))
    answer(turn, Text(key, fills), keys=[[Key(text("makeup.button_yes"), data)]])


async def confirmed(turn: Turn, pressed: Confirmed) -> None:
    if pressed.user_id != turn.person.id:
        raise NotYourButton
    place = await within(turn, pressed.chat_id)
    points = turn.chats.settings(place.group.id).points
    done = await makeup.make_up(
        turn.unit,
        _member(turn, place),
        makeup_rule(points),
        pay_rule=checkin_rule(points),
        day=pressed.day,
        price=pressed.price,
    )
    turn.edit(text("makeup.done", day=_day(done.day), streak=done.streak, late=done.late))


def _member(turn: Turn, place: Place) -> Member:
    person = known_person(turn)
    return Member(place.group.id, person.id, person.name, turn.at, place.calendar, turn.idempotency)


def _day(day: int) -> When:
    noon = datetime.combine(date.fromordinal(day), time(12), UTC)
    return When(int(noon.timestamp()), "UTC", "day")


ENTRANCES = [wordless_group_command("makeup", ask, shown=Shown("points")), button(Confirmed, confirmed)]
