"""The world: everything that exists and the one place to reach it; each kind of action has its own module."""

from collections.abc import Callable, Iterator

from playground.world import (
    files,
    inline,
    joining,
    membership,
    mini_apps,
    places,
    polls,
    reactions,
    sharing,
    talk,
    topics,
)
from playground.world.membership import settle_members
from playground.world.shapes import chat_json, message_json, poll_json
from playground.world.state import DEFAULT_TOKEN, State
from playground.world.values import (
    GENERAL_TOPIC,
    JSON,
    Chat,
    Post,
)


class World(State):
    """A small Telegram with one bot in it; every action of its people is a method."""

    def __init__(self, *, seed: int = 0, token: str = DEFAULT_TOKEN, start: float | None = None) -> None:
        super().__init__(seed=seed, token=token, start=start)
        self._settled_at = 0
        self._closers: list[Callable[[], None]] = []
        self.clock.on_move(self._clock_moved)

    def messages(self, chat_id: int, *, topic: int | None = None) -> list[JSON]:
        """Every message of a chat (of one topic) in the Bot API's shape, oldest first."""
        return [message_json(self, post) for post in self._posts(chat_id, topic=topic)]

    def sent(self, chat_id: int, *, topic: int | None = None) -> list[JSON]:
        """What the bot said in a chat, oldest first, service messages aside."""
        return [message_json(self, post) for post in self._said(chat_id, topic=topic)]

    def newest(self, chat_id: int) -> Iterator[JSON]:
        """The same, newest first, each made when it is asked for."""
        return (message_json(self, post) for post in reversed(self._said(chat_id)))

    def marks(self, chat_id: int) -> dict[int, object]:
        """What the bot said there, by message ids: values that differ once an edit or a vote has changed a message."""
        return {
            post.id: (post.body, post.keyboard, post.edit_date, self._poll_mark(post.poll_id))
            for post in self._said(chat_id)
        }

    def _poll_mark(self, poll_id: str) -> object:
        return poll_json(self.polls[poll_id]) if poll_id else None

    def _said(self, chat_id: int, *, topic: int | None = None) -> list[Post]:
        return [
            post for post in self._posts(chat_id, topic=topic) if post.sender_id == self.bot.id and not post.is_service
        ]

    def _posts(self, chat_id: int, *, topic: int | None) -> list[Post]:
        chat = self.chats.get(chat_id)
        wanted = 0 if topic == GENERAL_TOPIC else topic
        return [post for post in chat.posts.values() if wanted is None or post.topic == wanted] if chat else []

    def chat_json(self, chat: Chat) -> JSON:
        """The Bot API's Chat."""
        return chat_json(self, chat)

    def settle(self) -> None:
        """Let happen what the clock has made due."""
        if self.timed_polls:
            polls.settle_polls(self)
        if self.now() != self._settled_at:
            self._settled_at = self.now()
            settle_members(self)
            reactions.settle_counts(self)

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

    add_person, add_group, channel = places.add_person, places.add_group, places.channel
    new_group, newcomer, migrate = places.new_group, places.newcomer, places.migrate
    say, speak, edit, delete, forward = talk.say, talk.speak, talk.edit, talk.delete, talk.forward
    pin, press, press_vanished, find = talk.pin, talk.press, talk.press_vanished, talk.find
    react = reactions.react
    press_made_up, touch = talk.press_made_up, talk.touch
    auto_forward = talk.auto_forward
    delete_account = places.delete_account
    send_photo, send_document = files.send_photo, files.send_document
    send_sticker, send_voice = files.send_sticker, files.send_voice
    send_animation, send_live_photo = files.send_animation, files.send_live_photo
    ask_inline, choose_inline = inline.ask_inline, inline.choose_inline
    open_app, send_app_data = mini_apps.open_app, mini_apps.send_app_data
    share_users, share_chat, choices = sharing.share_users, sharing.share_chat, sharing.choices
    send_contact, send_location = files.send_contact, files.send_location
    vote = polls.vote
    approve, decline, new_link, ask_first = joining.approve, joining.decline, joining.new_link, joining.ask_first
    add_option, delete_option = polls.add_option, polls.delete_option
    join, leave, add_bot, remove_bot = joining.join, membership.leave, joining.add_bot, membership.remove_bot
    promote, demote, restrict = membership.promote, membership.demote, membership.restrict
    ban, unban, set_blocked = membership.ban, membership.unban, membership.set_blocked
    topic_new, topic_close, topic_reopen = topics.topic_new, topics.topic_close, topics.topic_reopen
    topic_rename, topic_delete = topics.topic_rename, topics.topic_delete
