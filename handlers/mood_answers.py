"""What moderators say and do about an alert of the mood: each right asked for again, each deed in the audit log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

from bot.buttons import pack, press
from bot.deeds import Delete, Key, Keys
from bot.domain.mood.corrections import Aspect
from bot.domain.people import Group
from bot.domain.refusals import OldButton
from bot.entrances import Entrance, button
from bot.services.mood import alerts
from bot.texts.text import Text, text
from bot.turn import Turn
from handlers.audit import note
from handlers.mood import PULSE
from handlers.places import address_of

_DELETING: Final = "can_delete_messages"

Said: TypeAlias = Literal["seen", "muted", "wrong", "right", "warned"]


@press("mo")
@dataclass(frozen=True, slots=True)
class Answered:
    """What a moderator says of an alert."""

    alert: int
    answer: Said


@press("md")
@dataclass(frozen=True, slots=True)
class Deleting:
    """One of the messages that an alert points at."""

    alert: int
    message_id: int


_LABELS: dict[Said, Text] = {
    "seen": text("mood.button_seen"),
    "muted": text("mood.button_mute"),
    "right": text("mood.button_right"),
    "wrong": text("mood.button_wrong"),
    "warned": text("mood.button_warn"),
}
_DONE: dict[Said, Text] = {
    "seen": text("mood.done_seen"),
    "muted": text("mood.done_muted"),
    "right": text("mood.done_right"),
    "wrong": text("mood.done_wrong"),
    "warned": text("mood.done_warned"),
}


def choices(group: Group, alert_id: int, *, aspect: Aspect, message_ids: Sequence[int]) -> Keys:
    """Links to the messages, then what can be said and done; deleting and reminding where words were hostile."""
    rows: list[tuple[Said, ...]] = [("seen", "muted"), ("right", "wrong")]
    keys = looks(group, message_ids)
    if aspect is Aspect.HOSTILE:
        keys.append(
            [
                Key(text("mood.button_delete", number=number), pack(Deleting(alert_id, message_id)))
                for number, message_id in enumerate(message_ids, 1)
            ]
        )
        rows = [("warned", "seen"), ("muted",), ("right", "wrong")]
    return [*keys, *([Key(_LABELS[each], pack(Answered(alert_id, each))) for each in row] for row in rows)]


def looks(group: Group, message_ids: Sequence[int]) -> Keys:
    row = [
        Key(text("mood.button_look", number=number), url=url)
        for number, message_id in enumerate(message_ids, 1)
        if (url := address_of(group.id, message_id))
    ]
    return [row] if row else []


async def _require(turn: Turn, chat_id: int, *, right: str = "") -> Group:
    """Anyone can press, and data can be made up: the right is asked for in the group that the alert is about."""
    group, settings = turn.book.group(chat_id), turn.book.settings(chat_id)
    await turn.gate.require("mood", settings=settings, group=group, person=turn.person, right=right)
    return group


async def answered(turn: Turn, pressed: Answered) -> None:
    alert = await alerts.alert(turn.reads, pressed.alert)
    if alert is None:
        raise OldButton
    group = await _require(turn, alert.chat_id)
    topic = await alerts.topic_of(turn.reads, alert)
    if not await alerts.answered(turn.unit, alert.id, answer=pressed.answer, now=turn.now):
        turn.toast(text("mood.done_before"))
        return
    if pressed.answer in ("wrong", "right"):
        is_so = pressed.answer == "right"
        for each in await alerts.learnt(turn.unit, alert, is_so=is_so, said_by=turn.person.id, now=turn.now):
            turn.unit.after_commit(partial(PULSE.learn, alert.chat_id, each))
    if pressed.answer == "warned":
        turn.say(text("mood.warning"), to=alert.chat_id, topic=topic, reply=False)
        await note(turn, alert.chat_id, "mood_warned")
    turn.edit(None, keys=looks(group, alert.marks))
    turn.toast(_DONE[pressed.answer])


async def deleting(turn: Turn, pressed: Deleting) -> None:
    """The alert stays as it is, for its other messages."""
    alert = await alerts.alert(turn.reads, pressed.alert)
    if alert is None or pressed.message_id not in alert.marks:
        raise OldButton
    group = await _require(turn, alert.chat_id, right=_DELETING)
    await turn.gate.require_own(_DELETING, group=group)
    if not await alerts.dealt_with(turn.unit, chat_id=alert.chat_id, message_id=pressed.message_id):
        turn.toast(text("mood.gone_before"))
        return
    turn.do(Delete(chat_id=alert.chat_id, message_id=pressed.message_id), doubt="resend")
    await note(turn, alert.chat_id, "mood_deleted", words=f"#{pressed.message_id}")
    turn.toast(text("mood.done_deleted"))


ENTRANCES: list[Entrance] = [button(Answered, answered), button(Deleting, deleting)]
