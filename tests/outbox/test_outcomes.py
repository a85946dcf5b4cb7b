"""Every action meets every outcome: what is declared is what people then read, and nobody waits for nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, get_args

import pytest

from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.texts.text import Raw
from playground.world.faults import Mode, OnceKind, Weather
from tests.outbox.scene import HERE, METHODS, MODERATORS, OPERATORS, WAITER, Readers, Scene
from tests.outbox.support import House, house


def told(*readers: str) -> Readers:
    return frozenset({WAITER, *readers})


_SAID = {"done": told(HERE), "gone": told(HERE), "in doubt": told(HERE), "too many": told(HERE)}
_SILENT = {"done": told(), "gone": told(), "in doubt": told(), "too many": told()}
_REFUSED = {"no right": told(MODERATORS), "refused": told(OPERATORS)}
_IN_WORDS = {"no right": told(HERE), "refused": told(HERE, OPERATORS)}

CONSEQUENCES: Final[dict[type[AnyAction], dict[str, Readers]]] = {
    actions.Say: _SAID | _REFUSED,
    actions.Photo: _SAID | _IN_WORDS,
    actions.Document: _SAID | _IN_WORDS,
    actions.Copy: _SAID | _REFUSED,
    actions.Ask: _SAID | _REFUSED,
    actions.ClosePoll: _SILENT | _REFUSED,
    actions.Edit: _SILENT | _REFUSED,
    actions.Delete: _SILENT | _REFUSED,
    actions.DeleteMany: _SILENT | _REFUSED,
    actions.Pin: _SILENT | _REFUSED,
    actions.React: _SILENT | _IN_WORDS,
    actions.Toast: _SILENT | _REFUSED,
    actions.Restrict: _SILENT | _REFUSED,
    actions.Admit: _SILENT | _REFUSED,
    actions.Tag: _SILENT | _REFUSED,
    actions.Topic: _SILENT | _REFUSED,
    actions.Commands: _SILENT | _REFUSED,
    actions.Leave: _SILENT | _REFUSED,
}
"""Who reads what came of an action. Whoever waits hears of every outcome by the action's `then`."""


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as built:
        yield built


@pytest.mark.parametrize("outcome", ["done", "no right", "refused", "gone", "in doubt", "too many"])
@pytest.mark.parametrize("kind", get_args(AnyAction), ids=lambda kind: str(kind.__name__))
async def test_whoever_waits_reads_what_came_of_it(
    home: House, tmp_path: Path, kind: type[AnyAction], outcome: str
) -> None:
    scene = Scene(home)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    async with home.sending(folder=tmp_path):
        await scene.set()
        scene.strikes(kind, outcome)
        await home.done(scene.action(kind), on_crash="drop")
        await home.skip(40)
        await home.idle()
    assert await scene.readers() == CONSEQUENCES[kind][outcome]
    assert len(scene.here()) <= 1, "it stands twice"
    came = (await scene.heard())[0]
    if came.error:
        assert came.why
    assert {row["state"] for row in await home.rows()} <= {"sent", "dropped"}


# --- faults that strike after the action ---

AFTER: Final[dict[str, OnceKind]] = {"a lost line": "lost_after", "a gateway": "gateway"}


@pytest.mark.parametrize("fault", AFTER)
@pytest.mark.parametrize("kind", [actions.Say, actions.Photo, actions.Document, actions.Copy, actions.Ask])
async def test_what_must_not_stand_twice_stands_once_whatever_answers(
    home: House, tmp_path: Path, kind: type[AnyAction], fault: str
) -> None:
    scene = Scene(home)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    async with home.sending(folder=tmp_path):
        await scene.set()
        home.world.faults.next(METHODS[kind], AFTER[fault])
        await home.done(scene.action(kind), on_crash="drop")
        await home.skip(40)
    assert len(scene.here()) == 1
    assert [each.error for each in await scene.heard()] == ["in_doubt"]


@pytest.mark.parametrize("fault", AFTER)
async def test_what_must_arrive_goes_again_when_it_is_in_doubt(home: House, fault: str) -> None:
    scene = Scene(home)
    async with home.sending():
        await scene.set()
        home.world.faults.next("sendMessage", AFTER[fault])
        await home.done(scene.action(actions.Say), on_crash="resend")
        await home.skip(40)
    assert len(scene.here()) == 2
    assert [each.error for each in await scene.heard()] == [""]


@pytest.mark.parametrize("code", [500, 502, 503, 504])
async def test_an_error_in_the_bot_apis_own_form_leaves_no_doubt(home: House, code: int) -> None:
    scene = Scene(home)
    async with home.sending():
        await scene.set()
        home.world.faults.next("sendPoll", "error", code=code, description="Bad Gateway")
        await home.done(scene.action(actions.Ask), on_crash="drop")
        await home.skip(40)
    assert len(scene.here()) == 1
    assert [each.error for each in await scene.heard()] == [""]


@pytest.mark.parametrize("mode", ["lost", "gateway"])
async def test_in_a_lasting_storm_of_lost_answers_nothing_stands_twice(home: House, mode: Mode) -> None:
    groups = [home.group(f"{n} 群") for n in range(8)]
    async with home.sending():
        home.world.faults.set(Weather(mode, rate=0.4))
        for n in range(6):
            said = [actions.Say(chat_id=group, words=Raw(f"{n}")) for group in groups]
            polls = [
                actions.Ask(chat_id=group, question=Raw(f"问 {n}"), options=[Raw("是"), Raw("否")]) for group in groups
            ]
            await home.done(*said, *polls, on_crash="drop")
    for group in groups:
        spoken = home.world.sent(group)
        assert [each["text"] for each in spoken if "text" in each] == [f"{n}" for n in range(6)]
        assert [each["poll"]["question"] for each in spoken if "poll" in each] == [f"问 {n}" for n in range(6)]
    assert "dropped" in await home.states()


def test_every_deed_has_a_declared_consequence_for_every_outcome() -> None:
    kinds = set(get_args(AnyAction))
    assert set(CONSEQUENCES) == set(METHODS) == kinds
    outcomes = {"done", "no right", "refused", "gone", "in doubt", "too many"}
    assert all(set(each) == outcomes for each in CONSEQUENCES.values())
