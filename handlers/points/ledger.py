"""/ledger: a member's entries, ten a page: how much, why, by whom, when, and the number to ask about."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.points import ANONYMOUS, Entry
from bot.domain.refusals import NotYourButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Shown, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import points
from bot.services.points import Page
from bot.texts.text import Argument, Lines, Raw, Text, When, Words, text
from handlers.command.group_commands import Place, answer, known_person, within, wordless_group_command


@press("lg")
@dataclass(frozen=True, slots=True)
class PageTurn:
    """Another page: the entries before a number, or after it."""

    chat_id: int
    user_id: int
    edge: int
    is_newer: bool


async def show_ledger(turn: Turn, place: Place) -> None:
    user_id = known_person(turn).id
    page = await points.page(turn.reads, chat_id=place.group.id, user_id=user_id)
    standing = await points.standing(turn.reads, chat_id=place.group.id, user_id=user_id)
    _show(turn, page, chat_id=place.group.id, balance=standing.points)


async def turn_page(turn: Turn, pressed: PageTurn) -> None:
    if pressed.user_id != turn.person.id:
        raise NotYourButton
    await within(turn, pressed.chat_id)
    before, after = (0, pressed.edge) if pressed.is_newer else (pressed.edge, 0)
    page = await points.page(turn.reads, chat_id=pressed.chat_id, user_id=pressed.user_id, before=before, after=after)
    standing = await points.standing(turn.reads, chat_id=pressed.chat_id, user_id=pressed.user_id)
    _show(turn, page, chat_id=pressed.chat_id, balance=standing.points)


def _show(turn: Turn, page: Page, *, chat_id: int, balance: int) -> None:
    user_id, zone = turn.person.id, turn.chats.group(chat_id).timezone
    if not page.entries:
        answer(turn, text("points.ledger_empty"))
        return
    lines = [_line(entry, user_id=user_id, zone=zone) for entry in page.entries]
    words: Words = Lines([text("points.ledger", balance=balance), *lines])
    answer(turn, words, keys=_keys(page, chat_id=chat_id, user_id=user_id))


def _line(entry: Entry, *, user_id: int, zone: str) -> Text:
    key = "points.line_undone" if entry.undone_by else "points.line"
    return text(
        key,
        change=f"{entry.change_for(user_id):+d}",
        what=what(entry),
        by=by_whom(entry),
        when=When(entry.at, zone),
        entry=entry.id,
        undo=entry.undone_by,
    )


_BY_SOURCE = {
    "checkin": ("points.what_checkin", "streak"),
    "undo": ("points.what_undo", "undone"),
    "poll": ("points.what_poll", "poll"),
    "quiz": ("points.what_quiz", "poll"),
    "stake": ("points.what_stake", "id"),
    "unstake": ("points.what_unstake", "id"),
    "event": ("points.what_event", "id"),
    "challenge": ("points.what_challenge", "id"),
    "discussion": ("points.what_discussion", "id"),
    "adopted": ("points.what_adopted", "id"),
}
"""Kinds of entries told by the number of what they came from: the sentence, and the number's name in it."""


def what(entry: Entry) -> Text:
    """What an entry was for."""
    if entry.kind in _BY_SOURCE:
        key, name = _BY_SOURCE[entry.kind]
        return text(key, **{name: entry.source})
    sentence = text(f"points.what_{entry.kind}")
    return text("points.what_why", what=sentence, reason=Raw(entry.reason)) if entry.reason else sentence


def by_whom(entry: Entry) -> Argument:
    if entry.actor_id == 0:
        return text("points.by_bot")
    if entry.actor_id == ANONYMOUS:
        return text("points.by_anonymous")
    return entry.actor_name.strip() or text("general.somebody")


def _keys(page: Page, *, chat_id: int, user_id: int) -> Keys:
    row: list[Key] = []
    if page.has_newer:
        row.append(
            Key(text("general.button_previous"), pack(PageTurn(chat_id, user_id, page.entries[0].id, is_newer=True)))
        )
    if page.has_older:
        row.append(
            Key(text("general.button_next"), pack(PageTurn(chat_id, user_id, page.entries[-1].id, is_newer=False)))
        )
    return [row] if row else []


ENTRANCES = [
    wordless_group_command("ledger", show_ledger, shown=Shown("points"), vanishes=True),
    button(PageTurn, turn_page),
]
