"""Questions to Telegram that somebody waits for; nothing of the answers is kept here."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from telegram import Bot, File
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.botapi.client import asked
from bot.domain.refusals import FileGone, FileTooBig, TelegramSilent

_PATIENCE = 10.0
"""Seconds to wait for Telegram's answer."""

_T = TypeVar("_T")


class _User(msgspec.Struct):
    username: str = ""


class _Member(msgspec.Struct):
    status: str
    user: _User
    is_member: bool = False


class _Chat(msgspec.Struct):
    id: int
    type: str
    title: str = ""
    linked_chat_id: int = 0
    join_to_send_messages: bool = False


class _Link(msgspec.Struct):
    invite_link: str


class _File(msgspec.Struct):
    file_path: str
    file_size: int = 0


class _Icon(msgspec.Struct):
    emoji: str = ""
    custom_emoji_id: str = ""


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
        if found.status == "restricted":
            return found.is_member
        return found.status in ("creator", "administrator", "member")

    async def goes_by(self, username: str, *, chat_id: int, user_id: int) -> bool:
        """Whether that @name (without its @) is theirs now: names change hands, and the bot is not told."""
        found = await self._member(chat_id, user_id)
        return found is not None and found.user.username.casefold() == username.casefold()

    async def _member(self, chat_id: int, user_id: int) -> _Member | None:
        """As the Bot API tells it; None where it knows of none."""
        try:
            return await self._asked("getChatMember", _Member, chat_id=chat_id, user_id=user_id)
        except ChatMigrated as error:
            return await self._member(error.new_chat_id, user_id)
        except (BadRequest, Forbidden):
            return None

    async def lets_strangers_write(self, chat_id: int) -> bool:
        """Whether the group is linked to a channel and takes comments of people who have not joined."""
        try:
            found = await self._asked("getChat", _Chat, chat_id=chat_id)
        except ChatMigrated as error:
            return await self.lets_strangers_write(error.new_chat_id)
        except (BadRequest, Forbidden):
            return False
        return bool(found.linked_chat_id) and not found.join_to_send_messages

    async def linked_channel(self, chat_id: int) -> int:
        """The channel whose discussion group it is; 0 for none."""
        try:
            return (await self._asked("getChat", _Chat, chat_id=chat_id)).linked_chat_id
        except ChatMigrated as error:
            return await self.linked_channel(error.new_chat_id)
        except (BadRequest, Forbidden):
            return 0

    async def find_chat(self, named: int | str) -> tuple[int, str] | None:
        """Id and title of a group or channel by its id or `@name`; None for one the bot is not in."""
        try:
            found = await self._asked("getChat", _Chat, chat_id=named)
        except ChatMigrated as error:
            return await self.find_chat(error.new_chat_id)
        except (BadRequest, Forbidden):
            return None
        if found.type == "private" or not await self.is_member(chat_id=found.id, user_id=self._bot_id):
            return None
        return found.id, found.title

    async def chat_called(self, username: str) -> int:
        """The id of the public channel or group of that @name (without its @), whoever is in it; 0 where it is none."""
        try:
            return (await self._asked("getChat", _Chat, chat_id=f"@{username}")).id
        except ChatMigrated as error:
            return error.new_chat_id
        except (BadRequest, Forbidden):
            return 0

    async def invite_link(self, *, chat_id: int, name: str) -> str:
        """A new link into the group; empty where the bot may not make one. Administrators see its name."""
        try:
            made = await self._asked("createChatInviteLink", _Link, chat_id=chat_id, name=name[:32])
        except (BadRequest, Forbidden):
            return ""
        return made.invite_link

    async def topic_icons(self) -> dict[str, str]:
        """Ids of the icons that topics may have, by the emoji each shows."""
        found = await self._asked("getForumTopicIconStickers", list[_Icon])
        return {each.emoji: each.custom_emoji_id for each in found if each.emoji}

    async def file(self, file_id: str, *, most: int) -> bytes:
        """The content of a file someone sent. Raises FileTooBig where it is longer than `most` bytes, or FileGone."""
        try:
            found = await asked(self._bot, "getFile", {"file_id": file_id}, _File, _PATIENCE)
            if found.file_size > most:
                raise FileTooBig(most=_megabytes(most))
            return bytes(await self._located(file_id, found.file_path).download_as_bytearray())
        except BadRequest as error:
            # Telegram gives out no file above 20 MB, whatever is asked of it.
            is_big = "too big" in error.message.lower()
            raise (FileTooBig(most=_megabytes(most)) if is_big else FileGone()) from error
        except (NetworkError, RetryAfter) as error:
            raise TelegramSilent from error

    def _located(self, file_id: str, path: str) -> File:
        """A Bot API server of one's own names a file on this machine instead of an address."""
        where = path if path.startswith("/") else f"{self._bot.base_file_url}/{path}"
        file = File(file_id, file_id, file_path=where)
        file.set_bot(self._bot)
        return file

    async def _asked(self, method: str, kind: type[_T], **params: int | str) -> _T:
        """Telegram's answer. Raises TelegramSilent where none comes that can be read, and whatever it refuses with."""
        try:
            return await asked(self._bot, method, params, kind, _PATIENCE)
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            raise TelegramSilent from error


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)
