"""The shelf of tips against fraud: for members on their home, for moderators to post, for the schedule one a week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.safety import TIPS, tip_of_the_week
from bot.domain.schedule.plan import Scheduled
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, report
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Key
from bot.texts.catalog import plain
from bot.texts.text import Lines, Raw, Text, folded, text
from handlers.command.group_commands import answer
from handlers.moderation.log import note
from handlers.safety.quiz import Given

_UNFOLDED: Final = 3
_LABEL: Final = 24
"""Characters of a tip on a button."""


def tip(number: int) -> Text:
    return text("safety.tip", tip=text(f"safety.tip_{number}"))


async def _shelf(turn: Turn, chat_id: int, _: str) -> None:
    tips = [tip(number) for number in range(1, TIPS + 1)]
    lines = [text("safety.head"), *tips[:_UNFOLDED], *folded(tips[_UNFOLDED:])]
    answer(turn, Lines(lines), keys=[[Key(text("safety.button_quiz"), pack(Given(chat_id, "")))]])


async def _tips(turn: Turn, _: int) -> Sequence[Option]:
    words = [plain(text(f"safety.tip_{number}"), turn.locale) for number in range(1, TIPS + 1)]
    return [Option(str(number), Raw(each[:_LABEL])) for number, each in enumerate(words, 1)]


async def _post(turn: Turn, chat_id: int, number: str) -> None:
    """A moderator chose it: it goes to the group at once."""
    turn.say(_posted(int(number)), to=chat_id, topic=0)
    await note(turn, chat_id, "tip_posted")
    answer(turn, text("safety.posted"))


def _posted(number: int) -> Lines:
    return Lines([text("safety.reminder"), text(f"safety.tip_{number}")])


async def weekly(_: Turn, asked: Scheduled) -> Lines:
    return _posted(tip_of_the_week(asked.due))


ENTRANCES: list[Entrance] = [
    Shortcut("safety", "own", begins=_shelf),
    Shortcut("tip_post", "order", options=_tips, permission="announce", begins=_post),
    report("tip", weekly),
]
