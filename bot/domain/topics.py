"""Topics as values: which one is meant by a name, and what may be done with it; Telegram's side lives in `handlers`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.grammar.script import plain, visible
from bot.domain.refusals import Refusal

GENERAL = 1
"""The thread id of General; messages there carry none."""

_COLOURED = "\ufe0f"

NAME_LENGTH = 128
"""Characters of a topic's name, by the Bot API."""

Kind: TypeAlias = Literal["thread", "post"]
State: TypeAlias = Literal["open", "closed", "gone"]
Rule: TypeAlias = Literal["open", "close", "reopen", "rename", "icon"]


@dataclass(frozen=True, slots=True)
class Topic:
    """`id` is the thread's, or the message id of a pinned post that stands for a topic; `last_at` in epoch seconds."""

    chat_id: int
    id: int
    name: str = ""
    kind: Kind = "thread"
    state: State = "open"
    is_hidden: bool = False
    last_at: int = 0


class TopicRefusal(Refusal):
    """That cannot be done with a topic."""


class UnknownTopic(TopicRefusal):
    """`seen`."""

    key = "topics.unknown"


class SeveralTopics(TopicRefusal):
    """`name`, `count`."""

    key = "topics.several"


class WhichTopic(TopicRefusal):
    """Neither inside one, nor named."""

    key = "topics.which"


class BadName(TopicRefusal):
    """`most`."""

    key = "topics.bad_name"


class UnknownIcon(TopicRefusal):
    """`seen`, `known`."""

    key = "topics.unknown_icon"


class NoIcon(TopicRefusal):
    """General and pinned posts have none."""

    key = "topics.no_icon"


class SameState(TopicRefusal):
    """It is as wanted already."""

    key = "topics.closed_already"


class OpenAlready(SameState):
    key = "topics.open_already"


def plain_name(words: str) -> str:
    """A name on one line; raises BadName where nothing is left or Telegram would not take it."""
    name = " ".join(visible(words).split())
    if not name or len(name.encode("utf-16-le")) // 2 > NAME_LENGTH:
        raise BadName(most=NAME_LENGTH)
    return name


def icon_of(words: str, icons: Mapping[str, str]) -> str:
    """The id of Telegram's icon that looks so, with or without a sign for colour behind it; raises UnknownIcon."""
    plain = {emoji.replace(_COLOURED, ""): icon for emoji, icon in icons.items()}
    found = plain.get(words.strip().replace(_COLOURED, ""))
    if found is None:
        raise UnknownIcon(seen=words[:20], known=" ".join(icons))
    return found


def named(topics: Sequence[Topic], words: str) -> Topic:
    """The one of that very name or number (`#12`), else the one of that name with width, case and script aside.

    One that is gone gives way to one that is there.
    """
    exact, wanted = " ".join(visible(words).split()), plain(words)
    found = [each for each in topics if each.name == exact or f"#{each.id}" == wanted]
    found = found or [each for each in topics if plain(each.name) == wanted]
    there = [each for each in found if each.state != "gone"] or found[-1:]
    if not there:
        raise UnknownTopic(seen=words)
    if len(there) > 1:
        raise SeveralTopics(name=words, count=len(there))
    return there[0]


def check_change(topic: Topic, rule: Rule) -> None:
    """Refuses to close what is closed and to reopen what is open, as far as is known."""
    if rule == "close" and topic.state == "closed":
        raise SameState(name=topic.name)
    if rule == "reopen" and topic.state == "open" and not topic.is_hidden:
        raise OpenAlready(name=topic.name)
