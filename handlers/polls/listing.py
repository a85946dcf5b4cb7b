"""A group's polls page by page, open ones first: what became of each, and a button to ask the next."""

from __future__ import annotations

from bot.domain.polls import Kind
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import polls
from bot.texts.text import Lines, Words, text
from handlers.command.group_commands import Place, answer, within
from handlers.command.listing import MOST, foot, page_of, paging
from handlers.command.subcommands import how_for
from handlers.polls.buttons import Begin, BeginQuiz, PageTurn
from handlers.polls.cards import line_of


async def show_list(turn: Turn, place: Place, *, kind: Kind) -> None:
    words, keys = await _page(turn, place, number=0, kind=kind)
    answer(turn, words, keys=keys)


async def turn_page(turn: Turn, key: PageTurn) -> None:
    words, keys = await _page(turn, await within(turn, key.chat_id), number=key.number, kind="poll")
    turn.edit(words, keys=keys)


async def _page(turn: Turn, place: Place, *, number: int, kind: Kind) -> tuple[Words, Keys]:
    """How to ask one, and the button for it, are for whoever may."""
    chat_id = place.group.id
    how = await how_for(turn, place, command=kind)
    is_poll = kind == "poll"
    label = text("polls.button_begin" if is_poll else "polls.button_begin_quiz")
    begin = [[Key(label, pack(Begin(chat_id) if is_poll else BeginQuiz(chat_id)))]] if how else []
    page = page_of(await polls.latest(turn.reads, chat_id=chat_id, limit=MOST), number)
    if not page.rows:
        return Lines([text("polls.empty"), *how]), begin
    lines = [await line_of(turn, each) for each in page.rows]
    leaves = paging(page, lambda at: pack(PageTurn(chat_id, at)))
    return Lines([text("polls.list"), *lines, *foot(page)]), [*leaves, *begin]
