"""What follows where Telegram did not take a scheduled post: it is written down, and the moderators read why."""

from __future__ import annotations

from bot.engine.woken import TimerTurn
from bot.outbox.actions import Priority
from bot.services.schedule import runs
from bot.services.schedule.runs import name_of
from bot.texts.text import Raw, text
from handlers.feedback.telling import desk_of

POSTED = "schedule-posted"
"""The timer that hears what came of a post."""


async def posted(turn: TimerTurn) -> None:
    """A post in doubt may stand: it is not sent again, and stays unconfirmed."""
    came = turn.done
    if not came.error:
        return
    entry, due = str(came.note["entry"]), int(came.note["due"])
    if came.error == "in_doubt":
        sentence = text("schedule.doubtful", entry=Raw(entry), group=turn.group.title)
    else:
        await runs.refused(turn.unit, name_of(entry, due), chat_id=turn.group.id)
        sentence = text("schedule.refused", entry=Raw(entry), group=turn.group.title, why=Raw(came.why))
    for each in await desk_of(turn, turn.group.id):
        turn.say(sentence, to=each.chat_id, topic=each.topic, reply=False, priority=Priority.ALERT)
