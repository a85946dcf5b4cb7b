"""The chats the bot knows, in memory and in the store alike: kind, title, language, local day."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from bot.botapi import fast_updates
from bot.config import Config, GroupSettings
from bot.domain.people import Group
from bot.domain.schedule.plan import Plan
from bot.domain.settings import SETTINGS, Change
from bot.domain.terms import Terms
from bot.state.memories import Memories
from bot.state.moves import Moves
from bot.state.opt_outs import OptOuts
from bot.state.planned_posts import PlannedPosts
from bot.state.recent import Recent
from bot.state.terms import HeldTerms
from bot.state.triggers import Triggers
from bot.state.watched import WatchedPlaces
from bot.texts.catalog import locale_of
from storage import chat_migration, people, settings, topics
from storage.database import Reader, Unit
from storage.people import Chat

T = TypeVar("T")


class Chats:
    """Every chat by its id; its parts are memories of their own, handed out as they are.

    `watched` are the places where features listen. What is learnt in a transaction counts once that is committed.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.triggers, self.opt_outs, self.recent = Triggers(), OptOuts(), Recent()
        self.watched, self.posts = WatchedPlaces(), PlannedPosts()
        self._own = Memories()
        self._terms = self._own.own(HeldTerms)
        self._chats: dict[int, Chat] = {}
        self._groups: dict[int, Group] = {}
        self._moves = Moves()
        self._chosen: dict[int, dict[str, int]] = {}
        self._settings: dict[int, GroupSettings] = {}
        self._counted: dict[int, frozenset[int]] = {}

    async def load(self, reader: Reader) -> None:
        self._chats = {chat.id: chat for chat in await people.chats(reader)}
        self._moves.load(await chat_migration.moved(reader))
        await self.renew(reader)

    async def renew(self, reader: Reader) -> None:
        """All but the chats themselves, as the store has it now."""
        for memory in (self.triggers, self.opt_outs, self.watched, self.posts, self._terms):
            await memory.load(reader)
        chosen, counted = await settings.chosen(reader), await topics.counted(reader)
        for old, new in self._moves.load(await chat_migration.moved(reader)):
            self.moved(old, new)
        self._chosen, self._counted = chosen, counted
        self._settings.clear()
        self._groups.clear()

    async def renew_chat(self, reader: Reader, chat_id: int) -> None:
        if (chat := await people.chat(reader, chat_id)) is not None:
            self._learn(chat)
        elif chat_id in self._chats:
            self.forgotten(chat_id)

    def own(self, kind: type[T]) -> T:
        """A feature's own memory in this application, made without arguments at the first asking."""
        return self._own.own(kind)

    def chat(self, chat_id: int) -> Chat | None:
        return self._chats.get(chat_id)

    def now_at(self, chat_id: int) -> int:
        """The id the chat has now; its own unless it became a supergroup."""
        return self._moves.now_at(chat_id)

    def lane(self, chat_id: int) -> int:
        """One for all ids the chat has had, so that what came by the old one and by the new one stays in order."""
        return min(self._moves.formerly(self.now_at(chat_id)), default=chat_id)

    def knows(self, chat_id: int) -> bool:
        """Whether the chat was met before."""
        return chat_id in self._chats or self._moves.has_arrived(chat_id)

    def is_news(self, chat: fast_updates.Chat) -> bool:
        """Whether an update's chat tells something not known yet."""
        known = self._chats.get(chat.id)
        if known is None or known.is_parked or chat.type == "private":
            return True
        return known.title != chat.title or known.kind != chat.type or known.is_forum != chat.is_forum

    def settings(self, chat_id: int) -> GroupSettings:
        """What holds there: of what members count on, a change is announced first."""
        if (known := self._settings.get(chat_id)) is None:
            known = self._settings[chat_id] = self._terms.over(self.now_at(chat_id), self.wanted(chat_id))
        return known

    def wanted(self, chat_id: int) -> GroupSettings:
        """The config's (of the group's old id as well), with what its moderators chose by buttons laid over it."""
        named = [each for each in (chat_id, *self._moves.formerly(chat_id)) if str(each) in self.config.groups]
        known = self.config.group(named[0] if named else chat_id)
        for name, value in self._chosen.get(self.now_at(chat_id), {}).items():
            known = known.turned(SETTINGS[name], value)
        return known

    def hold(self, chat_id: int, terms: Terms) -> None:
        """To be called after the commit: from now on these hold there, whatever the settings say."""
        self._terms.hold(chat_id, terms)
        self._settings.clear()

    async def choose(self, unit: Unit, chat_id: int, change: Change, *, by: int) -> None:
        """A group's own choice of a setting, in force once it is committed; what members count on, once announced."""
        await settings.choose(unit, change, chat_id=chat_id, by_id=by)
        unit.after_commit(lambda: self._chose(chat_id, change))

    def _chose(self, chat_id: int, change: Change) -> None:
        self._chosen.setdefault(chat_id, {})[change.name] = change.after
        self._settings.clear()

    def group(self, chat_id: int) -> Group:
        """The chat with its zone and language; one not met yet is taken by the sign of its id."""
        chat_id = self.now_at(chat_id)
        if (known := self._groups.get(chat_id)) is None:
            chat = self._chat(chat_id)
            settings = self.settings(chat_id)
            known = Group(
                chat.id,
                chat.kind,
                chat.title,
                chat.is_forum,
                settings.timezone,
                settings.day_starts_at,
                chat.locale or chat.language or settings.locale,
                self._counted.get(chat.id, frozenset()),
            )
            self._groups[chat_id] = known
        return known

    def _chat(self, chat_id: int) -> Chat:
        return self._chats.get(chat_id) or Chat(chat_id, "private" if chat_id > 0 else "supergroup")

    def groups(self) -> list[int]:
        """All groups the bot is in."""
        return [chat.id for chat in self._chats.values() if chat.kind in ("group", "supergroup") and not chat.is_parked]

    def is_parked(self, chat_id: int) -> bool:
        return self._chat(chat_id).is_parked

    @property
    def plan(self) -> Plan:
        """The schedule in force: the file's, and what was planned in chat."""
        return self.posts.beside(self.config.plan)

    def take_over(self, config: Config) -> None:
        """Other settings from now on."""
        self.config = config
        self._settings.clear()
        self._groups.clear()

    async def locale(self, chat_id: int) -> str:
        return self.group(chat_id).locale

    def is_new_group(self, chat: fast_updates.Chat) -> bool:
        return chat.type in ("group", "supergroup") and chat.id not in self._chats

    async def meet(self, unit: Unit, update: fast_updates.Update, *, now: int) -> None:
        """Keep what an update tells of its chat, where that is news: it takes up a parked chat again.

        All but those that may tell of the bot's own leaving: the group's last word reaches it when it is out.
        """
        chat = update.chat
        if chat is None or self._moves.has_gone(chat.id):
            return
        known = self._chats.get(chat.id)
        language = known.language if known else ""
        if chat.type == "private" and update.user is not None and update.user.language_code:
            language = locale_of(update.user.language_code, self.config.community.locale)
        sent = update.message
        is_leaving = update.my_chat_member is not None or (sent is not None and sent.left_chat_member is not None)
        is_parked = is_leaving and known is not None and known.is_parked
        fresh = Chat(chat.id, chat.type, chat.title, chat.is_forum, known.locale if known else "", language, is_parked)
        if fresh != known:
            await self.keep(unit, fresh, now=now)

    async def keep(self, unit: Unit, chat: Chat, *, now: int) -> None:
        await people.keep_chat(unit, chat, now=now)
        unit.after_commit(lambda: self._learn(chat))

    async def speak(self, unit: Unit, chat_id: int, *, locale: str, now: int) -> None:
        await self.keep(unit, replace(self._chat(chat_id), locale=locale), now=now)

    async def park(self, unit: Unit, chat_id: int, *, now: int) -> None:
        """The bot was put out: nothing is sent there until an update comes from there again."""
        await self.keep(unit, replace(self._chat(chat_id), is_parked=True), now=now)

    async def take_up(self, unit: Unit, chat_id: int, *, now: int) -> None:
        await self.keep(unit, replace(self._chat(chat_id), is_parked=False), now=now)

    async def count(self, unit: Unit, chat_id: int, topic: int, *, now: int) -> None:
        """From now on messages in that topic are counted by member."""
        await topics.count(unit, chat_id=chat_id, topic=topic, at=now)
        unit.after_commit(lambda: self._count(chat_id, topic))

    def _count(self, chat_id: int, topic: int) -> None:
        self._counted[chat_id] = self._counted.get(chat_id, frozenset()) | {topic}
        self._groups.pop(chat_id, None)

    def _learn(self, chat: Chat) -> None:
        self._chats[chat.id] = chat
        self._groups.pop(chat.id, None)

    async def migrate(self, unit: Unit, *, old: int, new: int, now: int) -> None:
        """Everything of the old chat id goes over to the new one; updates that still name the old one follow."""
        await chat_migration.migrate_chat(unit, old=old, new=new, now=now)
        unit.after_commit(lambda: self.moved(old, new))

    def forgotten(self, chat_id: int) -> None:
        """To be called after the commit that erased it: a private chat is met anew."""
        self._chats.pop(chat_id, None)
        self._groups.pop(chat_id, None)
        self.opt_outs.forgotten(chat_id)
        self.recent.forget(chat_id)
        self._own.forgotten(chat_id)

    def parked(self, chat_id: int) -> None:
        """Told by the outbox, after its commit: sending found the bot put out."""
        if (known := self._chats.get(chat_id)) is not None:
            self._learn(replace(known, is_parked=True))

    def moved(self, old: int, new: int) -> None:
        """To be called after the commit."""
        self._moves.add(old, new)
        self._chosen[new] = self._chosen.pop(old, {}) | self._chosen.get(new, {})
        self._settings.clear()
        self.triggers.moved(old, new)
        self.watched.leave(old)
        self.recent.hours.moved(old, new)
        self._own.moved(old, new)
        self._counted[new] = self._counted.pop(old, frozenset()) | self._counted.get(new, frozenset())
        was, now = self._chats.pop(old, None), self._chats.get(new)
        if was is not None and now is None:
            self._chats[new] = replace(was, id=new, kind="supergroup")
        elif was is not None and now is not None:
            self._chats[new] = replace(now, locale=now.locale or was.locale, language=now.language or was.language)
        self._groups.clear()
