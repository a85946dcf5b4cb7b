"""/tasks: a newcomer's three small tasks, ticked off by what they did; points for all of them once."""

from __future__ import annotations

from functools import reduce
from typing import Final

from bot.domain.first_week import TASKS, Progress
from bot.engine.entrances import Entrance, Shown, timer
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Keys
from bot.services import first_week, privacy
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place, answer, elsewhere, known_person, wordless_group_command
from handlers.command.shortcuts import key_to
from handlers.points.board import next_hour

LINK: Final = "first"
"""What `/start` is given by the link from a group; the group's id follows."""

_SWEEP: Final = "first_week"
_AT_ONCE: Final = 200


async def tasks(turn: Turn, place: Place) -> None:
    person, chat_id = known_person(turn), place.group.id
    if not turn.chats.settings(chat_id).welcome.tasks:
        answer(turn, text("first_week.off"))
        return
    progress = await first_week.progress(turn.reads, chat_id=chat_id, user_id=person.id)
    if progress is None or not first_week.is_fresh(progress, now=turn.now):
        answer(turn, text("first_week.done_before" if progress is not None and progress.done_at else "first_week.over"))
        return
    if progress.is_whole and not progress.done_at:
        await finish(turn, chat_id, person.id)
    answer(turn, Lines(_card(turn, place, progress)), keys=await _keys(turn, place, progress))


def _card(turn: Turn, place: Place, progress: Progress) -> list[Text]:
    lines = [text("first_week.head", group=Raw(place.group.title)), *(_line(place, each, progress) for each in TASKS)]
    points = turn.chats.settings(place.group.id).welcome.points
    if progress.is_whole:
        lines.append(text("first_week.whole_points", points=points) if points else text("first_week.whole"))
    else:
        days = progress.days_left(turn.now)
        left = (
            text("first_week.left_points", points=points, days=days) if points else text("first_week.left", days=days)
        )
        lines.append(left)
    return lines


def _line(place: Place, task: str, progress: Progress) -> Text:
    is_done = task in progress.done
    kind = f"{task}_forum" if task == "topic" and place.group.is_forum else task
    return text("first_week.ticked" if is_done else "first_week.unticked", what=text(f"first_week.task_{kind}"))


async def _keys(turn: Turn, place: Place, progress: Progress) -> Keys:
    """In private what is left to do is a press away, where there is anything to choose from."""
    if not turn.group.is_private:
        return []
    ways, chat_id = {"checkin": "checkin", "topic": "follow"}, place.group.id
    wanted = [turn.wiring.shortcuts[ways[each]] for each in TASKS if each in ways and each not in progress.done]
    keys = [key_to(each, chat_id) for each in wanted if each.options is None or await each.options(turn, chat_id)]
    return [keys] if keys else []


async def on_home(turn: Turn, place: Place) -> list[Text]:
    """One line of the home, in the first week; what is whole by then is paid."""
    chat_id = place.group.id
    if not turn.chats.settings(chat_id).welcome.tasks:
        return []
    progress = await first_week.progress(turn.reads, chat_id=chat_id, user_id=turn.person.id)
    if progress is None or progress.done_at or not first_week.is_fresh(progress, now=turn.now):
        return []
    if progress.is_whole:
        await finish(turn, chat_id, turn.person.id)
        return [text("first_week.whole")]
    first, *others = [text(f"first_week.brief_{each}") for each in TASKS if each not in progress.done]
    left = reduce(lambda before, what: text("first_week.and", left=before, what=what), others, first)
    return [text("first_week.home", n=len(progress.done), left=left)]


async def finish(turn: Turn, chat_id: int, user_id: int) -> bool:
    """Whether it is news."""
    day = elsewhere(turn, chat_id).calendar.day_of(turn.now)
    points = turn.chats.settings(chat_id).welcome.points
    return await first_week.finish(turn.unit, chat_id=chat_id, user_id=user_id, points=points, at=turn.now, day=day)


async def sweep(turn: TimerTurn) -> None:
    """Whoever did all three since the last hour, without a word to anybody but themselves."""
    for finished in await first_week.finished(turn.reads, now=turn.now, limit=_AT_ONCE):
        settings = turn.chats.settings(finished.chat_id).welcome
        if not settings.tasks or not await finish(turn, finished.chat_id, finished.user_id):
            continue
        if await privacy.may_write(turn.unit, user_id=finished.user_id) and not turn.calm_at(finished.chat_id):
            group = Raw(turn.chats.group(finished.chat_id).title)
            key = "first_week.told_points" if settings.points else "first_week.told"
            words = text(key, group=group, points=settings.points) if settings.points else text(key, group=group)
            turn.say(words, to=finished.user_id, reply=False, on_crash="drop")
    await turn.later(_SWEEP, "", at=next_hour(turn.now, ""), chat_id=0)


ENTRANCES: list[Entrance] = [
    wordless_group_command("tasks", tasks, shown=Shown("gifts")),
    Shortcut("tasks", "house", "tasks"),
    timer(_SWEEP, sweep, recurring=next_hour),
]
