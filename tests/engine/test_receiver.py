"""Stories of the engine: the three doors of a turn, order, timers, stopping in the middle and going on after it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.app import assembled
from bot.botapi import fast_updates
from bot.botapi.client import raw
from bot.domain.refusals import AdministratorsOnly, NotANumber
from bot.engine.buttons import pack, press
from bot.engine.entrances import button, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key
from bot.texts.text import Raw
from handlers import ENTRANCES
from playground.actions import do
from storage import key_values, queues
from storage.queues import Timer, Waiting
from tests.story import FORUM, HAORAN, KITCHEN, MODERATOR, NEWCOMER, OWNER, XIAOMAN, YINUO, Story, told


def binds(story: Story, name: str, handler: Callable[[Turn], Awaitable[None]]) -> None:
    """A command of the story's own, which has no words in the catalogs."""
    story.router.wiring.commands[name] = handler


async def fact(story: Story, name: str) -> str | None:
    return await key_values.fact(story.app.database.reads, name)


async def inbox(story: Story, state: str) -> list[dict[str, Any]]:
    return await story.rows("SELECT update_id, error FROM inbox WHERE state = :state", state=state)


# --- answers ---


async def test_help_is_answered_where_it_was_asked(story: Story) -> None:
    topic = story.world.topic_id(FORUM, "闲聊")
    answer = await story.says(YINUO, "/help", topic=topic)
    assert "/about" in answer["text"]
    assert answer["message_thread_id"] == topic


async def test_chatter_is_counted_and_its_words_are_let_go(story: Story) -> None:
    for words in ("早", "吃了吗", "吃了"):
        assert await story.says(XIAOMAN, words) == {}
    assert await story.rows("SELECT messages FROM members WHERE user_id = :id", id=XIAOMAN) == [{"messages": 3}]
    dump = "".join(story.app.database.path.read_bytes().decode("latin-1")) if story.app else ""
    assert "吃了吗".encode().decode("latin-1") not in dump


async def test_a_command_counts_in_any_case_and_only_when_meant_for_this_bot(story: Story) -> None:
    assert (await story.says(YINUO, "/ABOUT@Weilu_Bot"))["text"] == (await story.says(YINUO, "/about"))["text"]
    assert await story.says(YINUO, "/about@another_bot") == {}
    assert await story.says(YINUO, "/nothing_of_ours") == {}


async def test_words_handed_on_are_nobodys_command(story: Story) -> None:
    """A moderator who forwards "/grant me 1000" to show it around has not granted anything."""
    await story.says(YINUO, "/about", chat=FORUM)
    spoken = next(each for each in reversed(story.world.messages(FORUM)) if each.get("text") == "/about")
    before = len(story.world.sent(FORUM))
    await story.does(MODERATOR, "forward", chat_id=FORUM, message_id=spoken["message_id"], to=FORUM)
    assert "forward_origin" in story.world.messages(FORUM)[-1]
    assert await inbox(story, "bad") == []
    assert len(story.world.sent(FORUM)) == before


# --- the doors ---


