"""Every way to look up or copy what is kept of members is counted for the month's account, or named as none."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.domain.looks import COPIES, VIEWS
from bot.engine.entrances import Command, Pressed
from bot.engine.paged import Paged
from bot.engine.shortcuts import Listing, Shortcut
from handlers import ENTRANCES
from handlers.command.shortcuts import MEMBERS, Began, Picked
from handlers.insights.command import Insight
from storage.looks import copied, copies
from tests.console.scene import SCHEDULE, lively
from tests.console.visiting import Console, visited
from tests.story import FORUM, MODERATOR, OWNER, PEISHAN, YINUO, ZIXUAN

SHOWN = {
    "commands": {
        *("audit", "economy", "feedback", "guard", "kb", "mood", "mydata", "segments", "shop", "warnings"),
    },
    "shortcuts": {"appeals", "fb_export", "insights", "kb_asked", "load", "reports", "tickets"},
    "lists": {"audit", "feedback", "kb_asked"},
    "buttons": {"handlers.insights.command"},
    "terminal": {"backup", "export-chat", "move"},
}
"""Where something is read or taken that is kept of members and not for all to see."""

OPEN = {
    "commands": {
        # one's own, or what all members see
        *("checkin", "makeup", "calendar", "remind", "points", "ledger", "top", "redeem", "give", "thanks", "invite"),
        *("topic", "ask", "challenge", "poll", "quiz", "survey", "lottery", "events", "promises", "why", "about"),
        *("rules", "tasks", "settings", "start", "language", "privacy", "help", "forgetme"),
        # done, and kept in the log where it is done to somebody
        *("grant", "deduct", "undo", "event", "schedule", "announce", "correct", "promise", "note", "eta", "report"),
        *("complain", "warn", "mute", "unmute", "ban", "unban", "appeal", "welcome", "incident"),
        # counts of nobody in particular, the bot's own health, and the way to the rest
        *("stats", "doctor", "panel", "console"),
    },
    "shortcuts": {
        *("works", "survey_new", "poll_new", "quiz_new", "announce", "promise_ends", "fb_figures", "duty_show"),
        *("duty_on", "duty_plan", "duty_off", "handover", "ready", "ready_new", "mute", "unban", "gate", "door_close"),
        *("door_open", "rules_set", "welcome_set", "newcomers_figures", "tip_post", "notice", "console", "group_lang"),
    },
    "lists": {"shop", "topic", "challenge", "lottery", "events", "promises", "kb"},
    "buttons": {
        # one's own, or what all members see
        *("checkin.board", "checkin.makeup", "points.ledger", "points.top", "shop.command", "discussion.following"),
        *("ask.questions", "challenge.entering", "polls.dialogue", "polls.listing", "polls.bank", "surveys.filling"),
        *("lottery.entering", "lottery.claiming", "events.guests", "kb.command", "kb.answering", "gate.passing"),
        *("conduct.card", "ratings", "safety.quiz", "consent.notice", "settings.group", "settings.own"),
        *("settings.language", "basics.privacy", "basics.help", "feedback.giving", "feedback.looking"),
        # done, from a card that was sent to those it concerns
        *("shop.keeping", "grants.bulk", "grants.bulk_undo", "schedule.announce", "schedule.second"),
        *("schedule.planned", "schedule.listing", "promises.pressing", "insights.notes", "feedback.pressing"),
        *(
            "kb.asked",
            "kb.reviewing",
            "kb.learning",
            "moderation.reports",
            "moderation.clearing",
            "moderation.playbook",
            "team.ready",
        ),
        *("moderation.complain", "sanctions.warn", "sanctions.lasting", "sanctions.doing", "sanctions.appeal"),
        *("sanctions.citing", "sanctions.channels"),
        *("gate.requests", "guard.desk", "welcome.raid", "command.confirm", "mood.answers", "mood.trial"),
        # counts of nobody in particular, and ways to what is counted itself
        *("stats.command", "command.two_people", "dialogue.going", "home.card", "home.more", "home.panel"),
        *("command.shortcuts", "command.group_commands", "command.listing"),
    },
    "terminal": {
        *("run", "simulate", "score", "play", "verify-lottery", "restore", "check", "console", "freeze", "thaw"),
        *("health", "init", "check-bank", "import-history"),
    },
}
"""Everything else: what is read there is one's own, anybody's, or nobody's."""


def test_whatever_can_be_entered_is_known_to_show_members_or_not() -> None:
    handlers = "handlers."
    found = {
        "commands": {each.name for each in ENTRANCES if isinstance(each, Command)},
        "shortcuts": {
            each.name for each in ENTRANCES if isinstance(each, Shortcut) and each.begins and each.area not in MEMBERS
        },
        "lists": {each.name for each in ENTRANCES if isinstance(each, Listing)},
        "buttons": {inspect.unwrap(each.handler).__module__ for each in ENTRANCES if isinstance(each, Pressed)},
        "terminal": set(main.commands),
    }
    for kind, names in found.items():
        open_ones = {each if kind != "buttons" else f"{handlers}{each}" for each in OPEN[kind]}
        assert names == SHOWN[kind] | open_ones, kind
        assert not SHOWN[kind] & open_ones, kind


Way = Callable[[Console], Awaitable[object]]


