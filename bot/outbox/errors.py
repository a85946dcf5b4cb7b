"""The one table of Telegram's error texts: what each means for an action; what is done about it lives in `failures`."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.botapi.client import GatewayFault, NotSentError, ServerFault


class Outcome(Enum):
    """What an error means for the action that met it."""

    DONE = auto()
    """It already is as wanted, or no longer matters."""
    GONE = auto()
    """What it was about is no more: dropped."""
    STANDS = auto()
    """It cannot be taken away any more: dropped."""
    FLOOD = auto()
    """Too much for this chat: wait as told."""
    NOT_SENT = auto()
    """Telegram cannot be reached at all: nobody's action gets through."""
    NOT_DONE = auto()
    """Telegram failed and said so: try again later."""
    IN_DOUBT = auto()
    """The line broke after the request went out."""
    CHAT_LOST = auto()
    """The bot may not write there: blocked, put out, or the chat is no more."""
    TOPIC_LOST = auto()
    """The topic is no more."""
    TOPIC_CLOSED = auto()
    """The topic is closed to the bot for now."""
    MIGRATED = auto()
    """The group has become a supergroup with another id."""
    BAD_MARKUP = auto()
    """Our own markup is broken."""
    REPLY_LOST = auto()
    """The message that it answers is no more."""
    NO_MEDIA = auto()
    """Such files are not taken there, or this one is not taken for what it should be."""
    NO_REACTION = auto()
    """The chat does not allow that reaction, or none."""
    NO_RIGHT = auto()
    """Telegram has not given the bot the right."""
    BAD_TOKEN = auto()
    """The token holds no longer: nothing can be sent."""
    REFUSED = auto()
    """Anything else Telegram says no to: our bug, most likely."""


