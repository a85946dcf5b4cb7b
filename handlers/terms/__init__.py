"""What members count on (points, levels, caps) changes by an announcement: what, why, from when, before it holds."""

from __future__ import annotations

from functools import partial
from typing import Final

from bot.config import GroupSettings
from bot.config.terms import POINTS, announced, laid_over, terms_of
from bot.domain.settings import Setting
from bot.domain.terms import Terms, are_same
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import terms
from bot.services.schedule.reading import calendar_of
from bot.services.terms import BEGINS, CHANGE, FILE, News
from bot.texts.text import Lines, Raw, Text, When, folded, text
from handlers.points.earning import told

_GATHERED: Final = 60
"""Seconds after the last press for which more of them are waited for: one announcement tells of all."""

_SHOWN: Final = 2
"""Changes that are shown unfolded."""

_BARE: Final = {
    "grant_max": "terms.name_grant_max",
    "grant_daily": "terms.name_grant_daily",
    "grant_alone": "terms.name_grant_alone",
    "welcome_points": "settings.knob_welcome_points",
    "per_day": "terms.name_per_day",
    "per_week": "terms.name_per_week",
    "promo_per_week": "terms.name_promo_per_week",
    "topic_per_day": "terms.name_topic_per_day",
}
"""Settings that no sentence of the points' rules tells of."""


async def take_over(turn: TimerTurn) -> None:
    """What the operators' file changes in each group, at the start and once it was edited."""
    for chat_id in turn.chats.groups():
        wanted = terms_of(turn.chats.wanted(chat_id))
        newest = await terms.newest(turn.unit, chat_id=chat_id)
        if newest is None:
            await _first(turn, chat_id, wanted)
        elif not are_same(newest.terms, wanted):
            turn.is_timed = True
            await terms.announce(turn.unit, chat_id, now=turn.now)


async def _first(turn: Turn, chat_id: int, held: Terms) -> None:
    await terms.first(turn.unit, held, chat_id=chat_id, now=turn.now)
    turn.unit.after_commit(partial(turn.chats.hold, chat_id, held))


async def chosen(turn: Turn, chat_id: int, setting: Setting) -> None:
    """A moderator chose it: where members count on it, they are told first.

    What held until now is kept before: the press may come sooner than the first look at a group does.
    """
    if not is_counted_on(setting):
        return
    if await terms.newest(turn.unit, chat_id=chat_id) is None:
        await _first(turn, chat_id, terms_of(turn.chats.settings(chat_id)))
    await turn.later(CHANGE, str(chat_id), after=_GATHERED, body=False, chat_id=chat_id)


def is_counted_on(setting: Setting) -> bool:
    return setting.name in (*POINTS, "welcome_points")


async def changed(turn: TimerTurn) -> None:
    """What the file changes holds from when it says; what was chosen by buttons, from the next day on, or with what the
    file changes later still.

    In quiet hours it waits, unless it is to hold before they end: then it comes without a sound.
    """
    chat_id, is_file = turn.group.id, turn.body(bool)
    in_force, wanted = turn.chats.settings(chat_id), turn.chats.wanted(chat_id)
    held = terms_of(in_force)
    starts_at, why = announced(wanted, held=held, zone=turn.group.timezone, now=turn.now)
    if not is_file:
        next_day = calendar_of(turn.group).ends(turn.now)
        starts_at, why = max(starts_at, next_day), why if starts_at > turn.now else ""
    calm = turn.calm_at(chat_id)
    if calm and (not is_file or starts_at >= calm) and await turn.waits_for_calm():
        return
    news = await terms.change(
        turn.unit,
        terms_of(wanted),
        chat_id=chat_id,
        held=held,
        why=why,
        now=turn.now,
        starts_at=starts_at,
    )
    if news is None:
        return
    if news.version.state == "coming":
        await turn.later(BEGINS, f"{chat_id}:{news.version.number}", at=starts_at, chat_id=chat_id)
    else:
        turn.unit.after_commit(lambda: turn.chats.hold(chat_id, news.version.terms))
    if lines := _news(turn, in_force, news):
        turn.say(Lines(lines), topic=0, priority=Priority.ANNOUNCEMENT, silent=bool(calm), on_crash="resend")


async def begun(turn: TimerTurn) -> None:
    chat_id = turn.group.id
    held = await terms.begin(turn.unit, chat_id=chat_id, number=int(turn.part))
    if held is not None:
        turn.unit.after_commit(lambda: turn.chats.hold(chat_id, held))


def _news(turn: TimerTurn, in_force: GroupSettings, news: News) -> list[Text]:
    """Nothing where members would read the same rules as before."""
    when = When(news.version.starts_at, turn.group.timezone)
    changes = _changes(laid_over(in_force, news.before), laid_over(in_force, news.version.terms))
    lines = []
    if news.dropped is not None:
        was = When(news.dropped.starts_at, turn.group.timezone)
        lines.append(text("terms.taken_back", when=was) if not changes else text("terms.corrected", when=was))
    if changes:
        key = "terms.news_from" if news.version.state == "coming" else "terms.news"
        lines += [Text(key, {"when": when}), *(changes if len(changes) <= _SHOWN else folded(changes))]
    if lines and news.version.why:
        lines.append(text("terms.why", why=Raw(news.version.why)))
    return lines


def _changes(before: GroupSettings, after: GroupSettings) -> list[Text]:
    """Sentence by sentence, as members read the rules; a sentence of the same kind is the old one's successor."""
    old, new = told(before.points), told(after.points)
    gone, come = [each for each in old if each not in new], [each for each in new if each not in old]
    lines = []
    for each in come:
        was = next((one for one in gone if one.key == each.key), None)
        if was is not None:
            gone.remove(was)
            lines.append(text("terms.changed", before=was, after=each))
        else:
            lines.append(text("terms.added", after=each))
    lines += [text("terms.gone", before=each) for each in gone]
    had, has = terms_of(before), terms_of(after)
    return lines + [
        text("terms.bare", name=Text(key, {}), before=_value(had[name]), after=_value(has[name]))
        for name, key in _BARE.items()
        if had[name] != has[name]
    ]


def _value(value: object) -> Text | Raw:
    return text("terms.no_cap") if value is None else Raw(str(value))


ENTRANCES: list[Entrance] = [
    timer(FILE, take_over),
    timer(CHANGE, changed),
    timer(BEGINS, begun),
]
