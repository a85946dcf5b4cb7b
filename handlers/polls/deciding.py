"""A poll that decides: what its winner becomes, who may ask for that, and when; the result's card is `cards`'."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.events.event import Details, InThePast, starts_at
from bot.domain.polls import Terms
from bot.domain.polls.refusals import EventBeforeEnd
from bot.domain.schedule.policy import wall_of
from bot.engine.turn import Turn
from bot.services.polls import Ended
from bot.services.schedule.saying import here
from bot.texts.text import Raw, Text, When, text
from handlers.command.group_commands import Place
from handlers.events.opening import host
from handlers.topics.command import open_topic, require_topics


async def require_deciding(turn: Turn, place: Place, terms: Terms) -> None:
    """Whoever lets a poll open a topic or an event needs the right to do so without it."""
    if terms.opens_topic:
        await require_topics(turn, place)
    if terms.event:
        await turn.require("event", group=place.group)


def settled(turn: Turn, terms: Terms, *, chat_id: int) -> Terms:
    """`周五 20:00` means the Friday after the poll was asked, not after it was closed: written down as a date."""
    if not terms.event:
        return terms
    zone = turn.chats.group(chat_id).timezone
    at = starts_at(terms.event, here(zone, turn.now))
    if at <= terms.ends_at:
        raise EventBeforeEnd(seen=terms.event[:40])
    return replace(terms, event=f"{wall_of(at, zone):%Y-%m-%d %H:%M}")


def winner(ended: Ended) -> str:
    """The option that becomes something; none in a tie."""
    leaders, terms = ended.result.leaders, ended.poll.terms
    return leaders[0] if (terms.opens_topic or terms.event) and len(leaders) == 1 else ""


def decides_event(turn: Turn, terms: Terms, *, chat_id: int) -> Text:
    """Where people read it before they vote."""
    zone = turn.chats.group(chat_id).timezone
    return text("polls.decides_event", when=When(starts_at(terms.event, here(zone, turn.now)), zone))


def decided(turn: Turn, ended: Ended) -> list[Text]:
    """What the card says of it."""
    terms, option = ended.poll.terms, winner(ended)
    if not option:
        is_tie = (terms.opens_topic or terms.event) and len(ended.result.leaders) > 1
        return [text("polls.opens_nothing")] if is_tie else []
    lines = [text("polls.opens", option=Raw(option))] if terms.opens_topic else []
    if terms.event:
        at = _starts_at(turn, ended)
        when = When(at, turn.group.timezone)
        lines.append(text("polls.hosts", option=Raw(option), when=when) if at else text("polls.too_late"))
    return lines


async def carry_out(turn: Turn, ended: Ended) -> None:
    """In the turn that closed the poll, which there is only one of."""
    poll, option = ended.poll, winner(ended)
    if option and poll.terms.opens_topic:
        open_topic(turn, turn.group, option)
    if option and poll.terms.event and (at := _starts_at(turn, ended)):
        details = Details(option, file_id=poll.terms.photo)
        await host(turn, details, chat_id=poll.chat_id, topic=poll.topic, starts_at=at)


def _starts_at(turn: Turn, ended: Ended) -> int:
    """0 where a poll that was closed by hand was closed too late."""
    try:
        return starts_at(ended.poll.terms.event, here(turn.group.timezone, turn.now))
    except InThePast:
        return 0
