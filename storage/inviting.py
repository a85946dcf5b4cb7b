"""Members' own links, and who came by them; what it pays is the ledger's."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.inviting import Invite, State
from storage.database import Reader, Row, Unit

_MEANWHILE = 300
"""Seconds by which Telegram's two tellings of one arrival may differ."""


async def link(reader: Reader, *, chat_id: int, user_id: int) -> str:
    """Empty where the member has none yet."""
    row = await reader.one(
        "SELECT link FROM invite_links WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row["link"] if row else ""


async def keep_link(unit: Unit, link: str, *, chat_id: int, user_id: int, at: int) -> None:
    await unit.run(
        "INSERT INTO invite_links (chat_id, user_id, link, at) VALUES (:chat_id, :user_id, :link, :at) "
        "ON CONFLICT DO NOTHING",
        {"chat_id": chat_id, "user_id": user_id, "link": link, "at": at},
    )


async def owners(reader: Reader, links: Iterable[str]) -> dict[tuple[int, str], int]:
    """Whose they are, by group and link; nothing for those that are no member's."""
    names = {f"l{at}": link for at, link in enumerate(links)}
    places = ", ".join(f":{name}" for name in names)
    rows = await reader.all(f"SELECT chat_id, user_id, link FROM invite_links WHERE link IN ({places})", names)
    return {(row["chat_id"], row["link"]): row["user_id"] for row in rows}


async def is_newcomer(reader: Reader, *, chat_id: int, user_id: int, at: int) -> bool:
    """Whether they were never met in the group before this moment; what they said since may have come before it."""
    row = await reader.one(
        "SELECT state, met_at FROM members WHERE chat_id = :chat_id AND user_id = :user_id",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row is None or (row["state"] == "in" and row["met_at"] >= at - _MEANWHILE)


async def came(unit: Unit, *, chat_id: int, user_id: int, inviter_id: int, at: int) -> int:
    """The invite's number; 0 for one who came by a link before."""
    return await unit.number(
        "INSERT INTO invites (chat_id, user_id, inviter_id, at) VALUES (:chat_id, :user_id, :inviter_id, :at) "
        "ON CONFLICT DO NOTHING RETURNING id",
        {"chat_id": chat_id, "user_id": user_id, "inviter_id": inviter_id, "at": at},
    )


def _invite(row: Row) -> Invite:
    return Invite(row["id"], row["chat_id"], row["user_id"], row["inviter_id"], row["at"], row["state"])


async def invite(reader: Reader, *, number: int) -> Invite | None:
    row = await reader.one("SELECT * FROM invites WHERE id = :id", {"id": number})
    return _invite(row) if row else None


async def said(reader: Reader, invite: Invite) -> int:
    """Messages since they came; -1 where they went, be it for an hour."""
    row = await reader.one(
        "SELECT messages FROM members WHERE chat_id = :chat_id AND user_id = :user_id AND state = 'in' "
        "AND seen_from <= :latest",
        {"chat_id": invite.chat_id, "user_id": invite.user_id, "latest": invite.at + _MEANWHILE},
    )
    return row["messages"] if row else -1


async def is_here(reader: Reader, *, chat_id: int, user_id: int) -> bool:
    row = await reader.one(
        "SELECT 1 AS yes FROM members WHERE chat_id = :chat_id AND user_id = :user_id AND state = 'in'",
        {"chat_id": chat_id, "user_id": user_id},
    )
    return row is not None


async def settle(unit: Unit, *, number: int, state: State) -> bool:
    """Whether it still waited."""
    return await unit.change(
        "UPDATE invites SET state = :state WHERE id = :id AND state = 'waiting'", {"id": number, "state": state}
    )


async def counts(reader: Reader, *, chat_id: int, inviter_id: int, since: int = 0) -> dict[State, int]:
    """How many of those who came since then are in which state."""
    rows = await reader.all(
        "SELECT state, count(*) AS number FROM invites WHERE chat_id = :chat_id AND inviter_id = :inviter_id "
        "AND at >= :since GROUP BY state",
        {"chat_id": chat_id, "inviter_id": inviter_id, "since": since},
    )
    return {row["state"]: row["number"] for row in rows}
