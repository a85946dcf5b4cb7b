"""A lottery tried out: what the members known would make of it now, told to whoever prepares it and to nobody else."""

from __future__ import annotations

from bot.domain.checkin import Calendar
from bot.domain.lottery.reading import read_line
from bot.domain.lottery.terms import Terms
from bot.domain.people import Group
from bot.engine.turn import Turn
from bot.services.lottery import rehearsing
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Text, text
from handlers.command import doubts
from handlers.command.group_commands import Place, answer
from handlers.lottery import words
from handlers.lottery.drawing import require
from handlers.lottery.meaning import meant
from handlers.lottery.questions import LABELS


async def rehearsed(turn: Turn, group: Group, terms: Terms) -> list[Text]:
    calendar = Calendar(group.timezone, group.day_starts_at)
    rehearsal = await rehearsing.rehearse(turn.slow, terms, chat_id=group.id, at=turn.now, calendar=calendar)
    lines = [text("lottery.tried", known=rehearsal.known, fit=rehearsal.fit)]
    lines += [text("lottery.tried_unmet", condition=words.condition(each), n=n) for each, n in rehearsal.unmet if n]
    if rehearsal.resting:
        lines.append(
            text("lottery.tried_unmet", condition=text("lottery.if_rest", rest=terms.rest), n=rehearsal.resting)
        )
    if rehearsal.poor:
        lines.append(text("lottery.tried_poor", price=terms.price, n=rehearsal.poor))
    for each in terms.conditions:
        if each.measure == "chat":
            lines.append(text("lottery.tried_later", condition=words.condition(each)))
    left = terms.places - rehearsal.fit
    lines.append(text("lottery.tried_left", n=left) if left > 0 else text("lottery.tried_enough", n=terms.places))
    return lines


async def try_line(turn: Turn, place: Place, line: str) -> None:
    """`/lottery try` and what would follow `new`: the card as it would be, and how many would qualify."""
    await require(turn, place)
    zone = place.group.timezone
    read = read_line(line, here=here(zone, turn.at))
    terms = await meant(turn, place.group, read.terms)
    shown = words.terms_lines(terms, ends_at=terms.ends_at, zone=zone)
    lines = await rehearsed(turn, place.group, terms)
    unsure = doubts.lines(read.doubts, labels=LABELS)
    answer(turn, Lines([*unsure, text("lottery.preview", name=terms.name), *shown, *lines]))
