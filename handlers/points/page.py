"""Points in the console: who was given what by whom and why, by member or number; an entry taken back by a press."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.console.parts import Anchor, Button, Cell, Field, Figures, Notes, Pages, Part, Row, Search, Sheet, Table
from bot.domain.amounts import read_id
from bot.domain.people import Person
from bot.domain.points import UNDOABLE, Entry
from bot.domain.refusals import Refusal
from bot.engine.paged import Paged, PageTurn
from bot.services import points, targets
from bot.services.schedule.reading import calendar_of
from bot.texts.refusing import refused
from bot.texts.text import Raw, When, text
from handlers.command.group_commands import elsewhere
from handlers.grants.command import undo as undone
from handlers.points.ledger import by_whom, what

_PERIOD: Final = 30


async def ledger(turn: PageTurn) -> Sheet:
    words = turn.asked.get("who", "").strip()
    search = Search(text("console.find"), [Field("who", text("console.find_who"), words)])
    parts: list[Part] = [search]
    if not words:
        parts = [*await _economy(turn), search, *await _latest(turn)]
    elif words.startswith(("#", "＃")):
        parts += await _numbered(turn, words)
    else:
        parts += await _of_member(turn, words)
    return Sheet(text("console.page_points"), parts)


async def _economy(turn: PageTurn) -> list[Part]:
    """For operators, as in chat."""
    if not (await turn.rights()).is_operator:
        return []
    since = calendar_of(turn.about).day_of(turn.now) - _PERIOD + 1
    economy = await points.economy(turn.slow, chat_id=turn.about.id, since=since)
    return [
        Figures([
            (text("console.points_made", days=_PERIOD), economy.made),
            (text("console.points_taken", days=_PERIOD), economy.taken),
            (text("console.points_spent", days=_PERIOD), economy.spent),
            (text("console.points_held"), economy.held),
            (text("console.points_holders"), economy.holders),
            (text("console.points_top"), text("console.percent", n=economy.top_percent)),
        ])
    ]  # fmt: skip


async def _latest(turn: PageTurn) -> list[Part]:
    page = await points.latest(turn.slow, chat_id=turn.about.id, before=turn.number("before"))
    return [await _table(turn, page.entries), _pages(turn, page, "")]


async def _numbered(turn: PageTurn, words: str) -> list[Part]:
    number = read_id(words)
    entry = await points.entry(turn.slow, chat_id=turn.about.id, number=number) if number else None
    return [await _table(turn, [entry] if entry is not None else [])]


async def _of_member(turn: PageTurn, words: str) -> list[Part]:
    try:
        person = await _person(turn, words)
    except Refusal as refusal:
        return [Notes([refused(refusal)])]
    chat_id = turn.about.id
    standing = await points.standing(turn.slow, chat_id=chat_id, user_id=person.id)
    page = await points.page(
        turn.slow, chat_id=chat_id, user_id=person.id, before=turn.number("before"), after=turn.number("after")
    )
    figures = Figures([
        (text("console.points_of"), Raw(person.name)),
        (text("console.points_balance"), standing.points),
        (text("console.points_rank"), standing.rank or "–"),
    ])  # fmt: skip
    return [figures, await _table(turn, page.entries, of=person), _pages(turn, page, str(person.id))]


async def _person(turn: PageTurn, words: str) -> Person:
    """Whoever was met in the group once, by @name or id. Raises UnknownMember, TargetIsBot."""
    if words.isascii() and words.isdecimal():
        return await targets.by_id(turn.reads, chat_id=turn.about.id, user_id=int(words[:16]), may_be_gone=True)
    username = words.removeprefix("@").removeprefix("＠")
    return await targets.by_username(turn.reads, chat_id=turn.about.id, username=username, may_be_gone=True)


async def _table(turn: PageTurn, entries: list[Entry], *, of: Person | None = None) -> Table:
    members = {each.member if of is None else of.id for each in entries}
    called_by = {each: await targets.named(turn.slow, user_id=each) for each in members if each > 0}
    names = ("when", "number", "member", "change", "why", "by")
    return Table(
        text("console.entries"),
        [text(f"console.head_{each}") for each in names],
        [_row(turn, each, of, called_by) for each in entries],
        text("console.entries_none"),
    )


def _row(turn: PageTurn, entry: Entry, of: Person | None, called_by: Mapping[int, str]) -> Row:
    member = entry.member if of is None else of.id
    change = f"{entry.change_for(member):+,d}"
    why: Cell = text("console.undone_by", what=what(entry), undo=entry.undone_by) if entry.undone_by else what(entry)
    who: Cell = text("points.by_bot")
    if member > 0:
        who = Anchor(Raw(called_by.get(member) or str(member)), _address(turn, str(member)))
    cells: list[Cell] = [When(entry.at, turn.about.timezone), f"#{entry.id}", who, change, why, by_whom(entry)]
    is_undoable = entry.kind in UNDOABLE and not entry.undone_by
    sure = text("console.undo_sure", entry=entry.id)
    undo = Button(text("console.undo"), "undo", {"entry": str(entry.id)}, asks=sure)
    return Row(cells, [undo] if is_undoable else [])


def _pages(turn: PageTurn, page: points.Page, who: str) -> Pages:
    address, entries = _address(turn, who), page.entries
    joint = "&" if "?" in address else "?"
    newer = f"{address}{joint}after={entries[0].id}" if entries and page.has_newer and who else ""
    if page.has_newer and not who:
        newer = address
    older = f"{address}{joint}before={entries[-1].id}" if entries and page.has_older else ""
    return Pages(newer, older)


def _address(turn: PageTurn, who: str) -> str:
    return f"group/{turn.about.id}/points" + (f"?who={who}" if who else "")


async def undo(turn: PageTurn) -> None:
    """What `/undo` does in chat, with its rights and its window."""
    await undone(turn, elsewhere(turn, turn.about.id, words=str(turn.number("entry"))))


POINTS = Paged("points", ledger, "undo", shows="entries", actions={"undo": undo})
