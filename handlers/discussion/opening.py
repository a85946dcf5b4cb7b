"""A timed discussion is opened, for a line or a dialogue: in a topic of its own, a pinned post, or where it was."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.discussion import DEFAULT, Discussion, Wanted, title_of
from bot.domain.grammar.fields import parts_of
from bot.domain.polls.flags import read_end
from bot.domain.topics import GENERAL
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import discussion
from bot.services.schedule.saying import here
from handlers.command.group_commands import Place
from handlers.discussion import life
from handlers.discussion.card import name_of
from handlers.polls.asking import require
from handlers.topics.command import require_topics


async def open_discussion(turn: Turn, place: Place, answers: Mapping[str, str], *, topic: int) -> None:
    """Its `options` are those of a poll to begin with. Raises what a title, a time or a poll that cannot be does."""
    now = here(place.group.timezone, turn.now)
    title, options = title_of(answers.get("title", "")), parts_of(answers.get("options", ""))
    closes_at = read_end(answers.get("ends", DEFAULT), here=now)
    await require_topics(turn, place)
    if options:
        life.poll_of(title, options, now)
        await require(turn, place, kind="poll")
    may_pin = (await turn.permissions.own(group=place.group)).allow("can_pin_messages")
    thread = (topic or GENERAL) if "here" in answers and place.group.is_forum else 0
    if thread:
        await discussion.require_free(turn.reads, chat_id=place.group.id, place=thread)
    wanted = Wanted(
        chat_id=place.group.id,
        kind="thread" if place.group.is_forum else "post",
        is_own=not thread,
        title=title,
        photo=answers.get("photo", ""),
        by=turn.person.id,
        at=turn.now,
        closes_at=closes_at,
        key=turn.idempotency,
    )
    found = await discussion.open_one(turn.unit, wanted)
    if found is not None:
        _post(turn, place, found, note=_note(turn, place, found, thread=thread, may_pin=may_pin, options=options))


def _note(
    turn: Turn, place: Place, found: Discussion, *, thread: int, may_pin: bool, options: list[str]
) -> dict[str, int | str]:
    asked = place.message.message_id if place.message is not None and place.is_here else 0
    return {
        "discussion": found.id,
        "to": turn.group.id,
        "thread": turn.topic,
        "asked": asked,
        "pin": int(may_pin),
        "place": thread,
        "options": "\n".join(options),
    }


def _post(turn: Turn, place: Place, found: Discussion, *, note: dict[str, int | str]) -> None:
    """Twice would be two topics: in doubt it is left to people, who can see whether it is there."""
    thread = int(note["place"])
    if place.group.is_forum and not thread:
        name = f"{name_of(found)}:topic"
        action = actions.Topic(
            chat_id=found.chat_id, rule="open", title=found.title, name=name, then=life.BEGAN, note=note
        )
        turn.do(action, on_crash="drop")
    else:
        life.post_opening(turn, found, thread=thread, pin=bool(note["pin"]), note=note)
