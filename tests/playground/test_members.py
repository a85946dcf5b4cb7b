"""Members and rights: restrictions, bans, promotions, links, tags; each action of the bot needs its right."""

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import EVERYTHING, FORUM, MODERATOR, NEWCOMER, OWNER, YINUO, ZIXUAN, Hand


async def test_a_muted_member_may_not_speak_until_the_time_is_over(world: World, bot: Hand) -> None:
    who = {"chat_id": FORUM, "user_id": YINUO}
    await bot("restrictChatMember", **who, permissions={}, until_date=world.now() + 600)
    with pytest.raises(RefusedError, match="may not send"):
        world.say(YINUO, FORUM, "……")
    muted = await bot("getChatMember", **who)
    assert (muted["status"], muted["is_member"], muted["can_send_messages"]) == ("restricted", True, False)
    world.clock.advance(601)
    world.say(YINUO, FORUM, "我回来了")


async def test_a_banned_member_is_out_and_stays_out_until_unbanned(world: World, bot: Hand) -> None:
    await bot("getUpdates", allowed_updates=EVERYTHING)
    await bot("banChatMember", chat_id=FORUM, user_id=YINUO)
    with pytest.raises(RefusedError, match="is banned"):
        world.join(YINUO, FORUM)
    await bot("unbanChatMember", chat_id=FORUM, user_id=YINUO, only_if_banned=True)
    world.join(YINUO, FORUM)
    changes = await bot.news("chat_member")
    assert [one["new_chat_member"]["status"] for one in changes] == ["kicked", "left", "member"]


@pytest.mark.parametrize(
    ("seconds", "is_for_ever"), [(29, True), (30, False), (366 * 86_400, False), (367 * 86_400, True)]
)
async def test_a_mute_that_is_too_short_or_too_long_is_for_ever_and_its_end_is_told_to_nobody(
    world: World, bot: Hand, seconds: int, is_for_ever: bool
) -> None:
    await bot("getUpdates", allowed_updates=["chat_member"])
    until = world.now() + seconds
    await bot("restrictChatMember", chat_id=FORUM, user_id=YINUO, permissions={}, until_date=until)
    (news,) = await bot.news("chat_member")
    assert news["new_chat_member"]["until_date"] == (0 if is_for_ever else until)
    world.clock.advance(seconds + 1)
    assert await bot.news("chat_member") == []
    status = (await bot("getChatMember", chat_id=FORUM, user_id=YINUO))["status"]
    assert status == ("restricted" if is_for_ever else "member")


@pytest.mark.parametrize(
    ("method", "told", "words"),
    [
        ("banChatMember", {"user_id": YINUO}, "not enough rights to restrict/unrestrict chat member"),
        ("promoteChatMember", {"user_id": YINUO}, "not enough rights"),
        ("pinChatMessage", {"message_id": 2}, "not enough rights to manage pinned messages in the chat"),
        ("createChatInviteLink", {}, "not enough rights to manage chat invite link"),
        ("setChatTitle", {"title": "新"}, "not enough rights to change chat title"),
        ("setChatMemberTag", {"user_id": YINUO, "tag": "金卡"}, "CHAT_ADMIN_REQUIRED"),
    ],
)
async def test_a_deed_without_its_right_is_refused(
    world: World, bot: Hand, method: str, told: dict[str, object], words: str
) -> None:
    world.demote(OWNER, FORUM, world.bot.id)
    assert await bot.refusal(method, chat_id=FORUM, **told) == f"Bad Request: {words}"


async def test_the_owner_and_administrators_cannot_be_touched(bot: Hand) -> None:
    refusal = await bot.refusal("banChatMember", chat_id=FORUM, user_id=OWNER)
    assert refusal == "Bad Request: can't remove chat owner"
    refusal = await bot.refusal("restrictChatMember", chat_id=FORUM, user_id=MODERATOR, permissions={})
    assert refusal == "Bad Request: user is an administrator of the chat"


