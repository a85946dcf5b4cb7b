"""Replies kept ready: posted from the panel, or in the group by a word in reply to whoever asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.botapi.replies import answered
from bot.domain.grammar.fields import parts_of
from bot.domain.names import short
from bot.domain.refusals import OldButton, Refusal
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, word
from bot.engine.shortcuts import Option, Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Delete, Key, Say
from bot.services import team
from bot.services.team import Ready
from bot.texts.text import Lines, Raw, text
from bot.texts.words import words_of
from handlers.command.group_commands import answer, elsewhere
from handlers.command.shortcuts import require_moderator

FEATURE: Final = "ready"
_LONGEST_NAME, _LONGEST = 20, 1000


class NotReady(Refusal):
    """No name, no words, or too many of either."""

    key = "team.not_ready"


@press("ry")
@dataclass(frozen=True, slots=True)
class Pressed:
    """What becomes of a reply kept ready."""

    number: int
    do: Literal["post", "drop"]


async def _all(turn: Turn, chat_id: int) -> Sequence[Option]:
    return [Option(str(each.id), Raw(short(each.name))) for each in await team.ready(turn.reads, chat_id=chat_id)]


async def _show(turn: Turn, chat_id: int, number: str) -> None:
    one = await _found(turn, int(number))
    post = Key(text("team.button_post"), pack(Pressed(one.id, "post")))
    drop = Key(text("team.button_drop"), pack(Pressed(one.id, "drop")))
    lines = [text("team.ready", name=Raw(one.name)), text("team.ready_words", words=Raw(one.words))]
    answer(turn, Lines([*lines, text("team.ready_how", word=_spoken(one.name)[0])]), keys=[[post, drop]])


async def _found(turn: Turn, number: int) -> Ready:
    one = await team.find_ready(turn.reads, number)
    if one is None:
        raise OldButton
    return one


def _spoken(name: str) -> list[str]:
    """The words by which it is said in the group."""
    return [f"{each}{' ' if each.isascii() else ''}{name}" for each in words_of("team.words_ready")]


async def _add(turn: Turn, chat_id: int, written: str) -> None:
    name, *rest = (part.strip() for part in parts_of(written))
    words = "\n".join(rest)
    if not name or not words or len(name) > _LONGEST_NAME or len(words) > _LONGEST:
        raise NotReady
    number = await team.keep_ready(turn.unit, chat_id=chat_id, name=name, words=words, by=turn.person.id, at=turn.now)
    for spoken in dict.fromkeys(_spoken(name)):
        await turn.chats.triggers.hear(turn.unit, chat_id, spoken, feature=FEATURE, key=str(number))
    answer(turn, text("team.kept", word=_spoken(name)[0]))


async def pressed(turn: PressTurn, at: Pressed) -> None:
    one = await _found(turn, at.number)
    await require_moderator(turn, elsewhere(turn, one.chat_id))
    if at.do == "post":
        turn.do(Say(chat_id=one.chat_id, words=Raw(one.words)), on_crash="drop")
        turn.toast(text("team.posted"))
        return
    if not await team.drop_ready(turn.unit, one.id):
        raise OldButton
    await turn.chats.triggers.ignore(turn.unit, feature=FEATURE, key=str(one.id))
    turn.edit(text("team.ready_dropped", name=Raw(one.name)))


async def said(turn: MessageTurn) -> None:
    """In the group, in reply to whoever asked; from a member it is talk like any other."""
    rights = await turn.rights()
    if not (rights.is_administrator or rights.is_owner or rights.is_operator):
        return
    may_delete = (await turn.permissions.own(group=turn.group)).allow("can_delete_messages")
    one = await team.find_ready(turn.reads, int(turn.words))
    if one is None or one.chat_id != turn.group.id:
        return
    asked = answered(turn.message)
    to = asked.message_id if asked is not None else 0
    turn.do(Say(chat_id=turn.group.id, topic=turn.topic, reply_to=to, words=Raw(one.words)), on_crash="drop")
    if may_delete:
        turn.do(Delete(chat_id=turn.group.id, message_id=turn.sent.message_id))


ENTRANCES: list[Entrance] = [
    button(Pressed, pressed),
    word(FEATURE, said),
    Shortcut("ready", "team", options=_all, begins=_show),
    Shortcut("ready_new", "team", words="{said}", asks="panel.ask_ready", begins=_add),
]
