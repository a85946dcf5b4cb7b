"""Telegram's people as plain values: a member, a bot, an anonymous administrator or a channel, and their rights."""

from __future__ import annotations

from typing import Any

import telegram

from bot.domain.people import Person, PersonKind
from bot.domain.rights import Rights

ANONYMOUS_ADMIN = 1087968824
CHANNEL_BOT = 136817688
SERVICE_USER = 777000
"""Telegram's own fixed accounts: @GroupAnonymousBot, @Channel_Bot, and whoever forwards linked channels' posts."""

NOBODY = Person(0, "")


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
        signed = message.author_signature or shown.title or ""
        return Person(user.id if user is not None else shown.id, signed, "", kind)
    if user is None:
        return NOBODY
    if user.id in (ANONYMOUS_ADMIN, CHANNEL_BOT, SERVICE_USER):
        return Person(user.id, user.first_name, "", "anonymous" if user.id == ANONYMOUS_ADMIN else "channel")
    return person(user)


def person(user: telegram.User) -> Person:
    kind: PersonKind = "bot" if user.is_bot else "member"
    return Person(user.id, user.full_name, user.username or "", kind, user.language_code or "")


def rights_of(member: dict[str, Any]) -> Rights:
    """Of a ChatMember as the Bot API tells it."""
    status = member.get("status")
    return Rights(
        is_owner=status == "creator",
        is_administrator=status in ("creator", "administrator"),
        is_anonymous=bool(member.get("is_anonymous")),
        names=frozenset(name for name, given in member.items() if name.startswith("can_") and given is True),
    )
