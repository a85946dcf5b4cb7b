"""A request to join: asked in private within Telegram's five minutes, then granted or declined; never left open.

Whom the bot cannot reach is left to moderators, by a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.botapi.people import person
from bot.config import GroupSettings
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, stopping, timer, update
from bot.engine.fast_path import Ending
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn, TimerTurn
from bot.outbox.actions import Admit, Edit, Key, Priority, Say
from bot.services import gate
from bot.services.gate import Guest
from bot.texts.catalog import locale_of
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.group_commands import elsewhere
from handlers.dialogue.declaring import span
from handlers.feedback.telling import on_duty
from handlers.gate import card
from handlers.moderation.log import note

ASKED: Final = "gate_asked"
"""The timer that hears whether the question reached them."""

DECIDES: Final = "gate_decides"
SETTLED: Final = "gate_settled"
"""The timer that hears whether Telegram let them in, or turned them away."""

_OPEN_FOR: Final = 280
"""Seconds: Telegram lets the bot write for 300."""


@press("gd")
@dataclass(frozen=True, slots=True)
class Decided:
    """A moderator's word on somebody who could not be asked."""

    chat_id: int
    user_id: int
    is_let_in: bool


async def asked(turn: Turn) -> None:
    request = turn.update.chat_join_request if turn.update is not None else None
    if request is None:
        return
    settings = turn.chats.settings(turn.group.id)
    if settings.gate.mode != "request" or settings.gate.trial:
        return
    who, at = person(request.from_user), int(request.date.timestamp())
    lasts = min(settings.gate.lasts, _OPEN_FOR)
    ends_at = at + lasts
    one = Guest(turn.group.id, who.id, who.name, at, ends_at, state="asked")
    await gate.came(turn.unit, [one])
    kept = await gate.guest(turn.unit, chat_id=one.chat_id, user_id=one.user_id)
    if kept is not None and kept.state == "passed":
        turn.do(_admit(one, is_let_in=True), on_crash="resend")
        return
    title = turn.group.title
    words = Lines([text("gate.request", group=title, within=span(lasts)), _asked(settings)])
    turn.do(
        Say(
            chat_id=request.user_chat_id,
            words=words,
            keys=card.keys(turn.group.id, settings),
            locale=locale_of(request.from_user.language_code, settings.locale),
            name=_name(one),
            then=ASKED,
            note={"chat": one.chat_id, "user": one.user_id},
            ephemeral=True,
        ),
        on_crash="resend",
        priority=Priority.PRESS,
    )
    await turn.later(DECIDES, f"{one.chat_id}:{one.user_id}", at=ends_at)


def _asked(settings: GroupSettings) -> Text:
    if card.has_question(settings):
        return text("gate.request_question", question=Raw(settings.gate.question))
    return text("gate.request_press")


def _name(one: Guest) -> str:
    return f"gate_request:{one.chat_id}"


async def reached(turn: TimerTurn) -> None:
    """Whoever blocked the bot, or cannot be written to for another reason, is for moderators to decide on."""
    came = turn.done
    if not came.error:
        return
    one = await gate.guest(turn.reads, chat_id=int(came.note["chat"]), user_id=int(came.note["user"]))
    if one is None or one.state != "asked":
        return
    words = text("gate.unreached", who=Who(one.user_id, one.name), group=turn.chats.group(one.chat_id).title)
    await _leave_to_moderators(turn, one, words)


async def _leave_to_moderators(turn: TimerTurn, one: Guest, words: Text) -> None:
    desks = await on_duty(turn, one.chat_id)
    if not await gate.becomes(turn.unit, one, "left"):
        return
    keys = [
        [
            Key(text("gate.button_admit"), pack(Decided(one.chat_id, one.user_id, is_let_in=True))),
            Key(text("gate.button_decline"), pack(Decided(one.chat_id, one.user_id, is_let_in=False))),
        ]
    ]
    for each in desks:
        turn.say(words, to=each.chat_id, topic=each.topic, reply=False, keys=keys, priority=Priority.ALERT)


async def settled(turn: TimerTurn) -> None:
    """Without the right Telegram decided nothing: the request is open still, and for moderators."""
    came = turn.done
    if came.error != "no_right":
        return
    one = await gate.guest(turn.reads, chat_id=turn.group.id, user_id=int(came.note["user"]))
    if one is None or one.state not in ("passed", "removed"):
        return
    title, who = turn.chats.group(one.chat_id).title, Who(one.user_id, one.name)
    if one.state == "passed":
        words = text("gate.undecided_passed", who=who, group=title)
    else:
        words = text("gate.undecided_removed", who=who, group=title)
    await _leave_to_moderators(turn, one, words)
    sentence = text("gate.left_to_moderators", group=title)
    turn.do(Edit(chat_id=one.user_id, words=sentence, named=_name(one), ephemeral=True))


async def lapses(turn: TimerTurn) -> None:
    """No answer in time: declined, and they may ask again."""
    chat_id, _, user_id = turn.timer.key.partition(":")
    one = await gate.guest(turn.reads, chat_id=turn.chats.now_at(int(chat_id)), user_id=int(user_id))
    if one is None or one.state != "asked":
        return
    await admit(turn, one, is_let_in=False)
    words = text("gate.too_late", group=turn.chats.group(one.chat_id).title)
    turn.do(Edit(chat_id=one.user_id, words=words, named=_name(one), ephemeral=True))


async def ends(ending: Ending) -> None:
    """Once the bot has stopped nobody would hear an answer, or that the time is up: declined, and told so."""
    for one in await gate.all_asked(ending.unit):
        if await gate.becomes(ending.unit, one, "removed"):
            words = text("gate.stopped", group=ending.chats.group(one.chat_id).title)
            ending.wanted.append(_admit(one, is_let_in=False))
            ending.wanted.append(Edit(chat_id=one.user_id, words=words, named=_name(one), ephemeral=True))


async def admit(turn: Turn, one: Guest, *, is_let_in: bool) -> None:
    """Once. Raises NotWaiting where it was decided before."""
    if not await gate.becomes(turn.unit, one, "passed" if is_let_in else "removed"):
        raise gate.NotWaiting
    turn.do(_admit(one, is_let_in=is_let_in), on_crash="resend", priority=Priority.PRESS)


def _admit(one: Guest, *, is_let_in: bool) -> Admit:
    return Admit(
        chat_id=one.chat_id, user_id=one.user_id, is_let_in=is_let_in, then=SETTLED, note={"user": one.user_id}
    )


async def decided(turn: PressTurn, pressed: Decided) -> None:
    place = elsewhere(turn, pressed.chat_id)
    await turn.require("gate", group=place.group)
    one = await gate.guest(turn.reads, chat_id=pressed.chat_id, user_id=pressed.user_id)
    if one is None or one.state != "left":
        raise gate.NotWaiting
    await turn.permissions.require_own("can_invite_users", group=place.group)
    await admit(turn, one, is_let_in=pressed.is_let_in)
    await note(turn, one.chat_id, "gate_admitted" if pressed.is_let_in else "gate_declined", words=one.name)
    key = "gate.done_admitted" if pressed.is_let_in else "gate.done_declined"
    turn.edit(text(key, name=one.name, by=turn.person.name))


ENTRANCES: list[Entrance] = [
    update("chat_join_request", asked),
    timer(ASKED, reached),
    timer(DECIDES, lapses),
    timer(SETTLED, settled),
    button(Decided, decided),
    stopping(ends),
]
