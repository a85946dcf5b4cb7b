"""A poll or quiz is posted to a chat, for whatever wants one asked; what happens to it then is in `life`."""

from __future__ import annotations

from msgspec import structs

from bot.domain.polls import Kind, Terms
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.services import polls
from bot.texts.text import Lines, Raw, text
from handlers.command.group_commands import Place
from handlers.polls.deciding import decides_event, settled
from handlers.polls.reminding import set_reminder

SENT, DUE, STOPPED = "poll_sent", "poll_due", "poll_stopped"
"""Timers: Telegram took the poll, its time is over, Telegram closed it because it was told to."""

GRACE = 10
"""Seconds after its end at which Telegram closes a poll by itself, where the bot is down and cannot: it then tells no
result and refuses to stop it, so the bot comes first."""


async def require(turn: Turn, place: Place, *, kind: Kind) -> None:
    await turn.require(kind, group=place.group)


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
        await turn.later(DUE, str(number), at=0 if lasts else terms.ends_at, after=lasts, chat_id=chat_id)
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
