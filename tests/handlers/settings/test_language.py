"""Stories of language: a group's by its moderators, a member's own in private, a toast's by who presses."""

from __future__ import annotations

import pytest

from tests.story import EMMA, FORUM, KITCHEN, MODERATOR, OWNER, PEISHAN, YINUO, Story

PRIVACY = {"简体中文": "记了什么", "繁體中文": "記了什麼", "English": "What is kept"}


def labels(message: dict[str, object]) -> list[str]:
    rows = message["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    return [button["text"] for row in rows for button in row]


async def test_language_of_a_group_is_chosen_by_its_moderators_alone(story: Story) -> None:
    await story.says(MODERATOR, "/language")
    await story.presses(YINUO, "English")
    assert "管理员" in story.toasts(YINUO)[-1]
    await story.presses(MODERATOR, "English")
    assert "What is kept" in (await story.says(YINUO, "/privacy"))["text"]


@pytest.mark.parametrize("label", PRIVACY)
async def test_a_groups_language_is_kept_over_a_restart_and_is_no_other_groups(story: Story, label: str) -> None:
    assert labels(await story.says(OWNER, "/language")) == [*PRIVACY]
    answer = await story.presses(OWNER, label)
    assert "reply_markup" not in answer, "the question is answered and its buttons are gone"
    await story.restart()
    assert PRIVACY[label] in (await story.says(YINUO, "/privacy"))["text"]
    assert "记了什么" in (await story.says(OWNER, "/privacy", chat=KITCHEN))["text"]


async def test_a_members_own_language_is_that_of_their_app_until_they_choose(story: Story) -> None:
    assert "What is kept" in (await story.says(EMMA, "/privacy", chat=EMMA))["text"]
    assert "記了什麼" in (await story.says(PEISHAN, "/privacy", chat=PEISHAN))["text"]
    await story.says(EMMA, "/language", chat=EMMA)
    await story.presses(EMMA, "繁體中文", chat=EMMA)
    assert "記了什麼" in (await story.says(EMMA, "/privacy", chat=EMMA))["text"]
    assert "What is kept" not in (await story.says(EMMA, "/privacy"))["text"], "in the group it is the group's"


async def test_a_toast_speaks_the_language_of_who_pressed(story: Story) -> None:
    await story.says(MODERATOR, "/language")
    await story.presses(EMMA, "English")
    assert "admin" in story.toasts(EMMA)[-1].casefold()


async def test_a_choice_may_be_changed_by_an_older_question(story: Story) -> None:
    """Buttons stay where they are: an old question still does what it says."""
    await story.says(OWNER, "/language")
    old, data = story.button(FORUM, "English")
    await story.says(OWNER, "/language")
    await story.presses(OWNER, "繁體中文")
    await story.does(OWNER, "press", chat_id=FORUM, message_id=old, data=data)
    assert "What is kept" in (await story.says(YINUO, "/privacy"))["text"]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("en", "English"),
        ("ENGLISH", "English"),
        ("繁體", "繁體中文"),
        ("zh-tw", "繁體中文"),
        ("简体中文", "简体中文"),
        ("zh", "简体中文"),
    ],
)
async def test_a_language_may_be_named_behind_the_command(story: Story, words: str, label: str) -> None:
    await story.says(OWNER, "/language")
    await story.presses(OWNER, "English" if label != "English" else "繁體中文")
    told = await story.says(OWNER, f"/language {words}")
    assert ("in this group" in told["text"]) == (label == "English"), "the answer is in it already"
    assert PRIVACY[label] in (await story.says(YINUO, "/privacy"))["text"]
    await story.says(YINUO, "/language 简体" if label == "English" else "/language en")
    assert PRIVACY[label] in (await story.says(YINUO, "/privacy"))["text"], "it is for moderators"
    await story.says(EMMA, f"/language {words}", chat=EMMA)
    assert PRIVACY[label] in (await story.says(EMMA, "/privacy", chat=EMMA))["text"]


async def test_no_language_of_the_bots_is_told_so(story: Story) -> None:
    assert "/language" in (await story.says(OWNER, "/language klingon"))["text"]
    assert "记了什么" in (await story.says(YINUO, "/privacy"))["text"]
