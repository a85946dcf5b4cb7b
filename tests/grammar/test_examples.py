"""What the bot itself prints as an example is understood by the command that it is an example of."""

from __future__ import annotations

import re

from bot.texts.sentences import sentence
from tests.grammar.examples import ALL
from tests.story import FORUM, OWNER, YINUO, Story

_NOT_READ = (
    "grammar.unread", "refusals.form", "refusals.form_empty", "refusals.not_a_number", "refusals.not_an_entry",
    "refusals.no_amount", "refusals.no_target", "refusals.person_first",
    "polls.option_count", "polls.nothing_right", "polls.unknown_flag", "polls.end_out_of_reach",
    "lottery.unknown_field", "lottery.no_prize", "lottery.unknown_condition", "lottery.past_time", "lottery.too_far",
    "events.wrong", "challenge.wrong",
    "general.unknown_command", "general.nearest_command", "grammar.doubts",
)  # fmt: skip
"""Sentences that say that something could not be read."""


def _pattern(key: str) -> re.Pattern[str]:
    said = re.sub(r"<[^>]*>", "", sentence(key, "zh-Hans"))
    return re.compile(".*".join(map(re.escape, re.split(r"\{[^}]*\}", said))), re.DOTALL)


def test_there_are_examples_of_every_language() -> None:
    for sign in ("热茶", "熱茶", "Cup of tea"):
        assert any(sign in example for _, example in ALL)
    assert len(ALL) > 150


async def test_every_printed_example_is_understood(story: Story) -> None:
    patterns = {key: _pattern(key) for key in _NOT_READ}
    said = await story.does(YINUO, "say", chat_id=FORUM, text="画好了")
    wrong = []
    for key, example in ALL:
        told = {} if "@" in example else {"reply_to": said["message_id"]}
        answer = await story.says(OWNER, example, **told)
        shown = str(answer.get("text", answer.get("caption", "")))
        wrong += [f"{key}: {example!r} answered {name}" for name, each in patterns.items() if each.fullmatch(shown)]
    assert not wrong, "\n".join(wrong)
