"""What is done instead where Telegram does not take an action as it is, so that whoever waits reads something."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.outbox.errors import Outcome
from bot.texts.text import Raw, Words, text

_NOT_TAKEN: Final = frozenset({Outcome.NO_RIGHT, Outcome.NO_MEDIA, Outcome.NO_REACTION, Outcome.REFUSED})
_REPLY: Final = frozenset({Outcome.REPLY_LOST, Outcome.TOPIC_LOST, Outcome.TOPIC_CLOSED})
"""The words go elsewhere, or what they answer is gone: a reply would be refused, or take them back in."""


def instead(action: AnyAction, outcome: Outcome) -> AnyAction | None:
    """A plainer action, at last one with nothing more to leave out: then None."""
    if isinstance(action, actions.Message) and action.reply_to and outcome in _REPLY:
        return replace(action, reply_to=0)
    if outcome not in _NOT_TAKEN:
        return None
    if isinstance(action, actions.React):
        return _reaction_in_words(action)
    if (worded := in_words(action)) is not None:
        return worded
    if isinstance(action, actions.Say) and outcome is Outcome.REFUSED and (action.keys or action.reply_to):
        return replace(action, keys=[], reply_to=0)
    return None


def in_words(action: AnyAction) -> AnyAction | None:
    """Without its picture or file; None where it has none, or nothing beside it."""
    if isinstance(action, actions.Edit) and action.drawn is not None and action.words is not None:
        return replace(action, drawn=None, is_caption=True)
    words = _words_of(action)
    if words is None or not isinstance(action, actions.Message):
        return None
    fields = actions.Message.__struct_fields__
    return actions.Say(words=words, **{name: getattr(action, name) for name in fields})


def _words_of(action: AnyAction) -> Words | None:
    if isinstance(action, actions.Photo):
        return action.instead or action.caption or (action.drawn.title if action.drawn is not None else None)
    if isinstance(action, actions.Document):
        return action.caption or text("outbox.without_file", name=Raw(action.filename))
    return None


def _reaction_in_words(action: actions.React) -> AnyAction | None:
    if not action.emoji:
        return None
    return actions.Say(
        chat_id=action.chat_id,
        topic=action.topic,
        reply_to=action.message_id,
        words=text("outbox.reacted", emoji=action.emoji),
        silent=True,
        locale=action.locale,
        then=action.then,
        note=action.note,
    )


def limit_of(action: AnyAction) -> str:
    """The name under which is remembered that a chat does not take such actions; empty where nothing can stand in."""
    if isinstance(action, actions.React) and action.emoji:
        return f"reaction:{action.emoji}"
    if isinstance(action, actions.Photo):
        return "photos"
    return "documents" if isinstance(action, actions.Document) else ""
