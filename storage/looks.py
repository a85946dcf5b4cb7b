"""How often what is kept of members was looked up or copied; copies made at a terminal stand in a file of their own.

That file lies beside the store, so that a copy can be made, and is counted, whatever state the store is in.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from storage.database import Reader, Unit
from storage.files import OWNER_ONLY


async def count(unit: Unit, what: str, *, chat_id: int, day: int, role: str, voice: int) -> None:
    """One more in the chat (0: all) on a local day; `voice` is whose own it was, as a set."""
    await unit.run(
        "INSERT INTO looks (chat_id, day, what, role, number, voices) VALUES (:chat_id, :day, :what, :role, 1, :voice) "
        "ON CONFLICT (chat_id, day, what, role) DO UPDATE SET number = looks.number + 1, "
        "voices = looks.voices | excluded.voices",
        {"chat_id": chat_id, "day": day, "what": what, "role": role, "voice": voice},
    )


async def counted(reader: Reader, *, chat_id: int, first: int, last: int) -> tuple[Counter[tuple[str, str]], int]:
    """By what and by whom, of the group and of all groups together; and whose own it was, as a set of voices."""
    rows = await reader.all(
        "SELECT what, role, number, voices FROM looks WHERE chat_id IN (0, :chat_id) AND day BETWEEN :first AND :last",
        {"chat_id": chat_id, "first": first, "last": last},
    )
    found, voices = Counter[tuple[str, str]](), 0
    for row in rows:
        found[row["what"], row["role"]] += row["number"]
        voices |= row["voices"]
    return found, voices


def _beside(store: Path) -> Path:
    return store.with_name(f"{store.name}.copies")


def copied(store: Path, what: str, *, chat_id: int, at: int) -> None:
    """A copy was made at the terminal, of a group or (0) of all. Raises OSError."""
    line = json.dumps({"at": at, "what": what, "chat": chat_id}) + "\n"
    handle = os.open(_beside(store), os.O_WRONLY | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


def copies(store: Path, *, chat_id: int, since: int, until: int) -> Counter[str]:
    """Made at the terminal within that time, of the group and of all. A line that cannot be read is none."""
    found = Counter[str]()
    try:
        lines = _beside(store).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            one = json.loads(line)
            if since <= one["at"] < until and one["chat"] in (0, chat_id):
                found[str(one["what"])] += 1
        except (ValueError, KeyError, TypeError):
            continue
    return found
