"""The world: everything that exists and the one place to reach it; each kind of action has its own module."""

from collections import Counter, deque
from collections.abc import Callable
from random import Random

from playground.world import files, membership, places, polls, talk, topics
from playground.world.clock import Clock
from playground.world.errors import RefusedError
from playground.world.faults import Faults
from playground.world.feed import Feed
from playground.world.membership import settle_members, standing
from playground.world.shapes import chat_json, message_json
from playground.world.updates import Updates
from playground.world.values import (
    ANONYMOUS_ID,
    CHANNEL_BOT_ID,
    GENERAL_TOPIC,
    JSON,
    TELEGRAM_ID,
    Chat,
    Person,
    Poll,
    Post,
    StoredFile,
)
from playground.world.webhook import Webhook

DEFAULT_TOKEN = "12345678:playground-token-for-weilu-only"  # noqa: S105 -- opens nothing but this toy
KEPT_CALLS = 10_000


class World:
    """A small Telegram with one bot in it; every action of its people is a method."""

    def __init__(self, *, seed: int = 0, token: str = DEFAULT_TOKEN, start: float | None = None) -> None:
        self.token = token
        self.random = Random(seed)
        self.clock = Clock(start=start)
        self.feed = Feed()
        self.faults = Faults(random=self.random)
        self.updates = Updates(first_id=100_000_001)
        self.webhook = Webhook(self.updates, self.clock)
        self.webhook.is_down = lambda: self.faults.everywhere.mode == "down"
        self.bot = Person(int(token.partition(":")[0]), "围炉", username="weilu_bot", is_bot=True)
        self.reads_all = True  # the bot's privacy mode is off
        self.people: dict[int, Person] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.channels: dict[str, JSON] = {}
        self.polls: dict[str, Poll] = {}
        self.timed_polls: set[str] = set()
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, talk.Query] = {}
        self.toasts: list[JSON] = []  # every answered press, oldest first
        self.commands: dict[tuple[str, str], list[JSON]] = {}  # by scope and language
        self.profile: dict[tuple[str, str], str] = {}  # the bot's name and descriptions, by kind and language
        self.menu_buttons: dict[int, JSON] = {}
        self.wished_rights: dict[bool, JSON] = {}
        self.complaints: list[str] = []  # what callers did that the Bot API does not have
        self.calls: deque[tuple[str, JSON]] = deque(maxlen=KEPT_CALLS)
        self._numbers: Counter[str] = Counter()
        self._settled_at = 0
        self._closers: list[Callable[[], None]] = []
        for number, name, username in (
            (ANONYMOUS_ID, "Group", "GroupAnonymousBot"),
            (CHANNEL_BOT_ID, "Channel", "Channel_Bot"),
            (TELEGRAM_ID, "Telegram", ""),
        ):
            self.people[number] = Person(number, name, username=username, is_bot=number != TELEGRAM_ID)
        self.clock.on_move(self._clock_moved)

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
        return [one for one in self.people.values() if not one.is_bot and one.id != TELEGRAM_ID]

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

    def messages(self, chat_id: int, *, topic: int | None = None) -> list[JSON]:
        """Every message of a chat (of one topic) in the Bot API's shape, oldest first."""
        chat = self.chats.get(chat_id)
        wanted = 0 if topic == GENERAL_TOPIC else topic
        posts = chat.posts.values() if chat else ()
        return [message_json(self, post) for post in posts if wanted is None or post.topic == wanted]

    def sent(self, chat_id: int, *, topic: int | None = None) -> list[JSON]:
        """What the bot said in a chat, oldest first, service messages aside."""
        own = {post.id for post in self._posts(chat_id) if post.sender_id == self.bot.id and not post.is_service}
        return [message for message in self.messages(chat_id, topic=topic) if message["message_id"] in own]

    def _posts(self, chat_id: int) -> list[Post]:
        chat = self.chats.get(chat_id)
        return list(chat.posts.values()) if chat else []

    def chat_json(self, chat: Chat) -> JSON:
        """The Bot API's Chat."""
        return chat_json(self, chat)

    def complain(self, what: str) -> None:
        """Remember a request no Bot API would understand."""
        self.complaints.append(what)

    def settle(self) -> None:
        """Let happen what the clock has made due."""
        if self.timed_polls:
            polls.settle_polls(self)
        if self.now() != self._settled_at:
            self._settled_at = self.now()
            settle_members(self)

    def on_close(self, closer: Callable[[], None]) -> None:
        """Call `closer` when the world stops."""
        self._closers.append(closer)

    def close(self) -> None:
        """End every wait: long polls, watched feeds, webhook deliveries."""
        self.updates.close()
        self.feed.close()
        self.webhook.close()
        for closer in self._closers:
            closer()

    def _clock_moved(self) -> None:
        self.settle()
        self.updates.wake()
        self.feed.publish("clock", {"now": self.now(), "offset": self.clock.offset})

    add_person, add_group, channel, private = places.add_person, places.add_group, places.channel, places.private
    new_group, newcomer, migrate = places.new_group, places.newcomer, places.migrate
    say, speak, edit, delete, forward = talk.say, talk.speak, talk.edit, talk.delete, talk.forward
    react, pin, press, press_vanished, find = talk.react, talk.pin, talk.press, talk.press_vanished, talk.find
    press_made_up = talk.press_made_up
    auto_forward = talk.auto_forward
    send_photo, send_document = files.send_photo, files.send_document
    send_sticker, send_voice = files.send_sticker, files.send_voice
    vote = polls.vote
    add_option = polls.add_option
    join, leave, add_bot, remove_bot = membership.join, membership.leave, membership.add_bot, membership.remove_bot
    promote, demote, restrict = membership.promote, membership.demote, membership.restrict
    ban, unban, set_blocked = membership.ban, membership.unban, membership.set_blocked
    topic_new, topic_close, topic_reopen = topics.topic_new, topics.topic_close, topics.topic_reopen
    topic_rename, topic_delete = topics.topic_rename, topics.topic_delete
