"""Sessions of the console: begun by a one-time link or a signed word of Telegram's, and short."""

from __future__ import annotations

from bot.domain.console import LinkOver, SentBefore, Session
from storage import console
from storage.console import end, end_all, speak
from storage.database import Reader, Unit

__all__ = ["begin", "end", "end_all", "is_taken", "seen", "session", "speak", "take_form"]

_A_MINUTE = 60


async def begin(unit: Unit, session: Session, *, link: str = "") -> None:
    """`link` is the mark of the one-time link it is begun by. Raises LinkOver where that was used before."""
    if link and not await console.use_link(unit, link, now=session.started_at):
        raise LinkOver
    await console.begin(unit, session)


async def is_taken(reader: Reader, key: str) -> bool:
    """Whether that form was taken before, by whichever process."""
    return await console.is_used(reader, f"form:{key}")


async def take_form(unit: Unit, key: str, *, now: int) -> None:
    """As a part of what it does. Raises SentBefore, which undoes that."""
    if not await console.use_link(unit, f"form:{key}", now=now):
        raise SentBefore


async def session(reader: Reader, digest: str, *, browser: str, now: int) -> Session | None:
    """None for one that is over, was never begun, or was begun in another browser."""
    found = await console.session(reader, digest)
    return found if found is not None and found.is_good(browser, now=now) else None


async def seen(unit: Unit, session: Session, *, now: int) -> None:
    """It is in use; written down once a minute."""
    if now - session.seen_at >= _A_MINUTE:
        await console.seen(unit, session.digest, now=now)
