"""What there is in the world, and how each thing is reached; what people and the bot do with it lives beside."""

from collections import Counter, deque
from dataclasses import dataclass
from random import Random

from playground.world.clock import Clock
from playground.world.errors import RefusedError
from playground.world.faults import Faults
from playground.world.feed import Feed
from playground.world.floods import Floods
from playground.world.offers import Asked
from playground.world.updates import Updates
from playground.world.values import (
    ANONYMOUS_ID,
    CHANNEL_BOT_ID,
    JSON,
    TELEGRAM_ID,
    Chat,
    Member,
    Person,
    Poll,
    StoredFile,
)
from playground.world.webhook import Webhook

DEFAULT_TOKEN = "12345678:playground-token-for-weilu-only"  # noqa: S105 -- opens nothing but this toy
KEPT_CALLS = 10_000


@dataclass(slots=True)
class Query:
    """A pressed button that waits for its answer."""

    id: str
    who: int
    asked_at: int
    is_answered: bool = False


def standing(chat: Chat, who: int) -> Member:
    """Where somebody stands now; a stranger has left."""
    return chat.members.get(who) or Member(status="left")


class State:
    """Everything that exists; its parts take it, and do not know the world that has them."""

    def __init__(self, *, seed: int = 0, token: str = DEFAULT_TOKEN, start: float | None = None) -> None:
        self.token = token
        self.random = Random(seed)
        self.clock = Clock(start=start)
        self.feed = Feed()
        self.faults = Faults(random=self.random)
        self.floods = Floods(self.clock)
        self.updates = Updates(first_id=100_000_001, now=self.clock.now)
        self.webhook = Webhook(self.updates, self.clock)
        self.webhook.is_down = lambda: self.faults.everywhere.mode == "down"
        self.bot = Person(int(token.partition(":")[0]), "围炉", username="weilu_bot", is_bot=True)
        self.reads_all = True  # the bot's privacy mode is off
        self.people: dict[int, Person] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.channels: dict[str, JSON] = {}
        self.polls: dict[str, Poll] = {}
        self.timed_polls: set[str] = set()
        self.uncounted: dict[tuple[int, int], int] = {}  # messages whose reactions changed, and when that is told
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}
        self.inline_asked: dict[str, Asked] = {}
        self.inline_sent: dict[str, tuple[int, int]] = {}  # chats and messages that came by way of the bot
        self.app_queries: dict[str, int] = {}  # Mini Apps that are open, and by whom
        self.tells_choices = False  # as /setinlinefeedback at @BotFather
        self.toasts: list[JSON] = []  # every answered press, oldest first
        self.commands: dict[tuple[str, str], list[JSON]] = {}  # by scope and language
        self.profile: dict[tuple[str, str], str] = {}  # the bot's name and descriptions, by kind and language
        self.menu_buttons: dict[int, JSON] = {}
        self.wished_rights: dict[bool, JSON] = {}
        self.is_strict = False  # refuses what Telegram only overlooks
        self.complaints: list[str] = []  # what callers did that the Bot API does not have
        self.called = 0  # how often a method was carried out, asking for updates aside
        self.calls: deque[tuple[str, JSON]] = deque(maxlen=KEPT_CALLS)
        self._numbers: Counter[str] = Counter()
        for number, name, username in (
            (ANONYMOUS_ID, "Group", "GroupAnonymousBot"),
            (CHANNEL_BOT_ID, "Channel", "Channel_Bot"),
            (TELEGRAM_ID, "Telegram", ""),
        ):
            self.people[number] = Person(number, name, username=username, is_bot=number != TELEGRAM_ID)

    def now(self) -> int:
        """World time in epoch seconds."""
        return self.clock.now()

    def next_number(self, kind: str) -> int:
        """The next of a counter, from 1."""
        self._numbers[kind] += 1
        return self._numbers[kind]

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups count for themselves; private chats and plain groups share the bot's counter."""
        if chat.type != "supergroup":
            return self.next_number("message")
        chat.last_id += 1
        return chat.last_id

    def group(self, chat_id: int) -> Chat:
        """The group with this id."""
        chat = self.chats.get(chat_id)
        if chat is None or chat.type == "private":
            raise RefusedError(f"there is no group {chat_id}")
        if chat.migrated_to:
            raise RefusedError(f"{chat.title} moved to {chat.migrated_to}")
        return chat

    def residents(self) -> list[Person]:
        """The people of the community, Telegram's own accounts and the bot aside."""
        return [person for person in self.people.values() if not person.is_bot and person.id != TELEGRAM_ID]

    def place(self, chat_id: int, who: int) -> Chat:
        """Where `who` means to act: a group, or their own private chat with the bot."""
        if who not in self.people:
            raise RefusedError(f"there is no person {who}")
        if chat_id in {who, self.bot.id}:
            return self.private(who)
        return self.group(chat_id)

    def may(self, chat: Chat, who: int, permission: str) -> bool:
        """Whether the chat lets this person do what a permission names."""
        member = standing(chat, who)
        if member.is_admin:
            return permission not in {"can_manage_topics", "can_pin_messages", "can_change_info"} or member.has(
                permission
            )
        if member.status == "restricted":
            return permission in member.allowed and permission in chat.permissions
        return permission in chat.permissions

    def require(self, chat: Chat, who: int, right: str) -> None:
        """Refuse unless this person has an administrator's right."""
        if not standing(chat, who).has(right):
            raise RefusedError(f"{self.people[who].name} lacks the right {right} in {chat.title}")

    def topic_id(self, chat_id: int, name: str) -> int:
        """The id of the topic with this name."""
        return next(topic.id for topic in self.group(chat_id).topics.values() if topic.name == name)

    def complain(self, what: str) -> None:
        """Remember a request no Bot API would understand."""
        self.complaints.append(what)

    def private(self, who: int) -> Chat:
        """The private chat of a person with the bot."""
        chat = self.chats.get(who)
        if chat is None:
            chat = Chat(id=who, type="private", members={who: Member(), self.bot.id: Member()})
            self.chats[who] = chat
        return chat
