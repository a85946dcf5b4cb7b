"""Following discussions: by command or button, and telling those who do, privately or else by name, once each."""

from __future__ import annotations

from bot.domain.discussion import Discussion
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Priority
from bot.services import desk, follows
from bot.services.follows import Follower
from bot.texts.fold import fold
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.group_commands import Place, answer, known_person, within
from handlers.discussion.card import Follow, address

_MENTIONS = 20
_LONGEST_TAG = 32


async def follow(turn: Turn, place: Place, words: str) -> None:
    """By a word of the titles, or all of them."""
    person = known_person(turn)
    written = " ".join(words.split()).lstrip("#＃")[:_LONGEST_TAG]
    tag = fold(written)
    is_news = await follows.follow(turn.unit, chat_id=place.group.id, user_id=person.id, tag=tag, words=written)
    mine = await follows.followed(turn.unit, chat_id=place.group.id, user_id=person.id)
    lines = [_told(tag, written, is_news=is_news)]
    if len(mine) > 1:
        lines.append(text("discussion.followed", tags=Raw("、".join(each for each in mine if each))))
    answer(turn, Lines(lines), keys=await _begin(turn, person.id))


def _told(tag: str, words: str, *, is_news: bool) -> Text:
    if not tag:
        return text("discussion.follow_all" if is_news else "discussion.follows_all")
    return text("discussion.follow" if is_news else "discussion.follows", tag=Raw(words))


async def _begin(turn: Turn, user_id: int) -> list[list[Key]]:
    """A private chat must be begun by the member."""
    if user_id in await desk.reachable(turn.unit, [user_id]):
        return []
    url = f"https://t.me/{turn.bot_username}?start=follow"
    return [[Key(text("discussion.button_start"), url=url)]]


async def unfollow(turn: Turn, place: Place, words: str) -> None:
    person = known_person(turn)
    written = " ".join(words.split()).lstrip("#＃")[:_LONGEST_TAG]
    await follows.unfollow(turn.unit, chat_id=place.group.id, user_id=person.id, tag=fold(written) or None)
    answer(turn, text("discussion.unfollow", tag=Raw(written)) if fold(written) else text("discussion.unfollow_all"))


async def pressed(turn: Turn, key: Follow) -> None:
    """Once on, once more off."""
    chat_id = (await within(turn, key.chat_id)).group.id
    if await follows.follow(turn.unit, chat_id=chat_id, user_id=turn.person.id, tag="", words=""):
        may_write = bool(await desk.reachable(turn.unit, [turn.person.id]))
        turn.toast(text("discussion.toast_follow" if may_write else "discussion.toast_follow_here"), alert=True)
    else:
        await follows.unfollow(turn.unit, chat_id=chat_id, user_id=turn.person.id, tag="")
        turn.toast(text("discussion.toast_unfollow"))


async def spread(turn: Turn, discussion: Discussion) -> None:
    group, title = turn.chats.group(discussion.chat_id), Raw(discussion.title)
    followers = await follows.followers(
        turn.unit, chat_id=discussion.chat_id, title=fold(discussion.title), but=discussion.opened_by
    )
    url = address(discussion)
    keys = [[Key(text("topics.button_go"), url=url)]] if url else []
    for each in followers:
        if each.can_write:
            words = text("discussion.news", group=Raw(group.title), title=title)
            turn.say(words, to=each.user_id, reply=False, keys=keys, on_crash="drop", priority=Priority.REPORT)
    _mention(turn, discussion, [each for each in followers if not each.can_write])


def _mention(turn: Turn, discussion: Discussion, people: list[Follower]) -> None:
    """Those who never began a private chat hear of it where it is."""
    topic = discussion.place if discussion.kind == "thread" else 0
    for start in range(0, len(people), _MENTIONS):
        named = [text("discussion.mention", who=Who(each.user_id, each.name)) for each in people[start:][:_MENTIONS]]
        words = Lines([text("discussion.news_here"), *named])
        turn.say(words, to=discussion.chat_id, topic=topic, reply=False, on_crash="drop", priority=Priority.REPORT)
