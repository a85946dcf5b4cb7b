"""Moderators are told, quietly and seldom, that the mood has turned or that somebody may be hostile; never who."""

from __future__ import annotations

from collections.abc import Sequence

from bot.deeds import Key, Keys, Priority
from bot.domain.mood.corrections import Aspect
from bot.domain.people import Group
from bot.entrances import Entrance, timer
from bot.services import desk
from bot.services.desk import Bound, Destination
from bot.services.mood import alerts
from bot.services.mood.alerts import Turned
from bot.texts.text import Lines, Raw, Text, When, text
from bot.turn import Turn
from handlers.mood_answers import choices
from handlers.places import address_of

_EVER = 366
"""Days: longer than any count is kept."""


async def look(turn: Turn) -> None:
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
    await turn.gate.own(group=turn.group)
    told = await desk.moderators(turn.reads, chat_id=chat_id, configured=_desk_of(turn))
    until = await alerts.trains_until(turn.reads, chat_id=chat_id, days=chosen.training_days, now=turn.now)
    for each in found:
        is_told = each.aspect is Aspect.NEGATIVE or turn.now >= until
        if is_told and not told:
            continue
        if not is_told:
            await alerts.sum_up_at(turn.unit, chat_id=chat_id, at=until)
        alert_id = await alerts.begun(turn.unit, each, chat_id=chat_id, now=turn.now, is_told=is_told)
        if is_told:
            _tell(turn, each, told, alert_id=alert_id)


async def sum_up(turn: Turn) -> None:
    """The trial run is over: what it would have told, once; where it was made longer meanwhile, at its new end."""
    chosen, chat_id = turn.settings.mood, turn.group.id
    if not chosen.check or not chosen.alerts:
        return
    until = await alerts.trains_until(turn.reads, chat_id=chat_id, days=chosen.training_days, now=turn.now)
    if turn.now < until:
        await alerts.sum_up_at(turn.unit, chat_id=chat_id, at=until)
        return
    times = await alerts.trained(turn.reads, chat_id=chat_id, now=turn.now, days=_EVER)
    title = turn.group.title or str(chat_id)
    words = Lines([text("mood.trial_over", group=title, times=times), text("mood.trial_over_next")])
    await turn.gate.own(group=turn.group)
    for each in await desk.moderators(turn.reads, chat_id=chat_id, configured=_desk_of(turn)):
        turn.say(words, to=each.chat_id, topic=each.topic, reply=False, silent=True, priority=Priority.ALERT)


def _desk_of(turn: Turn) -> Bound | None:
    chosen = turn.settings.desk
    return Bound(chosen.chat, chosen.topic or 0) if chosen.chat else None


def _tell(turn: Turn, turned: Turned, told: Sequence[Destination], *, alert_id: int) -> None:
    marks = [each.message_id for each in turned.marks]
    keys = [*_topic(turn.group, turned), *choices(turn.group, alert_id, aspect=turned.aspect, message_ids=marks)]
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
        told = text("mood.hostile", group=title, since=since, messages=turned.messages)
        return Lines([told, *_hot(turned.hot), text("mood.errs")])
    counts, share = shift.counts, round(shift.counts.share * 100)
    told = text("mood.turned", group=title, since=since, said=counts.said, low=counts.negative, share=share)
    usual = text("mood.usual_new")
    if shift.expected is not None:
        usual = text("mood.usual", usual=round(shift.expected * 100))
    lines = [told, usual]
    if shift.topic is not None and group.is_forum:
        lines.append(text("mood.turned_topic"))
    return Lines([*lines, *_hot(turned.hot), text("mood.errs")])


def _hot(words: Sequence[str]) -> list[Text]:
    return [text("mood.hot", words=Raw("、".join(words)))] if words else []


def _topic(group: Group, turned: Turned) -> Keys:
    topic = turned.shift.topic if turned.shift is not None else None
    url = address_of(group.id, topic) if topic and turned.marks else ""
    return [[Key(text("mood.button_topic"), url=url)]] if url else []


ENTRANCES: list[Entrance] = [timer(alerts.KIND, look), timer(alerts.KIND_TRAINED, sum_up)]
