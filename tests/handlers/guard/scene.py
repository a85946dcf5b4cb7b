"""What stories of the guard begin with: moderators in reach, one member who is known, one who has just come."""

from __future__ import annotations

from tests.story import FORUM, MODERATOR, NEWCOMER, OWNER, YINUO, Message, Story

IN_EARNEST = '[guard]\ntrial = false\nwords = ["加微信"]\n'
LINK = "看看这个 https://spam.example/x"


async def met(story: Story) -> None:
    for who in (OWNER, MODERATOR):
        await story.says(who, "/help")
        await story.says(who, "/start", chat=who)
    await story.says(YINUO, "早")
    await story.does(NEWCOMER, "join", chat_id=FORUM)


def stands(story: Story, said: Message, chat: int = FORUM) -> bool:
    return said["message_id"] in story.world.chats[chat].posts


async def says(story: Story, who: int, text: str, chat: int = FORUM, channel: str = "") -> Message:
    return dict(await story.does(who, "say", chat_id=chat, text=text, channel=channel))
