"""Who may do what: Telegram's administrators, asked for, kept, and trusted for a while; no action is done here."""

from __future__ import annotations

from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.botapi.people import rights_of
from bot.clock import Clock
from bot.domain.people import Group, Person
from bot.domain.refusals import (
    ActorIsAnonymous,
    ActorIsChannel,
    AdministratorsOnly,
    BotMissesRight,
    Key,
    MissingRight,
    NotInGroup,
    TelegramSilent,
)
from bot.domain.rights import ADMINISTRATOR, Rights
from bot.engine.questions import Questions
from bot.engine.strangers import Strangers
from bot.engine.unheard_moves import UnheardMoves
from bot.services import membership
from bot.state.chats import Chats
from storage import people
from storage import rights as kept
from storage.database import Database

TRUSTED = 6 * 3600
"""Seconds a list of administrators holds without news; member updates keep it fresh where the bot is told of them."""

_TRUSTED_UNTOLD = 30
"""Seconds it holds for who acts by it in a group where the bot is no administrator, which is told of no change."""

_MET = 300
"""Seconds for which Telegram's word that somebody is in a group holds where the bot is not told that they left."""

_MOST_MET = 10_000

_MOST_ASKED = 30
"""Groups in which somebody is looked for whom the bot has met in none."""


class Permissions(Questions):
    """Asks Telegram, so only while the turn's transaction has not begun."""

    def __init__(self, database: Database, bot: Bot, chats: Chats, clock: Clock) -> None:
        super().__init__(bot)
        self._database, self._chats, self._clock = database, chats, clock
        self._met: dict[tuple[int, int], int] = {}
        self.strangers = Strangers(database, chats, clock, self)
        self.unheard_moves = UnheardMoves(bot, chats)

    async def require(self, permission: str, *, group: Group, person: Person, right: str = "") -> Rights:
        """The person's rights, or a refusal naming the right that the permission (of `[access.rights]`) asks for.

        `right` stands in for the configured one in a kind of group where Telegram has none such.
        """
        right = right or self._chats.settings(group.id).rights[permission]
        if not self._chats.config.is_operator(person.id):
            await self._renewed(group)
        rights = await self.rights(group=group, person=person)
        if rights.allow(right):
            return rights
        if right == ADMINISTRATOR or not rights.is_administrator:
            raise AdministratorsOnly
        raise MissingRight(right=Key(f"refusals.right_{right}"))

    async def rights(self, *, group: Group, person: Person) -> Rights:
        """What the person may do there; asks Telegram where nothing fresh is known."""
        if person.kind == "member" and self._chats.config.is_operator(person.id):
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

    async def require_in(self, *, group: Group, person: Person, at: int) -> None:
        """Refuses whoever is not in the group now: whoever can look into a group can press its buttons.

        The bot is told who comes and goes where it is an administrator; elsewhere, and of strangers, it asks Telegram.
        """
        if person.kind != "member":
            raise ActorIsAnonymous if person.kind == "anonymous" else ActorIsChannel
        is_in = await people.is_in(self._database.reads, chat_id=group.id, user_id=person.id)
        try:
            if not is_in or not (await self.own(group=group)).is_administrator:
                is_in = await self._told_in(group.id, person, was_in=is_in, at=at)
        except TelegramSilent:
            if not is_in:
                raise
        if not is_in:
            raise NotInGroup

    async def groups_of(self, person: Person, *, at: int) -> list[int]:
        """Groups that the person is in; whoever has said nothing yet where the bot could hear it is asked after.

        Of a person in none, Telegram is not asked again for a while, unless the bot came into another group.
        """
        found = await people.groups_of(self._database.reads, user_id=person.id)
        asked = self._chats.groups()[:_MOST_ASKED]
        now, nowhere = self._clock.now(), (len(asked), person.id)
        if found or person.kind != "member" or self._met.get(nowhere, 0) > now - _MET:
            return [chat.id for chat in found]
        shared = [each for each in asked if await self._told_in(each, person, was_in=False, at=at)]
        if not shared:
            self._met[nowhere] = now
        return shared

    async def learn_member(self, chat_id: int, person: Person, *, at: int) -> bool:
        """Whether somebody who is not known to be in the group is. Raises TelegramSilent."""
        return await self._told_in(chat_id, person, was_in=False, at=at)

    async def _told_in(self, chat_id: int, person: Person, *, was_in: bool, at: int) -> bool:
        """Telegram's word, kept where it is news; it may tell it of nobody but administrators."""
        key = (chat_id, person.id)
        if was_in and self._met.get(key, 0) > self._clock.now() - _MET:
            return True
        is_in = await self.is_member(chat_id=chat_id, user_id=person.id)
        if is_in != was_in:
            async with self._database.unit() as unit:
                await membership.found(unit, person, chat_id=chat_id, is_in=is_in, at=at)
                if not is_in:
                    unit.after_commit(lambda: self._chats.recent.insiders.drop(chat_id, person.id))
        if is_in:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            self._met[key] = self._clock.now()
        return is_in

    async def _renewed(self, group: Group) -> None:
        """Whose right is asked for is asked of Telegram where the bot hears no news: it may be gone since."""
        if not group.is_private and self._bot_id not in await self._administrators(group.id):
            await self._administrators(group.id, trusted=_TRUSTED_UNTOLD)

    async def _administrators(self, chat_id: int, *, trusted: int = TRUSTED) -> dict[int, Rights]:
        reads = self._database.reads
        known = await kept.told_since(reads, chat_id=chat_id, since=self._clock.now() - trusted)
        if known is not None:
            return known
        try:
            answer = await self._asked("getChatAdministrators", list[dict[str, Any]], chat_id=chat_id)
        except ChatMigrated as error:
            return await self._administrators(error.new_chat_id, trusted=trusted)
        except (BadRequest, Forbidden):
            return {}
        found = {each["user"]["id"]: rights_of(each) for each in answer}
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
