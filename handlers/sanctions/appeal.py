"""/appeal: a member says in private why it was wrong; another moderator than the one who acted decides, once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OnlyInPrivate, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Shown, button, command
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Edit, Key, Keys, Priority, Say
from bot.services import desk, moderation_log, privacy, sanctions
from bot.services.desk import Destination
from bot.services.sanctions import Appeal, Sanction
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.group_commands import address_of, elsewhere
from handlers.feedback.telling import desk_of, on_duty
from handlers.feedback.words import cut
from handlers.guard.lines import show_judged
from handlers.moderation.log import note
from handlers.sanctions import words
from handlers.sanctions.citing import because
from handlers.sanctions.doing import PERMISSIONS, lift

_LONGEST: Final = 1000
_NUMBER: Final = re.compile(r"[#＃](\d{1,9})\s+(.+)", re.DOTALL)


@press("ap")
@dataclass(frozen=True, slots=True)
class Decided:
    number: int
    state: Literal["stands", "lifted"]


async def appeal(turn: Turn) -> None:
    if not turn.group.is_private:
        raise OnlyInPrivate
    written = " ".join(turn.words.split())
    numbered = _NUMBER.fullmatch(written)
    number, written = (int(numbered[1]), numbered[2]) if numbered else (0, written)
    sanction = await sanctions.to_appeal(turn.reads, user_id=turn.person.id, number=number, now=turn.now)
    if not written:
        raise WrongForm(usage=Sentence("commands.appeal.usage"))
    desks = await past(turn, sanction.chat_id, sanction.actor_id)
    brought = await sanctions.followed(turn.reads, sanction)
    appealed = await sanctions.appeal(turn.unit, sanction, words=written[:_LONGEST], at=turn.now)
    group = turn.chats.group(sanction.chat_id).title
    if not desks:
        turn.say(text("sanctions.appeal_to_nobody", group=group))
        return
    turn.say(text("sanctions.appealed", group=group, what=words.what(turn, sanction, brought)))
    lines = await card(turn, sanction, appealed, written=written[:_LONGEST])
    for each in desks:
        shown = Say(
            chat_id=each.chat_id,
            topic=each.topic,
            words=lines,
            keys=decide_keys(appealed),
            name=_name(appealed),
            ephemeral=True,
        )
        turn.do(shown, on_crash="resend", priority=Priority.ALERT)


async def past(turn: Turn, chat_id: int, actor_id: int) -> list[Destination]:
    """The desk, past whom it concerns; where nobody else is there, the operators."""
    for desks in (await on_duty(turn, chat_id), await desk_of(turn, chat_id)):
        if destinations := [each for each in desks if each.chat_id != actor_id]:
            return destinations
    operators = [each for each in turn.operators if each != actor_id]
    return [Destination(each) for each in await desk.reachable(turn.reads, operators)]


async def card(turn: Turn, sanction: Sanction, number: int, *, written: str) -> Lines:
    lines: list[Text] = [
        text("sanctions.appeal", number=number, group=turn.chats.group(sanction.chat_id).title),
        text(
            "sanctions.appeal_of",
            who=Who(sanction.target_id, sanction.target_name),
            what=words.what(turn, sanction, await sanctions.followed(turn.unit, sanction)),
            by=words.actor(sanction),
            when=words.moment(turn, sanction.chat_id, sanction.at),
        ),
        *await because(turn, sanction),
    ]
    if about := await sanctions.words_of(turn.unit, sanction):
        link = address_of(sanction.chat_id, sanction.message_id) if sanction.message_id else ""
        lines.append(text("sanctions.appeal_about", words=Raw(cut(about)), link=link))
    lines.append(text("sanctions.appeal_said", words=Raw(cut(written))))
    return Lines(lines)


def decide_keys(number: int) -> Keys:
    states: tuple[Literal["stands"], Literal["lifted"]] = ("stands", "lifted")
    return [[Key(text(f"sanctions.button_{state}"), pack(Decided(number, state))) for state in states]]


def _name(number: int) -> str:
    """Of its card, in every chat that got one."""
    return f"appeal:{number}"


async def decided(turn: PressTurn, pressed: Decided) -> None:
    found = await sanctions.find_appeal(turn.reads, pressed.number)
    sanction = await sanctions.find(turn.reads, found.sanction)
    rights = await turn.require(PERMISSIONS[sanction.kind], group=elsewhere(turn, sanction.chat_id).group)
    if turn.person.id in (sanction.actor_id, sanction.target_id) or (
        sanction.actor_id == ANONYMOUS and rights.is_anonymous
    ):
        raise sanctions.AppealOfSelf
    what = words.what(turn, sanction, await sanctions.followed(turn.reads, sanction))
    await sanctions.settle_appeal(turn.unit, found, state=pressed.state, by=turn.person.id, at=turn.now)
    target = Person(sanction.target_id, sanction.target_name)
    await note(turn, sanction.chat_id, f"appeal_{pressed.state}", target=target, words=f"#{found.id}")
    if pressed.state == "lifted" and not sanction.lifted_at:
        await lift(turn, sanction, tells=False)
    await _tell(turn, found, sanction, pressed.state, what=what)
    if pressed.state == "lifted" and sanction.kind in ("hold", "delete"):
        await show_judged(turn, sanction, text("guard.done_wrong", name=sanction.target_name, by=turn.person.name))


async def _tell(turn: Turn, found: Appeal, sanction: Sanction, state: str, *, what: Text) -> None:
    """Every card of it, and the member."""
    done = text(f"sanctions.appeal_{state}", number=found.id, who=turn.person.name, name=sanction.target_name)
    message_id = turn.message.message_id if turn.message is not None else 0
    turn.do(Edit(chat_id=turn.group.id, words=done, message_id=message_id, ephemeral=True))
    for chat_id in await moderation_log.card_chats(turn.unit, name=_name(found.id)):
        if chat_id != turn.group.id:
            turn.do(Edit(chat_id=chat_id, words=done, named=_name(found.id), ephemeral=True), priority=Priority.ALERT)
    if await privacy.may_write(turn.unit, user_id=found.user_id):
        sentence = text(f"sanctions.told_{state}", group=turn.chats.group(sanction.chat_id).title, what=what)
        is_gone = state == "lifted" and sanction.kind == "delete"
        again = [text("sanctions.say_again")] if is_gone else []
        turn.say(Lines([sentence, *again]), to=found.user_id, reply=False, ephemeral=True)


ENTRANCES: list[Entrance] = [command("appeal", appeal, shown=Shown("talk")), button(Decided, decided)]
