"""The default community is the same every time, looks alive, and troubles no bot before it is there."""

from playground.world import World
from playground.world.population import populate
from tests.playground.conftest import FORUM, HIKE, KITCHEN, START


def test_the_same_seed_builds_the_same_world() -> None:
    first, second = (populate(World(seed=3, start=START)) for _ in range(2))
    for chat in (FORUM, HIKE, KITCHEN):
        assert first.messages(chat) == second.messages(chat)


def test_the_forum_has_its_topics_and_words_in_each(world: World) -> None:
    assert [topic.name for topic in world.group(FORUM).topics.values()] == ["General", "闲聊", "活动", "建议"]
    assert all(world.messages(FORUM, topic=topic) for topic in world.group(FORUM).topics)


def test_people_differ_in_script_and_some_have_no_name_to_mention(world: World) -> None:
    people = world.residents()
    assert {one.language_code for one in people} == {"zh-hans", "zh-hant", "en"}
    assert [one.name for one in people if not one.username] == ["赵小满"]


def test_nothing_waits_for_the_bot_at_the_beginning(world: World) -> None:
    assert not world.updates.pending
    assert not world.complaints
