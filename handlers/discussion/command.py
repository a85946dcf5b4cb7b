"""/topic discuss opens a timed discussion, /topic close ends one before its time; all else of /topic is the topics'."""

from __future__ import annotations

from typing import Literal, TypeAlias

import telegram

from bot.botapi.replies import answered
from bot.domain.discussion import DEFAULT, Discussion, Wanted, title_of
from bot.domain.grammar.fields import places_of
from bot.domain.polls.flags import read_end
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import Refusal, WrongForm
from bot.domain.topics import GENERAL
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import discussion
from bot.services.schedule.saying import here
from bot.texts.text import text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import verb_of
from handlers.discussion import following, life
from handlers.discussion.card import name_of
from handlers.polls.command import require
from handlers.topics import command, news
from handlers.topics.command import require_topics

Verb: TypeAlias = Literal["discuss", "follow", "unfollow", "close"]
_VERBS: dict[Verb, str] = {
    "discuss": "discussion.words_discuss",
    "follow": "discussion.words_follow",
    "unfollow": "discussion.words_unfollow",
    "close": "topics.words_close",
}

_HERE = "discussion.words_here"


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
    """`TITLE | 2d`, with `here` for the topic it was said in rather than one of its own.

    What follows the time are the options of a poll to begin with.
    """
    title, *others = places_of(rest)
    is_here = place.is_here and place.group.is_forum and any(is_word(each, _HERE) for each in others)
    ends, *options = [each for each in others if not is_word(each, _HERE)] or [DEFAULT]
    if not rest or len(options) == 1:
        raise WrongForm(usage=Sentence("commands.topic.manage"))
    title, at = title_of(title), turn.now
    closes_at = read_end(ends, here=here(place.group.timezone, at))
    await require_topics(turn, place)
    if options:
        life.poll_of(title, options, here(place.group.timezone, at))
        await require(turn, place, kind="poll")
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    if is_here:
        await discussion.require_free(turn.reads, chat_id=place.group.id, place=turn.topic or GENERAL)
    wanted = Wanted(
        chat_id=place.group.id,
        kind="thread" if place.group.is_forum else "post",
        is_own=not is_here,
        title=title,
        photo=_photo(place.message),
        by=turn.person.id,
        at=at,
        closes_at=closes_at,
        key=turn.idempotency,
    )
    found = await discussion.open_one(turn.unit, wanted)
    if found is not None:
        thread = turn.topic or GENERAL if is_here else 0
        _open(turn, place, found, thread=thread, may_pin=may_pin, options=options)


def _photo(message: telegram.Message | None) -> str:
    """The picture replied to, or the one the command stands under."""
    for each in (answered(message), message):
        if each is not None and each.photo:
            return each.photo[-1].file_id
    return ""


def _open(turn: Turn, place: Place, found: Discussion, *, thread: int, may_pin: bool, options: list[str]) -> None:
    """Twice would be two topics: in doubt it is left to people, who can see whether it is there."""
    asked = place.message.message_id if place.message is not None and place.is_here else 0
    note: dict[str, int | str] = {
        "discussion": found.id,
        "to": turn.group.id,
        "thread": turn.topic,
        "asked": asked,
        "pin": int(may_pin),
        "place": thread,
        "options": "\n".join(options),
    }
    if place.group.is_forum and not thread:
        name = f"{name_of(found)}:topic"
        action = actions.Topic(
            chat_id=found.chat_id, rule="open", title=found.title, name=name, then=life.BEGAN, note=note
        )
        turn.do(action, on_crash="drop")
    else:
        life.post_opening(turn, found, thread=thread, pin=may_pin, note=note)


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
