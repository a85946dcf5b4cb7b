"""Which function makes the calls of which deed; sending them lives in `send`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot import deeds
from bot.deeds import AnyDeed
from bot.outbox import messages, moderation
from bot.outbox.call import Call, Where

_CALLS: Final[dict[type[AnyDeed], Callable[[Any, Where], list[Call]]]] = {
    deeds.Say: messages.say,
    deeds.Photo: messages.photo,
    deeds.Document: messages.document,
    deeds.Copy: messages.copy,
    deeds.Ask: messages.ask,
    deeds.Edit: messages.edit,
    deeds.Toast: messages.toast,
    deeds.ClosePoll: moderation.close_poll,
    deeds.Delete: moderation.delete,
    deeds.Pin: moderation.pin,
    deeds.React: moderation.react,
    deeds.Restrict: moderation.restrict,
    deeds.Tag: moderation.tag,
    deeds.Topic: moderation.topic,
    deeds.Commands: moderation.commands,
    deeds.Leave: moderation.leave,
}


def calls(deed: AnyDeed, where: Where) -> list[Call]:
    """The calls that do it, one for nearly all deeds; raises `PointlessError` where its time is over."""
    return _CALLS[type(deed)](deed, where)
