"""A poll that was asked, its votes, and the card of its result."""

from __future__ import annotations

from tests.story import FORUM, OWNER, Message, Story

DINNER = "/poll 今晚吃什么 | 火锅 | 烧烤 | 粥"


NOON = 1_800_072_000


def last_poll(story: Story, chat: int = FORUM) -> Message:
    return [each for each in story.world.sent(chat) if "poll" in each][-1]


async def votes(story: Story, who: int, *options: int, chat: int = FORUM) -> None:
    message_id = last_poll(story, chat)["message_id"]
    await story.does(who, "vote", chat_id=chat, message_id=message_id, options=list(options))


async def closes(story: Story, *, by: int = OWNER, chat: int = FORUM, command: str = "/poll close") -> str:
    """The card."""
    poll = last_poll(story, chat)["message_id"]
    card = await story.says(by, command, chat=chat, reply_to=poll)
    return words_of(card)


def cards(story: Story, chat: int = FORUM) -> list[str]:
    return [words_of(each) for each in story.world.sent(chat) if words_of(each).startswith("投票结束")]


def words_of(message: Message) -> str:
    return str(message.get("text") or message.get("caption", ""))
