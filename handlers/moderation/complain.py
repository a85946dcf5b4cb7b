"""/complain: in private and in confidence, about a moderator or how things are run; it goes past whom it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.people import Person
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OnlyInPrivate, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Handler, Shown, button, command
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Edit, Key, Keys, Priority, Say
from bot.services import complaints, moderation_log, privacy
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import GroupCommand, Place, answer, called, elsewhere
from handlers.command.targets import meant
from handlers.feedback.words import cut

_LONGEST = 2000


@press("cp")
@dataclass(frozen=True, slots=True)
class Settled:
    number: int
    state: Literal["heeded", "declined"]


async def _privately(turn: Turn, in_group: Handler) -> None:
    if not turn.group.is_private:
        raise OnlyInPrivate
    await in_group(turn)


async def _told(turn: Turn, place: Place) -> None:
    about, words = await _about(turn, place)
    if not words:
        raise WrongForm(usage=Sentence("commands.complain.usage"))
    chat_id = place.group.id
    await turn.permissions.own(group=place.group)  # whoever owns the group is known from here on
    found = await complaints.recipients(turn.reads, chat_id=chat_id, about=about, operators=turn.operators)
    number = await complaints.complain(
        turn.unit, chat_id=chat_id, by=turn.person, about=about, words=words[:_LONGEST], at=turn.now
    )
    answer(turn, text("complaints.taken" if found else "complaints.to_nobody", group=place.group.title))
    for each in found:
        card = Say(
            chat_id=each,
            words=_card(place, number, about, words),
            keys=_keys(number),
            name=_name(number),
            ephemeral=True,
        )
        turn.do(card, on_crash="resend", priority=Priority.ALERT)


async def _about(turn: Turn, place: Place) -> tuple[Person | None, str]:
    """Somebody named in front is whom it concerns; in private a reply means nobody."""
    target = (
        await meant(turn, place, is_amount_next=False, may_be_gone=True) if place.words[:1] in ("@", "＠") else None
    )
    return (target.person, target.words) if target is not None else (None, place.words.strip())


def _card(place: Place, number: int, about: Person | None, words: str) -> Lines:
    lines: list[Text] = [text("complaints.card", number=number, group=place.group.title)]
    if about is not None:
        lines.append(text("complaints.about", name=called(about.name)))
    return Lines([*lines, text("complaints.said", words=Raw(cut(words))), text("complaints.how")])


def _keys(number: int) -> Keys:
    states: tuple[Literal["heeded"], Literal["declined"]] = ("heeded", "declined")
    return [[Key(text(f"complaints.button_{state}"), pack(Settled(number, state))) for state in states]]


def _name(number: int) -> str:
    return f"complaint:{number}"


async def settled(turn: PressTurn, pressed: Settled) -> None:
    """By the owner, an operator, or another moderator than the one it is about; what came of it is told in private."""
    complaint = await complaints.find(turn.reads, pressed.number)
    rights = await turn.rights(group=elsewhere(turn, complaint.chat_id).group)
    is_above = rights.is_owner or rights.is_operator or bool(rights.is_administrator and complaint.target_id)
    if not is_above or turn.person.id in (complaint.target_id, complaint.user_id):
        raise complaints.NotYours
    await complaints.settle(turn.unit, complaint, state=pressed.state)
    done = text(f"complaints.done_{pressed.state}", number=complaint.id)
    turn.edit(done, ephemeral=True)
    for chat_id in await moderation_log.card_chats(turn.unit, name=_name(complaint.id)):
        if chat_id != turn.group.id:
            turn.do(
                Edit(chat_id=chat_id, words=done, named=_name(complaint.id), ephemeral=True), priority=Priority.ALERT
            )
    if await privacy.may_write(turn.unit, user_id=complaint.user_id):
        group = turn.chats.group(complaint.chat_id).title
        turn.say(
            text(f"complaints.told_{pressed.state}", group=group), to=complaint.user_id, reply=False, ephemeral=True
        )


ENTRANCES: list[Entrance] = [
    command("complain", GroupCommand("complain", _told, _privately), shown=Shown("talk")),
    button(Settled, settled),
    Shortcut("complain", "own", "complain", "{said}", asks="panel.ask_complain"),
]
