"""Stories of grants that wait for a press: to many at once, and of more points than one moderator gives alone."""

from __future__ import annotations

from tests.handlers.grants.polled import poll_of
from tests.story import FORUM, MODERATOR, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story


async def granted(story: Story) -> list[dict[str, int]]:
    return await story.rows("SELECT to_account, amount FROM ledger WHERE kind = 'grant' ORDER BY to_account")


class TestASecondModerator:
    async def test_up_to_the_limit_one_gives_alone(self, careful: Story) -> None:
        assert "加了 100 分" in (await careful.says(MODERATOR, f"/grant {YINUO} 100 好"))["text"]

    async def test_above_it_another_confirms_and_both_are_named(self, careful: Story) -> None:
        card = await careful.says(MODERATOR, f"/grant {YINUO} 101 画得好")
        assert "要另一位管理员确认" in card["text"]
        assert await granted(careful) == []
        done = await careful.presses(MUYANG, "确认加分")
        assert "加了 101 分" in done["text"]
        assert "画得好" in done["text"]
        assert "周明远，确认" in done["text"]
        assert await careful.points_of(YINUO) == 101
        shown = (await careful.says(OWNER, "/audit"))["text"]
        assert "给 陈一诺 加分" in shown or "加分 陈一诺" in shown
        assert "确认加分" in shown

    async def test_the_first_cannot_confirm_their_own_nor_can_the_one_who_gains(self, careful: Story) -> None:
        await careful.says(MUYANG, "在呢")
        await careful.says(MODERATOR, f"/grant {MUYANG} 500 好")
        for who, why in ((MODERATOR, "另一位管理员"), (MUYANG, "不能给自己"), (YINUO, "管理员")):
            assert await careful.presses(who, "确认加分") == {}
            assert why in careful.toasts(who)[-1]
        assert await granted(careful) == []
        await careful.presses(OWNER, "确认加分")
        assert await granted(careful) == [{"to_account": MUYANG, "amount": 500}]

    async def test_pressed_again_and_again_it_gives_once_also_across_a_restart(self, careful: Story) -> None:
        await careful.says(MODERATOR, f"/grant {YINUO} 500 好")
        message_id, data = careful.button(FORUM, "确认加分")
        await careful.restart()
        for _ in range(3):
            careful.world.press_vanished(MUYANG, FORUM, message_id, data)
            await careful.settle()
        assert await granted(careful) == [{"to_account": YINUO, "amount": 500}]
        assert "过时" in careful.toasts(MUYANG)[-1]

    async def test_dropped_or_lapsed_it_gives_nothing(self, careful: Story) -> None:
        await careful.says(MODERATOR, f"/grant {YINUO} 500 好")
        assert "取消" in (await careful.presses(MODERATOR, "取消"))["text"]
        await careful.says(MODERATOR, f"/grant {YINUO} 500 好")
        await careful.passes(24 * 3600 + 1)
        assert "已取消" in careful.world.sent(FORUM)[-1]["text"]
        assert await granted(careful) == []
        assert await careful.rows("SELECT * FROM grant_people") == []
        assert await careful.rows("SELECT * FROM timers WHERE kind = 'granting'") == []

    async def test_what_it_was_for_goes_with_the_first_it_was_for_and_with_its_end(self, careful: Story) -> None:
        await careful.says(MODERATOR, f"/grant {YINUO} 500 沈一诺画的海报")
        await careful.says(MODERATOR, f"/grant {ZIXUAN} 500 好诗")
        assert [row["reason"] for row in await careful.rows("SELECT reason FROM grants")] == ["沈一诺画的海报", "好诗"]
        await careful.presses(MUYANG, "确认加分")
        await careful.says(YINUO, "/forgetme")
        await careful.presses(YINUO, "确认删除")
        assert [row["reason"] for row in await careful.rows("SELECT reason FROM grants")] == ["", ""]
        assert "好诗" in (await careful.says(ZIXUAN, "/ledger"))["text"]

    async def test_behind_an_anonymous_administrator_two_press_and_nobody_is_named(self, careful: Story) -> None:
        card = await careful.says(OWNER, f"/grant {YINUO} 500 好", anonymous=True)
        assert "两位管理员先后确认" in card["text"]
        assert await careful.presses(OWNER, "确认加分") == {}
        assert "还要另一位" in careful.toasts(OWNER)[-1]
        assert await careful.presses(OWNER, "确认加分") == {}
        done = (await careful.presses(MODERATOR, "确认加分"))["text"]
        assert "加了 500 分" in done
        assert "匿名管理员" in done
        assert "周明远" not in done
        shown = (await careful.says(MUYANG, "/audit"))["text"]
        assert "林书瑶" not in shown
        assert await careful.rows("SELECT first_id FROM grants") == [{"first_id": 0}]

    async def test_the_days_measure_holds_when_it_is_asked_and_when_it_is_confirmed(self, careful: Story) -> None:
        assert "最多加 1000" in (await careful.says(MODERATOR, f"/grant {YINUO} 1001 好"))["text"]
        await careful.says(MODERATOR, f"/grant {YINUO} 950 好")
        await careful.says(MODERATOR, f"/grant {YINUO} 60 好")
        await careful.presses(MUYANG, "确认加分")
        assert "最多加 1000" in careful.toasts(MUYANG)[-1]
        assert await granted(careful) == [{"to_account": YINUO, "amount": 60}]