async def test_a_refused_turn_leaves_nothing_behind_but_the_refusal(story: Story) -> None:
    async def refused(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        turn.say(Raw("this is taken back"))
        raise AdministratorsOnly

    binds(story, "refused", refused)
    assert "管理员" in (await story.says(YINUO, "/refused"))["text"]
    assert await fact(story, "half") is None
    assert await inbox(story, "waiting") == await inbox(story, "bad") == []
    assert not [each for each in story.world.sent(FORUM) if each["text"] == "this is taken back"]


async def test_a_bug_is_taken_back_kept_told_once_and_the_lane_goes_on(tmp_path: Path) -> None:
    async with told(tmp_path, f"[access]\noperators = [{OWNER}]\n") as story:
        story.may_spoil = True
        await story.says(OWNER, "/start", chat=OWNER)

        async def broken(turn: Turn) -> None:
            await key_values.keep(turn.unit, "half", "done")
            turn.say(Raw("this is taken back"))
            raise ValueError("half a character: \ud83d")

        binds(story, "broken", broken)
        letters = len(story.world.sent(OWNER))
        do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/broken"})
        do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/broken"})
        assert "围炉" in (await story.says(YINUO, "/about"))["text"]
        assert await fact(story, "half") is None
        bad = await inbox(story, "bad")
        assert len(bad) == 2
        assert "ValueError: half a character: ?" in bad[0]["error"]
        assert "in broken" in bad[0]["error"]
        sorry = [each for each in story.world.sent(FORUM) if "我的毛病" in each["text"]]
        assert len(sorry) == 2
        news = story.world.sent(OWNER)[letters:]
        assert len(news) == 1, "the operators hear of one bug once"
        assert "ValueError" in news[0]["text"]


async def test_a_refusal_that_cannot_be_told_is_a_bug_and_not_the_end(story: Story) -> None:
    story.may_spoil = True

    async def refused(turn: Turn) -> None:
        raise NotANumber(seen="\ud83d")

    binds(story, "refused", refused)
    await story.says(YINUO, "/refused")
    assert len(await inbox(story, "bad")) == 1
    assert (await story.says(YINUO, "/about"))["text"]


async def test_telegram_cannot_be_asked_inside_a_transaction(story: Story) -> None:
    story.may_spoil = True

    async def asks_too_late(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        await raw(story.app.bot, "getMe", {})

    async def asks_in_time(turn: Turn) -> None:
        await raw(story.app.bot, "getMe", {})
        await key_values.keep(turn.unit, "whole", "done")

    binds(story, "late", asks_too_late)
    binds(story, "early", asks_in_time)
    await story.says(YINUO, "/late")
    await story.says(YINUO, "/early")
    assert "NetworkInsideTransaction" in (await inbox(story, "bad"))[0]["error"]
    assert await fact(story, "half") is None
    assert await fact(story, "whole") == "done"


async def test_a_child_task_does_not_open_the_guard_for_good(story: Story) -> None:
    """A transaction that a child task began ends in its parent; later turns of that worker are guarded as before."""

    story.may_spoil = True

    async def divided(turn: Turn) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(key_values.keep(turn.unit, "by a child", "done"))

    async def asks_too_late(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        await raw(story.app.bot, "getMe", {})

    binds(story, "divided", divided)
    binds(story, "late", asks_too_late)
    for _ in range(20):
        await story.says(YINUO, "/divided")
    for _ in range(20):
        await story.says(YINUO, "/late")
    assert await fact(story, "by a child") == "done"
    assert len(await inbox(story, "bad")) == 20


async def test_every_press_is_answered_even_when_its_handler_says_nothing(story: Story) -> None:
    async def offers(turn: Turn) -> None:
        turn.say(Raw("here"), keys=[[Key(Raw("按我"), pack(Quiet(1)))]])

    async def quiet(turn: Turn, pressed: Quiet) -> None:
        await key_values.keep(turn.unit, "pressed", str(pressed.number))

    binds(story, "offers", offers)
    story.router.wiring.add(button(Quiet, quiet))
    await story.says(YINUO, "/offers")
    await story.presses(YINUO, "按我")
    assert await fact(story, "pressed") == "1"
    assert story.toasts(YINUO) == [""]


@press("test-quiet")
@dataclass(frozen=True, slots=True)
class Quiet:
    number: int


@pytest.mark.parametrize(
    "data", ["lang:", "lang:klingon", "lang:en:1", "lang", "gone:5", "::::", "lang:%FF", "in:points:01", "lg:1:+2", "x"]
)
async def test_a_forged_or_forgotten_button_is_told_off_kindly(story: Story, data: str) -> None:
    async def offers(turn: Turn) -> None:
        turn.say(Raw("here"), keys=[[Key(Raw("按我"), data)]])

    binds(story, "offers", offers)
    await story.says(MODERATOR, "/offers")
    await story.presses(MODERATOR, "按我")
    assert "这个按钮" in story.toasts(MODERATOR)[-1]
    assert await inbox(story, "bad") == []


async def test_service_messages_reach_whoever_listens_and_are_no_chatter(story: Story) -> None:
    """A closed topic is told by an empty object; comings by a list; a pin by a message within the message."""
    heard: list[str] = []
    for name in fast_updates.SERVICE_FIELDS:

        async def listens(turn: Turn, name: str = name) -> None:
            assert turn.message is not None
            assert getattr(turn.message, name) is not None
            heard.append(name)

        story.router.wiring.fields[name] = listens
    await story.does(MODERATOR, "topic_new", chat_id=FORUM, name="读书")
    topic = story.world.topic_id(FORUM, "读书")
    await story.does(MODERATOR, "topic_rename", chat_id=FORUM, topic=topic, name="看书")
    await story.does(MODERATOR, "topic_close", chat_id=FORUM, topic=topic)
    await story.does(MODERATOR, "topic_reopen", chat_id=FORUM, topic=topic)
    await story.does(MODERATOR, "pin", chat_id=FORUM, message_id=story.world.messages(FORUM)[0]["message_id"])
    await story.does(NEWCOMER, "join", chat_id=FORUM)
    await story.does(NEWCOMER, "leave", chat_id=FORUM)
    assert heard == [
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "pinned_message",
        "new_chat_members",
        "left_chat_member",
    ]
    assert await story.rows("SELECT * FROM activity") == []


async def test_a_turn_that_waits_no_more_changes_nothing(story: Story) -> None:
    async def counted(turn: Turn) -> None:
        await key_values.keep(turn.unit, "counted", turn.words)
        turn.say(Raw("算了一次"))

    binds(story, "counted", counted)
    chat, sender = (
        {"id": FORUM, "type": "supergroup", "title": "围炉"},
        {"id": OWNER, "is_bot": False, "first_name": "x"},
    )
    message = {"message_id": 5, "date": 1, "chat": chat, "from": sender, "text": "/counted 7"}
    await story.app.engine._take(
        Waiting(999, FORUM, msgspec.json.encode({"update_id": 999, "message": message}).decode(), 1)
    )
    assert await fact(story, "counted") is None
    assert await story.rows("SELECT * FROM outbox WHERE body LIKE '%算了一次%'") == []


# --- order ---


async def test_a_chat_keeps_its_order_under_load(story: Story) -> None:
    heard: dict[int, list[int]] = {FORUM: [], KITCHEN: []}

    async def counted(turn: Turn) -> None:
        number = int(turn.words)
        for _ in range(-number % 7):
            await asyncio.sleep(0)
        await key_values.keep(turn.unit, f"{turn.group.id}", str(number))
        heard[turn.group.id].append(number)

    binds(story, "counted", counted)
    for number in range(60):
        do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": f"/counted {number}"})
        do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": f"/counted {number}"})
    await story.settle()
    assert heard == {FORUM: [*range(60)], KITCHEN: [*range(60)]}


async def test_a_chat_that_takes_its_time_does_not_hold_up_another(story: Story) -> None:
    other_was_heard = asyncio.Event()

    async def waits(turn: Turn) -> None:
        if turn.group.id == FORUM:
            async with asyncio.timeout(10):
                await other_was_heard.wait()
        else:
            other_was_heard.set()
        turn.say(Raw(f"done {turn.words}"))

    binds(story, "waits", waits)
    do(story.world, {"as": OWNER, "do": "say", "chat_id": FORUM, "text": "/waits"})
    do(story.world, {"as": OWNER, "do": "say", "chat_id": KITCHEN, "text": "/waits"})
    await story.settle()
    assert story.world.sent(FORUM)[-1]["text"] == story.world.sent(KITCHEN)[-1]["text"] == "done"


# --- again ---


async def test_what_telegram_sends_again_after_a_restart_is_not_done_again(story: Story) -> None:
    await story.says(YINUO, "/about")
    await story.says(YINUO, "早")
    waiting = list(story.world.updates.pending)
    said = len(story.world.sent(FORUM))
    counted = await story.rows("SELECT messages FROM members WHERE user_id = :id", id=YINUO)
    for _ in range(2):
        story.world.updates.pending.extend(waiting)
        await story.restart()
    assert len(story.world.sent(FORUM)) == said
    assert await story.rows("SELECT messages FROM members WHERE user_id = :id", id=YINUO) == counted


async def test_a_crash_after_the_confirmation_and_before_the_turn_loses_nothing(story: Story) -> None:
    """Received and confirmed, then the process is gone: the turn is taken by the next one."""
    await story.end()
    do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/about"})
    async with assembled(story.config) as app:
        await app.engine.receive([msgspec.json.encode(each) for each in story.world.updates.pending])
    story.world.updates.drop()
    said = len(story.world.sent(FORUM))
    await story.begin()
    assert len(story.world.sent(FORUM)) == said + 1


async def test_a_turn_under_way_at_the_stop_is_taken_back_and_done_by_the_next_run(story: Story) -> None:
    begun, never = asyncio.Event(), asyncio.Event()

    async def endless(turn: Turn) -> None:
        await key_values.keep(turn.unit, "half", "done")
        begun.set()
        await never.wait()

    binds(story, "endless", endless)
    do(story.world, {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "/endless"})
    await story.app.engine.receive(await story.fetch())
    async with asyncio.timeout(10):
        await begun.wait()
        writer = story.app.database._lock
        await story.end()
        assert not writer.locked(), "a turn that was cut off still holds the store"
        await story.begin()
    assert await fact(story, "half") is None
    assert await inbox(story, "waiting") == []


# --- timers ---


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
    due = story.world.now() + 60
    await story.says(YINUO, "/winds tea 60 green")
    await story.passes(50)
    assert bell.rung == []
    await story.passes(600)
    await story.passes(600)
    assert bell.rung == [("tea", '"green"', due)]
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


async def test_the_bots_own_clock_follows_the_worlds(story: Story) -> None:
    story.world.clock.advance(-7200)
    await story.says(HAORAN, "/about", chat=KITCHEN)
    assert abs(story.app.clock.now() - story.world.now()) <= 1
