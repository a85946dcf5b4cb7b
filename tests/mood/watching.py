"""A group whose mood is watched: calm days, a raid, and its desk."""

from __future__ import annotations

from bot.domain.mood.pulse import Counts
from tests.story import EMMA, FORUM, HIKE, MUYANG, NOON, YINUO, ZIXUAN, Message, Story

CALM, ANGRY, GLAD = "今天下午三点开会", "气死我了，太差劲了", "太好了，谢谢大家！"


THIS_HOUR = NOON // 3600


async def week(story: Story, *, share: float, weeks: int = 4, said: int = 40) -> None:
    """The same hour of the same weekday, `weeks` times back, with that share of negative messages."""
    async with story.app.database.unit() as unit:
        await unit.many(
            "INSERT INTO mood_counts (chat_id, begins_at, topic, negative, neutral) VALUES (?, ?, 0, ?, ?)",
            [
                (FORUM, (THIS_HOUR - 168 * back) * 3600, round(said * share), said - round(said * share))
                for back in range(1, weeks + 1)
            ],
        )


async def counted(story: Story, chat: int = FORUM) -> Counts:
    kinds = "negative, neutral, positive, abstained, hostile, alarming, gloom, scatter"
    sums = ", ".join(f"coalesce(sum({each}), 0) AS {each}" for each in kinds.split(", "))
    [row] = await story.rows(f"SELECT {sums} FROM mood_counts WHERE chat_id = :chat", chat=chat)
    return Counts(**row)


async def heated(story: Story, *, angry: int, calm: int) -> None:
    for number in range(max(angry, calm)):
        if number < angry:
            await story.says(ZIXUAN, ANGRY)
        if number < calm:
            await story.says(YINUO, CALM)


CURSE = "你这个傻逼，滚"


FURIOUS = (ZIXUAN, MUYANG, EMMA)


DESK = f"[desk]\nchat = {HIKE}\n"


NO_TRAINING = "[mood]\ntraining_days = 0\n"


def at_the_desk(story: Story) -> list[Message]:
    return story.world.sent(HIKE)


async def raid(story: Story, *, topic: int = 0) -> None:
    for number in range(24):
        who, words = ((FURIOUS[number % 3], ANGRY), (YINUO, CALM))[number % 2]
        await story.says(who, words, **({"topic": topic} if topic else {}))
    await story.passes(60)


async def cursed(story: Story, *, times: int = 1) -> int:
    """The id of the last message."""
    for _ in range(times):
        await story.says(ZIXUAN, CURSE)
    await story.passes(60)
    return int([each for each in story.world.messages(FORUM) if each.get("text") == CURSE][-1]["message_id"])
