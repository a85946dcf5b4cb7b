"""Stories of who is here and who may do what: comings and goings, risings and falls, and the bot's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.outbox import actions, enqueue
from bot.outbox.actions import Priority
from bot.texts.text import Raw
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, NEWCOMER, OWNER, YINUO, Story, told


async def member(story: Story, who: int, chat: int = FORUM) -> dict[str, Any]:
    found = await story.rows("SELECT * FROM members WHERE chat_id = :chat AND user_id = :who", chat=chat, who=who)
    return found[0] if found else {}


def asked(story: Story) -> int:
    return len([each for each in story.world.calls if each[0] == "getChatAdministrators"])


async def language_is_offered(story: Story, who: int, chat: int = FORUM, **more: Any) -> bool:
    """Whether they may set the group's language: what an administrator may do."""
    answer = await story.says(who, "/language", chat=chat, **more)
    assert answer, "every command gets an answer"
    return "reply_markup" in answer


# --- members ---


async def test_who_comes_goes_and_comes_back_is_known_as_such(story: Story) -> None:
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    joined = await member(story, NEWCOMER)
    assert joined["state"] == "in"
    await story.says(NEWCOMER, "大家好")
    story.world.clock.advance(3600)
    await story.does(NEWCOMER, "leave", chat_id=FORUM)
    assert (await member(story, NEWCOMER))["state"] == "left"
    story.world.clock.advance(3600)
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    back = await member(story, NEWCOMER)
    assert back["state"] == "in"
    assert back["messages"] == 1
    assert back["seen_from"] == joined["seen_from"] + 7200


async def test_who_is_put_out_is_out(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.does(MODERATOR, "ban", chat_id=FORUM, user_id=YINUO)
    assert (await member(story, YINUO))["state"] == "left"


async def test_who_may_not_speak_is_still_here(story: Story) -> None:
    await story.says(YINUO, "早")
    await story.does(MODERATOR, "restrict", chat_id=FORUM, user_id=YINUO)
    assert (await member(story, YINUO))["state"] == "in"


# --- rights ---


async def test_a_member_is_told_that_it_is_for_administrators(story: Story) -> None:
    assert not await language_is_offered(story, YINUO)
    assert await language_is_offered(story, MODERATOR)
    assert await language_is_offered(story, OWNER)


async def test_administrators_are_asked_for_once(story: Story) -> None:
    for who in (YINUO, MODERATOR, OWNER, YINUO):
        await language_is_offered(story, who)
    assert asked(story) == 1
    await story.restart()
    await language_is_offered(story, MODERATOR)
    assert asked(story) == 1
    story.world.clock.advance(7 * 3600)
    await language_is_offered(story, MODERATOR)
    assert asked(story) == 2


async def test_who_rises_may_at_once_and_who_falls_may_no_more(story: Story) -> None:
    assert not await language_is_offered(story, YINUO)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO)
    assert await language_is_offered(story, YINUO)
    await story.does(OWNER, "demote", chat_id=FORUM, user_id=YINUO)
    assert not await language_is_offered(story, YINUO)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO)
    await story.does(YINUO, "leave", chat_id=FORUM)
    await story.does(YINUO, "join", chat_id=FORUM)
    assert not await language_is_offered(story, YINUO)
    assert asked(story) == 1, "member updates alone keep the list fresh"


async def test_a_right_taken_away_is_missed_by_name(story: Story) -> None:
    await story.says(YINUO, "早")
    await language_is_offered(story, MODERATOR)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_pin_messages"])
    answer = await story.says(MODERATOR, "/grant @yinuo_chen 5 早起")
    assert "封禁" in answer["text"]
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=MODERATOR, rights=["can_restrict_members"])
    assert "5" in (await story.says(MODERATOR, "/grant @yinuo_chen 5 早起"))["text"]


async def test_an_anonymous_administrator_may_what_all_anonymous_ones_may(story: Story) -> None:
    assert await language_is_offered(story, MODERATOR, anonymous=True)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO, rights=["can_pin_messages"])
    assert await language_is_offered(story, MODERATOR, anonymous=True), "nobody else hides behind the group"
    await story.says(YINUO, "早", anonymous=True)
    assert not await language_is_offered(story, MODERATOR, anonymous=True), "it may be one who may not"


async def test_an_operator_may_everywhere_without_being_asked_for(tmp_path: Path) -> None:
    async with told(tmp_path, f"[access]\noperators = [{HAORAN}]\n") as story:
        assert await language_is_offered(story, HAORAN, KITCHEN)
        assert asked(story) == 0