async def test_administrators_are_listed_with_their_rights(bot: Hand) -> None:
    await bot("promoteChatMember", chat_id=FORUM, user_id=YINUO, can_pin_messages=True)
    await bot("setChatAdministratorCustomTitle", chat_id=FORUM, user_id=YINUO, custom_title="值日生")
    told = {one["user"]["id"]: one for one in await bot("getChatAdministrators", chat_id=FORUM)}
    assert told[OWNER]["status"] == "creator"
    assert (told[YINUO]["can_pin_messages"], told[YINUO]["can_delete_messages"]) == (True, False)
    assert told[YINUO]["can_manage_topics"] is False, "every right is told, given or not"
    assert told[YINUO]["custom_title"] == "值日生"


async def test_a_tag_is_shown_beside_what_the_member_says(world: World, bot: Hand) -> None:
    await bot("setChatMemberTag", chat_id=FORUM, user_id=YINUO, tag="金卡")
    assert world.say(YINUO, FORUM, "看我的牌子")["sender_tag"] == "金卡"
    refusal = await bot.refusal("setChatMemberTag", chat_id=FORUM, user_id=YINUO, tag="字" * 17)
    assert refusal == "Bad Request: TAG_INVALID"
    refusal = await bot.refusal("setChatMemberTag", chat_id=FORUM, user_id=YINUO, tag="⭐ 金卡")
    assert refusal == "Bad Request: TAG_EMOJI_NOT_ALLOWED"


async def test_put_out_of_a_supergroup_the_bot_hears_of_it_twice(world: World, bot: Hand) -> None:
    world.remove_bot(OWNER, FORUM)
    told = [each for each in await bot("getUpdates") if "my_chat_member" in each or "message" in each]
    assert told[0]["my_chat_member"]["new_chat_member"]["status"] in ("left", "kicked")
    assert told[1]["message"]["left_chat_member"]["id"] == world.bot.id


async def test_joining_and_leaving_are_told_in_the_chat(world: World, bot: Hand) -> None:
    world.join(NEWCOMER, FORUM)
    world.leave(NEWCOMER, FORUM)
    came, went = await bot.news("message")
    assert came["new_chat_members"][0]["id"] == NEWCOMER
    assert went["left_chat_member"]["id"] == NEWCOMER


async def test_a_link_that_asks_lets_in_after_a_yes(world: World, bot: Hand) -> None:
    link = await bot("createChatInviteLink", chat_id=FORUM, name="春游", creates_join_request=True)
    world.join(NEWCOMER, FORUM, link=link["invite_link"])
    asked = (await bot.news("chat_join_request"))[0]
    assert (asked["from"]["id"], asked["invite_link"]["name"]) == (NEWCOMER, "春游")
    assert await bot("approveChatJoinRequest", chat_id=FORUM, user_id=NEWCOMER) is True
    assert (await bot("getChatMember", chat_id=FORUM, user_id=NEWCOMER))["status"] == "member"
    gone = await bot.refusal("approveChatJoinRequest", chat_id=FORUM, user_id=ZIXUAN)
    assert gone == "Bad Request: HIDE_REQUESTER_MISSING"


async def test_commands_are_kept_by_scope_and_language(world: World, bot: Hand) -> None:
    everywhere = [{"command": "checkin", "description": "签到"}]
    admins = [{"command": "grant", "description": "发积分"}]
    await bot("setMyCommands", commands=everywhere)
    await bot("setMyCommands", commands=admins, scope={"type": "all_chat_administrators"}, language_code="zh")
    assert await bot("getMyCommands") == everywhere
    assert await bot("getMyCommands", scope={"type": "all_chat_administrators"}) == []
    page = {who: (await bot.client.get(f"/playground/state?as={who}")).json() for who in (OWNER, YINUO)}
    seen = {who: next(c for c in told["chats"] if c["id"] == FORUM)["commands"] for who, told in page.items()}
    assert seen == {OWNER: admins, YINUO: everywhere}
