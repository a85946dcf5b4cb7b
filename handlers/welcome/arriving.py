"""Who comes into a group is kept by the batch, before they count as met; the greeting follows by its timer."""

from __future__ import annotations

from bot.config.values import seconds
from bot.domain.passages import Passage
from bot.domain.welcome import Rush
from bot.engine.entrances import Entrance, passing
from bot.engine.fast_path import Passing
from bot.services import welcome
from bot.services.schedule.reading import calendar_of
from bot.services.welcome import GREET, Coming
from handlers.welcome.raid import RAID


async def passed(passing: Passing) -> None:
    came = [each for each in passing.passages if each.came]
    if not came:
        return
    await welcome.came(passing.unit, [_coming(passing, each) for each in came])
    for chat_id in {each.chat_id for each in came}:
        batch = seconds(passing.chats.settings(chat_id).welcome.batch)
        await passing.later(GREET, str(chat_id), at=passing.now + batch, chat_id=chat_id)
    rush = passing.chats.own(Rush)
    for each in came:
        rush.took(each.chat_id, each.person.id, each.at)
    for chat_id in {each.chat_id for each in came}:
        if rush.is_raid(chat_id, at=max(each.at for each in came)):
            await passing.later(RAID, str(chat_id), at=passing.now, chat_id=chat_id)


def _coming(passing: Passing, each: Passage) -> Coming:
    day = calendar_of(passing.chats.group(each.chat_id)).day_of(each.at)
    return Coming(*each.pair, each.at, each.person.language, passing.sources.get(each.pair, ""), day)


ENTRANCES: list[Entrance] = [passing(passed)]
