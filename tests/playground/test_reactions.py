"""Reactions as the server tells them: of people, chats and nobody in particular."""

from __future__ import annotations

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import EVERYTHING, FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Hand

KINDS = [*EVERYTHING, "message_reaction_count"]


async def test_an_anonymous_administrator_and_a_channel_are_told_as_chats(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=KINDS)
    post = world.say(YINUO, FORUM, "早")["message_id"]
    world.say(MODERATOR, FORUM, "以群的身份", anonymous=True)
    world.react(MODERATOR, FORUM, post, "👍")
    world.react(ZIXUAN, FORUM, post, "❤", channel="子轩的频道")
    by_group, by_channel = await bot.news("message_reaction")
    assert by_group["actor_chat"]["id"] == FORUM
    assert by_channel["actor_chat"] == world.channel("子轩的频道")
    assert "user" not in by_group
    assert "user" not in by_channel


async def test_custom_and_paid_reactions_are_told_as_what_they_are(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=KINDS)
    post = world.say(YINUO, FORUM, "早")["message_id"]
    world.react(ZIXUAN, FORUM, post, "5312016608254762256")
    world.react(OWNER, FORUM, post, "⭐")
    custom, paid = await bot.news("message_reaction")
    assert custom["new_reaction"] == [{"type": "custom_emoji", "custom_emoji_id": "5312016608254762256"}]
    assert paid["new_reaction"] == [{"type": "paid"}]


async def test_counts_come_minutes_late_and_together_where_names_are_kept_back(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=KINDS)
    world.chats[FORUM].hides_reactors = True
    post = world.say(YINUO, FORUM, "早")["message_id"]
    for who, emoji in ((OWNER, "👍"), (ZIXUAN, "👍"), (MODERATOR, "❤")):
        world.react(who, FORUM, post, emoji)
    assert await bot.news("message_reaction_count") == []
    world.clock.advance(180)
    updates = await bot("getUpdates")
    (told,) = [each["message_reaction_count"] for each in updates if "message_reaction_count" in each]
    assert not any("message_reaction" in each for each in updates)
    assert [(each["type"]["emoji"], each["total_count"]) for each in told["reactions"]] == [("👍", 2), ("❤", 1)]


async def test_people_keep_to_the_groups_list_too(world: World) -> None:
    world.chats[FORUM].reactions = ["👍"]
    post = world.say(YINUO, FORUM, "早")["message_id"]
    world.react(ZIXUAN, FORUM, post, "👍")
    with pytest.raises(RefusedError, match="not among the reactions"):
        world.react(ZIXUAN, FORUM, post, "❤")


async def test_a_bot_gives_no_paid_reaction_and_custom_ones_only_after_others(world: World, bot: Hand) -> None:
    here = {"chat_id": FORUM, "message_id": world.say(YINUO, FORUM, "早")["message_id"]}
    refusal = await bot.refusal("setMessageReaction", **here, reaction=[{"type": "paid"}])
    assert refusal == "Bad Request: can't parse ReactionType: invalid reaction type specified"
    custom = [{"type": "custom_emoji", "custom_emoji_id": "5312016608254762256"}]
    assert await bot.refusal("setMessageReaction", **here, reaction=custom) == "Bad Request: REACTION_INVALID"
    world.react(ZIXUAN, FORUM, here["message_id"], "5312016608254762256")
    assert await bot("setMessageReaction", **here, reaction=custom) is True
