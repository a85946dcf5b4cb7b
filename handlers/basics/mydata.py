"""/mydata: all that is kept of a member as two files, one for programs and one for people; always in private."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.outbox.actions import Document, Key
from bot.services import privacy
from bot.services.privacy import Data
from bot.texts.catalog import plain
from bot.texts.text import Raw, Text, When, text
from handlers.basics.privacy import KIND, VOICE
from handlers.command.group_commands import known_person, wordless_command

_COUNTED = {
    "after", "amount", "balance", "before", "cap", "credited", "days", "entrants", "goal", "held", "lucky", "messages",
    "paid", "per_member", "points", "price", "replies", "reward", "score", "stock", "streak", "tickets",
}  # fmt: skip
"""Numbers that mean something to people; the others are in the file for programs."""

_CHOSEN = {
    "answered", "cancelled", "claimed", "closed", "delivered", "going", "in", "lapsed", "left", "maybe", "mood", "no",
    "open", "paid", "private", "refunded", "reserve", "waiting", "won",
}  # fmt: skip
"""Choices that have words of their own."""


async def tell(turn: Turn) -> None:
    """A link to begin where the bot may not write yet."""
    person = known_person(turn)
    if not turn.group.is_private and not await privacy.may_write(turn.reads, user_id=person.id):
        link = f"https://t.me/{turn.bot_username}?start=mydata"
        turn.say(text("privacy.begin_first"), keys=[[Key(text("privacy.button_begin"), url=link)]])
        return
    await looks_up(turn, "own_data", chat_id=0)
    mark, voice = turn.sealing.mark(KIND, person.id), turn.sealing.mark(VOICE, person.id)
    data = await privacy.data_of(turn.reads, user_id=person.id, mark=mark, voice=voice)
    for name, content, words in (
        ("mydata.json", _as_json(data, now=turn.now), text("privacy.file_json")),
        ("mydata.txt", _as_words(data, turn), text("privacy.file_words")),
    ):
        file = Document(chat_id=person.id, filename=name, data=content.encode(), caption=words, ephemeral=True)
        turn.do(file, on_crash="resend")
    if not turn.group.is_private:
        turn.say(text("privacy.sent_privately"), ephemeral=True)


def _as_json(data: Data, *, now: int) -> str:
    document: dict[str, Any] = {"format": "weilu-mydata/1", "at": now}
    if data.erased_at:
        document["erased_at"] = data.erased_at
    if data.tables:
        document |= {"user_id": data.user_id, "tables": data.tables}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _as_words(data: Data, turn: Turn) -> str:
    group = turn.chats.group(data.user_id)
    lines: list[Text] = [text("privacy.file_open")]
    if data.erased_at:
        lines.append(text("privacy.erased_on", when=When(data.erased_at, group.timezone)))
    for matter, tables in privacy.MATTERS.items():
        if found := {table: data.tables[table] for table in tables if table in data.tables}:
            lines.append(text("privacy.file_matter", matter=text(f"privacy.matter_{matter}")))
            lines += [line for table, rows in found.items() for line in _section(turn, table, rows)]
    if not data.tables:
        lines.append(text("privacy.nothing"))
    # A byte order mark: some phones would take the file for their old national encoding.
    return "\ufeff" + "\n".join(plain(line, group.locale, now=turn.now) for line in lines) + "\n"


def _section(turn: Turn, table: str, rows: list[dict[str, Any]]) -> list[Text]:
    head = text("privacy.section", what=text(f"privacy.table_{table}"), rows=len(rows))
    return [head, *(text("privacy.row", row=Raw(_row(turn, table, row))) for row in rows)]


def _row(turn: Turn, table: str, row: dict[str, Any]) -> str:
    """When, where, what was written, how much; what leads from one row to another is left to the other file."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in ("moment", "chat", "words", "choice", "number")}
    for column, value in row.items():
        kind = privacy.kind_of(table, column)
        place = "moment" if kind == "day" else kind
        cell = _said(turn, kind, column, value) if value and place in by_kind else ""
        if cell and not (place in ("moment", "chat") and by_kind[place]):
            by_kind[place].append(cell)
    if row.get("from_account") == turn.person.id:
        by_kind["number"] = [f"−{each}" for each in by_kind["number"]]
    return "　".join(each for cells in by_kind.values() for each in cells) or "✓"


def _said(turn: Turn, kind: privacy.Kind, column: str, value: Any) -> str:
    """How it reads; '' for what is not for people."""
    group, words = turn.chats.group(turn.person.id), ""
    if kind == "moment":
        words = plain(text("privacy.at", when=When(value, group.timezone)), group.locale, now=turn.now)
    elif kind == "day":
        words = date.fromordinal(value).isoformat()
    elif kind == "chat":
        words = turn.chats.group(value).title if value < 0 else ""
    elif kind == "words":
        words = plain(text("general.somebody"), group.locale) if value == privacy.SOMEBODY else str(value)
    elif kind == "choice" and value in _CHOSEN:
        words = plain(text(f"privacy.choice_{value}"), group.locale)
    elif kind == "number" and column in _COUNTED:
        words = plain(text(f"privacy.number_{column}", n=value), group.locale)
    return words


ENTRANCES: list[Entrance] = [wordless_command("mydata", tell)]
