"""/lottery and its words: the list, one lottery's course, new, draw, cancel, verify; each word in every language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal, TypeAlias

from bot.domain.amounts import read_id
from bot.domain.lottery.answers import terms_of
from bot.engine.entrances import Entrance, Shown
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.services.lottery import claiming, opening
from bot.services.lottery.opening import lottery_of
from bot.services.schedule.saying import here
from bot.texts.text import Lines, text
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.listing import MOST, foot, page_of, pages_of
from handlers.command.subcommands import alone, how_for, verb_of, wrong_form
from handlers.dialogue import begin, is_first_shown
from handlers.lottery import drawing, telling, words
from handlers.lottery.buttons import card_keys, claim_keys
from handlers.lottery.codes import give_codes
from handlers.lottery.dialogue import DIALOGUE, read_answers
from handlers.lottery.meaning import meant
from handlers.lottery.opening import open_in
from handlers.lottery.trying import try_line

Asked: TypeAlias = Callable[[Turn, Place, str], Awaitable[None]]
Verb: TypeAlias = Literal["new", "try", "draw", "cancel", "verify", "codes"]
_VERBS: dict[Verb, str] = {
    "new": "lottery.words_new",
    "try": "lottery.words_try",
    "draw": "lottery.words_draw",
    "cancel": "lottery.words_cancel",
    "verify": "lottery.words_verify",
    "codes": "lottery.words_codes",
}
_HISTORY_LINES = 15


async def lottery(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is not None:
        await _ASKED[verb](turn, place, rest)
        return
    number = read_id(place.words)
    if place.words and number is None:
        raise await wrong_form(turn, place, command="lottery")
    if number is None:
        await _list(turn, place)
    else:
        await _course(turn, place, number)


# --- looking -------------------------------------------------------------------------------------------------------


async def _list(turn: Turn, place: Place, number: int = 0) -> None:
    """What is on, and the asker's own prizes that wait."""
    zone, chat_id = place.group.timezone, place.group.id
    lotteries = await opening.lotteries_of(turn.reads, chat_id=chat_id, limit=MOST)
    waiting = await claiming.waiting_for(turn.reads, user_id=turn.person.id, chat_id=chat_id)
    if not lotteries:
        answer(turn, Lines([text("lottery.none"), *await how_for(turn, place, command="lottery")]))
        return
    page = page_of(lotteries, number)
    lines = [text("lottery.list"), *(words.row(each, zone=zone) for each in page.rows), *foot(page)]
    lines.append(text("lottery.list_how"))
    keys = pages_of(page, "lottery", chat_id)
    for each in waiting:
        lines.append(text("lottery.list_claim", id=each.lottery_id))
        mine = await opening.lottery_anywhere(turn.reads, lottery_id=each.lottery_id)
        keys += claim_keys(mine)
    answer(turn, Lines(lines), keys=keys)


async def _show_page(turn: Turn, chat_id: int, number: int) -> None:
    await _list(turn, elsewhere(turn, chat_id), number)


async def _course(turn: Turn, place: Place, number: int) -> None:
    """One lottery: its card and all that happened to it, for anyone to read."""
    found = await lottery_of(turn.reads, lottery_id=number, chat_id=place.group.id)
    zone = place.group.timezone
    steps = await opening.history_of(turn.reads, lottery_id=found.id, limit=_HISTORY_LINES)
    lines = [
        *words.card(found, zone=zone).of,
        text("lottery.history"),
        *(words.step(each, zone=zone) for each in steps),
    ]
    answer(turn, Lines(lines), keys=card_keys(found) if place.is_here else [])


async def verify(turn: Turn, place: Place, words: str) -> None:
    """Draws again from what is kept, and hands out the record, and the script for others to do so."""
    number, rest = drawing.number_and_rest(words)
    alone(rest, command="lottery")
    found = await lottery_of(turn.reads, lottery_id=number, chat_id=place.group.id)
    checked = await drawing.checked_again(turn, found)
    key = "lottery.verified" if checked.holds else "lottery.not_verified"
    lines = [
        text(key, id=found.id, n=found.entrants, winners=checked.winners),
        text("lottery.verified_list", hash=found.entrants_hash),
        text("lottery.verified_secret", commit=found.commit, secret=checked.secret),
        text("lottery.verified_how", id=found.id),
    ]
    answer(turn, Lines(lines), on_crash="resend")
    caption = text("lottery.paper_checked", id=found.id)
    telling.hand_paper(turn, found, telling.record_path(found), caption, to=turn.group.id, topic=turn.topic)
    telling.hand_script(turn, found)


async def new(turn: Turn, place: Place, line: str) -> None:
    """One line for the practised; without one, or where a part of it is in doubt, the dialogue."""
    await drawing.require(turn, place)
    written = read_answers(line, here(place.group.timezone, turn.at)) if line else None
    if written is None or is_first_shown(turn, DIALOGUE, place, written):
        await begin(turn, DIALOGUE, place, written=written)
        return
    terms = await meant(turn, place.group, terms_of(written.answers, here(place.group.timezone, turn.at)))
    topic = turn.topic if place.is_here else 0
    opened = await open_in(turn, place.group, terms, topic=topic, replies=place.is_here)
    if not place.is_here:
        answer(turn, text("lottery.opened_there", id=opened.id, group=place.group.title), on_crash="resend")


_ASKED: dict[Verb, Asked] = {
    "new": new,
    "try": try_line,
    "draw": drawing.draw,
    "cancel": drawing.cancel,
    "verify": verify,
    "codes": give_codes,
}

ENTRANCES: list[Entrance] = [
    Listing("lottery", _show_page),
    group_command("lottery", lottery, shown=Shown("play", ("private", "group", "administrators"))),
]
