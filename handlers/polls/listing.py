"""A group's polls page by page, open ones first: what became of each, and a button to ask the next."""

from __future__ import annotations

from bot.domain.polls import Kind
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import polls
from bot.texts.text import Lines, Words, text
from handlers.command.group_commands import Place, answer, within
from handlers.polls.buttons import Begin, BeginQuiz, PageTurn
from handlers.polls.cards import line_of

LISTED = 8


async def show_list(turn: Turn, place: Place, *, kind: Kind) -> None:
    words, keys = await _page(turn, chat_id=place.group.id, number=0, kind=kind)
    answer(turn, words, keys=keys)


async def turn_page(turn: Turn, told: PageTurn) -> None:
    if told.number < 0:
        raise OldButton
    place = await within(turn, told.chat_id)
    words, keys = await _page(turn, chat_id=place.group.id, number=told.number, kind="poll")
    turn.edit(words, keys=keys)


async def _page(turn: Turn, *, chat_id: int, number: int, kind: Kind) -> tuple[Words, Keys]:
    found = await polls.latest(turn.reads, chat_id=chat_id, limit=LISTED + 1, skip=number * LISTED)
    how = text("polls.how", usage=text(f"commands.{kind}.usage"))
    is_poll = kind == "poll"
    label = text("polls.button_begin" if is_poll else "polls.button_begin_quiz")
    begin = [[Key(label, pack(Begin(chat_id) if is_poll else BeginQuiz(chat_id)))]]
    if not found:
        return Lines([text("polls.empty"), how]), begin
    lines = [await line_of(turn, each) for each in found[:LISTED]]
    leaves = []
    if number:
        leaves.append(Key(text("polls.button_newer"), pack(PageTurn(chat_id, number - 1))))
    if len(found) > LISTED:
        leaves.append(Key(text("polls.button_older"), pack(PageTurn(chat_id, number + 1))))
    return Lines([text("polls.list"), *lines, *([] if number else [how])]), [leaves, *begin]