async def test_a_bot_that_is_no_administrator_still_knows_who_is(story: Story) -> None:
    """It is told of no one's rise then; once its own standing changes it asks anew."""
    assert not await language_is_offered(story, YINUO)
    await story.does(OWNER, "demote", chat_id=FORUM, user_id=story.world.bot.id)
    assert await language_is_offered(story, OWNER)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=YINUO)
    await story.does(OWNER, "promote", chat_id=FORUM, user_id=story.world.bot.id)
    assert await language_is_offered(story, YINUO)
    assert asked(story) == 3


async def test_when_telegram_is_silent_it_is_said_and_nothing_is_kept(story: Story) -> None:
    for _ in range(2):
        story.world.faults.next("getChatAdministrators", "error", code=502, description="Bad Gateway")
    answer = await story.says(MODERATOR, "/language")
    assert "Telegram" in answer["text"]
    assert "点一类" in (await story.says(MODERATOR, "/help"))["text"], "help is given all the same"
    assert await language_is_offered(story, MODERATOR)
    assert await story.rows("SELECT * FROM inbox") == []


# --- the bot itself ---


async def test_a_bot_put_out_says_nothing_there_until_it_is_taken_in_again(story: Story) -> None:
    await story.does(OWNER, "remove_bot", chat_id=KITCHEN)
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"state": "parked"}]
    calls = len(story.world.calls)
    await story.says(HAORAN, "/about", chat=KITCHEN)
    assert [each for each in list(story.world.calls)[calls:] if each[1].get("chat_id") == KITCHEN] == []
    await story.restart()
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"state": "parked"}]
    await story.does(OWNER, "unban", chat_id=KITCHEN, user_id=story.world.bot.id)
    hello = len(story.world.sent(KITCHEN))
    await story.does(OWNER, "add_bot", chat_id=KITCHEN)
    assert len(story.world.sent(KITCHEN)) == hello + 1, "it says hello once"
    assert (await story.says(HAORAN, "/about", chat=KITCHEN))["text"]
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"state": "active"}]


async def test_a_group_that_put_the_bot_out_unheard_is_given_up_at_the_first_refusal(story: Story) -> None:
    await story.says(HAORAN, "早", chat=KITCHEN)
    story.world.chats[KITCHEN].members[story.world.bot.id].status = "kicked"
    said = [actions.Say(chat_id=KITCHEN, words=Raw(word)) for word in ("一", "二", "三")]
    async with story.app.database.unit() as unit:
        await enqueue.post(unit, said, priority=Priority.ALERT, now=story.world.now())
    story.app.outbox.wake()
    await story.settle()
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"state": "parked"}]
    assert [each for each in story.world.calls if each[1].get("text") in ("二", "三")] == []


async def test_any_update_takes_a_parked_group_up_again(story: Story) -> None:
    await story.says(HAORAN, "早", chat=KITCHEN)
    async with story.app.database.unit() as unit:
        await story.chats.park(unit, KITCHEN, now=story.world.now())
    await story.says(HAORAN, "好", chat=KITCHEN)
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"state": "active"}]


async def test_a_member_who_blocks_the_bot_is_not_written_to_and_may_come_back(story: Story) -> None:
    await story.says(YINUO, "/start", chat=YINUO)
    await story.does(YINUO, "block_bot")
    assert await story.rows("SELECT state FROM chats WHERE chat_id = :id", id=YINUO) == [{"state": "parked"}]
    await story.does(YINUO, "unblock_bot")
    assert "陈一诺" in (await story.says(YINUO, "/start", chat=YINUO))["text"]


async def test_a_group_that_opens_topics_or_takes_another_name_is_known_by_it(story: Story) -> None:
    await story.says(HAORAN, "早", chat=KITCHEN)
    story.world.chats[KITCHEN].is_forum = True
    await story.says(HAORAN, "好", chat=KITCHEN)
    assert await story.rows("SELECT is_forum FROM chats WHERE chat_id = :id", id=KITCHEN) == [{"is_forum": 1}]
    story.world.chats[KITCHEN].title = "清晨厨房"
    await story.says(HAORAN, "好", chat=KITCHEN)
    assert await story.rows("SELECT title, is_forum FROM chats WHERE chat_id = :id", id=KITCHEN) == [
        {"title": "清晨厨房", "is_forum": 1}
    ]


# --- hello and help ---


async def test_start_greets_by_name_in_private_and_shortly_in_a_group(story: Story) -> None:
    assert "陈一诺" in (await story.says(YINUO, "/start", chat=YINUO))["text"]
    assert "陈一诺" not in (await story.says(YINUO, "/start"))["text"]


async def test_words_that_mean_nothing_in_private_get_a_hint_and_in_a_group_nothing(story: Story) -> None:
    assert "/help" in (await story.says(YINUO, "今天天气不错", chat=YINUO))["text"]
    assert await story.says(YINUO, "今天天气不错") == {}
