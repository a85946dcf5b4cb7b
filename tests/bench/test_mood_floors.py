"""The mood bench's last table: a figure below its floor fails the run, one that was not measured does not."""

from math import nan

from bench.mood_floors import KEPT, report


def test_every_figure_is_held_to_its_floor_in_its_own_direction() -> None:
    at_the_floor = {kept.name: kept.floor for kept in KEPT}
    assert len(at_the_floor) == len(KEPT)
    assert report(at_the_floor)
    for kept in KEPT:
        worse = kept.floor - 0.01 if kept.is_least else kept.floor + 0.01
        assert not report(at_the_floor | {kept.name: worse}), kept.name


def test_no_aim_is_easier_than_its_floor() -> None:
    assert [kept.name for kept in KEPT if not kept.holds(kept.aim)] == []


def test_what_was_not_measured_fails_nothing() -> None:
    assert report({KEPT[0].name: nan})
    assert report({})
