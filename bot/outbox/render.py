"""Which function makes the calls of which action; sending them lives in `send`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.outbox import actions, messages, moderation
from bot.outbox.actions import AnyAction
from bot.outbox.call import Call, Where

_CALLS: Final[dict[type[AnyAction], Callable[[Any, Where], list[Call]]]] = {
    actions.Say: messages.say,
    actions.Photo: messages.photo,
    actions.Document: messages.document,
    actions.Copy: messages.copy,
    actions.Ask: messages.ask,
    actions.Edit: messages.edit,
    actions.Toast: messages.toast,
    actions.ClosePoll: moderation.close_poll,
    actions.Delete: moderation.delete,
    actions.DeleteMany: moderation.delete_many,
    actions.Pin: moderation.pin,
    actions.React: moderation.react,
    actions.Restrict: moderation.restrict,
    actions.Admit: moderation.admit,
    actions.Tag: moderation.tag,
    actions.Topic: moderation.topic,
    actions.Commands: moderation.commands,
    actions.Leave: moderation.leave,
}


def calls(action: AnyAction, where: Where) -> list[Call]:
    """The calls that do it, one for nearly all actions; raises `PointlessError` where its time is over."""
    return _CALLS[type(action)](action, where)
