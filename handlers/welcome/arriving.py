"""Who comes into a group is kept by the batch, before they count as met; the greeting follows by its timer."""

from __future__ import annotations

from bot.config.values import seconds
from bot.domain.passages import Passage
from bot.domain.welcome import Rush, State
from bot.engine.entrances import Entrance, passing
from bot.engine.fast_path import Passing
from bot.services import welcome
from bot.services.gate import Doors
from bot.services.welcome import GREET, Coming
from handlers.welcome.raid import RAID


def _is_gated(passing: Passing, chat_id: int, *, at: int) -> bool:
    """Whether whoever comes in has to pass the gate before they are greeted."""
    gate = passing.chats.settings(chat_id).gate
    is_asked = gate.mode in ("button", "question") and not gate.trial
    return is_asked or passing.chats.own(Doors).is_closed(chat_id, at=at)


async def passed(passing: Passing) -> None:
    came = [each for each in passing.passages if each.came]
    if not came:
        return
    comings = [_coming(passing, each) for each in came]
    await welcome.came(passing.unit, comings)
    for chat_id, first in welcome.at_once(comings).items():
        batch = seconds(passing.chats.settings(chat_id).welcome.batch)
        await passing.later(GREET, str(chat_id), at=max(first + batch, passing.now + 1), chat_id=chat_id)
    rush = passing.chats.own(Rush)
    for each in came:
        rush.took(each.chat_id, each.person.id, each.at)
    for chat_id in {each.chat_id for each in came}:
        if rush.is_raid(chat_id, at=max(each.at for each in came)):
            await passing.later(RAID, str(chat_id), at=passing.now, chat_id=chat_id)


def _coming(passing: Passing, each: Passage) -> Coming:
    state: State = "held" if _is_gated(passing, each.chat_id, at=each.at) else "waiting"
    return Coming(each.chat_id, each.person.id, each.at, state, each.person.language)


ENTRANCES: list[Entrance] = [passing(passed)]
