"""Whatever order votes, second thoughts, crashes and closes come in, what the bot knows is what Telegram counted."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.polls import Ballot
from bot.domain.polls.result import counted
from playground.world.errors import RefusedError
from playground.world.values import Poll
from tests.story import FORUM, HAORAN, MUYANG, OWNER, XIAOMAN, YINUO, ZIXUAN, Story, told

VOTERS = (YINUO, ZIXUAN, MUYANG, XIAOMAN, HAORAN)
OPTIONS = 4

choices = st.lists(st.integers(0, OPTIONS - 1), max_size=OPTIONS, unique=True)
vote = st.tuples(st.sampled_from(VOTERS), choices)
happening = vote | st.sampled_from(["settle", "half a batch", "restart", "close"])


async def happens(story: Story, what: object, poll: Poll) -> None:
    """Votes are only cast here: when the bot hears of them is up to what happens next."""
    if isinstance(what, tuple):
        who, options = what
        try:
            story.world.vote(who, FORUM, poll.message_id, options)
        except RefusedError:
            assert poll.is_closed
    elif what == "settle":
        await story.settle()
    elif what == "restart":
        await story.restart()
    elif what == "half a batch":
        await dies_after_half_a_batch(story)
    else:
        story.world.say(OWNER, FORUM, "/poll close", reply_to=poll.message_id)


async def dies_after_half_a_batch(story: Story) -> None:
    """It was kept or counted, but never confirmed: after the start Telegram sends all of it again."""
    batch = await story.fetch()
    await story.app.engine.receive(batch[: len(batch) // 2])
    await story.restart()


async def asked(story: Story, *, is_answer_lost: bool) -> Poll:
    if is_answer_lost:
        story.world.faults.next("sendPoll", "lost_after")
    await story.does(OWNER, "say", chat_id=FORUM, text="/poll 去哪里 | 山 | 海 | 湖 | 家 | #multiple")
    (poll,) = story.world.polls.values()
    return poll


async def assert_agreement(story: Story, poll: Poll) -> None:
    """Vote by vote, count by count, and nothing paid or told twice."""
    kept = [
        Ballot(row["poll_id"], row["voter_id"], "", "", tuple(json.loads(row["options"])))
        for row in await story.rows("SELECT * FROM ballots")
    ]
    assert {each.voter_id: list(each.options) for each in kept if each.options} == poll.votes
    truth = tuple(sum(place in chosen for chosen in poll.votes.values()) for place in range(OPTIONS))
    assert counted(kept, OPTIONS) == truth
    for tally in await story.rows("SELECT * FROM tallies"):
        assert (tuple(json.loads(tally["counts"])), tally["voters"]) == (truth, len(poll.votes))
        assert bool(tally["is_closed"]) == poll.is_closed
    cards = [
        each for each in story.world.sent(FORUM) if (each.get("caption") or each.get("text", "")).startswith("投票结束")
    ]
    assert len(cards) == int(poll.is_closed)
    paid = await story.rows("SELECT to_account, amount FROM ledger WHERE kind = 'poll'")
    assert sorted((row["to_account"], row["amount"]) for row in paid) == (
        sorted((who, 2) for who in poll.votes) if poll.is_closed else []
    )


@given(happenings=st.lists(happening, max_size=14), is_answer_lost=st.booleans(), is_closed=st.booleans())
@settings(max_examples=30, deadline=None)
async def test_what_is_known_is_what_telegram_counted(
    tmp_path_factory: pytest.TempPathFactory, happenings: list[object], is_answer_lost: bool, is_closed: bool
) -> None:
    async with told(tmp_path_factory.mktemp("polls")) as story:
        poll = await asked(story, is_answer_lost=is_answer_lost)
        for what in [*happenings, *(["close"] if is_closed else [])]:
            await happens(story, what, poll)
        await story.settle()
        await assert_agreement(story, poll)
