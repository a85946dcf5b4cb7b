"""What an administrator may do, by Telegram's own rights; which action needs which right is the config's."""

from __future__ import annotations

from dataclasses import dataclass

WANTED = ("can_pin_messages", "can_delete_messages", "can_restrict_members", "can_invite_users", "can_manage_tags")
IN_FORUMS = ("can_manage_topics",)
"""Rights that the bot's features use; without one it says so where it needs it, and does the rest."""

ADMINISTRATOR = "administrator"
"""In place of a right: an action that any administrator may do."""


@dataclass(frozen=True, slots=True)
class Rights:
    """`names` are the Bot API's, such as `can_pin_messages`; an owner has them all."""

    is_owner: bool = False
    is_operator: bool = False
    is_administrator: bool = False
    is_anonymous: bool = False
    names: frozenset[str] = frozenset()

    def allow(self, right: str) -> bool:
        if self.is_owner or self.is_operator:
            return True
        return self.is_administrator and (right == ADMINISTRATOR or right in self.names)
