"""The trial run of hostile alerts: told at its end, ended or made longer by buttons; figures are the service's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.people import Group
from bot.domain.schedule.policy import quiet_until
from bot.domain.settings import SETTINGS, Change
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key, Keys, Priority
from bot.services.mood import trial
from bot.services.mood.trial import Trial
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.feedback.telling import desk_of
from handlers.moderation.log import note
from handlers.points.board import next_hour
from handlers.settings import labels

KIND = "mood_trained"
_LATE = 7 * 86_400
"""Seconds for which the end of a trial is still news."""


@press("mt")
@dataclass(frozen=True, slots=True)
class Lasting:
    """The group's trial shall last another week, or end."""

    chat_id: int
    is_longer: bool


async def sum_up(turn: TimerTurn) -> None:
    """Where a trial is over: what it would have told, once; where it was made longer meanwhile, at its new end."""
    over: list[tuple[Group, Trial]] = []
    for chat_id in turn.chats.groups():
        group = turn.chats.group(chat_id)
        found = await _ended(turn, group)
        if found is not None:
            # Whoever is told privately is an administrator: asked of Telegram before anything is written.
            await turn.permissions.own(group=group)
            over.append((group, found))
    for group, found in over:
        destinations = await desk_of(turn, group.id)
        if not destinations or not await trial.first_time(turn.unit, found, chat_id=group.id, now=turn.now):
            continue
        for each in destinations:
            turn.say(
                _words(group, found),
                to=each.chat_id,
                topic=each.topic,
                reply=False,
                keys=_keys(group),
                silent=True,
                priority=Priority.ALERT,
            )
    await turn.later(KIND, "", at=next_hour(turn.now, ""), chat_id=0)


async def _ended(turn: Turn, group: Group) -> Trial | None:
    settings = turn.chats.settings(group.id)
    chosen = settings.mood
    if not chosen.check or not chosen.alerts or not chosen.training_days:
        return None
    # Asked of every group at every hour: its messages are counted only where the answer is news.
    until = await trial.trains_until(turn.reads, chat_id=group.id, days=chosen.training_days, now=turn.now)
    if not until <= turn.now < until + _LATE or quiet_until(settings.quiet.hours, at=turn.now, zone=group.timezone):
        return None
    return await trial.of_group(turn.reads, chat_id=group.id, days=chosen.training_days)


def _words(group: Group, found: Trial) -> Lines:
    title = group.title or str(group.id)
    key = "mood.trial_over" if found.times else "mood.trial_calm"
    return Lines([text(key, group=title, said=found.said, times=found.times), text("mood.trial_over_next")])


def _keys(group: Group) -> Keys:
    return [[_live(group), Key(text("mood.button_trial_longer"), pack(Lasting(group.id, is_longer=True)))]]


def _live(group: Group) -> Key:
    return Key(text("mood.button_trial_live"), pack(Lasting(group.id, is_longer=False)))


async def running(turn: Turn, group: Group) -> tuple[list[Text], Keys]:
    """For /mood: how the trial goes, and the way to end it; nothing where there is none."""
    chosen = turn.chats.settings(group.id).mood
    if not chosen.alerts:
        return [], []
    found = await trial.of_group(turn.reads, chat_id=group.id, days=chosen.training_days)
    if found is None or turn.now >= found.until:
        return [], []
    until = When(found.until, group.timezone, "day")
    return [text("mood.trial", until=until, said=found.said, times=found.times)], [[_live(group)]]


async def lasting(turn: Turn, pressed: Lasting) -> None:
    """A group's own choice like those of /settings, and logged as such; pressed twice in a day it is made once."""
    setting = SETTINGS["mood_training_days"]
    group, settings = turn.chats.group(pressed.chat_id), turn.chats.settings(pressed.chat_id)
    await turn.require("settings", group=group)
    days = await trial.a_week_more(turn.reads, chat_id=group.id, now=turn.now) if pressed.is_longer else 0
    before, days = settings.setting(setting), min(days, setting.most)
    if before != days:
        change = Change(setting.name, before, days, turn.person.name, turn.at)
        await turn.chats.choose(turn.unit, group.id, change, by=turn.person.id)
        await note(turn, group.id, "settings", words=labels.noted(setting.name, before, days))
    await _tell(turn, group, days=days)
    turn.toast(text("mood.done_trial_longer" if days else "mood.done_trial_live"))


async def _tell(turn: Turn, group: Group, *, days: int) -> None:
    """The choice under the words that asked for it; a picture loses its button."""
    said = turn.message.text if turn.message is not None else None
    if not said:
        turn.edit(None)
        return
    found = await trial.of_group(turn.reads, chat_id=group.id, days=days)
    chosen = text("mood.trial_lives")
    if found is not None:
        chosen = text("mood.trial_goes_on", until=When(found.until, group.timezone, "day"))
    turn.edit(Lines([text("mood.as_said", words=Raw(said)), chosen]))


ENTRANCES: list[Entrance] = [timer(KIND, sum_up, recurring=next_hour), button(Lasting, lasting)]