_BY_TEXT: Final[tuple[tuple[str, Outcome], ...]] = (
    ("message is not modified", Outcome.DONE),
    ("topic_not_modified", Outcome.DONE),
    ("chat_not_modified", Outcome.DONE),
    ("query is too old", Outcome.DONE),
    ("query_id_invalid", Outcome.DONE),
    ("query id is invalid", Outcome.DONE),
    ("poll can't be stopped", Outcome.DONE),
    ("poll has already been closed", Outcome.DONE),
    ("message to be replied not found", Outcome.REPLY_LOST),
    ("replied message not found", Outcome.REPLY_LOST),
    ("message to reply not found", Outcome.REPLY_LOST),
    ("reply message not found", Outcome.REPLY_LOST),
    ("reply_message_id_invalid", Outcome.REPLY_LOST),
    ("reaction_invalid", Outcome.NO_REACTION),
    ("reactions_too_many", Outcome.NO_REACTION),
    ("reaction_empty", Outcome.NO_REACTION),
    ("not enough rights to send text", Outcome.NO_RIGHT),
    ("not enough rights to send", Outcome.NO_MEDIA),
    ("chat_send_plain_forbidden", Outcome.NO_RIGHT),
    ("chat_send_", Outcome.NO_MEDIA),
    ("voice_messages_forbidden", Outcome.NO_MEDIA),
    ("image_process_failed", Outcome.NO_MEDIA),
    ("photo_", Outcome.NO_MEDIA),
    ("file_part", Outcome.NO_MEDIA),
    ("file must be non-empty", Outcome.NO_MEDIA),
    ("wrong file", Outcome.NO_MEDIA),
    ("wrong remote file", Outcome.NO_MEDIA),
    ("wrong type of the web page", Outcome.NO_MEDIA),
    ("file is too big", Outcome.NO_MEDIA),
    ("request entity too large", Outcome.NO_MEDIA),
    ("thread not found", Outcome.TOPIC_LOST),
    ("topic_deleted", Outcome.TOPIC_LOST),
    ("topic_id_invalid", Outcome.TOPIC_LOST),
    ("topic_closed", Outcome.TOPIC_CLOSED),
    ("message to edit not found", Outcome.GONE),
    ("message to delete not found", Outcome.GONE),
    ("message to react not found", Outcome.GONE),
    ("message to pin not found", Outcome.GONE),
    ("message to unpin not found", Outcome.GONE),
    ("message with poll to stop not found", Outcome.GONE),
    ("message to copy not found", Outcome.GONE),
    ("message can't be copied", Outcome.GONE),
    ("message not found", Outcome.GONE),
    ("message_id_invalid", Outcome.GONE),
    ("message can't be edited", Outcome.GONE),
    ("message can't be deleted", Outcome.STANDS),
    ("user not found", Outcome.GONE),
    ("user_not_participant", Outcome.GONE),
    ("member not found", Outcome.GONE),
    ("participant_id_invalid", Outcome.GONE),
    ("user_id_invalid", Outcome.GONE),
    ("message is not a poll", Outcome.GONE),
    ("hide_requester_missing", Outcome.GONE),
    ("user_already_participant", Outcome.GONE),
    ("can't parse", Outcome.BAD_MARKUP),
    ("entity_bounds_invalid", Outcome.BAD_MARKUP),
    ("not enough rights", Outcome.NO_RIGHT),
    ("have no rights", Outcome.NO_RIGHT),
    ("need administrator rights", Outcome.NO_RIGHT),
    ("chat_admin_required", Outcome.NO_RIGHT),
    ("chat_write_forbidden", Outcome.NO_RIGHT),
    ("chat_restricted", Outcome.NO_RIGHT),
    ("tag_change_forbidden", Outcome.NO_RIGHT),
    ("method is available", Outcome.NO_RIGHT),
    ("right_forbidden", Outcome.NO_RIGHT),
    ("have no write access", Outcome.NO_RIGHT),
    ("user_admin_invalid", Outcome.NO_RIGHT),
    ("user is an administrator of the chat", Outcome.NO_RIGHT),
    ("can't remove chat owner", Outcome.NO_RIGHT),
    ("can't restrict self", Outcome.NO_RIGHT),
    ("chat not found", Outcome.CHAT_LOST),
    ("group chat was deactivated", Outcome.CHAT_LOST),
    ("channel_private", Outcome.CHAT_LOST),
    ("peer_id_invalid", Outcome.CHAT_LOST),
    ("channel_invalid", Outcome.CHAT_LOST),
    ("the group has been migrated", Outcome.CHAT_LOST),
)

_BY_KIND: Final[tuple[tuple[type[TelegramError], Outcome], ...]] = (
    (RetryAfter, Outcome.FLOOD),
    (ChatMigrated, Outcome.MIGRATED),
    (NotSentError, Outcome.NOT_SENT),
    (ServerFault, Outcome.NOT_DONE),
    (GatewayFault, Outcome.IN_DOUBT),
    (BadRequest, Outcome.REFUSED),
    (NetworkError, Outcome.IN_DOUBT),
    (Forbidden, Outcome.CHAT_LOST),
)


_FORBIDDEN: Final = ("reaction", "not enough rights", "_forbidden", "have no rights", "chat_restricted")


def is_forbidden(error: TelegramError) -> bool:
    """Whether the chat does not take such things at all, rather than this one."""
    return any(part in error.message.lower() for part in _FORBIDDEN)


def judge(error: TelegramError) -> Outcome:
    """What the error means; an unknown text of a 400 is a refusal."""
    if isinstance(error, InvalidToken):
        # Telegram answers 404 to a method it lacks as well; a token that fails while we run is told by 401.
        return Outcome.BAD_TOKEN if "unauthorized" in error.message.lower() else Outcome.REFUSED
    if isinstance(error, BadRequest | Forbidden):
        reason = error.message.lower()
        for part, outcome in _BY_TEXT:
            if part in reason:
                return outcome
    return next((outcome for kind, outcome in _BY_KIND if isinstance(error, kind)), Outcome.REFUSED)
