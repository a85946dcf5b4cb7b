"""A story of who stays and what is answered: the console tells it as the chat does."""

from __future__ import annotations

from tests.console.visiting import Console, words_of
from tests.handlers.insights.town import live, talk
from tests.story import FORUM, HIKE, MODERATOR


async def test_who_stays_and_what_is_answered_are_told_as_in_chat(console: Console) -> None:
    story = console.story
    await talk(story, await live(story))
    visitor = await console.enters(MODERATOR)
    staying = await visitor.sees(f"/group/{FORUM}/retention")
    assert "12 位新人" in words_of(staying)
    assert 'class="bars"' in staying
    assert "还没什么人应" in await visitor.reads(f"/group/{FORUM}/content")
    assert "满 5 人才显示" in await visitor.reads(f"/group/{HIKE}/retention")
