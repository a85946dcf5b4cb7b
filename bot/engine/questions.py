"""Questions to Telegram that somebody waits for; nothing of the answers is kept here."""

from __future__ import annotations

from typing import Any

import msgspec
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.botapi.client import raw
from bot.domain.refusals import FileGone, FileTooBig, TelegramSilent

_PATIENCE = 10.0
"""Seconds to wait for Telegram's answer."""


class Questions:
    """Each raises TelegramSilent where no answer comes; asked only while the turn's transaction has not begun."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._bot_id = int(bot.token.partition(":")[0])

    async def is_member(self, *, chat_id: int, user_id: int) -> bool:
        """Whether Telegram says so; a chat that the bot is not in says no."""
        found = await self._member(chat_id, user_id)
        if found is None:
            return False
        if found["status"] == "restricted":
            return bool(found.get("is_member"))
        return found["status"] in ("creator", "administrator", "member")

    async def goes_by(self, username: str, *, chat_id: int, user_id: int) -> bool:
        """Whether that @name (without its @) is theirs now: names change hands, and the bot is not told."""
        found = await self._member(chat_id, user_id)
        return found is not None and str(found["user"].get("username", "")).casefold() == username.casefold()

    async def _member(self, chat_id: int, user_id: int) -> Any:
        """As the Bot API tells it; None where it knows of none."""
        try:
            return await self._asked("getChatMember", chat_id=chat_id, user_id=user_id)
        except ChatMigrated as error:
            return await self._member(error.new_chat_id, user_id)
        except (BadRequest, Forbidden):
            return None

    async def lets_strangers_write(self, chat_id: int) -> bool:
        """Whether the group is linked to a channel and takes comments of people who have not joined."""
        try:
            found = await self._asked("getChat", chat_id=chat_id)
        except ChatMigrated as error:
            return await self.lets_strangers_write(error.new_chat_id)
        except (BadRequest, Forbidden):
            return False
        return bool(found.get("linked_chat_id")) and not found.get("join_to_send_messages")

    async def find_chat(self, named: int | str) -> tuple[int, str] | None:
        """Id and title of a group or channel by its id or `@name`; None for one the bot is not in."""
        try:
            found = await self._asked("getChat", chat_id=named)
        except ChatMigrated as error:
            return await self.find_chat(error.new_chat_id)
        except (BadRequest, Forbidden):
            return None
        if found["type"] == "private" or not await self.is_member(chat_id=found["id"], user_id=self._bot_id):
            return None
        return found["id"], found.get("title", "")

    async def invite_link(self, *, chat_id: int, name: str) -> str:
        """A new link into the group; empty where the bot may not make one. Administrators see its name."""
        try:
            made = await self._asked("createChatInviteLink", chat_id=chat_id, name=name[:32])
        except (BadRequest, Forbidden):
            return ""
        return str(made["invite_link"])

    async def topic_icons(self) -> dict[str, str]:
        """Ids of the icons that topics may have, by the emoji each shows."""
        found = await self._asked("getForumTopicIconStickers")
        return {each["emoji"]: each["custom_emoji_id"] for each in found if each.get("emoji")}

    async def file(self, file_id: str, *, most: int) -> bytes:
        """The content of a file someone sent. Raises FileTooBig where it is longer than `most` bytes, or FileGone."""
        try:
            found = await self._bot.get_file(file_id)
            if (found.file_size or 0) > most:
                raise FileTooBig(most=_megabytes(most))
            return bytes(await found.download_as_bytearray())
        except BadRequest as error:
            # Telegram gives out no file above 20 MB, whatever is asked of it.
            is_big = "too big" in error.message.lower()
            raise (FileTooBig(most=_megabytes(most)) if is_big else FileGone()) from error
        except (NetworkError, RetryAfter) as error:
            raise TelegramSilent from error

    async def _asked(self, method: str, **params: int | str) -> Any:
        """Telegram's answer as plain values. Raises TelegramSilent where none comes, and whatever it refuses with."""
        try:
            return msgspec.json.decode(await raw(self._bot, method, params, _PATIENCE))
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            raise TelegramSilent from error


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
