"""Stories of the lively switch without a browser: who talks, what about, and that a seed tells the same tale twice."""

import pytest

from playground.lively import SAMPLE, Lively
from playground.world import World
from playground.world.errors import RefusedError
from playground.world.population import populate
from playground.world.values import Post


def an_evening(*, seed: int, actions: int = 200) -> tuple[World, list[Post]]:
    world = World(seed=1, start=1_780_000_000)
    populate(world)
    before = {(chat.id, post) for chat in world.chats.values() for post in chat.posts}
    lively = Lively(world, seed=seed)
    for _ in range(actions):
        lively.step()
    posts = [post for chat in world.chats.values() for post in chat.posts.values()]
    return world, [post for post in posts if (post.chat_id, post.id) not in before]


def test_only_ordinary_members_talk() -> None:
    world, posts = an_evening(seed=3)
    assert len(posts) > 100
    assert {world.people[post.sender_id].role for post in posts} == {"member"}
    assert not any(world.people[post.sender_id].is_bot for post in posts)


def test_they_talk_in_several_topics_reply_react_and_check_in() -> None:
    world, posts = an_evening(seed=3)
    assert len({post.topic for post in posts}) > 1
    assert any(post.reply_to for post in posts)
    assert any(post.reactions for chat in world.chats.values() for post in chat.posts.values())
    assert any(post.body["text"] == "签到" for post in posts)


def test_a_reply_stays_in_the_topic_of_what_it_answers() -> None:
    world, posts = an_evening(seed=5)
    for post in posts:
        if post.reply_to:
            assert world.chats[post.chat_id].posts[post.reply_to].topic == post.topic


def test_the_same_seed_tells_the_same_evening() -> None:
    def told(seed: int) -> list[tuple[int, str]]:
        return [(post.sender_id, post.body["text"]) for post in an_evening(seed=seed, actions=50)[1]]

    assert told(8) == told(8)
    assert told(8) != told(9)


def test_a_muted_member_makes_nothing_break() -> None:
    world = World(seed=1)
    populate(world)
    for chat in world.chats.values():
        chat.permissions = frozenset()
    before = sum(len(chat.posts) for chat in world.chats.values())
    lively = Lively(world)
    for _ in range(30):
        lively.step()
    assert sum(len(chat.posts) for chat in world.chats.values()) == before


@pytest.mark.parametrize("rate", [0, -5, 100_000])
def test_an_impossible_rate_is_refused(rate: int) -> None:
    lively = Lively(World())
    with pytest.raises(RefusedError, match=str(rate)):
        lively.switch(on=True, per_minute=rate)
    assert not lively.on


def test_the_sample_is_short_lines_each_once() -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    assert 100 < len(lines) <= 600
    assert len(set(lines)) == len(lines)
    assert all(0 < len(line) <= 40 for line in lines)