class TestManyAtOnce:
    async def test_voters_by_number_shown_first_then_given_once_each(self, careful: Story) -> None:
        await poll_of(careful, YINUO, ZIXUAN)
        card = await careful.says(MODERATOR, "/grant 20 poll 1 谢谢参与")
        assert "每人加 20 分：2 人，一共 40 分" in card["text"]
        assert "谢谢参与" in card["text"]
        assert await granted(careful) == []
        done = (await careful.presses(MODERATOR, "确认加分"))["text"]
        assert "2 位投票人每人加了 20 分，一共 40 分" in done
        assert await granted(careful) == [{"to_account": each, "amount": 20} for each in (YINUO, ZIXUAN)]
        assert "谢谢参与" in (await careful.says(YINUO, "/ledger"))["text"]

    async def test_who_chose_nothing_but_an_option_that_was_taken_away_is_no_voter(self, careful: Story) -> None:
        posted = await poll_of(careful, YINUO, flags=" | #add")
        here = {"chat_id": FORUM, "message_id": posted["message_id"]}
        await careful.does(ZIXUAN, "add_option", text="饺子", **here)
        for who in (ZIXUAN, XIAOMAN):
            await careful.does(who, "vote", options=[2], **here)
        await careful.does(ZIXUAN, "delete_option", text="饺子", **here)
        assert "：1 人" in (await careful.says(MODERATOR, "/grant 20 poll 1 谢谢参与"))["text"]

    async def test_in_reply_to_the_poll_and_above_the_limit_another_confirms(self, careful: Story) -> None:
        posted = await poll_of(careful, YINUO, ZIXUAN, XIAOMAN)
        card = await careful.says(MODERATOR, "/grant 40 谢谢", reply_to=posted["message_id"])
        assert "一共 120 分" in card["text"]
        assert "另一位管理员" in card["text"]
        await careful.presses(MODERATOR, "确认加分")
        assert await granted(careful) == []
        await careful.presses(MUYANG, "确认加分")
        assert len(await granted(careful)) == 3

    async def test_entrants_of_a_draw_in_reply_to_its_card(self, careful: Story) -> None:
        card = await careful.says(OWNER, "/lottery new 电影票 x1 | ends manual")
        await careful.presses(YINUO, "参加")
        await careful.presses(XIAOMAN, "参加")
        shown = await careful.says(MODERATOR, "/grant 5 感谢捧场", reply_to=card["message_id"])
        assert "抽奖 #1 的参加者每人加 5 分：2 人" in shown["text"]
        await careful.presses(MODERATOR, "确认加分")
        assert await granted(careful) == [{"to_account": each, "amount": 5} for each in sorted((YINUO, XIAOMAN))]

    async def test_the_people_of_a_topic_are_those_who_spoke_in_its_discussion(self, careful: Story) -> None:
        await careful.says(OWNER, "/topic discuss 周末去哪 | 2h")
        topic = careful.world.topic_id(FORUM, "周末去哪")
        for who in (YINUO, XIAOMAN, MODERATOR):
            await careful.says(who, "我觉得去爬山最好", topic=topic)
        card = await careful.says(MODERATOR, "/grant 7 topic 聊得好", topic=topic)
        assert "在这个话题里说过话的人每人加 7 分：2 人，一共 14 分" in card["text"]
        assert "聊得好" in card["text"]
        await careful.presses(MODERATOR, "确认加分")
        assert await granted(careful) == [{"to_account": each, "amount": 7} for each in sorted((YINUO, XIAOMAN))]

    async def test_where_nobody_counted_who_spoke_it_is_said(self, careful: Story) -> None:
        topic = careful.world.topic_id(FORUM, "闲聊")
        answer = await careful.says(MODERATOR, "/grant 7 话题 聊得好", topic=topic)
        assert "这个话题里还没有人说过话" in answer["text"]

    async def test_in_any_topic_those_are_remembered_who_spoke_since_the_start(self, careful: Story) -> None:
        topic, other = (careful.world.topic_id(FORUM, each) for each in ("闲聊", "活动"))
        for who in (YINUO, XIAOMAN, MODERATOR):
            await careful.says(who, "汤圆要煮多久才不破", topic=topic)
        await careful.says(ZIXUAN, "周末去爬山吗", topic=other)
        await careful.does(XIAOMAN, "leave", chat_id=FORUM)
        card = await careful.says(MODERATOR, "/grant 7 topic 聊得好", topic=topic)
        assert "最近在这个话题里说过话的人每人加 7 分：1 人" in card["text"]
        assert "重启前说过话的不算" in card["text"]
        await careful.presses(MODERATOR, "确认加分")
        assert await granted(careful) == [{"to_account": YINUO, "amount": 7}]
        await careful.restart()
        assert "还没有人说过话" in (await careful.says(MODERATOR, "/grant 7 topic 聊得好", topic=topic))["text"]

    async def test_whoever_stands_for_it_and_whoever_left_gets_nothing(self, careful: Story) -> None:
        await poll_of(careful, YINUO, ZIXUAN, MODERATOR, MUYANG)
        await careful.does(ZIXUAN, "leave", chat_id=FORUM)
        assert "：2 人" in (await careful.says(MODERATOR, "/grant 90 poll 1"))["text"]
        await careful.presses(MUYANG, "确认加分")
        assert await granted(careful) == [{"to_account": YINUO, "amount": 90}]

    async def test_nobody_to_give_to_is_said(self, careful: Story) -> None:
        await poll_of(careful)
        assert "没有人可加" in (await careful.says(MODERATOR, "/grant 5 poll 1"))["text"]
        assert "没有这个编号" in (await careful.says(MODERATOR, "/grant 5 投票 9"))["text"]
        assert await careful.rows("SELECT * FROM grants") == []

    async def test_members_may_not(self, careful: Story) -> None:
        await poll_of(careful, ZIXUAN)
        assert "只有管理员" in (await careful.says(YINUO, "/grant 5 poll 1"))["text"]
        await careful.says(MODERATOR, "/grant 5 poll 1")
        await careful.presses(YINUO, "确认加分")
        assert await granted(careful) == []

    async def test_the_word_poll_in_a_reason_is_no_poll(self, careful: Story) -> None:
        said = await careful.does(YINUO, "say", chat_id=FORUM, text="我来投")
        assert "加了 5 分" in (await careful.says(MODERATOR, "/grant 5 投票 积极", reply_to=said["message_id"]))["text"]
