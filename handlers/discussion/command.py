"""/topic discuss opens a timed discussion, /topic close ends one before its time; all else of /topic is the topics'."""

from __future__ import annotations

from typing import Literal, TypeAlias

import telegram

from bot.botapi.replies import answered
from bot.domain.refusals import Refusal
from bot.domain.topics import GENERAL
from bot.engine.turn import Turn
from bot.services import discussion
from bot.services.schedule.saying import here
from bot.texts.text import text
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import verb_of
from handlers.dialogue import begin, is_first_shown
from handlers.discussion import following, life
from handlers.discussion.dialogue import DIALOGUE, read_answers
from handlers.discussion.opening import open_discussion
from handlers.topics import command, news
from handlers.topics.command import require_topics

Verb: TypeAlias = Literal["discuss", "follow", "unfollow", "close"]
_VERBS: dict[Verb, str] = {
    "discuss": "discussion.words_discuss",
    "follow": "discussion.words_follow",
    "unfollow": "discussion.words_unfollow",
    "close": "topics.words_close",
}


async def topic(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb == "discuss":
        await _discuss(turn, place, rest)
    elif verb == "follow":
        await following.follow(turn, place, rest)
    elif verb == "unfollow":
        await following.unfollow(turn, place, rest)
    elif verb != "close" or not await _ended_early(turn, place, rest):
        await command.topic(turn, place)


async def _discuss(turn: Turn, place: Place, rest: str) -> None:
    """One line for the practised; without one, or where a part of it is in doubt, the dialogue."""
    await require_topics(turn, place)
    written = read_answers(rest, here(place.group.timezone, turn.now)) if rest else None
    if written is None or is_first_shown(turn, DIALOGUE, place, written):
        await begin(turn, DIALOGUE, place, written=written)
        return
    answers = {**written.answers, "photo": _photo(place.message)}
    await open_discussion(turn, place, answers, topic=turn.topic if place.is_here else 0)


def _photo(message: telegram.Message | None) -> str:
    """The picture replied to, or the one the command stands under."""
    for each in (answered(message), message):
        if each is not None and each.photo:
            return each.photo[-1].file_id
    return ""


async def _ended_early(turn: Turn, place: Place, rest: str) -> bool:
    """Whether it was a discussion that was to be closed; what cannot be understood is for the topics to refuse."""
    try:
        meant = await command.meant(turn, place, rest)
    except Refusal:
        return False
    found = await discussion.at(turn.reads, chat_id=meant.chat_id, place=meant.id)
    if found is None:
        return False
    await require_topics(turn, place)
    await life.end_at(turn, found, at=turn.now)
    answer(turn, text("discussion.ending"))
    return True


async def closed(turn: Turn) -> None:
    """Whoever closes the topic, by hand or through the bot, ends what was discussed there."""
    found = await discussion.at(turn.reads, chat_id=turn.group.id, place=turn.topic or GENERAL)
    await news.closed(turn)
    if found is not None:
        await life.end_at(turn, found, at=turn.now)
