"""What came with a feedback, under its card: the picture or file it was written under, and the others of that album."""

from __future__ import annotations

import msgspec
import telegram

from bot.domain.feedback import Ticket
from bot.engine.entrances import Entrance, album, timer
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.outbox.actions import Copy, Priority
from bot.services import pending
from bot.services.feedback import tickets
from bot.texts.text import text
from handlers.command.group_commands import Place
from handlers.feedback.carrying import has_file
from handlers.feedback.telling import destinations

KIND = "feedback_album"
_WITHIN = 3600
"""Seconds in which the rest of an album comes and, in private, its group is chosen."""


class _Album(msgspec.Struct, frozen=True):
    """What came of an album before the card stood; `number` is the feedback's from then on."""

    number: int = 0
    messages: list[int] = []


def attached(turn: Turn, place: Place) -> str:
    """Where it is, closed: no row tells from which chat it came. Empty where nothing came along."""
    message = place.message
    if message is None or not has_file(message):
        return ""
    return turn.sealing.close(f"{message.chat.id}:{message.message_id}:{message.media_group_id or ''}")


async def attach(turn: Turn, ticket: Ticket, closed: str) -> None:
    """Under the card that was posted just now; `closed` is what `attached` gave."""
    if not closed:
        return
    chat, message, group = turn.sealing.open(closed).split(":")
    await _hand_on(turn, ticket, chat_id=int(chat), message_id=int(message), is_first=True)
    if group:
        before = await _kept(turn, int(chat), group) or _Album()
        for each in before.messages:
            await _hand_on(turn, ticket, chat_id=int(chat), message_id=each)
        await _keep(turn, int(chat), group, _Album(ticket.id))


async def _hand_on(turn: Turn, ticket: Ticket, *, chat_id: int, message_id: int, is_first: bool = False) -> None:
    """The first tells whose it is; the others keep their own words."""
    caption = text("feedback.attached", number=ticket.id) if is_first else None
    for each in await destinations(turn, ticket):
        turn.do(
            Copy(
                chat_id=each.chat_id, topic=each.topic, from_chat=chat_id, message_id=message_id,
                caption=caption, secret=True,
            ),
            priority=Priority.ALERT,
        )  # fmt: skip


async def expect(turn: Turn) -> None:
    """More of the album the command came with, where the card does not stand yet."""
    message = turn.message
    if message is None or turn.query is not None or not message.media_group_id:
        return
    if await _kept(turn, message.chat.id, message.media_group_id) is None:
        await _keep(turn, message.chat.id, message.media_group_id, _Album())


async def came(turn: MessageTurn) -> bool:
    """Whether a message is one more of an album that a feedback came with."""
    message = turn.sent
    if not message.media_group_id or not has_file(message):
        return False
    album = await _kept(turn, message.chat.id, message.media_group_id)
    if album is None:
        return False
    if album.number:
        ticket = await tickets.ticket(turn.unit, album.number)
        await _hand_on(turn, ticket, chat_id=message.chat.id, message_id=message.message_id)
    else:
        more = _Album(messages=[*album.messages, message.message_id])
        await _keep(turn, message.chat.id, message.media_group_id, more)
    return True


async def _kept(turn: Turn, chat_id: int, group: str) -> _Album | None:
    """Asked within the transaction: the card may be posted in another chat's turn meanwhile."""
    body = await pending.body(turn.unit, kind=KIND, key=turn.sealing.mark(KIND, chat_id, group), chat_id=0)
    if body is None:
        return None
    return msgspec.json.decode(turn.sealing.open(msgspec.json.decode(body, type=str)), type=_Album)


async def _keep(turn: Turn, chat_id: int, group: str, album: _Album) -> None:
    """In nobody's lane, under a mark, closed: whoever is unnamed stays so."""
    body = turn.sealing.close(msgspec.json.encode(album).decode())
    await turn.later(KIND, turn.sealing.mark(KIND, chat_id, group), after=_WITHIN, body=body, chat_id=0)


async def is_further(turn: Turn, message: telegram.Message) -> bool:
    """Whether it is one more of an album that was passed on already, without words of its own."""
    if not message.media_group_id or message.caption:
        return False
    return await pending.body(turn.reads, kind=KIND, key=_handed_on(turn, message), chat_id=0) is not None


async def passed_on(turn: Turn, message: telegram.Message) -> None:
    """What follows of its album is a further one."""
    if message.media_group_id:
        await turn.later(KIND, _handed_on(turn, message), after=_WITHIN, body="", chat_id=0)


def _handed_on(turn: Turn, message: telegram.Message) -> str:
    return turn.sealing.mark(KIND, "handed on", message.chat.id, message.media_group_id or "")


async def more(turn: MessageTurn) -> None:
    """In a group; in private whatever nobody asked for comes by one door."""
    await came(turn)


async def over(_turn: Turn) -> None:
    """Whatever comes of that album from now on is talk."""


ENTRANCES: list[Entrance] = [album(more), timer(KIND, over)]
