"""The light decode: the few fields the engine needs of an update, at a microsecond each; handlers get the whole one."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec

from bot.botapi.polls import Poll
from bot.domain.names import shown_name
from bot.domain.people import GroupKind

Id: TypeAlias = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class Chat(msgspec.Struct):
    id: Id
    type: GroupKind
    title: str = ""
    is_forum: bool = False


class User(msgspec.Struct):
    id: Id
    first_name: str = ""
    last_name: str = ""
    username: str = ""
    is_bot: bool = False
    language_code: str = ""

    @property
    def name(self) -> str:
        return shown_name(self.first_name, self.last_name)


class _Root(msgspec.Struct):
    name: str = ""


class Reply(msgspec.Struct):
    sender: User | None = msgspec.field(name="from", default=None)
    message_id: Id = 0
    forum_topic_created: _Root | None = None
    is_automatic_forward: bool = False


class _Sticker(msgspec.Struct):
    emoji: str = ""


class Message(msgspec.Struct):
    message_id: Id
    date: Id
    chat: Chat
    sender: User | None = msgspec.field(name="from", default=None)
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    message_thread_id: Id = 0
    is_topic_message: bool = False
    media_group_id: str = ""
    reply_to_message: Reply | None = None
    forward_origin: Any = None
    is_automatic_forward: bool = False
    entities: Any = None
    caption_entities: Any = None
    external_reply: Any = None
    reply_markup: Any = None
    # What a member can send beside words; whatever else a message may carry is nobody's talk.
    animation: Any = None
    audio: Any = None
    checklist: Any = None
    contact: Any = None
    dice: Any = None
    document: Any = None
    game: Any = None
    live_photo: Any = None
    location: Any = None
    paid_media: Any = None
    photo: Any = None
    poll: Any = None
    sticker: _Sticker | None = None
    story: Any = None
    venue: Any = None
    video: Any = None
    video_note: Any = None
    voice: Any = None
    # Messages about the group rather than from a member, whatever they carry: `msgspec.Raw | None` takes null alone.
    new_chat_members: Any = None
    left_chat_member: Any = None
    migrate_to_chat_id: Id = 0
    migrate_from_chat_id: Id = 0
    forum_topic_created: Any = None
    forum_topic_edited: Any = None
    forum_topic_closed: Any = None
    forum_topic_reopened: Any = None
    general_forum_topic_hidden: Any = None
    general_forum_topic_unhidden: Any = None
    pinned_message: Any = None


_NAMES = Message.__struct_fields__
SERVICE_FIELDS = _NAMES[_NAMES.index("new_chat_members") :]
CONTENT_FIELDS = _NAMES[_NAMES.index("animation") : _NAMES.index("voice") + 1]


def is_talk(message: Message) -> bool:
    """Whether a member said or showed something; news of the group, also of kinds not known here, are none."""
    return bool(message.text) or any(getattr(message, name) is not None for name in CONTENT_FIELDS)


def carries(message: Message, name: str) -> bool:
    """Whether a service field is there; some, such as `forum_topic_closed`, are there by an empty object."""
    value = getattr(message, name)
    return value is not None and value != 0


class _Under(msgspec.Struct):
    chat: Chat
    message_id: Id = 0


class _Query(msgspec.Struct):
    sender: User = msgspec.field(name="from")
    message: _Under | None = None


class Standing(msgspec.Struct):
    """Somebody's standing in a chat changed, or they ask to come in; `old` and `new` are Telegram's ChatMember."""

    chat: Chat
    sender: User = msgspec.field(name="from")
    date: Any = None
    old: Any = msgspec.field(name="old_chat_member", default=None)
    new: Any = msgspec.field(name="new_chat_member", default=None)
    invite_link: Any = None
    via_join_request: Any = None


class _Reaction(msgspec.Struct):
    chat: Chat
    message_id: Id = 0
    date: Id = 0
    user: User | None = None
    old: list[Any] = msgspec.field(name="old_reaction", default_factory=list)
    new: list[Any] = msgspec.field(name="new_reaction", default_factory=list)


class _Total(msgspec.Struct):
    total: Id = msgspec.field(name="total_count", default=0)


class _Reactions(msgspec.Struct):
    chat: Chat
    message_id: Id = 0
    date: Id = 0
    reactions: list[_Total] = []


class _Answer(msgspec.Struct):
    poll_id: str
    option_ids: list[int]
    option_persistent_ids: list[str] = []
    user: User | None = None
    voter_chat: Chat | None = None


class Update(msgspec.Struct):
    """At most one field besides the id is there, by the Bot API; kinds we have no use for are not listed."""

    update_id: Id
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: _Query | None = None
    chat_member: Standing | None = None
    my_chat_member: Standing | None = None
    chat_join_request: Standing | None = None
    message_reaction: _Reaction | None = None
    message_reaction_count: _Reactions | None = None
    poll_answer: _Answer | None = None
    poll: Poll | None = None

    @property
    def kind(self) -> str:
        return next((name for name in KINDS if getattr(self, name) is not None), "")

    @property
    def chat(self) -> Chat | None:
        if self.message is not None:
            return self.message.chat
        if self.callback_query is not None:
            return self.callback_query.message.chat if self.callback_query.message else None
        if self.poll_answer is not None:
            return self.poll_answer.voter_chat
        event = getattr(self, self.kind, None) if self.kind else None
        return getattr(event, "chat", None)

    @property
    def user(self) -> User | None:
        """Who caused it, where Telegram says so."""
        event = getattr(self, self.kind, None) if self.kind else None
        return getattr(event, "sender", None) or getattr(event, "user", None)

    @property
    def lane(self) -> int:
        """The chat, or the person, or 0: within a lane things happen in order."""
        whose = self.chat or self.user
        return whose.id if whose is not None else 0


KINDS = Update.__struct_fields__[1:]
"""Kinds of updates the bot asks for, as `allowed_updates` names them."""

decode_update = msgspec.json.Decoder(Update).decode
