"""/give passes one's own points on; /thanks and 谢谢, said in reply, let the house pay a little."""

from __future__ import annotations

from bot.domain.gifts import GiftRefusal
from bot.domain.grammar.commands import is_command
from bot.domain.people import Person
from bot.domain.points import Actor, reason_of
from bot.domain.refusals import Key, NoTarget, TargetLeft, WrongPerson
from bot.engine.entrances import Shown
from bot.engine.turn import Turn
from bot.services import gifts
from bot.services.levels import standing
from bot.services.points import Order
from bot.texts.text import Lines, Raw, Who, text
from handlers.command.group_commands import Place, answer, known_person
from handlers.command.targets import amount_and_reason, meant, receiver, require_present
from handlers.command.two_people import command_on_people
from handlers.discussion.thanks import note_thanks
from handlers.points.earning import gift_rule, levels, thanks_rule


async def give(turn: Turn, place: Place) -> None:
    giver = known_person(turn)
    target = await receiver(turn, place, command="give")
    points = turn.chats.settings(place.group.id).points
    height = await standing(turn.reads, levels(points), chat_id=place.group.id, user_id=giver.id)
    rule = gift_rule(points, height.level)
    most = max(rule.daily, rule.least)
    amount, _ = amount_and_reason(target.words, most=most, least=rule.least, command="give")
    given = await gifts.give(turn.unit, _order(turn, place, giver), to=target.person, amount=amount, rule=rule)
    giver_, who = Who(giver.id, giver.name), Who(target.person.id, target.person.name)
    lines = [text("gifts.given", giver=giver_, who=who, amount=given.arrived, left=given.left, entry=given.entry)]
    if given.tax:
        lines.append(text("gifts.taxed", tax=given.tax))
    answer(turn, Lines(lines))


async def thank(turn: Turn, place: Place) -> None:
    """Said as a plain word it is small talk: a heart when it paid, and no lecture when it did not."""
    words = place.message.text or place.message.caption or "" if place.message is not None else ""
    is_small_talk = bool(words) and not is_command(words)
    try:
        await _thank(turn, place, is_small_talk=is_small_talk)
    except (GiftRefusal, WrongPerson, NoTarget, TargetLeft):
        if not is_small_talk:
            raise


async def _thank(turn: Turn, place: Place, *, is_small_talk: bool) -> None:
    giver = known_person(turn)
    target = await meant(turn, place, is_amount_next=False)
    if target is None:
        raise NoTarget(usage=Key("commands.thanks.usage"))
    await require_present(turn, place, target.person)
    rule = thanks_rule(turn.chats.settings(place.group.id).points)
    thanks = await gifts.thank(turn.unit, _order(turn, place, giver), to=target.person, rule=rule)
    await note_thanks(turn, place, entry=thanks.entry, to=target.person.id)
    if is_small_talk:
        turn.react("❤")
    else:
        who = Who(target.person.id, target.person.name)
        lines = [text("gifts.thanked", who=who, amount=rule.reward, balance=thanks.balance)]
        if target.words:
            lines.append(text("points.reason", reason=Raw(reason_of(target.words))))
        answer(turn, Lines(lines))


def _order(turn: Turn, place: Place, person: Person) -> Order:
    actor = Actor(person.id, person.name)
    return Order(place.group.id, actor, turn.at, place.calendar.day_of(turn.at), turn.idempotency)


ENTRANCES = [
    command_on_people("give", give, shown=Shown("gifts")),
    command_on_people("thanks", thank, shown=Shown("gifts")),
]
