"""Every kind of button, pressed from everywhere by all who have no business with what it names: nothing happens."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from bot.engine import buttons
from handlers import ratings
from handlers.ask import card as ask
from handlers.basics import help, privacy  # noqa: A004
from handlers.challenge import card as challenge
from handlers.checkin import board as checkin_board
from handlers.checkin import makeup
from handlers.command import confirm, doors, group_commands, shortcuts, two_people
from handlers.command import listing as listing_pages
from handlers.conduct import card as conduct
from handlers.consent import notice as consent
from handlers.dialogue import buttons as dialogue
from handlers.discussion import card as discussion
from handlers.events import card as events
from handlers.feedback import buttons as feedback
from handlers.gate import card as gate
from handlers.gate import requests
from handlers.grants import bulk, bulk_undo
from handlers.guard import words as guard
from handlers.insights import command as insights
from handlers.insights import notes as trend_notes
from handlers.kb import answering as kb_answering
from handlers.kb import asked as kb_asked
from handlers.kb import command as kb
from handlers.kb import learning as kb_learning
from handlers.kb import reviewing as kb_reviewing
from handlers.lottery import buttons as lottery
from handlers.moderation import complain, playbook, reports
from handlers.mood import answers, trial
from handlers.points import ledger, top
from handlers.polls import buttons as polls
from handlers.promises import words as promises
from handlers.safety import quiz as safety
from handlers.sanctions import appeal, channels, citing, doing, lasting, warn
from handlers.schedule import announce, listing, planned, second
from handlers.settings import group, language, own
from handlers.shop import command as shop
from handlers.shop import keeping
from handlers.stats import command as stats
from handlers.surveys import filling as surveys
from handlers.team import ready
from handlers.welcome import raid
from tests.handlers.belonging_town import ALL, AUTHOR, ENTERED, HAND, MEMBERS, ROLES, SECRET, town
from tests.story import FORUM, KITCHEN, NEWCOMER, OWNER, PEISHAN, ZIXUAN, Story

pytestmark = pytest.mark.of_the_file("looks through all of it beside the bot")


@dataclass(frozen=True)
class Row:
    """What a press brings, who of `ROLES` may press it, and a press that does something, or tells it by `toast`.

    `is_anybodys` holds where it names nothing of a group: it acts wherever it is pressed, by that place's rule;
    `is_sealed` where only the button that stands knows what it brings.
    """

    value: object
    may: frozenset[str] = frozenset()
    by: int = HAND
    at: Literal["kitchen", "private"] = "kitchen"
    is_anybodys: bool = False
    is_sealed: bool = False
    toast: str = "\n"


ROWS = [
    Row(dialogue.Go(2, "ask", "when", ""), at="private"),
    Row(feedback.AtDesk(1, "card", 0), at="private"),
    Row(feedback.AtDesk(1, "answer", 0), at="private"),
    Row(feedback.AtDesk(1, "assign", HAND), at="private"),
    Row(feedback.AtDesk(1, "claim", 0), at="private"),
    Row(feedback.Joins(2, 1), AUTHOR, ZIXUAN),
    Row(feedback.Rated(3, 5), AUTHOR, ZIXUAN),
    Row(feedback.Reopened(3), AUTHOR, ZIXUAN),
    Row(kb.Opened(KITCHEN, 1, 0), MEMBERS, PEISHAN),
    Row(kb_answering.Judged(1, KITCHEN, "helped"), AUTHOR, ZIXUAN),
    Row(kb_asked.Writes(2), at="private"),
    Row(kb_learning.Likewise(2, 1, is_meant=True), at="private"),
    Row(kb_reviewing.Reviewed(1, KITCHEN, "holds"), at="private"),
    Row(promises.AtPromise(1, "kept")),
    Row(surveys.Filled(1, 1, "pick"), MEMBERS, PEISHAN, at="private"),
    Row(challenge.Vote(1), MEMBERS, PEISHAN),
    Row(challenge.Judge(2, is_taken=True)),
    Row(playbook.Pressed(1, "role:0"), at="private"),
    Row(ready.Pressed(1, "post")),
    *(Row(each, at="private") for each in (reports.Clears(1), reports.Judged(1, "upheld"), reports.Deletes(2))),
    *(Row(each, at="private") for each in (citing.Cites(7, 1), channels.Bars(KITCHEN, 9003))),
    Row(conduct.Read(KITCHEN, 1), MEMBERS, PEISHAN),
    Row(raid.Shut(KITCHEN, is_yes=True)),
    Row(safety.Given(KITCHEN, "12020"), MEMBERS, PEISHAN, at="private"),
    Row(consent.Chosen(KITCHEN, is_yes=True), MEMBERS, PEISHAN),
    Row(second.Seconded(3, is_yes=True), at="private"),
    Row(appeal.Decided(1, "lifted"), by=OWNER, at="private"),
    Row(doing.Lifted(2)),
    Row(lasting.Lasts("", 3600), is_sealed=True),
    Row(warn.Strikes(3)),
    Row(gate.Enters(KITCHEN), MEMBERS, ZIXUAN),
    Row(gate.Answers(KITCHEN, 0), MEMBERS, PEISHAN),
    Row(requests.Decided(KITCHEN, NEWCOMER, is_let_in=True), at="private"),
    Row(guard.Answered(2, "wrong")),
    Row(complain.Settled(1, "heeded"), by=OWNER, at="private"),
    Row(guard.Judged(6, is_right=False)),
    Row(trial.Lasting(KITCHEN, is_longer=True)),
    Row(answers.Answered(1, "seen"), at="private"),
    Row(answers.Deleting(1, 4), at="private"),
    Row(lottery.Enter(1), MEMBERS, PEISHAN),
    Row(lottery.Mine(1), ENTERED, ZIXUAN, toast="名单代号"),
    Row(lottery.Leave(1), ENTERED, PEISHAN),
    Row(lottery.Why(1), MEMBERS, ZIXUAN, toast="密钥"),
    Row(lottery.Claim(2), AUTHOR, ZIXUAN),
    Row(top.Turned(KITCHEN, "all"), MEMBERS),
    Row(checkin_board.Own(KITCHEN), MEMBERS, PEISHAN, toast="10 分"),
    Row(stats.View(KITCHEN, 7, "voices")),
    Row(insights.Insight(KITCHEN, "funnel")),
    Row(trend_notes.Unnoted(KITCHEN, 1)),
    Row(ledger.PageTurn(KITCHEN, ZIXUAN, 2**40, is_newer=False), AUTHOR, ZIXUAN),
    Row(bulk.Confirms(2, is_yes=True)),
    Row(bulk_undo.TakesBack(1, "yes")),
    Row(confirm.Confirms("", is_yes=True), is_sealed=True),
    Row(ask.Vote(1), MEMBERS, ZIXUAN),
    Row(ask.Answered(1), AUTHOR, ZIXUAN),
    Row(own.Preferred(ZIXUAN, KITCHEN, "board", is_on=False), AUTHOR, ZIXUAN),
    Row(own.Spoken(KITCHEN, "en"), MEMBERS, ZIXUAN, "private"),
    Row(group.Turned(KITCHEN, "checkin_reward", is_up=True, seen=10)),
    Row(group.Opened(KITCHEN, "talk")),
    Row(group.Own(KITCHEN)),
    Row(makeup.Confirmed(KITCHEN, ZIXUAN, 0, 0), AUTHOR, ZIXUAN, is_sealed=True),
    Row(shop.Wanted(1), MEMBERS, ZIXUAN),
    Row(keeping.Settled(KITCHEN, 1, is_refund=False), at="private"),
    Row(events.Reply(1, "going"), MEMBERS, PEISHAN),
    Row(events.Came(2), MEMBERS, PEISHAN),
    Row(events.Wanted(1), MEMBERS, ZIXUAN, toast="日历文件"),
    Row(ratings.Rated(KITCHEN, "event", 1, 5), MEMBERS, PEISHAN, toast="打分的時間過了"),
    Row(discussion.Follow(KITCHEN), MEMBERS, PEISHAN),
    Row(listing.PageTurn(KITCHEN, 0)),
    Row(planned.Post(KITCHEN, 1, "drop")),
    Row(announce.Aimed(1, "core")),
    Row(announce.Choice(1, KITCHEN)),
    Row(announce.Word(1, "drop")),
    Row(announce.Word(2, "drop")),
    Row(group_commands.Chosen("points", KITCHEN), MEMBERS, ZIXUAN, "private"),
    Row(polls.PageTurn(KITCHEN, 0), MEMBERS),
    Row(polls.Begin(KITCHEN)),
    Row(polls.BeginQuiz(KITCHEN)),
    Row(polls.Bank(KITCHEN, "page", 0), at="private"),
    Row(dialogue.Begin("event", KITCHEN)),
    Row(doors.Home(KITCHEN), MEMBERS, ZIXUAN, "private"),
    Row(doors.Area(KITCHEN, "more"), MEMBERS, ZIXUAN, "private"),
    Row(doors.Area(KITCHEN, "points"), at="private"),
    Row(doors.Panel(KITCHEN), at="private"),
    Row(shortcuts.Began("points", KITCHEN, 0), MEMBERS, ZIXUAN, "private"),
    Row(shortcuts.Began("group_set", KITCHEN, 0), at="private"),
    Row(shortcuts.Picked("warn", KITCHEN, str(PEISHAN)), at="private"),
    Row(shortcuts.Sure("lottery_off", KITCHEN, "1"), at="private"),
    Row(listing_pages.Turned("shop", KITCHEN, 0), MEMBERS, ZIXUAN),
    Row(help.Opened("points"), ALL, is_anybodys=True),
    Row(two_people.Which(0, is_named=True), is_sealed=True),
    Row(language.Chosen("en"), is_anybodys=True),
    Row(privacy.Looked(""), ALL, is_anybodys=True),
    Row(privacy.Answered(ZIXUAN, is_yes=True), AUTHOR, ZIXUAN, "private"),
]

ENGINES = {"inbox", "outbox", "settled", "posts"}


class Town:
    def __init__(self, story: Story, file: Path) -> None:
        self.story = story
        self.store = sqlite3.connect(file)
        names = self.store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        self.tables = sorted({name for (name,) in names} - ENGINES)

    def seen(self) -> dict[str, Any]:
        """All that is kept, and all that the bot has said."""
        kept: dict[str, Any] = {name: self.store.execute(f"SELECT * FROM {name}").fetchall() for name in self.tables}
        return kept | {f"chat {each}": self.story.world.marks(each) for each in self.story.world.chats}

    async def pressed(self, value: object, *places: tuple[int, int]) -> list[str]:
        """What presses by people in chats brought about: tables and chats that changed, toasts that told something."""
        before, toasts, data = self.seen(), len(self.story.world.toasts), buttons.pack(value)
        for who, chat in places:
            self.story.world.press_made_up(who, chat, self.story.newest(chat), data)
        await self.story.settle()
        after, told = self.seen(), [each["text"] for each in self.story.world.toasts[toasts:]]
        assert len(told) >= len(places), "each press is answered"
        return [name for name in after if after[name] != before.get(name)] + [each for each in told if SECRET in each]


@pytest.fixture
async def kitchen(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as story:
        found = Town(story, Path((await story.rows("PRAGMA database_list"))[0]["file"]))
        with contextlib.closing(found.store):
            yield found


def values(story: Story) -> dict[Row, object]:
    """Keys and days that no table can know beforehand are those of the buttons that stand."""
    markups = [each.get("reply_markup", {}) for each in story.world.sent(KITCHEN)]
    rows = [row for each in markups for row in each.get("inline_keyboard", [])]
    stand = [buttons.unpack(key.get("callback_data", "")) for row in rows for key in reversed(row)]
    unknown = confirm.Confirms | makeup.Confirmed | two_people.Which | lasting.Lasts
    known: dict[type, object] = {type(each): each for each in stand if isinstance(each, unknown)}
    return {row: known.get(type(row.value), row.value) for row in ROWS}


def places(row: Row) -> Iterator[tuple[int, int]]:
    """Who has no business with it, in each chat where they may press."""
    for who in (each for role, each in ROLES.items() if role not in row.may):
        yield from ((who, spot) for spot in ([KITCHEN] if row.is_anybodys else [KITCHEN, who, FORUM]))


def test_every_kind_of_button_has_a_row() -> None:
    ours = {kind for kind in buttons._kinds.values() if not kind.__module__.startswith("tests.")}
    assert {type(row.value) for row in ROWS} == ours


async def test_whoever_has_no_business_with_it_brings_nothing_about_from_anywhere(kitchen: Town) -> None:
    await kitchen.story.says(OWNER, "/help")
    found = values(kitchen.story)
    leaks = [
        f"{found[row]}, pressed by who has no business with it: {brought}"
        for row in ROWS
        if (brought := await kitchen.pressed(found[row], *places(row)))
    ]
    assert not leaks, "\n".join(leaks)


async def test_each_of_them_does_something_for_whoever_may(kitchen: Town) -> None:
    found = values(kitchen.story)
    dead = [
        f"{found[row]}: {kitchen.story.world.toasts[-1]}"
        for row in ROWS
        if not await kitchen.pressed(found[row], (row.by, KITCHEN if row.at == "kitchen" else row.by))
        and row.toast not in kitchen.story.world.toasts[-1]["text"]
    ]
    assert not dead, "\n".join(dead)
