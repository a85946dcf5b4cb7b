"""/report: a message that does harm, brought to the moderators, past whoever it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.buttons import pack, press
from bot.deeds import Edit, Key, Priority, Say
from bot.domain.points import reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoTarget, OldButton, OnlyInGroup
from bot.entrances import Entrance, button, command
from bot.people import NOBODY, sender_of
from bot.services import audit, desk, privacy
from bot.texts.text import Lines, Raw, Who, text
from bot.turn import Turn
from handlers.feedback.telling import desk_of
from handlers.feedback.words import cut
from handlers.places import known_person


@press("rp")
@dataclass(frozen=True, slots=True)
class Judged:
    number: int
    state: Literal["upheld", "dismissed"]


async def report(turn: Turn) -> None:
    if turn.group.is_private:
        raise OnlyInGroup
    reporter = known_person(turn)
    message = turn.message.reply_to_message if turn.message is not None else None
    if message is None or message.forum_topic_created is not None:
        raise NoTarget(usage=Sentence("commands.report.usage"))
    target = sender_of(message)
    administrators = await turn.gate.rights(group=turn.group, person=target if target.kind == "member" else NOBODY)
    number = await audit.report(
        turn.unit,
        chat_id=turn.group.id,
        reporter=reporter,
        target=target,
        message_id=message.message_id,
        words=reason_of(turn.words),
        at=turn.at,
    )
    turn.say(text("audit.reported"), fleeting=True)
    if number is None:
        return
    said = message.text or message.caption or ""
    words = Lines(
        [
            text("audit.report", number=number, group=turn.group.title, who=Who(target.id, target.name)),
            text("audit.report_said", words=Raw(cut(said)), link=_link(turn.group.id, message.message_id)),
            text("audit.report_why", why=Raw(reason_of(turn.words)), by=Who(reporter.id, reporter.name)),
        ]
    )
    keys = [[Key(text(f"audit.button_{state}"), pack(Judged(number, state))) for state in ("upheld", "dismissed")]]
    for each in await _past(turn, target.id, is_moderator=administrators.is_administrator):
        card = Say(
            chat_id=each.chat_id, topic=each.topic, words=words, keys=keys, name=f"report:{number}", fleeting=True
        )
        turn.do(card, doubt="resend", priority=Priority.ALERT)


async def _past(turn: Turn, target_id: int, *, is_moderator: bool) -> list[desk.Destination]:
    """The desk; for a complaint about a moderator privately every other administrator who can be reached."""
    if not is_moderator:
        return await desk_of(turn, turn.group.id)
    return [each for each in await desk.moderators(turn.reads, chat_id=turn.group.id) if each.chat_id != target_id]


async def judged(turn: Turn) -> None:
    at = turn.pressed
    if not isinstance(at, Judged):
        raise OldButton
    one = await audit.find(turn.reads, at.number)
    settings, group = turn.book.settings(one.chat_id), turn.book.group(one.chat_id)
    await turn.gate.require("report", settings=settings, group=group, person=turn.person)
    await audit.settle(turn.unit, one, by=turn.person, state=at.state, at=turn.now)
    done = text(f"audit.{at.state}", number=one.id, who=turn.person.name)
    message_id = turn.message.message_id if turn.message is not None else 0
    turn.do(Edit(chat_id=turn.group.id, words=done, message_id=message_id, fleeting=True))
    if await privacy.may_write(turn.reads, user_id=one.reporter_id):
        turn.say(text(f"audit.told_{at.state}"), to=one.reporter_id, reply=False, doubt="resend", fleeting=True)


def _link(chat_id: int, message_id: int) -> str:
    return f"https://t.me/c/{str(chat_id).removeprefix('-100').removeprefix('-')}/{message_id}"


ENTRANCES: list[Entrance] = [command("report", report), button(Judged, judged)]
