"""Draws in the console: each with its course, and its record, which the reader's browser draws again by itself."""

from __future__ import annotations

from typing import Final

from bot.console.parts import Anchor, Button, Cell, Notes, Part, Proof, Row, Sheet, Table
from bot.domain.lottery.terms import Lottery
from bot.engine.paged import Paged, PageTurn
from bot.services.lottery import drawing as services
from bot.services.lottery import opening
from bot.texts.text import Raw, text
from handlers.command.group_commands import elsewhere
from handlers.lottery import drawing, words
from handlers.lottery.drawing import DRAWN

_SHOWN: Final = 60
_STEPS: Final = 40
_MOST: Final = 20_000
"""Entrants up to which a browser is given the record to draw again."""


async def draws(turn: PageTurn) -> Sheet:
    number = turn.number("id")
    if number > 0:
        return await _one(turn, number)
    lotteries = await opening.lotteries_of(turn.slow, chat_id=turn.about.id, limit=_SHOWN)
    heads = [text(f"console.head_{each}") for each in ("number", "name", "entrants", "state")]
    table = Table(
        text("console.page_draws"), heads, [_row(turn, each) for each in lotteries], text("console.draws_none")
    )  # fmt: skip
    return Sheet(text("console.page_draws"), [table], text("console.draws_lead"))


def _row(turn: PageTurn, lottery: Lottery) -> Row:
    number = Anchor(Raw(f"#{lottery.id}"), f"{_address(turn)}?id={lottery.id}")
    cells: list[Cell] = [number, lottery.terms.name, lottery.entrants, words.ends(lottery, zone=turn.about.timezone)]
    return Row(cells, _buttons(lottery))


def _buttons(lottery: Lottery) -> list[Button]:
    if lottery.state not in ("open", "frozen"):
        return []
    fields, name = {"id": str(lottery.id)}, lottery.terms.name
    return [
        Button(text("panel.do_lottery_draw"), "draw", fields, asks=text("console.draw_sure", name=name)),
        Button(text("panel.do_lottery_off"), "cancel", fields, asks=text("console.cancel_sure", name=name)),
    ]


async def _one(turn: PageTurn, number: int) -> Sheet:
    """A lottery of this group alone."""
    lottery = await opening.lottery_of(turn.slow, lottery_id=number, chat_id=turn.about.id)
    zone = turn.about.timezone
    steps = await opening.history_of(turn.slow, lottery_id=lottery.id, limit=_STEPS)
    parts: list[Part] = [
        Notes(words.card(lottery, zone=zone).of, text("console.draw_card")),
        Notes([words.step(each, zone=zone) for each in steps], text("lottery.history")),
    ]
    if lottery.state in DRAWN:
        parts.append(await _proof(turn, lottery))
    back = Notes([Anchor(text("console.draws_all"), _address(turn))])
    return Sheet(Raw(f"#{lottery.id} {lottery.terms.name}"), [*parts, back], is_still=True)


async def _proof(turn: PageTurn, lottery: Lottery) -> Part:
    if lottery.entrants > _MOST:
        return Notes([text("console.proof_long", n=_MOST, id=lottery.id)], text("console.proof"))
    outcome = await services.draw(turn.slow, lottery)
    return Proof(outcome.drawn.record.decode())


def _address(turn: PageTurn) -> str:
    return f"group/{turn.about.id}/draws"


async def draw(turn: PageTurn) -> None:
    """What `/lottery draw` does in chat."""
    await drawing.draw(turn, elsewhere(turn, turn.about.id), str(turn.number("id")))


async def cancel(turn: PageTurn) -> None:
    await drawing.cancel(turn, elsewhere(turn, turn.about.id), str(turn.number("id")))


DRAWS = Paged("draws", draws, shows=None, actions={"draw": draw, "cancel": cancel})
