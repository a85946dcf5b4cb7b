"""Moderators are told, quietly and seldom, that the mood has turned or that somebody may be hostile; never who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from bot.buttons import pack, press
from bot.deeds import Key, Keys, Priority
from bot.domain.mood.corrections import Aspect
from bot.domain.people import Group
from bot.domain.refusals import OldButton
from bot.entrances import Entrance, button, timer
from bot.services import desk
from bot.services.desk import Destination
from bot.services.mood import alerts
from bot.services.mood.alerts import Turned
from bot.texts.text import Lines, Text, When, text
from bot.turn import Turn
from handlers.mood import PULSE

_SUPERGROUPS: Final = -1_000_000_000_000
"""Ids of supergroups are below: only their messages have links."""


@press("mo")
@dataclass(frozen=True, slots=True)
class Answered:
    """What a moderator says of an alert."""

    alert: int
    answer: Literal["seen", "muted", "wrong"]


_LABELS: dict[Literal["seen", "muted", "wrong"], Text] = {
    "seen": text("mood.button_seen"),
    "muted": text("mood.button_mute"),
    "wrong": text("mood.button_wrong"),
}
_DONE: dict[Literal["seen", "muted", "wrong"], Text] = {
    "seen": text("mood.done_seen"),
    "muted": text("mood.done_muted"),
    "wrong": text("mood.done_wrong"),
}


async def look(turn: Turn) -> None:
    """Some time after a message that looked alarming."""
    chosen = turn.settings.mood
    if not chosen.check or not chosen.alerts:
        return
    chat_id = turn.group.id
    found = await alerts.look(turn.reads, chat_id=chat_id, now=turn.now)
    told = await desk.moderators(turn.reads, chat_id=chat_id, configured=_desk_of(turn))
    training = await alerts.is_training(turn.reads, chat_id=chat_id, days=chosen.training_days, now=turn.now)
    for each in found:
        is_told = each.aspect is Aspect.NEGATIVE or not training
        if is_told and not told:
            continue
        alert_id = await alerts.begun(turn.unit, each, chat_id=chat_id, now=turn.now, is_told=is_told)
        if is_told:
            _tell(turn, each, told, alert_id=alert_id)


def _desk_of(turn: Turn) -> Destination | None:
    chosen = turn.settings.desk
    return Destination(chosen.chat, chosen.topic if isinstance(chosen.topic, int) else 0) if chosen.chat else None


def _tell(turn: Turn, turned: Turned, told: Sequence[Destination], *, alert_id: int) -> None:
    keys = [
        *_links(turn.group, turned),
        [Key(label, pack(Answered(alert_id, what))) for what, label in _LABELS.items()],
    ]
    for each in told:
        turn.say(
            _words(turn.group, turned),
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=keys,
            silent=True,
            priority=Priority.ALERT,
        )


def _words(group: Group, turned: Turned) -> Lines:
    title, since = group.title or str(group.id), When(turned.since, group.timezone, "time")
    shift = turned.shift
    if shift is None:
        return Lines([text("mood.hostile", group=title, since=since, messages=turned.messages), text("mood.errs")])
    counts, share = shift.counts, round(shift.share * 100)
    told = text("mood.turned", group=title, since=since, said=counts.said, low=counts.alarming, share=share)
    usual = text("mood.usual_new")
    if shift.expected is not None:
        usual = text("mood.usual", usual=round(shift.expected * 100))
    lines = [told, usual]
    if shift.topic is not None and group.is_forum:
        lines.append(text("mood.turned_topic"))
    return Lines([*lines, text("mood.errs")])


def _links(group: Group, turned: Turned) -> Keys:
    rows = _looks(group, [each.message_id for each in turned.marks])
    topic = turned.shift.topic if turned.shift is not None else None
    if rows and topic:
        rows.append([Key(text("mood.button_topic"), url=f"https://t.me/c/{_SUPERGROUPS - group.id}/{topic}")])
    return rows


def _looks(group: Group, message_ids: Sequence[int]) -> Keys:
    if group.id > _SUPERGROUPS or not message_ids:
        return []
    chat = _SUPERGROUPS - group.id
    return [
        [
            Key(text("mood.button_look", number=number), url=f"https://t.me/c/{chat}/{message_id}")
            for number, message_id in enumerate(message_ids, 1)
        ]
    ]


async def answered(turn: Turn) -> None:
    """Anyone can press, and data can be made up: the right is asked for in the group that the alert is about."""
    pressed = turn.pressed
    alert = await alerts.alert(turn.reads, pressed.alert) if isinstance(pressed, Answered) else None
    if not isinstance(pressed, Answered) or alert is None:
        raise OldButton
    group, settings = turn.book.group(alert.chat_id), turn.book.settings(alert.chat_id)
    await turn.gate.require("mood", settings=settings, group=group, person=turn.person)
    if not await alerts.answered(turn.unit, alert.id, answer=pressed.answer, now=turn.now):
        turn.toast(text("mood.done_before"))
        return
    if pressed.answer == "wrong":
        for each in await alerts.not_so(turn.unit, alert, said_by=turn.person.id, now=turn.now):
            turn.unit.after_commit(partial(PULSE.learn, alert.chat_id, each))
    turn.edit(None, keys=_looks(group, alert.marks))
    turn.toast(_DONE[pressed.answer])


ENTRANCES: list[Entrance] = [timer(alerts.KIND, look), button(Answered, answered)]
