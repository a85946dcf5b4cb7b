"""Who may do what: Telegram's administrators, asked for, kept, and trusted for a while; no deed is done here."""

from __future__ import annotations

import msgspec
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.clock import Clock
from bot.config import Config, GroupSettings
from bot.domain.people import Group, Person
from bot.domain.refusals import AdministratorsOnly, BotMissesRight, Key, MissingRight, TelegramSilent
from bot.domain.rights import ADMINISTRATOR, Rights
from bot.network import raw
from bot.people import rights_of
from storage import rights as kept
from storage.database import Database

TRUSTED = 6 * 3600
"""Seconds a list of administrators holds without news; member updates keep it fresh where the bot is told of them."""

_PATIENCE = 10.0
"""Seconds to wait for Telegram's answer: someone is waiting for theirs."""


class Gate:
    def __init__(self, database: Database, bot: Bot, config: Config, clock: Clock) -> None:
        self._database, self._bot, self._config, self._clock = database, bot, config, clock
        self._bot_id = int(bot.token.partition(":")[0])

    async def require(
        self, deed: str, *, settings: GroupSettings, group: Group, person: Person, right: str = ""
    ) -> Rights:
        """The person's rights, or a refusal naming the right that the deed asks for.

        `right` stands in for the configured one in a kind of group where Telegram has none such.
        """
        right = right or settings.rights[deed]
        rights = await self.rights(group=group, person=person)
        if rights.allow(right):
            return rights
        if right == ADMINISTRATOR or not rights.is_administrator:
            raise AdministratorsOnly
        raise MissingRight(right=Key(f"refusals.right_{right}"))

    async def rights(self, *, group: Group, person: Person) -> Rights:
        """What the person may do there; asks Telegram where nothing fresh is known."""
        if person.kind == "member" and self._config.is_operator(person.id):
            return Rights(is_operator=True)
        if group.is_private or person.kind in ("bot", "channel"):
            return Rights()
        found = await self._administrators(group.id)
        if person.kind == "anonymous":
            return _shared(list(found.values()))
        return found.get(person.id, Rights())

    async def own(self, *, group: Group) -> Rights:
        """What the bot itself may do there, as an administrator."""
        return (await self._administrators(group.id)).get(self._bot_id, Rights())

    async def require_own(self, right: str, *, group: Group) -> None:
        """Refuses what the bot was not given the right for, naming it."""
        if not (await self.own(group=group)).allow(right):
            raise BotMissesRight(right=Key(f"refusals.right_{right}"))

    async def _administrators(self, chat_id: int) -> dict[int, Rights]:
        reads = self._database.reads
        if await kept.asked_at(reads, chat_id=chat_id) > self._clock.now() - TRUSTED:
            return await kept.administrators(reads, chat_id=chat_id)
        try:
            answer = await raw(self._bot, "getChatAdministrators", {"chat_id": chat_id}, _PATIENCE)
        except ChatMigrated as error:
            return await self._administrators(error.new_chat_id)
        except (BadRequest, Forbidden):
            return {}
        except (NetworkError, RetryAfter) as error:
            raise TelegramSilent from error
        found = {each["user"]["id"]: rights_of(each) for each in msgspec.json.decode(answer)}
        async with self._database.unit() as unit:
            await kept.replace_all(unit, found, chat_id=chat_id, now=self._clock.now())
        return found


def _shared(administrators: list[Rights]) -> Rights:
    """Which of the administrators speaks is not told: only what every one it can be may do is allowed."""
    possible = [each for each in administrators if each.is_anonymous] or administrators
    limited = [each.names for each in possible if not each.is_owner]
    return Rights(
        is_administrator=True,
        is_anonymous=True,
        is_owner=bool(possible) and not limited,
        names=frozenset.intersection(*limited) if limited else frozenset(),
    )
