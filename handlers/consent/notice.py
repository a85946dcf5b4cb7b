"""The notice of what is kept, posted and pinned on a moderator's request; where consent is asked for, yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.consent import VERSION, Consents
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, beginning, button
from bot.engine.fast_path import Begun
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Say
from bot.services import consent
from bot.services.mood import answers
from bot.texts.text import Lines, When, text
from handlers.command.group_commands import answer, within
from handlers.moderation.log import note

NAME: Final = "consent:notice"


@press("cn")
@dataclass(frozen=True, slots=True)
class Chosen:
    """Yes or no to the mood check, of whoever presses; it holds in every group that asks."""

    chat_id: int
    is_yes: bool


def asks(turn: Turn, chat_id: int) -> bool:
    settings = turn.chats.settings(chat_id)
    return settings.mood.check and settings.privacy.consent == "ask"


async def _post(turn: Turn, chat_id: int, _: str) -> None:
    group = turn.chats.group(chat_id)
    may_pin = (await turn.permissions.own(group=group)).allow("can_pin_messages")
    lines = [text("consent.notice", version=VERSION, when=When(turn.now, group.timezone, "day")), text("consent.kept")]
    keys = []
    if asks(turn, chat_id):
        lines.append(text("consent.asked"))
        yes, no = (pack(Chosen(chat_id, is_yes)) for is_yes in (True, False))
        keys = [[Key(text("consent.button_yes"), yes), Key(text("consent.button_no"), no)]]
    elif turn.chats.settings(chat_id).mood.check:
        lines.append(text("consent.told"))
    lines.append(text("consent.yours"))
    turn.do(Say(chat_id=chat_id, words=Lines(lines), keys=keys, name=NAME, pin=may_pin), on_crash="drop")
    await note(turn, chat_id, "notice_posted")
    answer(turn, text("consent.posted" if may_pin else "consent.posted_unpinned"))


async def chosen(turn: PressTurn, pressed: Chosen) -> None:
    place = await within(turn, pressed.chat_id)
    await choose(turn, is_yes=pressed.is_yes)
    zone = place.group.timezone
    if pressed.is_yes:
        turn.toast(text("consent.toast_yes", version=VERSION, when=When(turn.now, zone, "day")))
    else:
        turn.toast(text("consent.toast_no"))


async def choose(turn: Turn, *, is_yes: bool) -> None:
    """Of the member whose turn it is; a no lets go of what was seen of them before."""
    user_id = turn.person.id
    await consent.choose(turn.unit, turn.chats.own(Consents), user_id=user_id, is_yes=is_yes, at=turn.now)
    if not is_yes:
        await answers.left_out(turn.unit, user_id=user_id)


async def _begin(begun: Begun) -> None:
    await consent.load(begun.reads, begun.chats.own(Consents))


ENTRANCES: list[Entrance] = [
    beginning(_begin, mirrors=("consents",)),
    Shortcut("notice", "group", permission="announce", begins=_post),
    button(Chosen, chosen),
]
