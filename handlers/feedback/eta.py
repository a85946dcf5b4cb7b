"""/eta N MOMENT: by when the desk means to answer a feedback; its author is told, and the desk reminded by then."""

from __future__ import annotations

from bot.domain.amounts import read_id
from bot.domain.feedback import WrongState
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.moments import read_deadline
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.engine.entrances import Entrance, command
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.services.feedback import tickets
from bot.services.schedule.saying import here
from bot.texts.text import When, text
from handlers.feedback import desk, waiting
from handlers.feedback.shortcuts import owed
from handlers.feedback.telling import renew_cards, tell_privately
from handlers.feedback.words import first_of
from handlers.moderation.log import note


async def eta(turn: Turn) -> None:
    first, rest = first_of(turn.words)
    number = read_id(first.removeprefix("#").removeprefix("＃")) if first else None
    if number is None or not rest:
        raise WrongForm(usage=Sentence("commands.eta.usage"))
    ticket = await tickets.ticket(turn.reads, number)
    await desk.require(turn, ticket.chat_id)
    zone = turn.chats.group(ticket.chat_id).timezone
    at = taken(read_deadline(rest.strip("|｜ "), here(zone, turn.now)))
    if ticket.state not in ("open", "claimed", "asked"):
        raise WrongState(number=ticket.id, state=Sentence(f"feedback.state_{ticket.state}"))
    ticket = await waiting.say_when(turn, ticket, at=at)
    await note(turn, ticket.chat_id, "feedback_eta", words=f"#{ticket.id}")
    await renew_cards(turn, ticket)
    for each in await tickets.everyone(turn.unit, ticket):
        await tell_privately(turn, each, text("feedback.told_eta", number=each.id, due=When(at, zone)))
    turn.say(text("feedback.eta_set", number=ticket.id, due=When(at, zone)), ephemeral=True)


ENTRANCES: list[Entrance] = [
    command("eta", eta, who="moderator"),
    Shortcut("eta", "feedback", "eta", "{thing} {said}", owed, asks="panel.ask_eta", permission="feedback"),
]
