"""Polls and quizzes: votes, their updates, and the end of a poll."""

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import FORUM, YINUO, ZIXUAN, Hand

FOOD = [{"text": "面"}, {"text": "饭"}, {"text": "粥"}]


async def test_public_votes_are_told_with_the_voter_and_can_be_changed(world: World, bot: Hand) -> None:
    sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, is_anonymous=False)
    here = (FORUM, sent["message_id"])
    world.vote(YINUO, *here, [0])
    world.vote(YINUO, *here, [2])
    world.vote(ZIXUAN, *here, [2])
    world.vote(YINUO, *here, [])
    updates = await bot("getUpdates")
    answers = [update["poll_answer"] for update in updates if "poll_answer" in update]
    ids = [option["persistent_id"] for option in sent["poll"]["options"]]
    assert [(one["user"]["id"], one["option_ids"]) for one in answers] == [
        (YINUO, [0]),
        (YINUO, [2]),
        (ZIXUAN, [2]),
        (YINUO, []),
    ]
    assert answers[1]["option_persistent_ids"] == [ids[2]]
    last = [update["poll"] for update in updates if "poll" in update][-1]
    assert ([one["voter_count"] for one in last["options"]], last["total_voter_count"]) == ([0, 0, 1], 1)


async def test_anonymous_votes_are_counted_but_not_told(world: World, bot: Hand) -> None:
    sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD)
    world.vote(YINUO, FORUM, sent["message_id"], [1])
    assert [set(update) - {"update_id"} for update in await bot("getUpdates")] == [{"poll"}]


async def test_several_answers_need_a_poll_that_allows_them(world: World, bot: Hand) -> None:
    single = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD)
    with pytest.raises(RefusedError, match="only one answer"):
        world.vote(YINUO, FORUM, single["message_id"], [0, 1])
    many = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, allows_multiple_answers=True)
    world.vote(YINUO, FORUM, many["message_id"], [0, 1])
    assert world.messages(FORUM)[-1]["poll"]["total_voter_count"] == 1


async def test_a_quiz_answer_stays_as_given(world: World, bot: Hand) -> None:
    quiz = {"type": "quiz", "correct_option_ids": [0, 2], "explanation": "面和粥"}
    sent = await bot("sendPoll", chat_id=FORUM, question="哪个软", options=FOOD, **quiz)
    assert (sent["poll"]["correct_option_ids"], sent["poll"]["allows_revoting"]) == ([0, 2], False)
    world.vote(YINUO, FORUM, sent["message_id"], [1])
    with pytest.raises(RefusedError, match="cannot be changed"):
        world.vote(YINUO, FORUM, sent["message_id"], [0])
    refusal = await bot.refusal("sendPoll", chat_id=FORUM, question="哪个", options=FOOD, type="quiz")
    assert refusal == "Bad Request: correct quiz option list must be non-empty"


async def test_members_add_answers_where_the_poll_takes_more(world: World, bot: Hand) -> None:
    closed = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, is_anonymous=False)
    with pytest.raises(RefusedError, match="no options can be added"):
        world.add_option(YINUO, FORUM, closed["message_id"], "饺子")
    told = {"is_anonymous": False, "allow_adding_options": True}
    sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, **told)
    here = (FORUM, sent["message_id"])
    world.add_option(YINUO, *here, "饺子")
    world.vote(ZIXUAN, *here, [3])
    with pytest.raises(RefusedError, match="already"):
        world.add_option(YINUO, *here, "饺子")
    updates = await bot("getUpdates")
    (news,) = [each["message"]["poll_option_added"] for each in updates if "message" in each]
    last = [each["poll"] for each in updates if "poll" in each][-1]
    added = last["options"][3]
    assert (news["option_text"], news["option_persistent_id"]) == ("饺子", added["persistent_id"])
    assert (added["added_by_user"]["id"], added["voter_count"]) == (YINUO, 1)
    for number in range(8):
        world.add_option(YINUO, *here, f"第 {number} 样")
    with pytest.raises(RefusedError, match="12 options"):
        world.add_option(YINUO, *here, "再来一样")


async def test_who_voted_is_told_of_the_public_poll_alone(world: World, bot: Hand) -> None:
    for is_anonymous in (True, False):
        sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, is_anonymous=is_anonymous)
        world.vote(YINUO, FORUM, sent["message_id"], [0])
    answers = [each["poll_answer"] for each in await bot("getUpdates") if "poll_answer" in each]
    assert [each["poll_id"] for each in answers] == [sent["poll"]["id"]]


async def test_a_stopped_poll_takes_no_votes_and_stops_once(world: World, bot: Hand) -> None:
    sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD)
    here = {"chat_id": FORUM, "message_id": sent["message_id"]}
    assert (await bot("stopPoll", **here))["is_closed"] is True
    assert await bot.refusal("stopPoll", **here) == "Bad Request: poll can't be stopped"
    with pytest.raises(RefusedError, match="the poll is closed"):
        world.vote(YINUO, FORUM, sent["message_id"], [0])


async def test_a_timed_poll_closes_by_the_world_clock_and_no_bot_hears_of_it(world: World, bot: Hand) -> None:
    sent = await bot("sendPoll", chat_id=FORUM, question="吃什么", options=FOOD, open_period=600)
    assert sent["poll"]["close_date"] == world.now() + 600
    world.clock.advance(599)
    world.vote(YINUO, FORUM, sent["message_id"], [0])
    world.clock.advance(1)
    with pytest.raises(RefusedError, match="the poll is closed"):
        world.vote(YINUO, FORUM, sent["message_id"], [])
    assert [each["is_closed"] for each in await bot.news("poll")] == [False]
    refusal = await bot.refusal("stopPoll", chat_id=FORUM, message_id=sent["message_id"])
    assert refusal == "Bad Request: poll can't be stopped"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"options": []}, "poll must have at least one answer option"),
        ({"options": FOOD * 5}, "poll can't have more than 12 options"),
        ({"question": ""}, "text must be non-empty"),
        ({"question": "问" * 301}, "poll question length must not exceed 300"),
        ({"options": [{"text": ""}]}, "poll option must be non-empty"),
        ({"options": [{"text": "长" * 101}]}, "poll options length must not exceed 100"),
        ({"members_only": True}, "poll voters can be restricted only in channel chats"),
        ({"type": "quiz", "correct_option_ids": [1, 0]}, "correct quiz option list must be increasing"),
        ({"type": "quiz", "correct_option_ids": [0], "explanation": "一\n二\n三\n四"}, "QUIZ_EXPLANATION_INVALID"),
    ],
)
async def test_a_poll_out_of_bounds_is_refused(bot: Hand, told: dict[str, object], words: str) -> None:
    refusal = await bot.refusal("sendPoll", **({"chat_id": FORUM, "question": "吃什么", "options": FOOD} | told))
    assert refusal == f"Bad Request: {words}"
