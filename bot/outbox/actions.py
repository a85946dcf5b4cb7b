"""What the bot wants to do in Telegram, as data for the outbox; how it is done lives in `outbox`."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal, TypeAlias

import msgspec

from bot.botapi.polls import Poll
from bot.pictures.forms import Picture
from bot.texts.text import Words


class Priority(IntEnum):
    """Who goes first within a chat's lane; smaller is sooner."""

    PRESS = 0
    ANSWER = 1
    ALERT = 2
    ANNOUNCEMENT = 3
    REPORT = 4


OnCrash: TypeAlias = Literal["resend", "drop"]
"""What to do when a crash leaves it open whether a message went out."""


class Key(msgspec.Struct, frozen=True, omit_defaults=True):
    """One inline button: `bot.engine.buttons.pack`ed data, a link, or (in private alone) a Mini App's https address."""

    label: Words
    data: str = ""
    url: str = ""
    app: str = ""


Keys: TypeAlias = list[list[Key]]


class Action(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="do"):
    """One thing to do in one chat; `locale` overrides the chat's own language.

    `then` is the kind of a timer that wakes its handler with what came of it, `after` seconds later, and `note`.
    What is `fleeting` leaves no row behind once it is done: it holds what nobody is to keep. What is `secret` is
    fleeting, and while it waits it can be read with the process's secret alone. `asker` is the mark (`mark_of_asker`)
    of the member whom it answers in a group.
    """

    chat_id: int
    asker: int = 0
    locale: str = ""
    then: str = ""
    after: int = 0
    note: dict[str, int | str] = {}
    ephemeral: bool = msgspec.field(default=False, name="fleeting")
    secret: bool = False


class Done(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of an action: what Telegram answered, or the outcome that settled it undone, and what Telegram said."""

    message_id: int = 0
    message_thread_id: int = 0
    poll: Poll | None = None
    error: str = ""
    why: str = ""
    note: dict[str, int | str] = {}


class Message(Action, frozen=True, kw_only=True):
    """What every sent message can say of itself; `name` keeps its message id for later edits (`lottery:42:card`)."""

    topic: int = 0
    reply_to: int = 0
    keys: Keys = []
    name: str = ""
    silent: bool = False
    protect: bool = False
    pin: bool = False


class Say(Message, frozen=True, kw_only=True, tag="say"):
    words: Words


class Photo(Message, frozen=True, kw_only=True, tag="photo"):
    """A path below the data folder, a Telegram file id, or a picture to be drawn; one of them.

    One that cannot be sent (no right to send photos, not taken for one) is said by `instead`, or by its caption alone.
    """

    path: str = ""
    drawn: Picture | None = None
    instead: Words | None = None
    file_id: str = ""
    caption: Words | None = None


class Document(Message, frozen=True, kw_only=True, tag="document"):
    """A file sent by its content (`data`, at most 1 MB), by path, or by file id; `filename` is what members see."""

    filename: str
    data: bytes = b""
    path: str = ""
    file_id: str = ""
    caption: Words | None = None


class Copy(Message, frozen=True, kw_only=True, tag="copy"):
    """Somebody's message said again by the bot, whatever it holds; where it came from is not told.

    `caption` takes the place of its own.
    """

    from_chat: int
    message_id: int
    caption: Words | None = None


class Ask(Message, frozen=True, kw_only=True, tag="poll"):
    """A native poll or quiz of 2 to 12 `options`; `photo` is a file id, `lasts` seconds from when it is taken."""

    question: Words
    options: list[Words]
    anonymous: bool = False
    multiple: bool = False
    revoting: bool = True
    shuffled: bool = False
    hidden: bool = False
    adding: bool = False
    right: list[int] = []
    about: Words | None = None
    explanation: Words | None = None
    closes_at: int = 0
    lasts: int = 0
    photo: str = ""


class ClosePoll(Action, frozen=True, kw_only=True, tag="close_poll"):
    message_id: int = 0
    named: str = ""


class Edit(Action, frozen=True, kw_only=True, tag="edit"):
    """New words or buttons for a message sent earlier, by its id or by the name it was kept under.

    A `drawn` picture takes the place of the one there, and the words are its caption.
    """

    words: Words | None = None
    keys: Keys = []
    message_id: int = 0
    named: str = ""
    is_caption: bool = False
    drawn: Picture | None = None


DELETABLE_FOR = 48 * 3600
"""Seconds in which Telegram lets a bot delete a message, an administrator or not; older ones stand for ever."""


class Delete(Action, frozen=True, kw_only=True, tag="delete"):
    message_id: int = 0
    named: str = ""


class DeleteMany(Action, frozen=True, kw_only=True, tag="delete_many"):
    """Up to a hundred messages at one go; those that are gone are passed over."""

    message_ids: list[int]


class Pin(Action, frozen=True, kw_only=True, tag="pin"):
    message_id: int = 0
    named: str = ""
    off: bool = False


class React(Action, frozen=True, kw_only=True, tag="react"):
    """One emoji out of Telegram's own list under a message; an empty one takes it away.

    Where the group does not allow it, it is said in reply, in `topic`.
    """

    message_id: int
    emoji: str = ""
    topic: int = 0


class Toast(Action, frozen=True, kw_only=True, tag="toast"):
    """The answer to a pressed button, at most 200 characters; without words it only stops the waiting sign."""

    query_id: str
    words: Words | None = None
    alert: bool = False
    url: str = ""


class Restrict(Action, frozen=True, kw_only=True, tag="restrict"):
    """What a member, or who writes as a channel (an id below 0), may do until a moment (epoch seconds; 0: for good)."""

    user_id: int
    rule: Literal["mute", "unmute", "ban", "unban"]
    until: int = 0


class Admit(Action, frozen=True, kw_only=True, tag="admit"):
    """Yes or no to somebody who asked to join."""

    user_id: int
    is_let_in: bool


class Tag(Action, frozen=True, kw_only=True, tag="tag"):
    """The words beside a member's name, at most 16 characters."""

    user_id: int
    words: str = ""


class Topic(Action, frozen=True, kw_only=True, tag="topic"):
    """An action on a forum topic; `open` learns the new topic's id under `name`, `icon` is a custom emoji's id."""

    rule: Literal["open", "close", "reopen", "rename", "icon", "delete"]
    topic: int = 0
    title: str = ""
    icon: str = ""
    name: str = ""


class Commands(Action, frozen=True, kw_only=True, tag="commands"):
    """The menu of commands for one scope; `chat_id` 0 is everybody."""

    scope: Literal["default", "all_private_chats", "all_group_chats", "all_chat_administrators"] = "default"
    names: list[str]


class Leave(Action, frozen=True, kw_only=True, tag="leave"):
    """Out of a group."""


AnyAction: TypeAlias = (
    Say | Photo | Document | Copy | Ask | ClosePoll | Edit | Delete | DeleteMany | Pin | React | Toast
    | Restrict | Admit | Tag | Topic | Commands | Leave
)  # fmt: skip

read_done = msgspec.json.Decoder(Done).decode
encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(AnyAction).decode
