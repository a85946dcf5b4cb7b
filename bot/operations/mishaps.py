"""What ends a bot and its operator can mend, as sentences; anything else is a bug, and keeps its traceback."""

from __future__ import annotations

from telegram.error import BadRequest, InvalidToken

from bot.botapi.inbound import CannotListenError
from storage.errors import StoreAwayError, StoreTroubleError
from storage.schema_migrations import StoreError


def causes_of(error: BaseException) -> list[BaseException]:
    """The errors in a group of groups; itself where it is none."""
    if not isinstance(error, BaseExceptionGroup):
        return [error]
    return [cause for each in error.exceptions for cause in causes_of(each)]


def sentence_of(error: BaseException) -> str:
    """Empty for a bug."""
    match error:
        case StoreError() | StoreAwayError() | CannotListenError():
            return str(error)
        case InvalidToken():
            return "Telegram refuses the token: copy it anew from @BotFather into telegram.token or BOT_TOKEN"
        case BadRequest():
            return f"Telegram refuses the webhook ({error}); see telegram.webhook"
        case StoreTroubleError():
            return f"the store cannot be used any more ({error}); nothing kept is lost, and a start goes on"
    return ""
