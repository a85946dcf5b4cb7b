"""The rules of the tables of settings; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "preferences": Rule("what a member does not want done", members=("user_id",), erasure="delete", is_exported=True),
    "chosen_settings": Rule("what a group's moderators set", chats=("chat_id",), key=("chat_id", "name")),
    "settings_log": Rule(
        "who changed which setting",
        chats=("chat_id",),
        members=("by_id",),
        erasure="pseudonym",
        is_exported=True,
        words={"by_id": ("by_name",)},
    ),
}
