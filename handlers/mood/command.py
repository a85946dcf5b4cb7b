"""The group's mood: plain messages scored in passing and counted; /mood tells moderators what that comes to."""

from __future__ import annotations

import logging
from typing import Literal, TypeAlias

from bot.domain.amounts import read_amount
from bot.domain.consent import Consents
from bot.domain.mood import pulse as readings
from bot.domain.mood.pulse import LEAST_A_DAY, NOTHING, Counts, Hour
from bot.domain.people import Group
from bot.engine.entrances import Entrance, beginning, observer
from bot.engine.fast_path import Batch, Begun, Coming
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys, Photo
from bot.services import stats
from bot.services.mood import alerts, pulse, week
from bot.services.mood.pulse import Pulse, Scored
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import Place, answer, group_command
from handlers.command.privately import of_moderators
from handlers.command.subcommands import alone, verb_of
from handlers.feedback.telling import desk_of
from handlers.mood import taught
from handlers.mood import trial as mood_trial
from handlers.mood import week as mood_week
from handlers.mood.picture import day_of, picture

log = logging.getLogger(__name__)

Verb: TypeAlias = Literal["corrections", "undo", "export"]
_VERBS: dict[Verb, str] = {
    "corrections": "mood.words_corrections",
    "undo": "mood.words_undo",
    "export": "mood.words_export",
}
_DAYS, _MOST_DAYS = 7, 31
_FULL_BAR = 0.4
"""The share that fills a bar, unless a day has more: calm weeks shall look calm."""


async def begin(begun: Begun) -> None:
    await begun.chats.own(Pulse).begin(begun.reads)


async def prepare(coming: Coming) -> Scored:
    """The scores; a fault of the check costs the scores of a batch and nothing else."""
    chats, declined = coming.chats, coming.chats.opt_outs.declined("mood")
    try:
        wanted = {chat_id for chat_id in {each.chat_id for each in coming.heard} if chats.settings(chat_id).mood.check}
        asking = {chat_id for chat_id in wanted if chats.settings(chat_id).privacy.consent == "ask"}
        agreed = chats.own(Consents).agreed
        heard = [each for each in coming.heard if each.chat_id in wanted and each.user_id not in declined]
        heard = [each for each in heard if each.chat_id not in asking or each.user_id in agreed] if asking else heard
        words = {chat: own for chat in wanted if (own := chats.settings(chat).mood.words.by_word)}
        return await chats.own(Pulse).score(heard, words=words)
    except Exception:
        log.exception("messages could not be scored")
        return Scored()


async def settle(batch: Batch) -> None:
    if not isinstance(batch.prepared, Scored):
        return
    await pulse.settle(batch.unit, batch.prepared)
    marks = [each for each in batch.prepared.marks if batch.chats.settings(each.chat_id).mood.alerts]
    low = {chat: at for chat, at in batch.prepared.low.items() if batch.chats.settings(chat).mood.alerts}
    if marks or low:
        await alerts.watch(batch.unit, marks, low=low)


async def show_mood(turn: Turn, place: Place) -> None:
    settings = turn.chats.settings(place.group.id)
    verb, rest = verb_of(place.words, _VERBS)
    if verb is not None:
        await _taught(turn, place, verb, rest)
        return
    days = read_amount(place.words, most=_MOST_DAYS) if place.words else _DAYS
    if not settings.mood.check:
        answer(turn, text("mood.off"))
        return
    await _show(turn, place, days=days)


async def _show(turn: Turn, place: Place, *, days: int) -> None:
    await looks_up(turn, "mood", chat_id=place.group.id)
    group, calendar = place.group, place.calendar
    span = stats.span_of(calendar, last=calendar.day_of(turn.at), days=days, now=turn.at + 1)
    found = await week.look_back(turn.reads, calendar, span, chat_id=group.id)
    drawn = picture(found.shown, found.past, group=group)
    # Blocks for those who get no picture.
    chart = [] if drawn is not None else _chart(found.shown, group)
    lines = [*chart, mood_week.trend(found.reading), *_counted(found.reading.counts), *mood_week.hours(found.apart)]
    lines += [*await mood_week.turns(turn, group, found.turns), *mood_week.incidents(group, found.incidents)]
    lines += mood_week.precision(found.precision)
    trial, keys = await mood_trial.running(turn, group)
    deaf, ways = await _deaf(turn, group)
    words, keys = Lines([_title(days), *lines, *trial, *deaf, text("mood.honest")]), [*keys, *ways]
    if drawn is None:
        answer(turn, words, keys=keys)
        return
    replied = turn.reply_to
    turn.do(
        Photo(chat_id=turn.group.id, topic=turn.topic, reply_to=replied, caption=words, drawn=drawn, keys=keys),
        on_crash="resend",
    )


async def _deaf(turn: Turn, group: Group) -> tuple[list[Text], Keys]:
    """Where alerts would reach nobody: that, and what mends it."""
    if not turn.chats.settings(group.id).mood.alerts or await desk_of(turn, group.id):
        return [], []
    begin = Key(text("privacy.button_begin"), url=f"https://t.me/{turn.bot_username}?start=mood")
    return [text("mood.nobody")], [[begin]]


async def _taught(turn: Turn, place: Place, verb: Verb, rest: str) -> None:
    if verb != "undo":
        alone(rest, command="mood")
    match verb:
        case "corrections":
            await taught.listed(turn, place)
        case "undo":
            await taught.undone(turn, place, number=rest, pulse=turn.chats.own(Pulse))
        case "export":
            await taught.exported(turn, place)


def _title(days: int) -> Text:
    return text("mood.title_today") if days == 1 else text("mood.title", days=days)


def _counted(counts: Counts) -> list[Text]:
    if not counts.said:
        return []
    sentence = text(
        "mood.counts",
        said=counts.said,
        negative=counts.negative,
        neutral=counts.neutral,
        positive=counts.positive,
        abstained=counts.abstained,
    )
    return [sentence, text("mood.counts_hostile", hostile=counts.hostile)] if counts.hostile else [sentence]


def _chart(shown: dict[int, list[Hour]], group: Group) -> list[Text]:
    """One line a day, and one for all the days on which too little was said."""
    days = {day: sum((each.counts for each in hours), NOTHING) for day, hours in shown.items()}
    full = max([_FULL_BAR, *(each.share for each in days.values() if each.said >= LEAST_A_DAY)])
    lines = [_line(day, counts, group, full=full) for day, counts in days.items() if counts.said >= LEAST_A_DAY]
    few = sum(0 < counts.said < LEAST_A_DAY for counts in days.values())
    return [*lines, text("mood.day_few", days=few)] if few else lines


def _line(day: int, counts: Counts, group: Group, *, full: float) -> Text:
    when = day_of(day, group)
    bar = readings.bar(counts.share, full=full)
    return text("mood.day", day=when, bar=bar, share=mood_week.percent(counts.share), said=counts.said)


ENTRANCES: list[Entrance] = [
    beginning(begin, mirrors=("mood_corrections",)),
    observer(settle, prepare=prepare),
    group_command("mood", of_moderators("mood", show_mood), who="moderator"),
]
