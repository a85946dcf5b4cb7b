"""Stories of the same words again and again, by one and by many, here and elsewhere; and of pictures in a flood."""

from __future__ import annotations

from pathlib import Path

from tests.handlers.guard.scene import says, stands
from tests.handlers.guard.test_everywhere import PHOTO
from tests.story import FORUM, KITCHEN, OWNER, YINUO, ZIXUAN, Story, told

CONFIG = "[guard]\ntrial = false\n[welcome]\nenabled = false\n"
WORDS = "全场五折快来看看"


async def newcomer(story: Story, name: str, *chats: int) -> int:
    who: int = await story.does(OWNER, "newcomer", name=name)
    for chat in chats:
        await story.does(who, "join", chat_id=chat)
    return who


async def met(story: Story) -> None:
    for chat in (FORUM, KITCHEN):
        await story.says(OWNER, "/help", chat=chat)


async def test_said_in_one_group_after_the_other_the_third_is_held_wherever_it_is(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        who = await newcomer(story, "小美", FORUM, KITCHEN)
        said = [(chat, await says(story, who, WORDS, chat)) for chat in (KITCHEN, FORUM, KITCHEN)]
        assert [stands(story, each, chat) for chat, each in said] == [True, True, False]


async def test_said_by_many_newcomers_once_each_the_third_is_held_and_among_members_of_old_it_is_a_game(
    tmp_path: Path,
) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        people = [await newcomer(story, f"新人{number}", FORUM) for number in range(3)]
        assert [stands(story, await says(story, who, WORDS)) for who in people] == [True, True, False]
        for who in (YINUO, ZIXUAN, YINUO, ZIXUAN):
            assert stands(story, await says(story, who, "接龙接龙接龙接龙")), "several who are known"


async def test_pictures_in_a_flood_are_held_like_words(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await met(story)
        await says(story, YINUO, "早")
        sent = [story.world.speak(YINUO, FORUM, {"photo": PHOTO}) for _ in range(10)]
        await story.settle()
        assert [stands(story, each) for each in sent] == [True] * 7 + [False] * 3, "with the word before it, eight"
