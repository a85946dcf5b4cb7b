"""Every dialogue, walked: good answers and bad, back, another command, a restart, an hour of silence, and who may."""

from __future__ import annotations

import pytest

from bot.engine.buttons import unpack
from handlers import _DIALOGUES
from handlers.dialogue.buttons import Go
from tests.handlers.dialogue.walked import ROWS, Row, answered, answers, begins, begun, drafts, given, labels, made, met
from tests.phone import SCREEN, card_lines
from tests.story import FORUM, MODERATOR, OWNER, YINUO, Story

every = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def test_every_dialogue_is_walked() -> None:
    assert sorted(row.name for row in ROWS) == sorted(each.name for each in _DIALOGUES)


@every
async def test_it_asks_shows_and_opens_once(story: Story, row: Row) -> None:
    assert "围炉夜话" in (await begun(story, row))["text"]
    shown = await answers(story, row)
    assert "还没有告诉大家" in shown["text"]
    assert {row.opens, "改一改", "取消"} <= set(labels(shown))
    assert await made(story, row) == 0
    message_id, data = story.button(OWNER, row.opens)
    with story.unheard():
        for _ in range(2):
            await story.does(OWNER, "press", chat_id=OWNER, message_id=message_id, data=data)
    await story.settle()
    assert await made(story, row) == 1
    assert "按钮" in story.toasts(OWNER)[-1]
    assert await drafts(story) == 0
    assert await story.rows("SELECT 1 FROM awaited_answers") == []
    assert await story.rows("SELECT 1 FROM timers WHERE kind = 'dialogue'") == []


@every
async def test_what_is_no_answer_is_told_and_may_be_given_again(story: Story, row: Row) -> None:
    await begun(story, row)
    await answers(story, row, upto=row.at)
    refused = await answered(story, row.bad)
    assert "还没有告诉大家" not in refused["text"]
    await answers(story, row, first=row.at)
    await answered(story, f"[{row.opens}]")
    assert await made(story, row) == 1


@every
async def test_a_sticker_answers_nothing(story: Story, row: Row) -> None:
    await begun(story, row)
    await story.does(OWNER, "sticker", chat_id=OWNER, emoji="👍")
    assert "写成文字" in story.world.sent(OWNER)[-1]["text"]


@every
async def test_back_leads_to_the_question_before(story: Story, row: Row) -> None:
    first = await begun(story, row)
    if len(row.answers) > 1:
        await answers(story, row, upto=1)
        again = await answered(story, "[‹ 返回]")
        assert first["text"].splitlines()[-2] in again["text"]
        await answered(story, row.answers[0])
    await answers(story, row, first=1 if len(row.answers) > 1 else 0)
    await answered(story, "[改一改]")
    shown = await answered(story, "[‹ 返回]")
    assert row.opens in labels(shown)


@every
async def test_another_command_is_carried_out_and_it_waits(story: Story, row: Row) -> None:
    await begun(story, row)
    told = await story.says(OWNER, "/privacy", chat=OWNER)
    texts = [each["text"] for each in story.world.sent(OWNER)]
    assert any("先放在这里" in each for each in texts), texts
    assert told
    assert await story.rows("SELECT 1 FROM awaited_answers") == []
    await story.says(OWNER, "只是说说话", chat=OWNER)
    await answered(story, "[接着写]")
    await answers(story, row)
    await answered(story, f"[{row.opens}]")
    assert await made(story, row) == 1


@every
async def test_a_restart_in_the_middle_loses_nothing(story: Story, row: Row) -> None:
    await begun(story, row)
    for each in row.answers:
        await story.restart()
        await answered(story, each)
    await story.restart()
    await answered(story, f"[{row.opens}]")
    assert await made(story, row) == 1


