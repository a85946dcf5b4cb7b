"""What moderators say and do about an alert of the mood: each right asked for again, each action in the audit log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias

from bot.domain.mood.corrections import Aspect
from bot.domain.people import Group, Person
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import DELETABLE_FOR, Delete, Edit, Key, Keys, Priority
from bot.services import incident, moderation_log, sanctions, targets, topics
from bot.services.mood import answers
from bot.services.mood.answers import AFTER, Alert, Answer, Mark
from bot.services.mood.pulse import Pulse
from bot.services.sanctions import Order
from bot.texts.text import Argument, Lines, Raw, Text, text
from handlers.command.group_commands import address_of
from handlers.guard.telling import say_why
from handlers.moderation.log import note
from handlers.topics.command import called

_DELETING: Final = "can_delete_messages"

Rows: TypeAlias = tuple[tuple[Answer, ...], ...]


@press("mo")
@dataclass(frozen=True, slots=True)
class Answered:
    """What a moderator says of an alert."""

    alert: int
    answer: Answer


@press("md")
@dataclass(frozen=True, slots=True)
class Deleting:
    """One of the messages that an alert points at."""

    alert: int
    message_id: int


_LABELS: dict[Answer, Text] = {
    "seen": text("mood.button_seen"),
    "muted": text("mood.button_mute"),
    "right": text("mood.button_right"),
    "wrong": text("mood.button_wrong"),
    "warned": text("mood.button_warn"),
}
_DONE: dict[Answer, Text] = {
    "seen": text("mood.done_seen"),
    "muted": text("mood.done_muted"),
    "right": text("mood.done_right"),
    "wrong": text("mood.done_wrong"),
    "warned": text("mood.done_warned"),
}
_ROWS: dict[Aspect, Rows] = {
    Aspect.NEGATIVE: (("right", "wrong"), ("seen", "muted")),
    Aspect.HOSTILE: (("right", "wrong"), ("warned",), ("seen", "muted")),
}


def name_of(alert_id: int) -> str:
    """Of its message, in every chat that got one."""
    return f"mood:{alert_id}"


async def choices(turn: Turn, group: Group, alert: Alert) -> Keys:
    """Links to the messages, deleting where words were hostile, then what can still be said of it."""
    said = [
        [Key(_LABELS[each], pack(Answered(alert.id, each))) for each in row if _may(alert, each)]
        for row in _ROWS[alert.aspect]
    ]
    look, delete = _look(group, alert), _delete(alert)
    pointing = [look + delete] if len(look) == 1 else [look, delete]
    return [row for row in (*pointing, await _topic(turn, group, alert), *said) if row]


def _may(alert: Alert, answer: Answer) -> bool:
    """Nothing is learnt of messages that are gone."""
    return alert.state in AFTER[answer] and (any(alert.marks) or answer not in ("right", "wrong"))


async def _topic(turn: Turn, group: Group, alert: Alert) -> list[Key]:
    url = address_of(group.id, alert.topic) if alert.topic and group.is_forum else ""
    if not url:
        return []
    topic = await topics.by_id(turn.reads, chat_id=group.id, topic=alert.topic)
    return [Key(text("mood.button_topic", topic=called(topic)), url=url)]


def _look(group: Group, alert: Alert) -> list[Key]:
    return [
        Key(text("mood.button_look", number=number), url=url)
        for number, message_id in _messages(alert)
        if (url := address_of(group.id, message_id))
    ]


def _delete(alert: Alert) -> list[Key]:
    if alert.aspect is not Aspect.HOSTILE or alert.state == "wrong":
        return []
    return [
        Key(text("mood.button_delete", number=number), pack(Deleting(alert.id, message_id)))
        for number, message_id in _messages(alert)
    ]


def _messages(alert: Alert) -> Iterator[tuple[int, int]]:
    """By their numbers, without those that were dealt with."""
    return ((number, each) for number, each in enumerate(alert.marks, 1) if each)


async def _require(turn: Turn, chat_id: int, *, right: str = "") -> tuple[Group, Argument]:
    """Anyone can press, and data can be made up: the right is asked for in the group that the alert is about.

    With the group comes what the presser is called there: the desk may be in sight of members, who hides stays hidden.
    """
    group = turn.chats.group(chat_id)
    rights = await turn.require("mood", group=group, right=right)
    return group, text("points.by_anonymous") if rights.is_anonymous else turn.person.name


async def answered(turn: Turn, pressed: Answered) -> None:
    alert = await answers.alert(turn.reads, pressed.alert)
    if alert is None:
        raise OldButton
    group, by = await _require(turn, alert.chat_id)
    if not await answers.answered(turn.unit, alert.id, answer=pressed.answer, now=turn.now):
        await _renew(turn, group, alert)
        turn.toast(text("mood.done_before"))
        return
    done = await _follow(turn, alert, pressed.answer)
    lines = [text("mood.answered", by=by, what=_LABELS[pressed.answer])]
    if pressed.answer == "right" and alert.aspect is Aspect.NEGATIVE:
        lines += await _hint(turn, alert)
    await _renew(turn, group, replace(alert, state=pressed.answer), lines)
    turn.toast(done)


async def _follow(turn: Turn, alert: Alert, answer: Answer) -> Text:
    """What is done of it, in words; of messages that are too old nothing can be learnt any more."""
    if answer in ("wrong", "right"):
        is_so = answer == "right"
        learnt = await answers.learnt(turn.unit, alert, is_so=is_so, said_by=turn.person.id, now=turn.now)
        for each in learnt:
            turn.unit.after_commit(partial(turn.chats.own(Pulse).learn, alert.chat_id, each))
        return _DONE[answer if learnt else "seen"]
    if answer == "warned":
        turn.say(text("mood.warning"), to=alert.chat_id, topic=alert.topic, reply=False)
        await note(turn, alert.chat_id, "mood_warned")
    return _DONE[answer]


async def _hint(turn: Turn, alert: Alert) -> list[Text]:
    """What can be done where a turn is real."""
    return [] if await incident.is_open(turn.unit, chat_id=alert.chat_id) else [text("mood.hint_incident")]


async def _renew(turn: Turn, group: Group, alert: Alert, told: list[Text] | None = None) -> None:
    """The alert with the buttons that are left, wherever it was told; what was said is added where it was pressed."""
    keys, here = await choices(turn, group, alert), turn.message
    said = here.text if here is not None and told else None
    turn.edit(Lines([_as_said(said), *told]) if said and told else None, keys=keys)
    for chat_id in await moderation_log.card_chats(turn.unit, name=name_of(alert.id)):
        if chat_id != turn.group.id:
            turn.do(Edit(chat_id=chat_id, words=None, keys=keys, named=name_of(alert.id)), priority=Priority.ALERT)


def _as_said(words: str) -> Text:
    return text("mood.as_said", words=Raw(words))


async def deleting(turn: Turn, pressed: Deleting) -> None:
    """The alert stays for its other messages."""
    alert = await answers.alert(turn.reads, pressed.alert)
    if alert is None or not pressed.message_id:
        raise OldButton
    group, by = await _require(turn, alert.chat_id, right=_DELETING)
    await turn.permissions.require_own(_DELETING, group=group)
    if pressed.message_id not in alert.marks:
        turn.toast(text("mood.gone_before"))
        return
    if turn.now - alert.at >= DELETABLE_FOR:
        turn.toast(text("mood.too_old_to_delete"), alert=True)
        return
    was_there, left = await answers.dealt_with(turn.unit, alert, message_id=pressed.message_id)
    if was_there is not None:
        await _tell_author(turn, was_there)
        turn.do(Delete(chat_id=alert.chat_id, message_id=pressed.message_id), on_crash="resend")
        await note(turn, alert.chat_id, "mood_deleted", words=f"#{pressed.message_id}")
    await _renew(turn, group, left, [text("mood.deleted_by", by=by)] if was_there else None)
    turn.toast(text("mood.done_deleted") if was_there else text("mood.gone_before"))


async def _tell_author(turn: Turn, mark: Mark) -> None:
    """In private alone, and what is written of it is theirs to ask about: nobody else is told whose it was."""
    target = Person(mark.user_id, await targets.named(turn.unit, user_id=mark.user_id))
    order = Order(mark.chat_id, turn.person, target, turn.now, message_id=mark.message_id, why="hostile")
    await say_why(turn, await sanctions.impose(turn.unit, order, kind="delete"), has_line=False)


ENTRANCES: list[Entrance] = [button(Answered, answered), button(Deleting, deleting)]
