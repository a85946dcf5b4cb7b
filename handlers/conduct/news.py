"""What changed in a group's rules, told once with from when it holds; and one rule a week, where the schedule asks."""

from __future__ import annotations

from typing import Final

from bot.domain.conduct import Difference
from bot.domain.schedule.plan import Scheduled
from bot.domain.schedule.policy import instant
from bot.engine.entrances import Entrance, report, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services import conduct
from bot.services.conduct import News
from bot.texts.text import Lines, Raw, Text, When, folded, text
from handlers.conduct.card import configured, listed, read_keys

_SHOWN: Final = 4
"""Changes that are shown unfolded."""

_WEEK: Final = 7 * 86_400


async def take_over(turn: TimerTurn) -> None:
    """What the operators' file says of each group, at the start and once it was edited."""
    found = {chat_id: (configured(turn, chat_id), _effective(turn, chat_id)) for chat_id in turn.chats.groups()}
    await conduct.take_over(turn.unit, found, now=turn.now)
    turn.is_timed = True


def _effective(turn: Turn, chat_id: int) -> int:
    """From when the file's rules hold; 0 where it says nothing."""
    effective = turn.chats.settings(chat_id).rules.effective
    return 0 if effective is None else instant(effective, turn.chats.group(chat_id).timezone)


async def tell(turn: TimerTurn) -> None:
    if await turn.waits_for_calm():
        return
    news = await conduct.news(turn.unit, chat_id=turn.group.id, since=turn.body(int))
    if news is None:
        return
    keys = read_keys(turn.group.id, news.version.number)
    turn.say(_news(turn, news), topic=0, keys=keys, priority=Priority.ANNOUNCEMENT, on_crash="drop")


def _news(turn: TimerTurn, news: News) -> Lines:
    is_later = news.version.starts_at > turn.now
    kind = "first_ones" if news.is_first else "news"
    when = When(news.version.starts_at, turn.group.timezone)
    lines = [text(f"conduct.{kind}_from", when=when) if is_later else text(f"conduct.{kind}")]
    if news.is_first:
        return Lines([*lines, *listed(news.version.rules)])
    changes = [_change(each) for each in news.differences]
    rules = turn.settings.rules
    why = [text("terms.why", why=Raw(rules.why))] if rules.why and news.version.words == rules.text else []
    return Lines([*lines, *(changes if len(changes) <= _SHOWN else folded(changes)), *why, text("conduct.news_all")])


def _change(difference: Difference) -> Text:
    return text(f"conduct.change_{difference.kind}", number=difference.number, rule=Raw(difference.rule))


async def rule_of_the_week(turn: Turn, asked: Scheduled) -> Lines:
    """Each in its turn; nothing where the group has none."""
    chat_id = asked.chat_id
    version = await conduct.in_force(turn.reads, chat_id=chat_id, configured=configured(turn, chat_id), at=asked.due)
    if version is None:
        return Lines([])
    at = asked.due // _WEEK % len(version.rules)
    return Lines([text("conduct.reminder"), text("conduct.rule", number=at + 1, rule=Raw(version.rules[at]))])


ENTRANCES: list[Entrance] = [
    timer(conduct.FILE, take_over),
    timer(conduct.NEWS, tell),
    report("rule", rule_of_the_week),
]