@every
async def test_an_hour_of_silence_puts_it_to_rest_and_a_press_goes_on(story: Story, row: Row) -> None:
    await begun(story, row)
    await answers(story, row)
    await story.passes(3700)
    assert "草稿留一天" in story.world.sent(OWNER)[-1]["text"]
    shown = await answered(story, "[接着写]")
    assert row.opens in labels(shown)
    await answered(story, "[取消]")
    assert "什么也没发" in story.world.sent(OWNER)[-1]["text"]
    assert (await drafts(story), await made(story, row)) == (0, 0)
    await story.passes(7200)
    assert "什么也没发" in story.world.sent(OWNER)[-1]["text"]


@every
async def test_nobody_else_presses_anything(story: Story, row: Row) -> None:
    await given(story, row, OWNER)
    shown = story.world.sent(FORUM)[-1]
    message_id, data = shown["message_id"], shown["reply_markup"]["inline_keyboard"][-1][-1]["callback_data"]
    await story.does(MODERATOR, "press", chat_id=FORUM, message_id=message_id, data=data)
    assert await drafts(story) == 1
    pressed = unpack(data)
    assert isinstance(pressed, Go)
    await met(story, MODERATOR)
    await story.makes_up(MODERATOR, Go(pressed.draft, "open", "", ""), chat=MODERATOR)
    assert (await drafts(story), await made(story, row)) == (1, 0)


@every
async def test_whose_right_is_taken_away_meanwhile_opens_nothing(story: Story, row: Row) -> None:
    rights = ["can_pin_messages", "can_manage_topics", "can_restrict_members", "can_delete_messages", "can_change_info"]
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=rights)
    await begun(story, row, MODERATOR)
    await answers(story, row, who=MODERATOR)
    await story.does(OWNER, "demote", chat_id=FORUM, user_id=MODERATOR)
    await answered(story, f"[{row.opens}]", who=MODERATOR)
    assert "管理员" in story.toasts(MODERATOR)[-1]
    assert await made(story, row) == 0


@every
async def test_a_group_that_put_the_bot_out_gets_nothing(story: Story, row: Row) -> None:
    await begun(story, row)
    await answers(story, row)
    await story.does(OWNER, "remove_bot", chat_id=FORUM)
    await answered(story, f"[{row.opens}]")
    assert "不在那个群" in story.toasts(OWNER)[-1]
    assert await made(story, row) == 0
    await answered(story, "[取消]")
    assert await drafts(story) == 0


@every
async def test_members_are_told_calmly_and_begin_none(story: Story, row: Row) -> None:
    await met(story, YINUO)
    told = await story.says(YINUO, f"/{row.name}" if row.command.startswith("[") else row.command)
    assert told["text"]
    assert "#anonymous" not in told["text"]
    await story.makes_up(YINUO, begins(row), chat=YINUO)
    await story.makes_up(YINUO, begins(row))
    assert await drafts(story) == 0


@every
async def test_a_button_begins_it_in_private_for_a_group(story: Story, row: Row) -> None:
    await met(story)
    await story.says(OWNER, "我在")
    await story.makes_up(OWNER, begins(row), chat=OWNER)
    assert "围炉夜话" in story.world.sent(OWNER)[-1]["text"]
    await answers(story, row)
    await answered(story, f"[{row.opens}]")
    assert await made(story, row) == 1


@every
async def test_each_of_its_screens_fits_a_phone_in_every_language(story: Story, row: Row) -> None:
    await met(story)
    positions: dict[str, int] = {}
    for language in ("简体中文", "繁體中文", "English"):
        await story.says(OWNER, "/language", chat=OWNER)
        await story.presses(OWNER, language, chat=OWNER)
        await story.makes_up(OWNER, begins(row), chat=OWNER)
        screen = story.world.sent(OWNER)[-1]
        screens = [screen]
        for each in row.answers:
            if each.startswith("["):
                place = positions.setdefault(each, labels(screen).index(each[1:-1]) if language == "简体中文" else 0)
                screen = await answered(story, f"[{labels(screen)[place]}]")
            else:
                screen = await answered(story, each)
            screens.append(screen)
        screens.append(await answered(story, f"[{labels(screen)[-2]}]"))
        assert [each["text"] for each in screens if card_lines(each) > SCREEN] == []
        await answered(story, f"[{labels(screens[-2])[-1]}]")
        assert await drafts(story) == 0
