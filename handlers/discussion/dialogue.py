"""/topic discuss, step by step: a subject and how long; a poll to begin with waits behind a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.dialogue import Draft
from bot.domain.discussion import DEFAULT, title_of
from bot.domain.grammar.doubts import Guess
from bot.domain.grammar.fields import parts_of, places_of
from bot.domain.grammar.lines import Written
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.people import Group
from bot.domain.polls.flags import read_end
from bot.engine.turn import Turn
from bot.texts.text import Raw, Text, Words, text
from bot.texts.words import is_word
from handlers.command.group_commands import Place, elsewhere
from handlers.dialogue.declaring import ON, Dialogue, Step, as_end, as_written, spans, when
from handlers.dialogue.screens import here_of, so_far
from handlers.discussion import life
from handlers.discussion.opening import open_discussion
from handlers.polls.asking import require
from handlers.topics.command import require_topics

_HERE: Final = "discussion.words_here"


def read_answers(line: str, now: Here) -> Written:
    """`TITLE | 2d`, with `here` for the topic it was said in; what follows the time are the options of a poll."""
    title, *others = places_of(line)
    answers = {"title": title} if title else {}
    doubts: list[Guess] = []
    if any(is_word(each, _HERE) for each in others):
        answers["here"] = ON
    rest = [each for each in others if each and not is_word(each, _HERE)]
    if rest and _is_end(rest[0], now):
        answers["ends"], *rest = rest
    elif rest:
        doubts.append(Guess(rest[0], "option"))
    if len(rest) == 1:
        doubts = [Guess(rest[0], "nothing")]
    elif rest:
        answers["options"] = "\n".join(rest)
    return Written(answers, tuple(doubts))


def _is_end(part: str, now: Here) -> bool:
    reading = read_moment(part, now)
    return isinstance(reading, Understood) or reading == NotUnderstood("passed", part)


def _title(words: str, _: Here) -> str:
    return title_of(words)


def _end(words: str, now: Here) -> int:
    return read_end(words, here=now)


def _options(words: str, now: Here) -> str:
    options = parts_of(words)
    life.poll_of("?", options, now)
    return "\n".join(options)


def _shown(words: str, _: Here) -> Words:
    return Raw("、".join(parts_of(words)))


def _is_forum(group: Group) -> bool:
    return group.is_forum


async def _may_poll(turn: Turn, place: Place) -> None:
    await require(turn, place, kind="poll")


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    now = here_of(turn, draft)
    title_of(draft.given.get("title", ""))
    read_end(draft.given.get("ends", DEFAULT), here=now)
    return so_far(turn, DIALOGUE, draft)


async def _finish(turn: Turn, draft: Draft) -> Words:
    place = elsewhere(turn, draft.for_chat)
    await open_discussion(turn, place, draft.given, topic=draft.topic)
    return text("dialogue.opened", group=Raw(place.group.title))


DIALOGUE: Final = Dialogue(
    name="discussion",
    title=text("dialogue.discussion"),
    steps=(
        Step("title", text("dialogue.discussion_title"), text("dialogue.ask_discussion_title"), _title,
             spread=read_answers, order="needed"),
        Step("ends", text("dialogue.discussion_ends"), text("dialogue.ask_discussion_ends"), as_end(_end), when,
             choices=spans("2h", "1d", "2d", "7d"), order="asked"),
        Step("options", text("dialogue.discussion_options"), text("dialogue.ask_discussion_options"), _options, _shown,
             choices=(("", text("dialogue.choice_none")),), require=_may_poll),
        Step("here", text("dialogue.discussion_here"), text("dialogue.ask_discussion_here"), as_written,
             kind="switch", fits=_is_forum),
    ),
    recalls_about=True,
    require=require_topics,
    preview=_preview,
    finish=_finish,
    open_label=text("dialogue.open_discussion"),
    takes_picture=True,
)  # fmt: skip
