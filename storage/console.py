"""Sessions of the console, and one-time links that were used; how long either is good is decided elsewhere."""

from __future__ import annotations

from bot.domain.console import Session
from storage.database import Reader, Unit


async def use_link(unit: Unit, mark: str, *, now: int) -> bool:
    """Whether it was not used before."""
    return await unit.change(
        "INSERT INTO console_links (mark, at) VALUES (:mark, :now) ON CONFLICT (mark) DO NOTHING",
        {"mark": mark, "now": now},
    )


async def is_used(reader: Reader, mark: str) -> bool:
    return await reader.one("SELECT 1 FROM console_links WHERE mark = :mark", {"mark": mark}) is not None


async def begin(unit: Unit, session: Session) -> None:
    await unit.run(
        "INSERT INTO console_sessions (digest, user_id, browser, locale, started_at, seen_at) "
        "VALUES (:digest, :user_id, :browser, :locale, :started_at, :seen_at)",
        {
            "digest": session.digest,
            "user_id": session.user_id,
            "browser": session.browser,
            "locale": session.locale,
            "started_at": session.started_at,
            "seen_at": session.seen_at,
        },
    )


async def session(reader: Reader, digest: str) -> Session | None:
    row = await reader.one("SELECT * FROM console_sessions WHERE digest = :digest", {"digest": digest})
    if row is None:
        return None
    return Session(
        row["digest"], row["user_id"], row["browser"], row["locale"], row["started_at"], row["seen_at"]
    )  # fmt: skip


async def seen(unit: Unit, digest: str, *, now: int) -> None:
    statement = "UPDATE console_sessions SET seen_at = :now WHERE digest = :digest AND seen_at < :now"
    await unit.run(statement, {"digest": digest, "now": now})


async def speak(unit: Unit, digest: str, *, locale: str) -> None:
    statement = "UPDATE console_sessions SET locale = :locale WHERE digest = :digest"
    await unit.run(statement, {"digest": digest, "locale": locale})


async def end(unit: Unit, digest: str) -> None:
    await unit.run("DELETE FROM console_sessions WHERE digest = :digest", {"digest": digest})


async def end_all(unit: Unit, *, user_id: int) -> None:
    await unit.run("DELETE FROM console_sessions WHERE user_id = :user_id", {"user_id": user_id})
