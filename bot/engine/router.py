"""Which handler an update wakes, and which plain messages wake none; built once from the wiring page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.botapi.fast_updates import SERVICE_FIELDS, Message, Update, carries
from bot.botapi.people import ANONYMOUS_ADMIN, CHANNEL_BOT
from bot.botapi.readings import passages
from bot.domain.grammar.commands import is_command, read_command, without_name
from bot.engine.entrances import Hear, Left
from bot.engine.wiring import Wiring
from bot.state.albums import Albums
from bot.state.triggers import Triggers
from bot.state.watched import WatchedPlaces
from bot.texts.catalog import phrase_of

_TAG, _TAGS = re.compile(r"[#＃](\w{1,64})"), 8
"""Tags of one message that are looked at: a wall of them is no taking part."""


@dataclass(frozen=True, slots=True)
class Route:
    """The handler, the words after a command, and what to call this in a log."""

    handler: Hear
    name: str
    words: str = ""


class Router:
    """`triggers` and `watched` are those of the chats: what features wait to hear, and where."""

    def __init__(self, username: str, wiring: Wiring, *, triggers: Triggers, watched: WatchedPlaces) -> None:
        self.username, self.wiring = username, wiring
        self._triggers, self._albums = triggers, Albums()
        for name, watching in wiring.watching.items():
            watched.register(name, watching.load)
        self._places = [
            (each.how, name, each.handler, watched[name])
            for name, each in wiring.watching.items()
            if each.handler is not None
        ]
        self._edited = [watched[name] for name, each in wiring.watching.items() if each.hears_edits]

    def is_wanted(self, update: Update) -> bool:
        """Whether the update waits for a turn of its own; which handler has it is asked again when the turn comes, for
        what features listen for may have changed by then. Changes nothing.
        """
        message = update.message
        if message is None:
            edited = update.edited_message
            if edited is not None and edited.chat.type != "private" and not self._passes_on(edited.chat.id):
                return False  # edits are as many as the chatter they mend, and of use where words are passed on alone
            is_heard = update.callback_query is not None or update.kind in self.wiring.updates
            return is_heard and not (update.chat_member is not None and passages(update))
        route = self.of_message(message)
        if route is None or route.name != "album":
            return route is not None
        return self._albums.has(message.chat.id, message.media_group_id)

    def _passes_on(self, chat_id: int) -> bool:
        return any(watched.places(chat_id) for watched in self._edited)

    def remember(self, update: Update) -> None:
        """The update will have its turn: if a command began an album with it, the rest of the album is wanted too."""
        message = update.message
        if message is not None and message.media_group_id and is_command(message.caption):
            self._albums.begin(message.chat.id, message.media_group_id)

    def of_message(self, message: Message) -> Route | None:
        route = self._of_service(message) if _is_hearsay(message) else self._of_own_words(message)
        if route is None and message.chat.type == "private" and "private" in self.wiring.fields:
            return Route(self.wiring.fields["private"], "private")
        return route

    def _of_own_words(self, message: Message) -> Route | None:
        spoken = message.text or message.caption
        if is_command(spoken):
            return self._of_command(spoken, is_private=message.chat.type == "private")
        if message.is_topic_message and (route := self._in_thread(message)) is not None:
            return self._answer_in(message) or route
        if ("#" in spoken or "＃" in spoken) and (tagged := self._of_tags(message.chat.id, spoken)) is not None:
            return tagged
        if message.reply_to_message is not None and (route := self._of_card(message)) is not None:
            return self._answer_in(message) or route
        heard = self._of_words(message.chat.id, spoken) if spoken else None
        if heard is None and not message.text:
            heard = self._of_service(message)
        return heard or self._answer_in(message) or (self._of_album(message) if message.media_group_id else None)

    def _of_command(self, spoken: str, *, is_private: bool) -> Route | None:
        """`/签到` is 签到; a command that only names us, or comes in private, is answered though there is none such."""
        found, commands = read_command(spoken), self.wiring.commands
        if found is None or (found.to and found.to.casefold() != self.username.casefold()):
            return None
        name = found.name if found.name in commands else phrase_of(found.name)
        if name in commands:
            return Route(commands[name], name, found.words)
        if "unknown" in self.wiring.fields and (found.to or is_private):
            return Route(self.wiring.fields["unknown"], "unknown", found.name)
        return None

    def _of_words(self, chat_id: int, spoken: str) -> Route | None:
        """A phrase of ours, or a word that a feature listens for in that chat."""
        spoken = without_name(spoken, self.username) if "@" in spoken else spoken
        phrase = phrase_of(spoken)
        if phrase in self.wiring.commands:
            return Route(self.wiring.commands[phrase], phrase)
        word = self._triggers.word(chat_id, spoken)
        if word is None or ("word", word.feature) not in self.wiring.spoken:
            return None
        return Route(self.wiring.spoken["word", word.feature], word.feature, word.key)

    def _of_tags(self, chat_id: int, said: str) -> Route | None:
        """A #tag that a feature listens for in that chat, wherever it stands."""
        for tag in _TAG.findall(said)[:_TAGS]:
            word = self._triggers.word(chat_id, tag)
            if word is not None and ("tag", word.feature) in self.wiring.spoken:
                return Route(self.wiring.spoken["tag", word.feature], word.feature, word.key)
        return None

    def _of_service(self, message: Message) -> Route | None:
        if message.text:
            return None
        for name in SERVICE_FIELDS:
            if name in self.wiring.fields and carries(message, name):
                return Route(self.wiring.fields[name], name)
        return None

    def _in_thread(self, message: Message) -> Route | None:
        """What is said in a topic that the bot opened for one matter."""
        route = self._of_place(message, message.message_thread_id, how="topic")
        return None if route is None or any(carries(message, field) for field in SERVICE_FIELDS) else route

    def _of_card(self, message: Message) -> Route | None:
        """What replies to a post that some feature listens at."""
        at = message.reply_to_message.message_id if message.reply_to_message is not None else 0
        return self._of_place(message, at, how="reply")

    def _of_place(self, message: Message, place: int, *, how: str) -> Route | None:
        for kind, name, handler, watched in self._places:
            if kind == how and (number := watched.places(message.chat.id).get(place)) is not None:
                return Route(handler, name, str(number))
        return None

    def _of_album(self, message: Message) -> Route | None:
        if message.chat.type == "private" or "album" not in self.wiring.fields:
            return None
        return Route(self.wiring.fields["album"], "album")

    def _answer_in(self, message: Message) -> Route | None:
        """What the bot asked this person for: whatever they say in private, in a group a reply to the bot."""
        sender, reply = message.sender, message.reply_to_message
        awaited = self._triggers.awaited(message.chat.id, sender.id) if sender is not None else None
        if awaited is None or ("answer", awaited.feature) not in self.wiring.spoken:
            return None
        is_reply = reply is not None and reply.sender is not None and reply.sender.is_bot
        if message.chat.type != "private" and not is_reply:
            return None
        return Route(self.wiring.spoken["answer", awaited.feature], awaited.feature, awaited.key)

    def left_by(self, message: Message, route: Route) -> tuple[Left, str] | None:
        """Who is told, and with which key, that somebody gave a command in place of the answer that is awaited."""
        sender = message.sender
        if route.name not in self.wiring.commands or sender is None:
            return None
        awaited = self._triggers.awaited(message.chat.id, sender.id)
        left = self.wiring.left.get(awaited.feature) if awaited is not None else None
        return (left, awaited.key) if left is not None and awaited is not None else None


def _is_hearsay(message: Message) -> bool:
    """Somebody else's words handed on, or another bot's: nobody here gives a command by them."""
    if message.forward_origin is not None:
        return True
    sender = message.sender
    return sender is not None and sender.is_bot and sender.id not in (ANONYMOUS_ADMIN, CHANNEL_BOT)
