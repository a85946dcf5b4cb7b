"""One turn: who woke the bot, where, when; what it reads and writes, and what it wants said. The engine ends it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import telegram

from bot.config import GroupSettings
from bot.doctor import Doctor
from bot.domain.people import Group, Person
from bot.domain.rights import Rights
from bot.engine.permissions import Permissions
from bot.engine.vanishing import vanishing
from bot.outbox import actions
from bot.outbox.actions import AnyAction, Keys, OnCrash, Priority
from bot.outbox.fairness import mark_of_asker
from bot.sealing import Sealing
from bot.services import desk
from bot.state.chats import Chats
from bot.texts.catalog import Locale, locale_of
from bot.texts.text import Words
from storage import queues
from storage.database import Reader, Unit
from storage.outbox import Posted

if TYPE_CHECKING:
    from bot.engine.wiring import Wiring

GENERAL = 1
"""The thread id of a forum's General topic: messages there carry none, and none may be sent."""


@dataclass(slots=True)
class Turn:
    """`at` is the update's own time (for a timer: when it was due), `now` the clock's; both epoch seconds, UTC.

    `folder` is the data folder: files that an action names by a path live below it.
    `reads` answers at once; what reads through whole tables uses `slow`, where nobody waits behind it.
    """

    unit: Unit
    reads: Reader
    slow: Reader
    now: int
    at: int
    group: Group
    person: Person
    settings: GroupSettings
    idempotency: str
    permissions: Permissions
    chats: Chats
    wiring: Wiring
    bot_username: str
    sealing: Sealing
    doctor: Doctor
    folder: Path = field(default_factory=Path)
    bot_id: int = 0
    operators: Collection[int] = ()
    update: telegram.Update | None = None
    message: telegram.Message | None = None
    query: telegram.CallbackQuery | None = None
    pressed: object = None
    words: str = ""
    due_timer: queues.Timer | None = None
    wanted: list[Posted] = field(default_factory=list)
    is_answered: bool = False
    is_timed: bool = False
    vanishes: bool = False  # its answers are of no use later: where the group wishes it, they go after a while

    # --- saying and doing ---

    def say(
        self,
        words: Words,
        *,
        to: int | None = None,
        topic: int | None = None,
        reply: bool = True,
        keys: Keys | None = None,
        name: str = "",
        on_crash: OnCrash = "resend",
        priority: Priority | None = None,
        silent: bool = False,
        ephemeral: bool = False,
        secret: bool = False,
    ) -> None:
        """A message, by default an answer to the one that woke the turn, in its topic.

        In doubt an answer goes again: reading it twice is better than not at all. Small talk says `doubt="drop"`.
        """
        here = to is None or to == self.group.id
        self.do(
            actions.Say(
                chat_id=self.group.id if to is None else to,
                words=words,
                topic=(self.topic if here else 0) if topic is None else topic,
                reply_to=self.reply_to if reply and here else 0,
                keys=keys or [],
                name=name,
                silent=silent,
                ephemeral=ephemeral,
                secret=secret,
            ),
            on_crash=on_crash,
            priority=priority,
        )

    def edit(
        self,
        words: Words | None,
        *,
        keys: Keys | None = None,
        message_id: int = 0,
        named: str = "",
        locale: str = "",
        ephemeral: bool = False,
        secret: bool = False,
    ) -> None:
        """New words and buttons for a message; without an id or a name, for the one whose button was pressed."""
        if not message_id and not named and self.query and self.query.message:
            message_id = self.query.message.message_id
            keys = self.with_way_back(keys or [])
        edit = actions.Edit(
            chat_id=self.group.id,
            words=words,
            keys=keys or [],
            message_id=message_id,
            named=named,
            locale=locale,
            ephemeral=ephemeral,
            secret=secret,
        )
        self.do(edit, on_crash="resend")

    def with_way_back(self, keys: Keys) -> Keys:
        return keys

    def toast(self, words: Words | None = None, *, alert: bool = False, ephemeral: bool = False) -> None:
        """The answer to a pressed button, in the presser's own language."""
        if self.query is not None:
            self.do(
                actions.Toast(
                    chat_id=self.group.id,
                    query_id=self.query.id,
                    words=words,
                    alert=alert,
                    locale=self.person.language,
                    ephemeral=ephemeral,
                ),
                on_crash="resend",
                priority=Priority.PRESS,
            )

    def react(self, emoji: str) -> None:
        if self.message is not None:
            message_id = self.message.message_id
            self.do(actions.React(chat_id=self.group.id, message_id=message_id, emoji=emoji, topic=self.topic))

    def do(self, action: AnyAction, *, on_crash: OnCrash = "resend", priority: Priority | None = None) -> None:
        """Whatever `say` cannot: protected, in a language of its own, with word of what came of it."""
        self.is_answered = self.is_answered or isinstance(action, actions.Toast)
        action = vanishing(action, self.settings.answers) if self.vanishes else action
        if self._is_answer(action):
            action = msgspec.structs.replace(action, asker=mark_of_asker(self.person.id))
        body = actions.encode(action).decode()
        if action.secret:
            body = self.sealing.close(body)
        rank = int(self._priority() if priority is None else priority)
        self.wanted.append(Posted(action.chat_id, rank, body, on_crash, action.ephemeral or action.secret))

    def _is_answer(self, action: AnyAction) -> bool:
        """Whether it answers a member in their group, where others wait for theirs."""
        if self.group.is_private or (self.message is None and self.query is None):
            return False
        return action.chat_id == self.group.id

    def _priority(self) -> Priority:
        if self.query is not None:
            return Priority.PRESS
        return Priority.ANSWER if self.message is not None else Priority.ANNOUNCEMENT

    @property
    def reply_to(self) -> int:
        """The message to answer; 0 where a press or a timer woke the turn."""
        return self.message.message_id if self.message is not None and self.query is None else 0

    @property
    def topic(self) -> int:
        """The thread to answer in: 0 where there is none, as in General."""
        message = self.message
        return (message.message_thread_id or 0) if message is not None and message.is_topic_message else 0

    @property
    def locale(self) -> Locale:
        """The language of answers here."""
        return locale_of(self.group.locale)

    async def tell_operators(self, words: Words, *, once: str) -> None:
        """An alert in private to each operator who can be reached, once for all time by that key."""
        for each in await desk.operators_to_tell(self.unit, self.operators, once_key=once, now=self.now):
            self.say(words, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)

    # --- later ---

    async def later(
        self, kind: str, key: str, *, at: int = 0, after: int = 0, body: object = None, chat_id: int | None = None
    ) -> None:
        """Wake the handler of `timer(kind)` at a moment or `after` seconds; one of the same kind and key is replaced.

        It waits in the lane of this chat, or of `chat_id` (0: nobody's, for long work). Set anew by itself it is later.
        """
        self.is_timed, at = True, at or self.now + after
        if self.due_timer is not None and (self.due_timer.kind, self.due_timer.key) == (kind, key):
            at = max(at, self.due_timer.due_at + 1)
        kept, lane = msgspec.json.encode(body).decode(), self.group.id if chat_id is None else chat_id
        set_at = self.now if after or at <= self.now else 0
        await queues.set_timer(self.unit, queues.Timer(kind, key, lane, at, kept, set_at))

    async def cancel(self, kind: str, key: str) -> bool:
        return await queues.cancel_timer(self.unit, kind, key)

    # --- asking ---

    async def rights(self, *, group: Group | None = None) -> Rights:
        """What the person may do in the group (by default in this one); asks Telegram where not known lately."""
        return await self.permissions.rights(group=group or self.group, person=self.person)

    async def require(self, permission: str, *, group: Group | None = None, right: str = "") -> Rights:
        """The person's rights, which include the permission: call it before the first statement.

        Raises a refusal that names what is missing. `right` is `Permissions.require`'s.
        """
        return await self.permissions.require(permission, group=group or self.group, person=self.person, right=right)

    async def groups(self) -> list[int]:
        """Ids of the groups that the person and the bot are in: call it before the first statement."""
        return await self.permissions.groups_of(self.person, at=self.at)

    async def require_member(self, group: Group | None = None) -> Person:
        """The person, who is in the group (by default in this one) now: call it before the first statement.

        Raises NotInGroup, ActorIsAnonymous, ActorIsChannel, TelegramSilent.
        """
        await self.permissions.require_in(group=self.group if group is None else group, person=self.person, at=self.at)
        return self.person
