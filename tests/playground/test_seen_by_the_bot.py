"""What the bot may see: members and reactions, privacy mode, its own deeds."""

from playground.world import World
from tests.playground.conftest import EVERYTHING, FORUM, MODERATOR, OWNER, YINUO, ZIXUAN, Hand


async def test_member_and_reaction_updates_come_only_when_asked_for(world: World, bot: Hand) -> None:
    said = world.say(YINUO, FORUM, "好消息")
    world.react(ZIXUAN, FORUM, said["message_id"], "🎉")
    world.ban(OWNER, FORUM, ZIXUAN)
    kinds = [set(update) - {"update_id"} for update in await bot("getUpdates", allowed_updates=EVERYTHING)]
    assert kinds == [{"message"}, {"message"}], "asked for too late"
    world.unban(OWNER, FORUM, ZIXUAN)
    world.react(MODERATOR, FORUM, said["message_id"], "👍")
    assert (await bot.news("message_reaction"))[0]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    world.join(ZIXUAN, FORUM)
    change = (await bot.news("chat_member"))[-1]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")


async def test_a_bot_without_rights_hears_of_no_members_and_no_reactions(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=EVERYTHING)
    world.demote(OWNER, FORUM, world.bot.id)
    said = world.say(YINUO, FORUM, "好消息")
    world.react(ZIXUAN, FORUM, said["message_id"], "🎉")
    world.leave(ZIXUAN, FORUM)
    kinds = [(set(update) - {"update_id"}).pop() for update in await bot("getUpdates")]
    assert kinds == ["my_chat_member", "message", "message"], "the demotion, the words, the farewell"


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(world: World, bot: Hand) -> None:
    world.reads_all = False
    world.demote(OWNER, FORUM, world.bot.id)
    own = await bot("sendMessage", chat_id=FORUM, text="我在")
    world.say(YINUO, FORUM, "私房话")
    world.say(YINUO, FORUM, "/help")
    world.say(YINUO, FORUM, "谢谢", reply_to=own["message_id"])
    world.say(YINUO, FORUM, "@weilu_bot 你好")
    assert [one["text"] for one in await bot.news("message")] == ["/help", "谢谢"]


async def test_the_bot_does_not_hear_itself(world: World, bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="我说")
    await bot("editMessageText", chat_id=FORUM, message_id=sent["message_id"], text="我改")
    assert await bot("getUpdates") == []


async def test_of_its_own_deeds_a_bot_is_told_by_their_service_messages(world: World, bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="看这里")
    await bot("pinChatMessage", chat_id=FORUM, message_id=sent["message_id"])
    await bot("setChatTitle", chat_id=FORUM, title="围炉")
    await bot("createForumTopic", chat_id=FORUM, name="读书")
    await bot("banChatMember", chat_id=FORUM, user_id=YINUO)
    kinds = {"pinned_message", "new_chat_title", "forum_topic_created", "left_chat_member"}
    news = await bot.news("message")
    assert [kinds & each.keys() for each in news] == [
        {"pinned_message"},
        {"new_chat_title"},
        {"forum_topic_created"},
        {"left_chat_member"},
    ]
    assert {each["from"]["id"] for each in news} == {world.bot.id}
