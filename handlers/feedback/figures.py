"""/feedback figures, /feedback export, and "you said, we did": what came of it, for moderators and for everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.schedule.plan import Scheduled
from bot.engine.entrances import Entrance, report
from bot.engine.looks import looks_up
from bot.engine.turn import Turn
from bot.outbox.actions import Document, Key
from bot.services import privacy
from bot.services.feedback import figures
from bot.services.feedback.figures import DAYS, Figures
from bot.texts.text import Lines, Raw, Text, When, text
from handlers import ratings
from handlers.command.group_commands import Place, answer, known_person
from handlers.command.privately import privately
from handlers.feedback.desk import require
from handlers.moderation.log import note

_WEEK = 7 * 24 * 3600


async def show(turn: Turn, place: Place) -> None:
    await require(turn, place.group.id)
    await privately(turn, lambda: _show(turn, place), command="feedback")


async def _show(turn: Turn, place: Place) -> None:
    found = await figures.of_group(turn.reads, chat_id=place.group.id, zone=place.group.timezone, now=turn.now)
    counts = found.counts
    lines = [text("feedback.figures", days=DAYS, group=place.group.title)]
    lines.append(text("feedback.figures_given", number=counts.given, answered=found.answered, adopted=counts.adopted))
    if found.median is not None:
        lines.append(_took(found.median))
    if found.due:
        lines.append(text("feedback.figures_timely", share=round(100 * found.timely / found.due), number=found.due))
    lines.append(text("feedback.figures_waiting", number=counts.waiting, overdue=counts.overdue))
    if counts.oldest_at:
        lines.append(text("feedback.figures_oldest", when=When(counts.oldest_at, place.group.timezone)))
    if counts.rated:
        lines.append(text("feedback.figures_score", score=f"{counts.score:.1f}", number=counts.rated))
    lines += [*_trend(found), *await ratings.trend(turn, place.group.id)]
    lines += [
        text("feedback.figures_category", category=text(f"feedback.category_{category}"), number=number, before=before)
        for category, (number, before) in found.categories.items()
    ]
    answer(turn, Lines(lines))


def _trend(found: Figures) -> list[Text]:
    """Of months and of kinds that enough people rated."""
    lines = [
        text("feedback.figures_month", month=month, score=f"{score:.1f}", number=number)
        for month, (score, number) in found.months.items()
    ]
    kinds = [
        text("feedback.figures_matter", category=text(f"feedback.category_{category}"), score=f"{score:.1f}", number=n)
        for category, (score, n) in found.matters.items()
    ]
    return [*(lines if len(lines) > 1 else []), *kinds]


def _took(seconds: int) -> Text:
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours >= 48:
        return text("feedback.figures_median_days", days=round(hours / 24))
    if hours:
        return text("feedback.figures_median", hours=hours, minutes=minutes)
    return text("feedback.figures_median_minutes", minutes=max(1, minutes))


async def export(turn: Turn, place: Place) -> None:
    """Privately to whoever asks: it holds names."""
    person = known_person(turn)
    await require(turn, place.group.id)
    if not turn.group.is_private and not await privacy.may_write(turn.reads, user_id=person.id):
        link = f"https://t.me/{turn.bot_username}?start=feedback"
        turn.say(text("feedback.export_begin"), keys=[[Key(text("privacy.button_begin"), url=link)]])
        return
    zone = place.group.timezone
    made = await figures.files(turn.slow, chat_id=place.group.id, zone=zone)
    day = datetime.fromtimestamp(turn.now, UTC).astimezone(ZoneInfo(zone)).date().isoformat()
    for ending, content in (("csv", made.sheet), ("json", made.data)):
        turn.do(
            Document(chat_id=person.id, filename=f"feedback-{day}.{ending}", data=content, ephemeral=True),
            on_crash="resend",
        )
    await looks_up(turn, "feedback_file", chat_id=place.group.id)
    await note(turn, place.group.id, "feedback_export")
    key = "feedback.exported_some" if made.left_out else "feedback.exported"
    answer(turn, text(key, number=made.rows, left=made.left_out))


async def weekly_lines(turn: Turn, asked: Scheduled) -> Lines:
    """In moderators' own words what came of it since the last time; nobody is named. Empty where nothing did."""
    after = asked.previous or asked.due - _WEEK
    outcomes = await figures.outcomes(turn.reads, chat_id=asked.chat_id, after=after, until=asked.due)
    if not outcomes:
        return Lines([])
    lines = [text("feedback.weekly_line", number=each.id, words=Raw(each.outcome)) for each in outcomes]
    return Lines([text("feedback.weekly"), *lines, text("feedback.weekly_more")])


ENTRANCES: list[Entrance] = [report("feedback", weekly_lines)]
