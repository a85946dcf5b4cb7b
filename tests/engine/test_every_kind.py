"""A story of every kind of message that the Bot API knows, those included that no handler asks for."""

from __future__ import annotations

from typing import Any

import pytest

from playground.schema.load import TYPES, Field, element
from tests.story import FORUM, YINUO, Story

MOVES = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
"""Of a group; stories of their own tell what follows."""

_PLAIN: dict[str, Any] = {"Integer": 1_800_000_000, "String": "x", "Boolean": True, "True": True, "Float": 0.5}
_DEEPEST = 4
_MESSAGES = ("Message", "MaybeInaccessibleMessage")


def sample(kind: str, *, is_full: bool, depth: int = 0) -> Any:
    """A value of that type: with what it has to have, or with all it can have (to a depth)."""
    inner = element(kind)
    if inner is not None:
        return [sample(inner, is_full=is_full, depth=depth)]
    if kind in _PLAIN:
        return _PLAIN[kind]
    kinds = TYPES[kind].subtypes
    if kinds:
        return sample(kinds[0], is_full=is_full, depth=depth)
    goes_on = is_full and depth < _DEEPEST
    return {
        name: field.constant or sample(field.types[0], is_full=is_full, depth=depth + 1)
        for name, field in TYPES[kind].fields.items()
        if field.required or field.constant or (goes_on and field.types[0] not in _MESSAGES)
    }


def variants(field: Field) -> list[str]:
    """Every subtype, where the field may be one of several."""
    kind = field.types[0]
    return TYPES[kind].subtypes or [kind] if kind in TYPES else [kind]


def kinds_of_message() -> dict[str, Field]:
    envelope = {"message_id", "date", "chat", "from", "sender_chat", "reply_markup", "edit_date"}
    return {name: field for name, field in TYPES["Message"].fields.items() if name not in envelope | MOVES}


@pytest.mark.parametrize("is_full", [False, True])
async def test_whatever_people_send_the_bot_takes_it_in_and_goes_on(story: Story, is_full: bool) -> None:
    kinds = kinds_of_message()
    assert len(kinds) >= 80
    with story.unheard():
        for chat in (FORUM, YINUO):
            for name, field in kinds.items():
                for kind in variants(field):
                    story.world.speak(YINUO, chat, {name: sample(kind, is_full=is_full)})
    await story.settle()
    assert "签到" in (await story.says(YINUO, "签到"))["text"]
