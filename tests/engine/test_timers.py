"""Stories of timers: each rings when it is due and once, and what has a bug is set aside."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from bot.engine.entrances import timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.texts.text import Raw
from handlers import ENTRANCES
from storage import key_values, queues
from storage.queues import Timer
from tests.engine.scene import binds, fact, inbox
from tests.story import FORUM, OWNER, YINUO, Story


@dataclass
class Bell:
    """Rings when it is woken, and remembers when and by what."""

    rung: list[tuple[str, str, int]]

    async def ring(self, turn: TimerTurn) -> None:
        self.rung.append((turn.timer.key, turn.timer.body, turn.at))
        await key_values.keep(turn.unit, f"rung:{turn.timer.key}", turn.timer.body)
        turn.say(Raw(f"ring {turn.timer.key}"))


@pytest.fixture
def bell(story: Story) -> Bell:
    one = Bell([])
    _hang(story, one)
    return one


def _hang(story: Story, bell: Bell) -> None:
    story.router.wiring.add(timer("bell", bell.ring))

    async def winds(turn: Turn) -> None:
        key, seconds, body = turn.words.split()
        await turn.later("bell", key, at=turn.now + int(seconds), body=body)

    async def stops(turn: Turn) -> None:
        turn.say(Raw(str(await turn.cancel("bell", turn.words))))

    binds(story, "winds", winds)
    binds(story, "stops", stops)


async def test_a_timer_rings_when_it_is_due_and_once(story: Story, bell: Bell) -> None:
    before = story.world.now()
    await story.says(YINUO, "/winds tea 60 green")
    after = story.world.now()
    await story.passes(50)
    assert bell.rung == []
    await story.passes(600)
    await story.passes(600)
    ((name, body, due),) = bell.rung
    assert (name, body) == ("tea", '"green"')
    assert before + 60 <= due <= after + 60
    assert story.world.sent(FORUM)[-1]["text"] == "ring tea"
    assert await story.rows("SELECT * FROM timers WHERE kind = 'bell'") == []


async def test_a_timer_set_again_takes_the_place_of_the_first(story: Story, bell: Bell) -> None:
    await story.says(YINUO, "/winds tea 60 green")
    await story.says(YINUO, "/winds tea 120 black")
    await story.passes(90)
    assert bell.rung == []
    await story.passes(60)
    assert [body for _, body, _ in bell.rung] == ['"black"']


async def test_a_cancelled_timer_never_rings(story: Story, bell: Bell) -> None:
    await story.says(YINUO, "/winds tea 60 green")
    assert (await story.says(YINUO, "/stops tea"))["text"] == "True"
    assert (await story.says(YINUO, "/stops tea"))["text"] == "False"
    await story.passes(600)
    assert bell.rung == []


async def test_a_timer_replaced_while_it_waits_in_its_lane_rings_as_the_new_one_alone(story: Story, bell: Bell) -> None:
    """Due and already handed to the lane, behind a turn that sets it anew for the very same moment."""

    async def rewinds(turn: Turn) -> None:
        (first,) = await story.rows("SELECT due_at FROM timers WHERE kind = 'bell'")
        await turn.later("bell", "tea", at=first["due_at"], body="second")
        story.world.clock.advance(90)
        story.app.clock.follow(story.world.now())
        await story.app.timers.tick()

    await story.says(YINUO, "/winds tea 60 first")
    binds(story, "rewinds", rewinds)
    await story.says(YINUO, "/rewinds")
    await story.passes(1)
    assert await fact(story, "rung:tea") == '"second"'
    assert len([each for each in story.world.sent(FORUM) if each["text"] == "ring tea"]) == 1


async def test_a_timer_set_anew_under_a_turn_that_has_read_already_rings_again(story: Story) -> None:
    """For the very same moment, with the same body: what the first one read was over before it wrote anything."""
    read, goes_on, seen = asyncio.Event(), asyncio.Event(), list[str | None]()

    async def looks(turn: TimerTurn) -> None:
        found = await key_values.fact(turn.reads, "news")
        read.set()
        await goes_on.wait()
        await key_values.keep(turn.unit, "seen", str(found))
        turn.unit.after_commit(lambda: seen.append(found))

    story.router.wiring.add(timer("look", looks))
    database, now = story.app.database, story.app.clock.now()
    async with database.unit() as unit:
        await queues.set_timer(unit, Timer("look", "", 0, now, "null", now))
    await story.app.timers.tick()
    await read.wait()
    async with database.unit() as unit:
        await key_values.keep(unit, "news", "fresh")
        await queues.set_timer(unit, Timer("look", "", 0, now, "null", now))
    goes_on.set()
    await story.settle()
    assert seen == ["fresh"]
    assert await story.rows("SELECT * FROM timers WHERE kind = 'look'") == []


async def test_a_timer_due_while_the_bot_was_down_rings_once_after(story: Story, bell: Bell) -> None:
    await story.says(YINUO, "/winds tea 60 green")
    await story.end()
    story.world.clock.advance(3600)
    rung = Bell([])
    await _begin_with(story, rung)
    await story.passes(5)
    assert [key for key, _, _ in rung.rung] == ["tea"]


async def _begin_with(story: Story, bell: Bell) -> None:
    """Begun by a next version of the bot, whose wiring page has the bell."""
    with pytest.MonkeyPatch.context() as wiring:
        wiring.setattr("bot.app.ENTRANCES", [*ENTRANCES, timer("bell", bell.ring)])
        await story.begin()


async def test_a_timer_may_set_itself_anew(story: Story) -> None:
    rung: list[int] = []

    async def every_minute(turn: Turn) -> None:
        rung.append(turn.at)
        if len(rung) < 3:
            await turn.later("pulse", "", at=turn.at + 60)
        elif len(rung) == 3:
            await turn.later("pulse", "", at=0)  # a moment that is over: it still comes once, and not for ever

    story.router.wiring.add(timer("pulse", every_minute))

    async def begins(turn: Turn) -> None:
        await turn.later("pulse", "", at=turn.now + 60)

    binds(story, "begins", begins)
    await story.says(YINUO, "/begins")
    for _ in range(5):
        await story.passes(60)
    assert [at - rung[0] for at in rung] == [0, 60, 120, 121]


async def test_a_timer_set_anew_by_the_store_itself_rings_on(story: Story) -> None:
    """A service knows no turn: what it sets in place of the timer that woke it must stand all the same."""

    async def once_more(turn: TimerTurn) -> None:
        rung = int(turn.timer.body)
        await key_values.keep(turn.unit, "rung", str(rung))
        if rung < 3:
            again = Timer("echo", "x", FORUM, turn.timer.due_at + 60, str(rung + 1))
            await queues.set_timer(turn.unit, again)

    async def start(turn: Turn) -> None:
        await turn.later("echo", "x", at=turn.now + 60, body=1)

    binds(story, "start_echo", start)
    story.router.wiring.add(timer("echo", once_more))
    await story.says(OWNER, "/start_echo")
    for rung in ("1", "2", "3"):
        await story.passes(61)
        assert await fact(story, "rung") == rung
    assert await story.rows("SELECT * FROM timers WHERE kind = 'echo'") == []


async def test_a_timer_with_a_bug_is_set_aside_with_its_reason(story: Story, bell: Bell) -> None:
    async def broken(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        raise RuntimeError("out of tune")

    story.router.wiring.add(timer("broken", broken))

    async def winds(turn: Turn) -> None:
        await turn.later("broken", "b", at=turn.now + 60)

    binds(story, "winds_broken", winds)
    await story.says(YINUO, "/winds_broken")
    await story.says(YINUO, "/winds tea 60 green")
    await story.passes(61)
    await story.passes(61)
    (row,) = await story.rows("SELECT state, error FROM timers WHERE kind = 'broken'")
    assert row["state"] == "bad"
    assert "out of tune" in row["error"]
    assert await fact(story, "half") is None
    assert len(bell.rung) == 1


async def test_the_nightly_round_comes_every_night(story: Story) -> None:
    def due() -> str:
        return "SELECT due_at FROM timers WHERE kind = 'housekeeping' AND state = 'waiting'"

    (first,) = await story.rows(due())
    for night in range(1, 4):
        await story.passes(24 * 3600)
        assert await story.rows(due()) == [{"due_at": first["due_at"] + night * 24 * 3600}]
    await story.restart()
    assert len(await story.rows(due())) == 1


async def test_a_bad_night_is_not_the_last(story: Story) -> None:
    sweep = story.router.wiring.woken["housekeeping"]

    async def broken(_: Turn) -> None:
        raise RuntimeError("a bad night")

    story.router.wiring.woken["housekeeping"] = broken
    await story.passes(24 * 3600)
    story.router.wiring.woken["housekeeping"] = sweep
    (row,) = await story.rows("SELECT due_at, state FROM timers WHERE kind = 'housekeeping'")
    assert row["state"] == "waiting"
    assert row["due_at"] > story.world.now()


async def test_old_bad_updates_and_settled_ids_are_swept_out_at_night(story: Story) -> None:
    story.may_spoil = True
    await story.app.engine.receive([b'{"update_id": 5, "message": 7}'])
    assert len(await inbox(story, "bad")) == 1
    await story.passes(5 * 24 * 3600)
    await story.passes(24 * 3600)
    assert await inbox(story, "bad") == []
    assert await story.rows("SELECT * FROM settled WHERE first = 5") == []
