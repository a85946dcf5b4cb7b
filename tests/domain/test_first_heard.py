"""In which hours of their days members were heard: what is known, what is asked, and what is counted of it."""

from __future__ import annotations

from collections import Counter
from random import Random

from bot.domain.activity import HOUR, Day, Heard, by_day
from bot.domain.counts import by_hour, hours_of
from bot.domain.first_heard import FirstHeard, News, news, returns

CHAT = -100
BEGINS = 1_800_000_000 - 1_800_000_000 % HOUR


def said(user_id: int, *, hour: int = 0, chat_id: int = CHAT, topic: int = 0, text: str = "在吗") -> Heard:
    return Heard(chat_id, user_id, "", "", BEGINS + hour * HOUR + 7, topic, text)


def counted(hours: FirstHeard, *heard: Heard, stored: dict[Day, int] | None = None) -> News:
    found = news(hours.look(by_day(heard, lambda _, at: 1), hours_of(heard)), stored or {})
    hours.take(found.after)
    return found


def test_a_member_counts_once_in_an_hour_and_a_day_over_many_batches() -> None:
    hours = FirstHeard()
    assert counted(hours, said(1), said(1), said(2)).people == {(CHAT, BEGINS): 2}
    for _ in range(3):
        found = counted(hours, said(1), said(2))
        assert not found.people
        assert not found.voices
    assert counted(hours, said(1, hour=1)).people == {(CHAT, BEGINS + HOUR): 1}
    assert not counted(hours, said(1)).people, "a message of the hour before comes late"


def test_a_batch_over_two_hours_counts_in_both() -> None:
    hours = FirstHeard()
    found = counted(hours, said(1), said(1, hour=1), said(2, hour=1))
    assert found.people == {(CHAT, BEGINS): 1, (CHAT, BEGINS + HOUR): 2}
    assert found.voices == {(CHAT, 1): 2}
    assert not counted(hours, said(1), said(2, hour=1)).people


def test_who_is_forgotten_and_a_group_that_moves_are_asked_anew() -> None:
    hours = FirstHeard()
    for _ in range(2):
        counted(hours, said(1), said(2))
    hours.forget(1)
    assert hours.look({(CHAT, 1, 1): [said(1)]}, {BEGINS: [said(1)]})[CHAT, 1, 1].before is None
    counted(hours, said(2))
    hours.moved(CHAT, -200)
    assert hours.look({(CHAT, 1, 2): [said(2)]}, {BEGINS: [said(2)]})[CHAT, 1, 2].before is None


def test_sums_go_by_chat_hour_and_topic_and_by_how_long_a_message_is() -> None:
    lines = [said(1, text=text) for text in ("", "一", "七个字的一句话", "八个字的一句话啊", "字" * 39, "字" * 40)]
    found = by_hour(hours_of([*lines, said(1, topic=5), said(1, hour=1)]))
    voice = 1 << 1
    assert found == {
        (CHAT, BEGINS, 0): [6, 2, 2, 1, 0, 0, voice],
        (CHAT, BEGINS, 5): [1, 1, 0, 0, 0, 0, voice],
        (CHAT, BEGINS + HOUR, 0): [1, 1, 0, 0, 0, 0, voice],
    }


def test_people_of_a_span_are_those_not_heard_in_it_before() -> None:
    chance = Random(7)
    talked = [(day, who) for day in range(1, 120) for who in range(12) if chance.random() < 0.08 * (who + 1) % 1]
    kept, last = Counter[tuple[int, int]](), dict[int, int]()
    for start in range(0, len(talked), 5):
        batch = talked[start : start + 5]  # a batch may hold several days
        before = {(CHAT, day, who): last[who] for day, who in batch if who in last}
        for (_, day, ago), number in returns([(CHAT, day, who) for day, who in batch], before).items():
            kept[day, ago] += number
        last |= {who: day for day, who in batch}
    for first in range(60, 119):
        for until in range(first, min(first + 60, 119)):
            people = {who for day, who in talked if first <= day <= until}
            found = sum(n for (day, ago), n in kept.items() if first <= day <= until and ago > day - first)
            assert found == len(people)


def test_who_was_heard_on_a_later_day_counts_there_already() -> None:
    assert returns([(CHAT, 5, 1)], {(CHAT, 5, 1): 6}) == {}
    assert returns([(CHAT, 5, 1)], {}) == {(CHAT, 5, 61): 1}
