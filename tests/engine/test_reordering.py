"""What is posted side by side is in the order of its ids again, and nothing waits for what will not come."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import reordering, webhook
from bot.engine.reordering import HOLD, Reordering
from tests.engine.test_webhook import MESSAGE, PATIENCE, SECRET, hooked, post
from tests.story import FORUM, Story

MOST = 5


def after(*ids: int) -> Reordering[int]:
    """One that these went through."""
    line = Reordering[int](most=MOST)
    for each in ids:
        line.put(each, each, now=0.0)
        assert line.due(HOLD) == [each]
    return line


def comes(line: Reordering[int], *ids: int, at: float = 1.0) -> list[int]:
    """What is due once these have come."""
    for each in ids:
        line.put(each, each, now=at)
    return line.due(at)


def test_the_next_one_waits_for_nothing_and_one_after_it_until_it_is_there() -> None:
    line = after(7)
    assert comes(line, 10, 9) == []
    assert line.due_at(1.1) == 1.0 + HOLD
    assert comes(line, 8, at=1.1) == [8, 9, 10]
    assert line.due_at(1.1) is None
    assert comes(line, 11, at=1.2) == [11]


def test_what_is_missing_is_waited_for_no_longer_than_is_said_and_comes_later_at_once() -> None:
    line = after(7)
    assert comes(line, 9) == []
    assert comes(line, 12, at=1.2) == []
    assert line.due(1.0 + HOLD) == [9]
    assert line.due_at(1.4) == 1.2 + HOLD
    assert comes(line, 10, at=1.4) == [10]
    assert line.due(1.2 + HOLD) == [12]
    assert comes(line, 8, 11, at=2.0) == [8, 11]


def test_a_repeat_goes_at_once_and_brings_no_other_forward() -> None:
    line = after(7, 8)
    assert comes(line, 10, 7, 7) == [7, 7]
    assert line.due_at(1.0) == 1.0 + HOLD


def test_where_as_many_wait_as_can_come_nothing_can_be_missing() -> None:
    line = after(7)
    assert comes(line, 13, 11, 15, 10) == []
    assert line.due_at(1.0) == 1.0 + HOLD
    line.put(12, 12, now=1.1)
    assert line.due_at(1.1) == 1.1
    assert line.due(1.1) == [10, 11, 12, 13, 15]


def test_the_first_ones_of_all_wait_for_each_other_and_so_do_the_first_after_a_long_quiet() -> None:
    line = Reordering[int](most=MOST)
    assert comes(line, 1003, 1001) == []
    assert line.due(1.0 + HOLD) == [1001, 1003]
    quiet = 7 * 24 * 3600.0
    assert comes(line, 6, 5, at=quiet) == []
    assert line.due(quiet + HOLD) == [5, 6]
    assert comes(line, 7, at=quiet + 1) == [7]


def test_what_has_no_id_waits_for_nothing() -> None:
    line = after(7)
    line.put(0, None, now=1.0)
    assert comes(line, 9) == [0]
    assert line.all() == [9]
    assert line.due_at(1.0) is None


@given(st.permutations(range(20)), st.sets(st.integers(0, 19)), st.lists(st.floats(0, 0.5), min_size=20, max_size=20))
def test_nothing_is_lost_or_late_and_those_that_come_in_time_are_in_order(
    order: list[int], lost: set[int], pauses: list[float]
) -> None:
    line, now = Reordering[int](most=MOST), 0.0
    came, went = dict[int, float](), dict[int, float]()
    found = list[int]()

    def goes_on(until: float) -> None:
        while (due_at := line.due_at(now)) is not None and due_at <= until:
            for each in line.due(max(due_at, now)):
                went[each] = max(due_at, now)
                found.append(each)

    for each, pause in zip(order, pauses, strict=True):
        goes_on(now + pause)
        now += pause
        if each not in lost:
            came[each] = now
            line.put(each, each, now=now)
    goes_on(now + HOLD)
    assert sorted(found) == sorted(came)
    assert all(went[each] - came[each] <= HOLD + 1e-6 for each in came)
    for each in came:
        for other in came:
            if each < other and came[each] <= went[other] - 1e-6:
                assert found.index(each) < found.index(other), (each, other)


async def test_what_overtakes_on_another_connection_waits_for_those_before_it(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram posts what is said in a chat, presses, comings and goings and votes side by side."""
    arrivals, secret = webhook.Arrivals(story.app.engine), {webhook.SECRET_HEADER: SECRET}
    said = len(story.world.sent(FORUM))
    async with hooked(story, arrivals) as url:

        def posting(update_id: int, text: str) -> asyncio.Task[int]:
            update = {"update_id": update_id, "message": MESSAGE | {"message_id": 8100 + update_id, "text": text}}
            return asyncio.get_running_loop().create_task(post(url, msgspec.json.encode(update), **secret))

        assert await posting(900, "/about") == 200
        monkeypatch.setattr(reordering, "HOLD", PATIENCE)
        early = [posting(903, "/privacy"), posting(902, "/rules")]
        async with asyncio.timeout(PATIENCE):
            while len(arrivals.waiting) < len(early):
                await asyncio.sleep(0)
        assert await posting(901, "/about") == 200
        assert await asyncio.gather(*early) == [200, 200]
        await story.app.idle()
    told = [each["text"] for each in story.world.sent(FORUM)[said:]]
    assert told[0] == told[1]
    assert ["群规" in each for each in told] == [False, False, True, False]
