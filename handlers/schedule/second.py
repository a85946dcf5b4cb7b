"""Where a group wants two to announce: the second moderator reads it, and sends it or says no; never its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.refusals import Refusal
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys, Priority, Say
from bot.services import announce, privacy
from bot.services.announce import Announcement
from bot.services.desk import Destination
from bot.texts.text import Raw, Text, text
from handlers.command.group_commands import called
from handlers.feedback.telling import desk_of
from handlers.schedule.sending import action, send


@press("a2")
@dataclass(frozen=True, slots=True)
class Seconded:
    """Another moderator's word on an announcement that its author let go."""

    number: int
    is_yes: bool


class NobodyElse(Refusal):
    """No other moderator can be reached to confirm it."""

    key = "announce.nobody_else"


class OwnSecond(Refusal):
    """Whoever let it go is not another one."""

    key = "announce.own_second"


class OnlyNow(Refusal):
    """What waits for a second moderator cannot be planned."""

    key = "announce.only_now"


def is_wanted(turn: Turn, chats: Sequence[int]) -> bool:
    return any(turn.chats.settings(each).announce.second for each in chats)


async def release(turn: Turn, found: Announcement, chats: Sequence[int], *, is_pinned: bool) -> Text:
    """Its author's word: it goes out, or is brought to the others; what is told of it. Raises NobodyElse."""
    if not is_wanted(turn, chats):
        return await send(turn, found, chats, is_pinned=is_pinned)
    desks = await _others(turn, chats)
    if not desks:
        raise NobodyElse
    await announce.release(turn.unit, found, by=turn.person.id, is_pinned=is_pinned)
    groups = "、".join(turn.chats.group(each).title for each in chats)
    words = text("announce.second", who=called(turn.person.name), groups=Raw(groups))
    for each in desks:
        shown = action(found, each.chat_id, name="", topic=each.topic)
        turn.do(shown, on_crash="drop", priority=Priority.ALERT)
        card = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=_keys(found.id))
        turn.do(card, on_crash="resend", priority=Priority.ALERT)
    return text("announce.waits_second")


async def _others(turn: Turn, chats: Sequence[int]) -> list[Destination]:
    """The desks of these groups, past whoever lets it go."""
    found = [each for chat_id in chats for each in await desk_of(turn, chat_id)]
    return [each for each in dict.fromkeys(found) if each.chat_id != turn.person.id]


def _keys(number: int) -> Keys:
    return [
        [Key(text(f"announce.button_second_{'yes' if is_yes else 'no'}"), pack(Seconded(number, is_yes)))]
        for is_yes in (True, False)
    ]


async def seconded(turn: PressTurn, pressed: Seconded) -> None:
    """By somebody else who may announce in every one of its groups."""
    found = await announce.released(turn.reads, pressed.number)
    for chat_id in found.chosen:
        await turn.require("announce", group=turn.chats.group(chat_id))
    if turn.person.id in (found.user_id, found.released_by):
        raise OwnSecond
    if pressed.is_yes:
        turn.edit(await send(turn, replace(found), found.chosen, is_pinned=found.is_pinned))
    else:
        await announce.drop(turn.unit, found)
        turn.edit(text("announce.second_no"))
    await _tell_author(turn, found, is_yes=pressed.is_yes)


async def _tell_author(turn: Turn, found: Announcement, *, is_yes: bool) -> None:
    if await privacy.may_write(turn.unit, user_id=found.released_by):
        key = "announce.second_done" if is_yes else "announce.second_declined"
        turn.say(text(key, who=called(turn.person.name)), to=found.released_by, reply=False)


ENTRANCES: list[Entrance] = [button(Seconded, seconded)]
