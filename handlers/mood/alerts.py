"""Moderators are told, quietly and seldom, that the mood has turned or that somebody may be hostile; never who."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.mood.corrections import Aspect
from bot.domain.people import Group
from bot.domain.topics import Topic
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import GENERAL, Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import topics
from bot.services.desk import Destination
from bot.services.mood import alerts, trial
from bot.services.mood.alerts import Turned
from bot.services.mood.answers import Alert
from bot.services.mood.pulse import Pulse
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.feedback.telling import on_duty
from handlers.mood import taught
from handlers.mood.answers import choices, name_of
from handlers.topics.command import called


async def look(turn: TimerTurn) -> None:
    """Some time after a message that looked low, and when a quiet time for hostile words ends."""
    chosen = turn.settings.mood
    if not chosen.check or not chosen.alerts:
        return
    chat_id = turn.group.id
    found = await alerts.look(
        turn.reads,
        chat_id=chat_id,
        now=turn.now,
        sensitivity=chosen.sensitivity,
        hostile_from=chosen.hostile_from,
    )
    if found:
        await _alert(turn, found)
    if (again := await alerts.hostile_again_at(turn.unit, chat_id=chat_id)) > turn.now:
        await turn.later(alerts.KIND, f"{chat_id}:again", at=again)


async def _alert(turn: Turn, found: Sequence[Turned]) -> None:
    chosen, chat_id = turn.settings.mood, turn.group.id
    # Whoever is told privately is an administrator: in a group where nobody gave a command yet none is known.
    await turn.permissions.own(group=turn.group)
    destinations = await on_duty(turn, chat_id)
    until = await trial.trains_until(turn.reads, chat_id=chat_id, days=chosen.training_days, now=turn.now)
    for each in found:
        is_told = each.aspect is Aspect.NEGATIVE or turn.now >= until
        if is_told and not destinations:
            continue
        topic = await _topic(turn, each.topic)
        alert = await alerts.begun(turn.unit, each, chat_id=chat_id, now=turn.now, is_told=is_told)
        if is_told:
            await _tell(turn, each, alert, told=destinations, topic=topic)


async def _topic(turn: Turn, topic: int | None) -> Topic | None:
    if topic is None or not turn.group.is_forum:
        return None
    return await topics.by_id(turn.reads, chat_id=turn.group.id, topic=topic or GENERAL)


async def _tell(turn: Turn, turned: Turned, alert: Alert, *, told: Sequence[Destination], topic: Topic | None) -> None:
    keys = await choices(turn, turn.group, alert)
    why = turn.chats.own(Pulse).why(turned.behind, aspect=turned.aspect)
    for each in told:
        turn.say(
            _words(turn.group, turned, topic, why=why, locale=turn.chats.group(each.chat_id).locale),
            to=each.chat_id,
            topic=each.topic,
            reply=False,
            keys=keys,
            name=name_of(alert.id),
            silent=True,
            priority=Priority.ALERT,
        )


def _words(group: Group, turned: Turned, topic: Topic | None, *, why: Sequence[str], locale: str) -> Lines:
    where = [text("mood.all_in_topic", topic=called(topic))] if topic is not None else []
    hot = [each for each in turned.hot if each not in why]
    return Lines([
        *_told(group, turned), *where, *_listed("mood.why", why, locale), *_listed("mood.hot", hot, locale),
        text("mood.errs"),
    ])  # fmt: skip


def _told(group: Group, turned: Turned) -> list[Text]:
    title, since = group.title or str(group.id), When(turned.since, group.timezone, "time")
    shift = turned.shift
    if shift is None:
        return [text("mood.hostile", group=title, since=since, messages=turned.messages)]
    counts, share = shift.counts, round(shift.counts.share * 100)
    key = "mood.turned" if shift.is_sure else "mood.perhaps"
    sentence = text(key, group=title, since=since, said=counts.said, low=counts.negative, share=share)
    if shift.expected is None:
        return [sentence, text("mood.usual_new")]
    return [sentence, text("mood.usual", usual=round(shift.expected * 100))]


def _listed(key: str, words: Sequence[str], locale: str) -> list[Text]:
    return [text(key, words=Raw("、".join(taught.written(words, locale=locale))))] if words else []


ENTRANCES: list[Entrance] = [timer(alerts.KIND, look)]
