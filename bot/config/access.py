"""`[access]`: who operates the bot, and which of Telegram's rights each deed of a moderator asks for."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.config.table import Table
from bot.config.values import UserIds

Right: TypeAlias = Literal[
    "administrator",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_manage_tags",
    "can_manage_topics",
    "can_manage_video_chats",
    "can_pin_messages",
    "can_promote_members",
    "can_restrict_members",
]
"""Telegram's own names of an administrator's rights in a group; `administrator` asks for none in particular."""


class Rights(Table):
    """Action to the Telegram right it asks for."""

    grant: Right = "can_restrict_members"
    deduct: Right = "can_restrict_members"
    undo: Right = "can_restrict_members"
    shop: Right = "can_restrict_members"
    poll: Right = "can_pin_messages"
    quiz: Right = "can_pin_messages"
    lottery: Right = "can_pin_messages"
    event: Right = "can_pin_messages"
    announce: Right = "can_pin_messages"
    schedule: Right = "can_pin_messages"
    topic: Right = "can_manage_topics"
    ask: Right = "can_pin_messages"
    challenge: Right = "can_pin_messages"
    feedback: Right = "administrator"
    mood: Right = "administrator"
    incident: Right = "can_pin_messages"
    stats: Right = "administrator"
    settings: Right = "can_change_info"
    doctor: Right = "administrator"
    audit: Right = "administrator"
    report: Right = "administrator"
    mute: Right = "can_restrict_members"
    ban: Right = "can_restrict_members"
    gate: Right = "can_restrict_members"
    rules: Right = "can_change_info"
    welcome: Right = "can_change_info"
    guard: Right = "can_delete_messages"


class GroupAccess(Table):
    rights: Rights = Rights()


class Access(GroupAccess):
    operators: UserIds = ()
