"""/top: the first ten of a day, week, month, of all time or of the newcomers, and where the asker stands."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.points import BOARDS, Board
from bot.domain.points import Place as Rank
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Shown, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import points
from bot.texts.text import Lines, Text, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, answer, called, group_command, known_person, within

_TITLES: dict[Board, Text] = {
    "day": text("points.top_day"),
    "week": text("points.top_week"),
    "month": text("points.top_month"),
    "all": text("points.top_all"),
    "new": text("points.top_new"),
}
_BUTTONS: dict[Board, Text] = {
    "day": text("points.button_day"),
    "week": text("points.button_week"),
    "month": text("points.button_month"),
    "all": text("points.button_all"),
    "new": text("points.button_new"),
}
_WORDS: dict[Board, str] = {
    "day": "points.words_day",
    "week": "points.words_week",
    "month": "points.words_month",
    "all": "points.words_all",
    "new": "points.words_new",
}


@press("tp")
@dataclass(frozen=True, slots=True)
class Turned:
    """The board of another period."""

    chat_id: int
    board: str


async def show_top(turn: Turn, place: Place) -> None:
    if is_word(place.words, "points.words_hide"):
        await points.hide(turn.unit, chat_id=place.group.id, user_id=known_person(turn).id)
        answer(turn, text("points.hidden"))
    elif is_word(place.words, "points.words_show"):
        await points.show(turn.unit, chat_id=place.group.id, user_id=known_person(turn).id)
        answer(turn, text("points.shown"))
    else:
        await _show(turn, place, board=_board_of(place.words))


async def turned(turn: Turn, pressed: Turned) -> None:
    """Any member may turn the board over; the last line is then about them."""
    if pressed.board not in BOARDS:
        raise OldButton
    await _show(turn, await within(turn, pressed.chat_id), board=pressed.board)


async def _show(turn: Turn, place: Place, *, board: Board) -> None:
    chat_id, day = place.group.id, place.calendar.day_of(turn.at)
    lines = await board_lines(turn, chat_id=chat_id, board=board, day=day)
    if turn.person.kind == "member":
        lines.append(await _own(turn, chat_id=chat_id, board=board, day=day))
    answer(turn, Lines(lines), keys=board_keys(chat_id, board))


async def board_lines(turn: Turn, *, chat_id: int, board: Board, day: int) -> list[Text]:
    """The board of the period that holds the local day."""
    ranks = await points.top(turn.reads, chat_id=chat_id, board=board, day=day, at=turn.at)
    lines = [_TITLES[board], *(_line(rank) for rank in ranks)]
    if not ranks:
        lines.append(text("points.top_empty"))
    if len({rank.rank for rank in ranks}) < len(ranks):
        lines.append(text("points.top_tie"))
    return lines


def _board_of(words: str) -> Board:
    if not words:
        return "all"
    for board, key in _WORDS.items():
        if is_word(words, key):
            return board
    raise WrongForm(usage=Sentence("commands.top.usage"))


def _line(rank: Rank) -> Text:
    return text("points.top_line", rank=rank.rank, name=called(rank.name), points=rank.points)


async def _own(turn: Turn, *, chat_id: int, board: Board, day: int) -> Text:
    if await points.is_hidden(turn.reads, chat_id=chat_id, user_id=turn.person.id):
        return text("points.top_hidden")
    own = await points.standing(turn.reads, chat_id=chat_id, user_id=turn.person.id, board=board, day=day, at=turn.at)
    if not own.rank:
        return text("points.top_none", name=called(turn.person.name))
    return text("points.top_own", name=called(turn.person.name), rank=own.rank, points=own.points)


def board_keys(chat_id: int, shown: Board) -> Keys:
    """The boards of the other periods."""
    return [[Key(_BUTTONS[each], pack(Turned(chat_id, each))) for each in BOARDS if each != shown]]


ENTRANCES = [
    group_command("top", show_top, shown=Shown("points", ("group", "administrators")), vanishes=True),
    button(Turned, turned),
]
