"""Where a group wants two to announce: the second moderator reads it, and sends it or says no; never its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.grammar.doubts import Unread
from bot.domain.refusals import Refusal
from bot.domain.schedule.planned import read_segment
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys, Priority, Say
from bot.services import announce, privacy
from bot.services.announce import Announcement
from bot.services.desk import Destination
from bot.services.schedule.saying import here
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import called
from handlers.feedback.telling import desk_of
from handlers.schedule.planning import decode, plan, when_written
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


class TooLate(Refusal):
    """The moment that it was planned for has passed."""

    key = "announce.second_late"


def is_wanted(turn: Turn, chats: Sequence[int]) -> bool:
    return any(turn.chats.settings(each).announce.second for each in chats)


async def release(turn: Turn, announcement: Announcement, chats: Sequence[int], *, is_pinned: bool) -> Text:
    """Its author's word: it goes out, or is brought to the others; what is told of it. Raises NobodyElse."""
    if not is_wanted(turn, chats):
        return await send(turn, announcement, chats, is_pinned=is_pinned)
    desks = await _others(turn, chats)
    if not desks:
        raise NobodyElse
    await announce.release(turn.unit, announcement, by=turn.person.id, is_pinned=is_pinned)
    groups = "、".join(turn.chats.group(each).title for each in chats)
    words = _asked(turn, announcement, groups=Raw(groups))
    for each in desks:
        shown = action(announcement, each.chat_id, name="", topic=each.topic)
        turn.do(shown, on_crash="drop", priority=Priority.ALERT)
        card = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=_keys(announcement.id))
        turn.do(card, on_crash="resend", priority=Priority.ALERT)
    return text("announce.waits_second")


def _asked(turn: Turn, announcement: Announcement, *, groups: Raw) -> Lines:
    who, segment = called(turn.person.name), announcement.segment
    if announcement.plan:
        planned, zone = decode(announcement.plan), turn.chats.group(announcement.chosen[0]).timezone
        moment, segment = when_written(planned.written, here(zone, turn.now)), read_segment(planned.segment)
        asked = text("announce.second_planned", who=who, groups=groups, when=moment)
    else:
        asked = text("announce.second", who=who, groups=groups)
    aimed = [text("schedule.for_segment", segment=Text(f"insights.segment_{segment}"))] if segment else []
    return Lines([asked, *aimed])


async def _others(turn: Turn, chats: Sequence[int]) -> list[Destination]:
    """The desks of these groups, past whoever lets it go."""
    destinations = [each for chat_id in chats for each in await desk_of(turn, chat_id)]
    return [each for each in dict.fromkeys(destinations) if each.chat_id != turn.person.id]


def _keys(number: int) -> Keys:
    return [
        [Key(text(f"announce.button_second_{'yes' if is_yes else 'no'}"), pack(Seconded(number, is_yes)))]
        for is_yes in (True, False)
    ]


async def seconded(turn: PressTurn, pressed: Seconded) -> None:
    """By somebody else who may announce in every one of its groups."""
    announcement = await announce.released(turn.reads, pressed.number)
    for chat_id in announcement.chosen:
        await turn.require("announce", group=turn.chats.group(chat_id))
    if turn.person.id in (announcement.user_id, announcement.released_by):
        raise OwnSecond
    if pressed.is_yes:
        turn.edit(await _let_go(turn, announcement))
    else:
        await announce.drop(turn.unit, announcement)
        turn.edit(text("announce.second_no"))
    await _tell_author(turn, announcement, is_yes=pressed.is_yes)


async def _let_go(turn: Turn, announcement: Announcement) -> Text:
    """Now, or when it was planned for. Raises TooLate."""
    if not announcement.plan:
        return await send(turn, announcement, announcement.chosen, is_pinned=announcement.is_pinned)
    await announce.drop(turn.unit, announcement)
    wanted, chat_id, words = decode(announcement.plan), announcement.chosen[0], announcement.html
    try:
        return await plan(
            turn,
            wanted,
            chat_id=chat_id,
            by=announcement.user_id,
            html=words,
            file_id=announcement.file_id,
            is_pinned=announcement.is_pinned,
        )
    except Unread:
        raise TooLate from None


async def _tell_author(turn: Turn, announcement: Announcement, *, is_yes: bool) -> None:
    if await privacy.may_write(turn.unit, user_id=announcement.released_by):
        done = "announce.second_will" if announcement.plan else "announce.second_done"
        key = done if is_yes else "announce.second_declined"
        turn.say(text(key, who=called(turn.person.name)), to=announcement.released_by, reply=False)


ENTRANCES: list[Entrance] = [button(Seconded, seconded)]
