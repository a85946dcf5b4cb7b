"""How promises are shown: the group's card, a line in the list; and the parts of what is written about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.grammar.doubts import taken
from bot.domain.grammar.fields import Vocabulary, parts_of
from bot.domain.grammar.moments import read_deadline
from bot.domain.grammar.reading import Understood
from bot.domain.promises import LONGEST, Promise, TooLong
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Key, Keys
from bot.services.schedule.saying import here
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from bot.texts.words import words_of
from handlers.command.group_commands import called

What: TypeAlias = Literal["kept", "move", "drop"]
WAYS: tuple[What, ...] = ("kept", "move", "drop")


@press("pr")
@dataclass(frozen=True, slots=True)
class AtPromise:
    """What a moderator says of a promise."""

    number: int
    what: What


@dataclass(frozen=True, slots=True)
class Parts:
    """Words that are no moment, and the moment (epoch seconds; 0 without one)."""

    words: str
    due_at: int


def parts(turn: Turn, chat_id: int, written: str) -> Parts:
    """Raises Unread for a moment that cannot be read or has passed, TooLong."""
    now = here(turn.chats.group(chat_id).timezone, turn.now)
    others: list[str] = []
    due_at = 0
    for number, each in enumerate(parts_of(written)):
        field = _vocabulary().read(each) if number else None
        if field is not None and field.value:
            due_at = taken(read_deadline(_plain(field.value), now))
        elif number and not due_at and isinstance(reading := read_deadline(_plain(each), now), Understood):
            due_at = reading.value
        else:
            others.append(each)
    words = " · ".join(others)
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    return Parts(words, due_at)


def moved(turn: Turn, chat_id: int, words: str) -> Parts:
    """As `parts`, where the moment may stand first."""
    now = here(turn.chats.group(chat_id).timezone, turn.now)
    first, *rest = parts_of(words) or [""]
    if isinstance(read_deadline(_plain(first), now), Understood):
        return parts(turn, chat_id, "|".join([*rest, first]) if rest else f"|{first}")
    return parts(turn, chat_id, words)


def _plain(words: str) -> str:
    """周五 20:00 前 is 周五 20:00."""
    return words.removesuffix("前").removesuffix("之").removesuffix("以").rstrip()


def _vocabulary() -> Vocabulary:
    return Vocabulary({"by": words_of("promises.words_by")})


def name_of(number: int) -> str:
    """Of its card in the group."""
    return f"promise:{number}"


def card(turn: Turn, promise: Promise) -> Lines:
    zone = turn.chats.group(promise.chat_id).timezone
    lines = [
        text("promises.card", number=promise.id, words=Raw(promise.words)),
        text("promises.card_by", who=owner(promise), due=When(promise.due_at, zone)),
    ]
    shown = promise.shown(turn.now)
    if shown != "open":
        lines.append(_state(promise, turn.now, zone))
    if promise.moved:
        lines.append(text("promises.card_moved", n=promise.moved))
    if promise.why:
        lines.append(text("promises.card_why", why=Raw(promise.why)))
    return Lines(lines)


def line(promise: Promise, *, now: int, zone: str) -> list[Text]:
    """Two lines at most."""
    lines = [text("promises.line", number=promise.id, words=Raw(promise.words), state=_state(promise, now, zone))]
    if promise.moved or promise.why:
        lines.append(
            text("promises.line_moved", n=promise.moved, why=Raw(promise.why)) if promise.moved else _why(promise)
        )
    return lines


def _why(promise: Promise) -> Text:
    return text("promises.line_why", why=Raw(promise.why))


def _state(promise: Promise, now: int, zone: str) -> Text:
    shown = promise.shown(now)
    at = promise.ended_at if shown in ("kept", "kept_late", "dropped") else promise.due_at
    return text(f"promises.state_{shown}", when=When(at, zone))


def owner(promise: Promise) -> Argument:
    return called(promise.owner) if promise.owner_id else text("points.by_anonymous")


def keys(promise: Promise) -> Keys:
    if promise.state != "open":
        return []
    return [[Key(text(f"promises.button_{what}"), pack(AtPromise(promise.id, what))) for what in WAYS]]


def renew(turn: Turn, promise: Promise) -> None:
    """The card in the group, as it stands now."""
    turn.do(Edit(chat_id=promise.chat_id, words=card(turn, promise), keys=keys(promise), named=name_of(promise.id)))
