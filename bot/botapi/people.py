"""Telegram's people as plain values: a member, a bot, an anonymous administrator or a channel, and their rights."""

from __future__ import annotations

import inspect
import json
from typing import Any

import telegram

from bot.domain.names import shown_name
from bot.domain.people import Person, PersonKind
from bot.domain.rights import Rights

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
SERVICE_USER = 777000
"""Telegram's own fixed accounts: @GroupAnonymousBot, @Channel_Bot, and whoever forwards linked channels' posts."""

NOBODY = Person(0, "")


def update_of(body: str, bot: telegram.Bot | None) -> telegram.Update:
    """As the library reads it; what it insists on and Telegram did not send is filled in where it refuses."""
    try:
        return telegram.Update.de_json(json.loads(body), bot)
    except (TypeError, KeyError):
        return telegram.Update.de_json(_filled(json.loads(body)), bot)


def _filled(raw: Any) -> Any:
    """With a name for every user, and every right that a member's standing lacks as one that is not given."""
    if isinstance(raw, list):
        return [_filled(each) for each in raw]
    if not isinstance(raw, dict):
        return raw
    inside = {name: _filled(value) for name, value in raw.items()}
    if "user" in raw and "status" in raw:
        return dict.fromkeys(_STANDING.get(raw["status"], ()), False) | inside
    is_user = "id" in raw and "type" not in raw and any(name in raw for name in ("is_bot", "first_name", "username"))
    return {"first_name": "", "is_bot": False} | inside if is_user else inside


def _rights_in(kind: type[telegram.ChatMember]) -> tuple[str, ...]:
    names = inspect.signature(kind).parameters
    return tuple(name for name in names if name.startswith(("can_", "is_")) or name == "until_date")


_STANDING = {
    "creator": _rights_in(telegram.ChatMemberOwner),
    "administrator": _rights_in(telegram.ChatMemberAdministrator),
    "restricted": _rights_in(telegram.ChatMemberRestricted),
    "kicked": _rights_in(telegram.ChatMemberBanned),
}


def person_of(update: telegram.Update) -> Person:
    message = update.message or update.edited_message
    if message is not None:
        return sender_of(message)
    return person(update.effective_user) if update.effective_user is not None else NOBODY


def sender_of(message: telegram.Message) -> Person:
    """The author; for a message in the name of a chat, what kind of stranger that is."""
    shown, user = message.sender_chat, message.from_user
    if shown is not None:
        kind: PersonKind = "anonymous" if shown.id == message.chat.id else "channel"
        signed = shown_name(message.author_signature or shown.title or "")
        return Person(user.id if user is not None else shown.id, signed, "", kind)
    if user is None:
        return NOBODY
    if user.id in (ANONYMOUS_ADMIN, CHANNEL_BOT, SERVICE_USER):
        return Person(
            user.id, shown_name(user.first_name), "", "anonymous" if user.id == ANONYMOUS_ADMIN else "channel"
        )
    return person(user)


def person(user: telegram.User) -> Person:
    kind: PersonKind = "bot" if user.is_bot else "member"
    name = shown_name(user.first_name or "", user.last_name or "")
    return Person(user.id, name, user.username or "", kind, user.language_code or "")


def rights_of(member: dict[str, Any]) -> Rights:
    """Of a ChatMember as the Bot API tells it."""
    status = member.get("status")
    return Rights(
        is_owner=status == "creator",
        is_administrator=status in ("creator", "administrator"),
        is_anonymous=bool(member.get("is_anonymous")),
        names=frozenset(name for name, given in member.items() if name.startswith("can_") and given is True),
    )
