"""When the mood has turned: what is darker than usual for enough messages, in one topic or in several."""

import random

from bot.domain.mood.pulse import HOUR, WINDOW, Counts, Hour, Window
from bot.domain.mood.shift import CALM, LONGEST, Habits, habits, hours_to_compare, shifts

NOW = 1_800_072_300
CURRENT = NOW // WINDOW
TALK, GAMES, FOOD = 11, 12, 13


def heard(said: int, *, gloom: float, negative: float, spread: float = 0.19) -> Counts:
    """So many messages of this mean share of negative; this part is called so, and a fourth of that is alarming."""
    low = round(said * negative)
    return Counts(
        negative=low,
        neutral=said - low,
        alarming=low // 4,
        gloom=round(1000 * said * gloom),
        scatter=round(1000 * said * (gloom**2 + spread**2)),
    )


def calm(said: int) -> Counts:
    return heard(said, gloom=0.26, negative=0.11)


def dark(said: int) -> Counts:
    """Three of five messages truly are negative; a third are called so."""
    return heard(said, gloom=0.41, negative=0.33)


def usual(*topics: int, said: int = 20) -> Habits:
    return habits([Hour(hour, topic, calm(said)) for hour in hours_to_compare(NOW // HOUR) for topic in topics])


def test_a_turn_shows_in_messages_few_of_which_are_alarming() -> None:
    turned = dark(60)
    assert turned.alarming < 6
    found, *_ = shifts(usual(0), [Window(CURRENT, 0, turned)], now=NOW)
    assert (found.topic, found.windows, found.counts) == (None, 1, turned)
    assert found.expected == 0.1


def test_it_is_seen_at_forty_messages_and_not_at_twenty() -> None:
    assert not shifts(usual(0), [Window(CURRENT, 0, dark(20))], now=NOW)
    assert shifts(usual(0), [Window(CURRENT, 0, dark(45))], now=NOW)


def test_the_usual_is_no_turn_however_much_is_said() -> None:
    for said in (10, 100, 1000):
        assert not shifts(usual(0), [Window(CURRENT, 0, calm(said))], now=NOW)


def test_what_is_a_little_less_rare_may_be_a_turn_and_what_comes_often_is_none() -> None:
    told = [
        [each.is_sure for each in shifts(usual(0), [Window(CURRENT, 0, dark(said))], now=NOW)[:1]]
        for said in (45, 36, 20)
    ]
    assert told == [[True], [False], []]


def test_a_group_that_always_speaks_so_has_not_turned() -> None:
    past = [Hour(hour, 0, dark(20)) for hour in hours_to_compare(NOW // HOUR)]
    assert not shifts(habits(past), [Window(CURRENT, 0, dark(60))], now=NOW)


def test_the_topic_that_turned_is_named_and_its_calm_neighbour_is_not() -> None:
    latest = [Window(CURRENT, TALK, dark(60)), Window(CURRENT, GAMES, calm(60))]
    found = shifts(usual(TALK, GAMES), latest, now=NOW)
    assert found[0].topic == TALK
    assert GAMES not in {each.topic for each in found}


def test_what_no_topic_shows_alone_may_show_in_all_of_them() -> None:
    latest = [Window(CURRENT, topic, dark(20)) for topic in (0, TALK, GAMES, FOOD)]
    found = shifts(usual(0, TALK, GAMES, FOOD), latest, now=NOW)
    assert {each.topic for each in found} == {None}
    assert found[0].counts.said == 80


def test_each_topic_is_measured_by_its_own_habit() -> None:
    past = [
        Hour(hour, topic, counts)
        for hour in hours_to_compare(NOW // HOUR)
        for topic, counts in ((TALK, dark(20)), (GAMES, calm(20)))
    ]
    latest = [Window(CURRENT, topic, dark(60)) for topic in (TALK, GAMES)]
    assert shifts(habits(past), latest, now=NOW)[0].topic == GAMES
    assert not shifts(habits(past), [Window(CURRENT, TALK, dark(60)), Window(CURRENT, GAMES, calm(20))], now=NOW)


def test_several_talks_say_more_than_one_that_is_as_long() -> None:
    everywhere = usual(0, TALK, GAMES, FOOD)
    low = heard(120, gloom=0.38, negative=0.25)
    parts = [Window(CURRENT, topic, heard(30, gloom=0.38, negative=0.25)) for topic in (0, TALK, GAMES, FOOD)]
    assert shifts(everywhere, parts, now=NOW, rarity=6.0)[0].is_sure
    assert not shifts(everywhere, [Window(CURRENT, 0, low)], now=NOW, rarity=6.0)[0].is_sure


def test_an_hour_must_be_rarer_than_ten_minutes() -> None:
    slow = [Window(CURRENT - back, 0, dark(8)) for back in range(LONGEST)]
    assert shifts(usual(0), [Window(CURRENT, 0, dark(48))], now=NOW, rarity=3.7)[0].is_sure
    assert not shifts(usual(0), slow, now=NOW, rarity=3.7)[0].is_sure
    assert shifts(usual(0), slow, now=NOW, rarity=3.2)[0].is_sure


def test_a_slow_turn_shows_in_an_hour() -> None:
    latest = [Window(CURRENT - back, 0, dark(10)) for back in range(LONGEST)]
    found = shifts(usual(0), latest, now=NOW)
    assert found[0].windows == LONGEST
    assert not shifts(usual(0), latest[:1], now=NOW)


def test_the_more_keenly_a_group_wants_to_be_told_the_fewer_messages_it_takes() -> None:
    latest = [Window(CURRENT, 0, dark(35))]
    assert shifts(usual(0), latest, now=NOW, rarity=2.5)
    assert not shifts(usual(0), latest, now=NOW, rarity=5.0)


def test_what_is_no_turn_from_the_calmest_habit_is_none_from_any() -> None:
    chance = random.Random(1)
    seen = 0
    for _ in range(300):
        mean, said = chance.uniform(0.1, 0.5), chance.randrange(10, 80)
        past = [
            Hour(hour, 0, heard(20, gloom=chance.uniform(0.05, 0.2), negative=0.1, spread=chance.uniform(0.01, 0.2)))
            for hour in hours_to_compare(NOW // HOUR)
        ]
        latest = [Window(CURRENT, 0, heard(said, gloom=mean, negative=0.5))]
        if shifts(habits(past), latest, now=NOW):
            seen += 1
            assert shifts(CALM, latest, now=NOW)
    assert 20 < seen < 280


def test_one_bad_evening_does_not_become_the_habit() -> None:
    hours = hours_to_compare(NOW // HOUR)
    past = [Hour(hour, 0, dark(20) if hour in hours[-4:] else calm(20)) for hour in hours]
    assert abs(habits(past).group.gloom - usual(0).group.gloom) < 0.001


def test_a_group_hardly_known_has_no_usual_to_tell() -> None:
    past = [Hour(NOW // HOUR - 5, 0, dark(50))]
    assert shifts(habits(past), [Window(CURRENT, 0, dark(90))], now=NOW)[0].expected is None
    assert not shifts(habits(past * 8), [Window(CURRENT, 0, dark(90))], now=NOW)
