"""/grant, /deduct and /undo: a moderator's entries in the ledger, each shown with its number and its reason."""

from __future__ import annotations

from bot.domain.amounts import read_id, shown
from bot.domain.grants import Wish, needed
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, SENSITIVE, Actor, OwnGain, reason_of
from bot.domain.refusals import Key, NotAnEntry, WrongForm
from bot.engine.entrances import Shown
from bot.engine.turn import Turn
from bot.services import mint, points
from bot.services.points import Order
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.confirm import Asked, ask, held, tapped_by
from handlers.command.group_commands import Place, answer, called, group_command
from handlers.command.targets import amount_and_reason, receiver, target
from handlers.command.two_people import command_on_people
from handlers.grants import bulk
from handlers.moderation.log import note
from handlers.points.ledger import what


async def grant(turn: Turn, place: Place) -> None:
    order = await _order(turn, place, action="grant")
    limits = turn.chats.settings(place.group.id).points
    wish = await bulk.wished(turn, place, most=limits.grant_max)
    if wish is not None:
        await bulk.ask(turn, place, order, wish)
        return
    meant = await receiver(turn, place, command="grant")
    amount, words = amount_and_reason(meant.words, most=limits.grant_max, command="grant")
    if needed(amount, alone=limits.grant_alone) > 1:
        await bulk.ask(turn, place, order, Wish(amount, reason_of(words), "one"), to=meant.person)
        return
    if await mint.needs_a_tap(turn.reads, points.granted(order, to=meant.person, amount=amount), hand=order.actor):
        await ask(turn, Asked("grant", meant.person.id, meant.person.name, amount, reason_of(words)))
        return
    moved = await points.grant(
        turn.unit, order, to=meant.person, amount=amount, reason=reason_of(words), most_a_day=limits.grant_daily
    )
    await note(turn, order.chat_id, "grant", target=meant.person, words=f"{amount} {reason_of(words)}".strip())
    who = Who(meant.person.id, meant.person.name)
    sentence = text("points.granted", who=who, amount=amount, balance=moved.balance, entry=moved.entry)
    answer(turn, _with_reason(sentence, order, words))


async def deduct(turn: Turn, place: Place) -> None:
    order = await _order(turn, place, action="deduct")
    meant = await target(turn, place, command="deduct")
    limits = turn.chats.settings(place.group.id).points
    amount, words = amount_and_reason(meant.words, most=limits.grant_max, command="deduct")
    if order.actor.is_anonymous and await points.deducted_today(turn.reads, order) + amount >= SENSITIVE:
        await ask(turn, Asked("deduct", meant.person.id, meant.person.name, amount, reason_of(words)))
        return
    moved = await points.deduct(
        turn.unit, order, of=meant.person, amount=amount, reason=reason_of(words), most_a_day=limits.grant_daily
    )
    await note(turn, order.chat_id, "deduct", target=meant.person, words=f"{amount} {reason_of(words)}".strip())
    who = Who(meant.person.id, meant.person.name)
    sentence = text("points.deducted", who=who, amount=amount, balance=moved.balance, entry=moved.entry)
    answer(turn, _with_reason(sentence, order, words))


async def undo(turn: Turn, place: Place) -> None:
    order = await _order(turn, place, action="undo")
    number = _entry_number(place.words)
    if await held(turn, place, "undo", command="undo"):
        return
    done = await points.undo(turn.unit, order, number=number)
    if tapped_by(turn) == done.undone.from_account > 0:
        raise OwnGain
    target = Person(done.undone.member, done.name)
    await note(turn, order.chat_id, "undo", target=target, words=f"#{number}")
    sentence = text(
        "points.undone",
        undone=number,
        change=f"{done.undone.change_for(done.undone.member):+d}",
        what=what(done.undone),
        name=called(done.name),
        balance=done.balance,
        entry=done.entry,
    )
    answer(turn, _with_reason(sentence, order, ""))


async def _order(turn: Turn, place: Place, *, action: str) -> Order:
    """Rights first: they may have to be asked of Telegram, which no transaction may wait for."""
    await turn.require(action, group=place.group)
    is_anonymous = turn.person.kind == "anonymous"
    actor = Actor(ANONYMOUS if is_anonymous else turn.person.id, turn.person.name, is_anonymous)
    return Order(place.group.id, actor, turn.at, place.calendar.day_of(turn.at), turn.idempotency)


def _entry_number(words: str) -> int:
    if not words.strip(" #＃"):
        raise WrongForm(usage=Key("commands.undo.usage"))
    number = read_id(words)
    if number is None:
        raise NotAnEntry(seen=shown(words))
    return number


def _with_reason(sentence: Text, order: Order, words: str) -> Lines:
    lines = [sentence]
    if words:
        lines.append(text("points.reason", reason=Raw(reason_of(words))))
    if order.actor.is_anonymous:
        lines.append(text("points.by", by=text("points.by_anonymous")))
    return Lines(lines)


ENTRANCES = [
    command_on_people("grant", grant, who="moderator", shown=Shown("desk", ("administrators",))),
    command_on_people("deduct", deduct, who="moderator"),
    group_command("undo", undo, who="moderator"),
]
