"""/poll and /quiz: ask one in a line, list them, show one, close one; what happens by itself is in `life`."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, TypeAlias

import telegram
from msgspec import structs

from bot.botapi.replies import answered
from bot.domain.amounts import read_id
from bot.domain.grammar.fields import parts_of
from bot.domain.polls import Kind, Poll, Tally, Terms
from bot.domain.polls.reading import read_line
from bot.domain.polls.refusals import ClosedAlready, OutOfReach, UnknownPoll
from bot.domain.refusals import Key
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import polls
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Raw, text
from handlers.command.group_commands import Place, answer
from handlers.command.subcommands import verb_of
from handlers.events.opening import picture
from handlers.polls.cards import standing_card
from handlers.polls.deciding import decides_event, require_deciding, settled
from handlers.polls.drafts import drafted, show_first
from handlers.polls.listing import show_list
from handlers.polls.reminding import set_reminder

SENT, DUE, STOPPED = "poll_sent", "poll_due", "poll_stopped"
"""Timers: Telegram took the poll, its time is over, Telegram closed it because it was told to."""

GRACE = 10
"""Seconds after its end at which Telegram closes a poll by itself, where the bot is down and cannot: it then tells no
result and refuses to stop it, so the bot comes first."""

_LOOKED_AT = 10

Verb: TypeAlias = Literal["list", "close"]
_VERBS: dict[Verb, str] = {"list": "polls.words_list", "close": "polls.words_close"}


async def poll(turn: Turn, place: Place) -> None:
    await told(turn, place, kind="poll")


async def told(turn: Turn, place: Place, *, kind: Kind) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    number = read_id(place.words)
    if verb == "close" and len(parts_of(rest)) < 2:
        await _close(turn, place, rest, kind=kind)
    elif (verb == "list" and not rest) or not place.words:
        await show_list(turn, place, kind=kind)
    elif number is not None:
        found = await polls.poll(turn.reads, number=number, chat_id=place.group.id)
        if found is None or found.state not in ("open", "closed"):
            raise UnknownPoll(usage=Key(f"commands.{kind}.usage"))
        answer(turn, await standing_card(turn, found))
    else:
        await require(turn, place, kind=kind)
        await _in_a_line(turn, place, kind=kind)


async def _in_a_line(turn: Turn, place: Place, *, kind: Kind) -> None:
    """Asked at once where every part was understood: a poll that members saw cannot be taken back."""
    line = read_line(place.words, kind=kind, here=here(place.group.timezone, turn.now))
    await require_deciding(turn, place, line.terms)
    topic, photo = turn.topic if place.is_here else 0, picture(place.message)
    if line.doubts or turn.chats.settings(place.group.id).drafts.always:
        await show_first(turn, place, drafted(line, topic=topic, photo=photo))
    else:
        await ask(turn, replace(line.terms, photo=photo), chat_id=place.group.id, topic=topic)


async def require(turn: Turn, place: Place, *, kind: Kind) -> None:
    await turn.require(kind, group=place.group)


# --- asking ----------------------------------------------------------------------------------------------------------


async def ask(turn: Turn, terms: Terms, *, chat_id: int, topic: int = 0, name: str = "", lasts: int = 0) -> int | None:
    """Post a poll or quiz to a chat, for whatever wants one asked; its number, None when this turn asked before.

    The message is kept under `name`, where the asker wants to find it again. Of one that `lasts` so many seconds the
    time begins when Telegram takes it.
    """
    terms = settled(turn, terms, chat_id=chat_id)
    number = await polls.ask(
        turn.unit,
        terms,
        chat_id=chat_id,
        topic=topic,
        by=turn.person.id,
        at=turn.now,
        key=f"{turn.idempotency}:{chat_id}{name and ':'}{name}",
    )
    if number is None:
        return None
    if terms.ends_at:
        await turn.later(DUE, str(number), at=terms.ends_at, chat_id=chat_id)
    await set_reminder(turn, terms, number=number, chat_id=chat_id)
    # Twice would split the votes between two polls: after a crash in the middle it is looked for, not sent again.
    asked = _asked(turn, terms, number=number, chat_id=chat_id, topic=topic, name=name)
    turn.do(structs.replace(asked, closes_at=0, lasts=lasts + GRACE) if lasts else asked, on_crash="drop")
    return number


def _asked(turn: Turn, terms: Terms, *, number: int, chat_id: int, topic: int, name: str) -> actions.Ask:
    asked_at = turn.reply_to
    told_in = turn.group.id if asked_at else chat_id
    return actions.Ask(
        chat_id=chat_id,
        topic=topic,
        question=Raw(terms.question),
        options=[Raw(each) for each in terms.options],
        anonymous=terms.is_anonymous,
        multiple=terms.is_multiple,
        revoting=not terms.is_final,
        shuffled=terms.is_shuffled,
        hidden=terms.is_hidden,
        adding=terms.takes_more,
        right=list(terms.right),
        about=_about(turn, terms, number=number, chat_id=chat_id),
        explanation=Raw(terms.why) if terms.why else None,
        closes_at=terms.ends_at + GRACE if terms.ends_at else 0,
        photo=terms.photo,
        pin=terms.is_pinned,
        name=name or f"poll:{number}",
        then=SENT,
        note={
            "poll": number,
            "to": told_in,
            "thread": turn.topic if asked_at else topic,
            "asked": asked_at,
            "name": name,
        },
    )


def _about(turn: Turn, terms: Terms, *, number: int, chat_id: int) -> Lines:
    """The number to close it by, and what a vote earns, where people read it before they vote."""
    lines = [text("polls.number", number=number)]
    if terms.about:
        lines.append(text("polls.about", about=Raw(terms.about)))
    if terms.event:
        lines.append(decides_event(turn, terms, chat_id=chat_id))
    points = turn.chats.settings(chat_id).points
    reward = points.quiz_reward if terms.kind == "quiz" else points.vote_reward
    if reward and terms.is_anonymous:
        lines.append(text("polls.no_points"))
    return Lines(lines)


# --- closing ---------------------------------------------------------------------------------------------------------


async def _close(turn: Turn, place: Place, words: str, *, kind: Kind) -> None:
    await require(turn, place, kind=kind)
    found, message_id = await _meant(turn, place, words, kind=kind)
    if found.state == "closed":
        raise ClosedAlready(number=found.number)
    if not message_id:
        raise OutOfReach(number=found.number)
    note: dict[str, int | str] = {"poll": found.number}
    if turn.message is not None:
        note |= {"to": turn.group.id, "thread": turn.topic, "asked": turn.message.message_id}
    turn.do(actions.ClosePoll(chat_id=found.chat_id, message_id=message_id, then=STOPPED, note=note))


async def _meant(turn: Turn, place: Place, words: str, *, kind: Kind) -> tuple[Poll, int]:
    """By its number, by the poll replied to, or the only one that is open; and the id of its message."""
    replied = answered(place.message) if place.is_here else None
    found: Poll | None = None
    if words:
        found = await polls.poll(turn.reads, number=read_id(words) or 0, chat_id=place.group.id)
    elif replied is not None and replied.poll is not None:
        found = await polls.recognised(turn.unit, _tally(replied.poll), at=turn.now)
        if found is not None and found.chat_id == place.group.id:
            return found, replied.message_id
        found = None
    else:
        listed = await polls.latest(turn.reads, chat_id=place.group.id, limit=_LOOKED_AT)
        still_open = [each for each in listed if each.state == "open" and each.terms.kind == kind]
        found = still_open[0] if len(still_open) == 1 else None
    if found is None or found.state in ("asked", "failed"):
        raise UnknownPoll(usage=Key(f"commands.{kind}.manage"))
    return found, found.message_id


def _tally(shown: telegram.Poll) -> Tally:
    texts, counts = tuple(each.text for each in shown.options), tuple(each.voter_count for each in shown.options)
    return Tally(shown.id, shown.question, texts, counts, shown.total_voter_count, shown.is_closed)