def said(who: int, words: str) -> Way:
    """In private, where the group is chosen by a button."""

    async def way(console: Console) -> None:
        answer = await console.story.says(who, words, chat=who)
        if "哪个群" in answer.get("text", ""):
            await console.story.presses(who, console.story.chats.group(FORUM).title, chat=who)

    return way


def pressed(value: object) -> Way:
    return lambda console: console.story.makes_up(MODERATOR, value, chat=MODERATOR)


WAYS: list[tuple[str, str, Way]] = [
    ("audit", "moderator", said(MODERATOR, "/audit")),
    ("warnings", "moderator", said(MODERATOR, f"/warnings {YINUO}")),
    ("economy", "operator", said(OWNER, "/economy")),
    ("feedback", "moderator", said(MODERATOR, "/feedback")),
    ("feedback", "moderator", said(MODERATOR, "/feedback 1")),
    ("feedback", "moderator", pressed(Picked("tickets", FORUM, "1"))),
    ("feedback_file", "moderator", said(MODERATOR, "/feedback export")),
    ("feedback_file", "moderator", pressed(Began("fb_export", FORUM, 0))),
    ("questions", "moderator", said(MODERATOR, "/kb asked")),
    ("questions", "moderator", pressed(Began("kb_asked", FORUM, 0))),
    ("mood", "moderator", said(MODERATOR, "/mood")),
    ("guard", "moderator", said(MODERATOR, "/guard")),
    ("names", "moderator", pressed(Insight(FORUM, "risk"))),
    ("names", "moderator", pressed(Insight(FORUM, "care"))),
    ("orders", "moderator", said(MODERATOR, "/shop queue")),
    ("team", "moderator", pressed(Began("load", FORUM, 0))),
    ("reports", "moderator", pressed(Picked("reports", FORUM, "1"))),
    ("appeals", "operator", lambda at: at.story.makes_up(OWNER, Picked("appeals", FORUM, "1"), chat=OWNER)),
    ("own_data", "member", said(ZIXUAN, "/mydata")),
    ("own_data", "member", said(OWNER, "/mydata")),
]


async def counted(console: Console) -> Counter[tuple[str, str]]:
    rows = await console.story.rows("SELECT what, role, sum(number) AS number FROM looks GROUP BY what, role")
    return Counter({(row["what"], row["role"]): row["number"] for row in rows})


@pytest.fixture
async def house(tmp_path: Path):  # type: ignore[no-untyped-def]
    async with visited(tmp_path, SCHEDULE) as console:
        await lively(console.story)
        for who in (OWNER, MODERATOR, YINUO, ZIXUAN, PEISHAN):
            await console.story.says(who, "/start", chat=who)
        message = await console.story.does(ZIXUAN, "say", chat_id=FORUM, text="骂人的话")
        await console.story.says(YINUO, "/report 骂人", reply_to=message["message_id"])
        await console.story.says(MODERATOR, f"/warn {YINUO} 刷屏")
        await console.story.says(YINUO, "/appeal 冤枉", chat=YINUO)
        yield console


async def test_each_way_to_look_counts_once_in_chat_in_private_and_in_the_console(house: Console) -> None:
    before = await counted(house)
    for what, role, way in WAYS:
        await way(house)
        after = await counted(house)
        assert after - before == Counter({(what, role): 1}), (what, after - before)
        before = after
    visitors = {"moderator": await house.enters(MODERATOR), "operator": await house.enters(OWNER)}
    for page in (each for each in ENTRANCES if isinstance(each, Paged) and not each.is_everywhere):
        for role, visitor in visitors.items():
            await visitor.sees(f"/group/{FORUM}/{page.name}")
            after = await counted(house)
            assert after - before == (Counter({(page.shows, role): 1}) if page.shows else Counter()), page.name
            before = after
    told = {what for what, _ in before}
    assert set(VIEWS) <= told, set(VIEWS) - told
    await house.story.restart()
    assert await counted(house) == before


async def test_what_is_refused_and_what_renews_itself_is_no_look(house: Console) -> None:
    await house.story.says(MODERATOR, "/audit", chat=MODERATOR)
    visitor = await house.enters(MODERATOR)
    await visitor.sees(f"/group/{FORUM}/audit")
    before = await counted(house)
    await house.story.says(YINUO, "/audit", chat=YINUO)
    await house.story.says(ZIXUAN, f"/warnings {YINUO}", chat=ZIXUAN)
    visitor.client.headers["x-live"] = "1"
    await visitor.sees(f"/group/{FORUM}/audit")
    assert await counted(house) == before


def test_copies_at_the_terminal_stand_beside_the_store_of_their_month_and_group(tmp_path: Path) -> None:
    store = tmp_path / "weilu.db"
    copied(store, "backup", chat_id=0, at=100)
    copied(store, "chat_file", chat_id=FORUM, at=150)
    copied(store, "chat_file", chat_id=-5, at=150)
    copied(store, "backup", chat_id=0, at=200)
    with (tmp_path / "weilu.db.copies").open("a") as file:
        file.write('{"at": 1\n[]\n"x"\n')
    assert copies(store, chat_id=FORUM, since=100, until=200) == {"backup": 1, "chat_file": 1}
    assert copies(tmp_path / "none.db", chat_id=FORUM, since=0, until=200) == {}
    assert (tmp_path / "weilu.db.copies").stat().st_mode & 0o77 == 0
    assert {"backup", "chat_file"} < set(COPIES)
