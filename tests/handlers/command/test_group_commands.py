"""Where messages are opened, by the kind of group that holds them; and how whoever is named is shown."""

from __future__ import annotations

import pytest

from bot.texts.catalog import plain
from bot.texts.text import Who, text
from handlers.command.group_commands import address_of, called


@pytest.mark.parametrize(
    ("chat_id", "topic", "url"),
    [
        (-1001234567890, 0, "https://t.me/c/1234567890/7"),
        (-1001234567890, 3, "https://t.me/c/1234567890/3/7"),
        (-1000000000001, 0, "https://t.me/c/1/7"),
        (-1001, 0, ""),
        (-100987654, 3, ""),
    ],
    ids=["supergroup", "in a topic", "the first one", "basic group that looks like one", "and a longer one"],
)
def test_only_messages_of_supergroups_have_addresses(chat_id: int, topic: int, url: str) -> None:
    assert address_of(chat_id, 7, topic=topic) == url


def test_a_long_name_is_cut_by_one_rule_in_mentions_and_lists() -> None:
    name = "围着炉火" * 30
    for shown in (plain(text("home.which", who=Who(42, name)), "zh-Hans"), str(called(name))):
        assert shown.partition("，")[0] == ("围着炉火" * 6)[:23] + "…"
