"""/mute without a span: how long is asked, of whoever gave the command, by buttons or in reply; it goes on as given.

For somebody hidden whoever has the right may press: it tells the bot alone who it was, and the log names nobody.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec

from bot.botapi.replies import answered
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NotYourButton, OldButton
from bot.domain.sanctions import LONGEST, SHORTEST, leading_span
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.buttons import awaited, pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.outbox.actions import Delete, Key
from bot.services import messages, pending, sanctions
from bot.texts.text import Lines, Text, Words, text
from bot.texts.words import is_word
from handlers.command.group_commands import called
from handlers.dialogue.declaring import span

KIND: Final = "mute_span"
SPANS: Final = (3600, 86_400, 7 * 86_400)
_WITHIN: Final = 600
"""Seconds to say it in."""


@press("sm")
@dataclass(frozen=True, slots=True)
class Lasts:
    """For how many seconds, of the mute that waits under that key."""

    key: str
    seconds: int


@awaited("sm")
@dataclass(frozen=True, slots=True)
class Asked:
    """What is written to the question of that key."""

    key: str


class Waiting(msgspec.Struct, frozen=True):
    """A mute whose span is asked for: by whom (ANONYMOUS: who hides), of whom, why, and the message it
    was about.
    """

    chat_id: int
    by: int
    target_id: int
    target_name: str
    why: str
    message_id: int
    said: str

    @property
    def target(self) -> Person:
        return Person(self.target_id, self.target_name)


GoOn: TypeAlias = Callable[[Turn, Waiting, int], Awaitable[None]]


def _name_of(key: str) -> str:
    """Of the question."""
    return f"{KIND}:{key}"


async def ask(turn: Turn, wanted: Waiting) -> None:
    key = turn.sealing.mark(KIND, turn.idempotency)
    keys = [[Key(span(each), pack(Lasts(key, each))) for each in SPANS]]
    words = _as_of(wanted, text("sanctions.how_long", name=called(wanted.target_name)))
    await turn.later(KIND, key, after=_WITHIN, body=wanted)
    await await_answer(turn, Asked(key), user_id=wanted.by)
    if turn.query is None:
        turn.say(words, keys=keys, name=_name_of(key))
    else:
        turn.edit(words, keys=keys)


def _as_of(wanted: Waiting, words: Text) -> Words:
    """Who hides is told besides that the press shows nobody who it was."""
    return Lines([words, text("audit.confirm_how")]) if wanted.by == ANONYMOUS else words


async def _waiting(turn: Turn, key: str) -> Waiting | None:
    body = await pending.body(turn.reads, kind=KIND, key=key, chat_id=turn.group.id)
    return msgspec.json.decode(body, type=Waiting) if body is not None else None


async def _over(turn: Turn, key: str, wanted: Waiting) -> None:
    """Raises OldButton where it is over already."""
    if not await turn.cancel(KIND, key):
        raise OldButton
    await await_no_answer(turn, Asked(key), user_id=wanted.by)


def entrances(go_on: GoOn) -> list[Entrance]:
    async def pressed(turn: PressTurn, at: Lasts) -> None:
        wanted = await _waiting(turn, at.key)
        if wanted is None or not SHORTEST <= at.seconds <= LONGEST:
            raise OldButton
        if wanted.by not in (turn.person.id, ANONYMOUS):
            raise NotYourButton
        await go_on(turn, wanted, at.seconds)
        await _over(turn, at.key, wanted)

    async def written(turn: MessageTurn, asked: Asked) -> None:
        wanted = await _waiting(turn, asked.key)
        if wanted is None:
            await await_no_answer(turn, asked)
        elif await _is_about_it(turn, asked.key):
            await _written(turn, asked.key, wanted, go_on)

    return [button(Lasts, pressed), answer(Asked, written), timer(KIND, _lapsed)]


async def _is_about_it(turn: MessageTurn, key: str) -> bool:
    """In a group, where those who hide are one to Telegram, only what is said in reply to the question is meant."""
    if turn.group.is_private:
        return True
    question = await messages.kept(turn.reads, chat_id=turn.group.id, name=_name_of(key))
    to = answered(turn.sent)
    return question is not None and to is not None and to.message_id == question.message_id


async def _written(turn: MessageTurn, key: str, wanted: Waiting, go_on: GoOn) -> None:
    """A span, and a reason behind it where one is to be told. Of who hides a press is asked for still."""
    written = (turn.sent.text or "").strip()
    if is_word(written, "feedback.words_never_mind"):
        await _over(turn, key, wanted)
        turn.say(text("dialogue.dropped"), ephemeral=True)
        _take_away(turn, key)
        return
    seconds, why = leading_span(written)
    if seconds is None:
        raise sanctions.NoSpan(usage=Sentence("commands.mute.usage"))
    if not SHORTEST <= seconds <= LONGEST:
        raise sanctions.SpanOutOfBounds
    meant = msgspec.structs.replace(wanted, why=reason_of(why) or wanted.why)
    if wanted.by == ANONYMOUS:
        await turn.later(KIND, key, after=_WITHIN, body=meant)
        words = _as_of(meant, text("sanctions.so_long", name=called(meant.target_name), span=span(seconds)))
        turn.edit(words, keys=[[Key(text("audit.button_yes"), pack(Lasts(key, seconds)))]], named=_name_of(key))
        return
    await go_on(turn, meant, seconds)
    await _over(turn, key, wanted)
    _take_away(turn, key)


def _take_away(turn: MessageTurn, key: str) -> None:
    if not turn.group.is_private:
        turn.do(Delete(chat_id=turn.group.id, named=_name_of(key)), on_crash="resend")


async def _lapsed(turn: TimerTurn) -> None:
    key = turn.timer.key
    wanted = turn.body(Waiting)
    await await_no_answer(turn, Asked(key), user_id=wanted.by)
    turn.edit(text("dialogue.lapsed"), named=_name_of(key))
