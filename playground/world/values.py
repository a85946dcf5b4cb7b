"""What the world is made of: people, chats, members, topics, messages, polls, files; no behaviour beyond their own."""

from dataclasses import dataclass, field
from typing import Any, Literal

JSON = dict[str, Any]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
ChatType = Literal["private", "group", "supergroup", "channel"]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
USUAL_PERMISSIONS = frozenset(PERMISSIONS) - {"can_change_info", "can_pin_messages", "can_manage_topics"}
GENERAL_TOPIC = 1
MAX_OPTIONS = 12  # of a poll
TELEGRAM_ID, ANONYMOUS_ID, CHANNEL_BOT_ID = 777000, 1087968824, 136817688


@dataclass(slots=True)
class Person:
    """A user of Telegram, person or bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    role: str = "member"  # what the page calls them; rights come from each chat's members
    has_started: bool = False  # wrote to the bot privately, so the bot may write to them
    has_blocked: bool = False
    is_deleted: bool = False
    asked_to_join_at: int = -(2**40)  # world time; for some minutes the bot may write to whoever asked

    @property
    def name(self) -> str:
        """First and last name as a chat shows them."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> JSON:
        """The Bot API's User."""
        user: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user


@dataclass(slots=True)
class Member:
    """One person's standing in one chat."""

    status: Status = "member"
    rights: frozenset[str] = frozenset()  # of an administrator
    allowed: frozenset[str] = frozenset()  # what a restricted member still may
    until: int = 0  # epoch seconds a restriction or ban ends; 0 is for ever
    tag: str = ""
    title: str = ""
    is_anonymous: bool = False
    is_inside: bool = True  # a restricted person may have left
    joined_at: int = 0

    @property
    def is_present(self) -> bool:
        """Whether the person is in the chat now."""
        return self.status in {"creator", "administrator", "member"} or (self.status == "restricted" and self.is_inside)

    @property
    def is_admin(self) -> bool:
        """Owner or administrator."""
        return self.status in {"creator", "administrator"}

    def has(self, right: str) -> bool:
        """Whether an administrator's right is given; the owner has them all."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass(slots=True)
class Topic:
    """A topic of a forum; the id is that of the service message that opened it."""

    id: int
    name: str
    icon_color: int = 7322096
    icon_custom_emoji_id: str = ""
    is_closed: bool = False
    is_hidden: bool = False


@dataclass(slots=True)
class Post:
    """One message; `body` holds the Bot API's own content fields."""

    id: int
    chat_id: int
    date: int
    body: JSON
    sender_id: int = 0
    sender_chat: JSON | None = None
    topic: int = 0  # 0: no topic, or General
    reply_to: int = 0
    row: int = 0  # of a row of replies in a supergroup without topics: its first message, even when that is gone
    edit_date: int = 0
    keyboard: JSON | None = None
    typing: JSON | None = None  # buttons of words, their end, or a reply asked for: shown where one writes
    extra: JSON = field(default_factory=dict)  # rarer envelope fields: forward_origin, author_signature ...
    poll_id: str = ""
    pinned_id: int = 0  # of a "pinned" service message
    reactions: dict[int, list[JSON]] = field(default_factory=dict)  # who reacted, with what
    is_service: bool = False
    inline_id: str = ""  # of what somebody sent by way of the bot, with buttons: the bot changes it by this


@dataclass(slots=True)
class Chat:
    """A private chat, group, supergroup or channel."""

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    description: str = ""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    posts: dict[int, Post] = field(default_factory=dict)
    permissions: frozenset[str] = USUAL_PERMISSIONS
    pinned: list[int] = field(default_factory=list)
    links: dict[str, "Link"] = field(default_factory=dict)
    join_requests: dict[int, str] = field(default_factory=dict)  # who asked, by which link
    commands: dict[str, list[JSON]] = field(default_factory=dict)
    migrated_to: int = 0
    last_id: int = 0
    linked: JSON | None = None  # the channel whose posts arrive here
    kept_out: set[int] = field(default_factory=set)  # channels in whose name nobody may write
    owners: dict[int, int] = field(default_factory=dict)  # of channels: whoever first wrote in their name here
    joins_to_send: bool = False  # comments are for members alone
    joins_by_request: bool = False  # of who comes without a link
    reactions: list[str] | None = None  # the emoji that may be given here; None: all
    hides_members: bool = False  # from everybody but administrators
    hides_reactors: bool = False  # bots are told counts alone, some minutes late
    is_protected: bool = False  # nothing may be forwarded or copied
    slow_mode: int = 0  # seconds between two messages of a member

    def present(self) -> list[int]:
        """Ids of everybody in the chat now."""
        return [who for who, member in self.members.items() if member.is_present]


@dataclass(slots=True)
class Link:
    """An invite link."""

    url: str
    creator_id: int
    name: str = ""
    expire_date: int = 0
    member_limit: int = 0
    asks: bool = False  # joining by it needs an administrator's yes
    is_primary: bool = False
    is_revoked: bool = False
    used: int = 0


@dataclass(slots=True)
class Option:
    """One answer of a poll; `added` tells who added it when, where a member did."""

    persistent_id: str
    text: str
    entities: list[JSON] = field(default_factory=list)
    added: JSON = field(default_factory=dict)


@dataclass(slots=True)
class Poll:
    """A poll or quiz with every vote."""

    id: str
    chat_id: int
    message_id: int
    question: str
    options: list[Option]
    is_anonymous: bool = True
    is_quiz: bool = False
    is_multiple: bool = False
    allows_revoting: bool = True
    hides_results: bool = False
    takes_more: bool = False
    correct: list[int] = field(default_factory=list)
    told: JSON = field(default_factory=dict)  # explanation, description and other fields that are only repeated
    close_date: int = 0
    is_closed: bool = False
    copies: list[tuple[int, int]] = field(default_factory=list)  # chats and messages it was forwarded to
    votes: dict[int, list[int]] = field(default_factory=dict)

    @property
    def has_room(self) -> bool:
        """Whether members may add an option now."""
        return self.takes_more and not self.is_closed and len(self.options) < MAX_OPTIONS


@dataclass(slots=True)
class StoredFile:
    """The bytes behind a file_id."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes
