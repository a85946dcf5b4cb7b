"""Polls on their way to other chats, and what files look like beside each other."""

from __future__ import annotations

from playground.world import World
from tests.playground.conftest import EVERYTHING, FORUM, MODERATOR, NEWCOMER, YINUO, ZIXUAN, Hand

POLL = {"question": "去哪", "options": [{"text": "山"}, {"text": "海"}], "is_anonymous": False}


async def test_a_forwarded_poll_stays_the_same_and_takes_votes_from_anywhere(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=[*EVERYTHING, "poll", "poll_answer"])
    sent = await bot("sendPoll", chat_id=FORUM, **POLL)
    away = world.add_group("别的群", owner=NEWCOMER)
    world.join(YINUO, away.id, by=NEWCOMER)
    copy = world.forward(YINUO, FORUM, sent["message_id"], away.id)
    assert copy["poll"]["id"] == sent["poll"]["id"]
    world.vote(NEWCOMER, away.id, copy["message_id"], [1])
    world.vote(ZIXUAN, FORUM, sent["message_id"], [1])
    answers = await bot.news("poll_answer")
    assert [(each["user"]["id"], each["option_ids"]) for each in answers] == [(NEWCOMER, [1]), (ZIXUAN, [1])]
    told = await bot("stopPoll", chat_id=FORUM, message_id=sent["message_id"])
    assert [each["voter_count"] for each in told["options"]] == [0, 2]
    assert world.messages(away.id)[-1]["poll"]["is_closed"] is True


async def test_a_copied_poll_is_a_new_one(world: World, bot: Hand) -> None:
    sent = await bot("sendPoll", chat_id=FORUM, **POLL)
    world.vote(YINUO, FORUM, sent["message_id"], [0])
    await bot("copyMessage", chat_id=FORUM, from_chat_id=FORUM, message_id=sent["message_id"])
    copy = world.sent(FORUM)[-1]["poll"]
    assert (copy["question"], copy["total_voter_count"]) == ("去哪", 0)
    assert copy["id"] != sent["poll"]["id"]


async def test_an_anonymous_administrator_votes_as_the_group(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=[*EVERYTHING, "poll_answer"])
    sent = await bot("sendPoll", chat_id=FORUM, **POLL)
    world.say(MODERATOR, FORUM, "以群的身份", anonymous=True)
    world.vote(MODERATOR, FORUM, sent["message_id"], [0])
    (told,) = await bot.news("poll_answer")
    assert (told["voter_chat"]["id"], told["user"]["id"]) == (FORUM, 136817688)


async def test_an_animation_is_a_document_too_and_a_live_photo_a_photo(world: World) -> None:
    animation = world.send_animation(YINUO, FORUM, b"gif")
    assert animation["animation"]["file_id"] == animation["document"]["file_id"]
    live = world.send_live_photo(YINUO, FORUM, b"mov")
    assert live["photo"]
    assert live["live_photo"]["duration"] == 3
