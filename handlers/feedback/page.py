"""The desk in the console: what is owed an answer, one feedback with its course, and what a moderator does with it."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.console.parts import Anchor, Button, Cell, Field, Form, Notes, Part, Row, Sheet, Table
from bot.domain.feedback import Ticket, Transition, UnknownTicket
from bot.engine.paged import Act, Paged, PageTurn
from bot.services.feedback import board as desk_board
from bot.services.feedback import tickets
from bot.services.feedback.board import Heap
from bot.texts.text import Raw, When, text
from handlers.feedback import desk, words

_SHOWN: Final = 60

_PRESSED: Final[tuple[Transition, ...]] = ("claim", "urgent", "calm", "adopt", "reopen")
_WORDED: Final[tuple[Transition, ...]] = ("answer", "ask", "close", "public")
"""What needs words, a form each."""


async def board(turn: PageTurn) -> Sheet:
    number = turn.number("id")
    if number > 0:
        return await _one(turn, number)
    owed = await desk_board.owed(turn.slow, chat_id=turn.about.id, now=turn.now)
    parts = [await _table(turn, heap, n) for heap, n in owed.heaps.items() if n or heap == "open"]
    lead = text("console.desk_lead", n=owed.all, late=owed.late) if owed.all else text("feedback.queue_empty")
    return Sheet(text("console.page_desk"), parts, lead)


async def _table(turn: PageTurn, heap: Heap, n: int) -> Table:
    """Its first, and how many there are where that is not all."""
    heads = [text(f"console.head_{each}") for each in ("number", "words", "kind", "state", "due", "hands")]
    found = await desk_board.first_of(turn.slow, heap, chat_id=turn.about.id, limit=_SHOWN) if n else []
    title = text(f"console.desk_{heap}")
    if n > len(found):
        title = text("console.desk_first", heap=title, shown=len(found), n=n)
    return Table(title, heads, [_row(turn, each) for each in found], text("feedback.queue_empty"))


def _row(turn: PageTurn, ticket: Ticket) -> Row:
    due = When(ticket.due_at, turn.about.timezone)
    cells: list[Cell] = [
        Anchor(Raw(f"#{ticket.id}"), f"{_address(turn)}?id={ticket.id}"),
        words.cut(ticket.words),
        words.category(ticket),
        words.state(ticket),
        text("console.overdue", when=due) if ticket.due_at < turn.now else due,
        ticket.assigned_name or "–",
    ]
    return Row(cells, _buttons(ticket))


def _buttons(ticket: Ticket) -> list[Button]:
    wanted: list[Transition] = []
    if ticket.state in ("open", "asked"):
        wanted.append("claim")
    if not ticket.is_over:
        wanted.append("calm" if ticket.is_urgent else "urgent")
    if not ticket.adopted_at and ticket.state != "merged":
        wanted.append("adopt")
    if ticket.state in ("answered", "closed"):
        wanted.append("reopen")
    return [Button(text(f"feedback.button_{each}"), each, {"id": str(ticket.id)}) for each in wanted]


async def _one(turn: PageTurn, number: int) -> Sheet:
    ticket = await _of_group(turn, number)
    done = await tickets.history_at_desk(turn.slow, ticket.id)
    card = words.card(ticket, done, zone=turn.about.timezone, title=turn.about.title)
    back = Notes([Anchor(text("console.desk_all"), _address(turn))])
    actions = Table(
        text("console.do"),
        [text("console.head_state")],
        [Row([words.state(ticket)], _buttons(ticket))],
        words.state(ticket),
    )
    parts: list[Part] = [Notes(card.of, text("console.desk_said")), actions, *_forms(ticket), back]
    return Sheet(Raw(f"#{ticket.id}"), parts)


def _forms(ticket: Ticket) -> list[Part]:
    wanted = ("public",) if ticket.is_over else ("answer", "ask", "close")
    return [
        Form(
            text(f"feedback.button_{each}"),
            text("console.send"),
            each,
            [Field("words", text("console.words"), is_long=True)],
            {"id": str(ticket.id)},
        )
        for each in wanted
        if ticket.state != "merged"
    ]


def _address(turn: PageTurn) -> str:
    return f"group/{turn.about.id}/desk"


async def _of_group(turn: PageTurn, number: int) -> Ticket:
    """Of this page's group alone. Raises UnknownTicket."""
    ticket = await tickets.ticket(turn.reads, number)
    if ticket.chat_id != turn.about.id:
        raise UnknownTicket(number=number)
    return ticket


async def _do(what: Transition, turn: PageTurn) -> None:
    """What the card's buttons do at the desk."""
    ticket = await _of_group(turn, turn.number("id"))
    ticket = await desk.transition(turn, ticket.id, what, turn.asked.get("words", "").strip())
    turn.answers.append(text("feedback.done", number=ticket.id, state=words.state(ticket)))


_ACTIONS: Final[dict[str, Act]] = {each: partial(_do, each) for each in (*_PRESSED, *_WORDED)}

DESK = Paged("desk", board, "feedback", shows="feedback", actions=_ACTIONS)
