"""A busy group: members share its pace, age counts, repeats are merged, and nothing that is waited for is given up."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.outbox import actions
from bot.outbox.actions import AnyAction, Key, Priority
from bot.outbox.fairness import mark_of_asker
from bot.outbox.pace import Pace
from bot.outbox.send_queue import SendQueue
from bot.texts.text import Raw
from playground.world.faults import Weather
from storage.outbox import Due
from tests.outbox.support import House, house
from tests.story import FORUM, YINUO, Story

LOUD, CALM = mark_of_asker(1), mark_of_asker(2)
DAY = 86_400


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


def answer(chat_id: int, words: str, *, asker: int = LOUD) -> actions.Say:
    return actions.Say(chat_id=chat_id, words=Raw(words), reply_to=1, asker=asker)


def due(number: int, action: AnyAction, *, at: int = 0, priority: int = Priority.ANSWER) -> Due:
    return Due(number, action.chat_id, priority, actions.encode(action).decode(), "resend", 0, False, at)


def in_order(queue: SendQueue) -> list[Due]:
    taken = list[Due]()
    while (each := queue.take(now=0)) is not None:
        taken.append(each)
        queue.free(each, now=0)
    return taken


# --- sharing ---


async def test_fifty_commands_of_one_member_do_not_hold_up_anothers_answer(home: House) -> None:
    group = home.group()
    async with home.sending(is_paced=True):
        await home.done(*(answer(group, f"{n}") for n in range(50)))
        await home.done(answer(group, "签到成功", asker=CALM))
        await home.skip(4)
        assert "签到成功" in home.said(group)
        assert len(home.said(group)) < 25


@pytest.mark.parametrize("priority", [Priority.PRESS, Priority.ALERT, Priority.ANSWER])
async def test_neither_do_they_hold_up_alerts_and_results(home: House, priority: Priority) -> None:
    group = home.group()
    async with home.sending(is_paced=True):
        await home.done(*(answer(group, f"{n}") for n in range(50)))
        await home.done(actions.Say(chat_id=group, words=Raw("开奖了")), priority=priority)
        await home.skip(4)
        assert "开奖了" in home.said(group)


async def test_an_announcement_waits_a_minute_and_not_for_ever(home: House) -> None:
    group = home.group()
    now = home.clock.now()
    await home.post(*(answer(group, f"{n}", asker=mark_of_asker(n)) for n in range(100)), at=now)
    await home.post(actions.Say(chat_id=group, words=Raw("公告")), priority=Priority.ANNOUNCEMENT, at=now - 70)
    async with home.sending(is_paced=True):
        await home.idle()
    assert home.said(group)[0] == "公告"


def test_a_report_is_overtaken_for_ten_minutes_at_most() -> None:
    queue = SendQueue(Pace(is_limited=False))
    report = due(1, actions.Say(chat_id=-1, words=Raw("周报")), priority=Priority.REPORT)
    early, late = due(2, answer(-1, "早"), at=580), due(3, answer(-1, "晚", asker=CALM), at=700)
    queue.add([report, early, late], now=0)
    assert in_order(queue) == [early, report, late]


# --- merging ---


async def test_the_same_answer_to_the_same_member_is_not_said_over_and_over(home: House) -> None:
    group = home.group()
    home.world.faults.set(Weather("flood", retry_after=30), chat_id=group)
    async with home.sending():
        await home.done(answer(group, "先"))
        await home.done(*(answer(group, "你有 5 分") for _ in range(20)), answer(group, "你有 5 分", asker=CALM))
        home.world.faults.set(Weather(), chat_id=group)
        await home.skip(40)
    said = Counter(home.said(group))
    assert (said["先"], said["你有 5 分"] <= 6) == (1, True)
    assert set(await home.states()) == {"sent"}


async def test_edits_of_one_card_that_pile_up_become_the_last_one(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(actions.Say(chat_id=group, words=Raw("0"), name="card"))
        home.world.faults.set(Weather("flood", retry_after=30), chat_id=group)
        for n in range(1, 300):
            await home.post(actions.Edit(chat_id=group, words=Raw(f"{n}"), named="card"))
        await home.idle()
        home.world.faults.set(Weather(), chat_id=group)
        await home.skip(40)
    assert home.said(group) == ["299"]
    assert len(home.calls("editMessageText")) <= 3
    assert set(await home.states()) == {"sent"}


def edit(named: str, words: str) -> actions.Edit:
    return actions.Edit(chat_id=-1, words=Raw(words), named=named)


_ROW = [[Key(Raw("按"), data="a")]]


@pytest.mark.parametrize(
    ("earlier", "later", "is_merged"),
    [
        (edit("x", "a"), edit("x", "b"), True),
        (edit("x", "a"), edit("y", "b"), False),
        (edit("x", "a"), actions.Edit(chat_id=-1, keys=_ROW, named="x"), False),
        (actions.Edit(chat_id=-1, keys=_ROW, named="x"), edit("x", "b"), True),
        (answer(-1, "a"), answer(-1, "a"), False),
        (answer(-1, "a"), answer(-1, "b"), False),
        (answer(-1, "a", asker=0), answer(-1, "a", asker=0), False),
        (actions.Say(chat_id=-1, words=Raw("a"), asker=3, name="x"), answer(-1, "a", asker=3), False),
    ],
)
def test_only_what_another_says_as_well_is_left_out(earlier: AnyAction, later: AnyAction, is_merged: bool) -> None:
    queue = SendQueue(Pace(is_limited=False))
    needless = queue.add([due(1, earlier), due(2, later)], now=0)
    assert len(needless) == is_merged
    assert len(in_order(queue)) == 2 - is_merged


_actions = some.one_of(
    some.builds(answer, some.sampled_from([-1, -2]), some.sampled_from("abc"), asker=some.sampled_from([0, 5, 6, 7])),
    some.builds(
        lambda chat, words, named: actions.Edit(chat_id=chat, words=Raw(words), named=named),
        some.sampled_from([-1, -2]),
        some.sampled_from("abc"),
        some.sampled_from(["x", "y"]),
    ),
)


@given(some.lists(some.tuples(_actions, some.sampled_from(list(Priority)), some.integers(0, 500)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_whatever_waits_goes_once_or_is_merged(
    told: list[tuple[AnyAction, Priority, int]],
) -> None:
    queue = SendQueue(Pace(is_limited=False))
    dues = [due(n, action, priority=priority, at=at) for n, (action, priority, at) in enumerate(told, 1)]
    needless = queue.add(dues, now=0)
    taken = in_order(queue)
    assert sorted(each.id for each in [*taken, *needless]) == [each.id for each in dues]
    assert queue.waiting == 0


# --- never given up ---


async def test_a_result_is_posted_although_telegram_failed_for_three_days(home: House) -> None:
    group, other = home.group(), home.group()
    home.world.faults.set(Weather("errors"))
    await home.post(
        actions.Say(chat_id=group, words=Raw("中奖名单"), name="lottery:1:result"), at=home.clock.now() - 3 * DAY
    )
    await home.post(actions.Say(chat_id=group, words=Raw("恭喜")), at=home.clock.now() - 3 * DAY)
    await home.post(answer(other, "帮助"), at=home.clock.now() - 3 * DAY)
    async with home.sending():
        await home.idle()
        for _ in range(5):
            await home.skip(60)
        home.world.faults.set(Weather())
        await home.skip(60)
    assert (home.said(group), home.said(other)) == (["中奖名单", "恭喜"], [])
    assert await home.states() == ["sent", "sent", "dropped"]


async def test_whoever_waits_hears_that_a_stop_left_it_open(home: House) -> None:
    group = home.group()
    home.world.faults.set(Weather("slow", delay=3600))
    await home.post(actions.Say(chat_id=group, words=Raw("投票"), then="heard"), on_crash="drop")
    async with home.sending():
        while (await home.states())[0] != "sending":
            pass
    home.world.faults.set(Weather())
    async with home.sending():
        await home.idle()
    rows = await home.database.reads.all("SELECT body FROM timers WHERE kind = 'heard'")
    assert [actions.read_done(row["body"]).error for row in rows] == ["in_doubt"]


async def test_answers_in_a_group_bear_a_mark_and_never_who_asked(story: Story) -> None:
    await story.says(YINUO, "/points")
    await story.says(YINUO, "/points", chat=YINUO)
    rows = await story.rows("SELECT chat_id, body FROM outbox WHERE body LIKE '%\"asker\"%'")
    assert [row["chat_id"] for row in rows] == [FORUM]
    assert f'"asker":{YINUO}' not in rows[0]["body"]
