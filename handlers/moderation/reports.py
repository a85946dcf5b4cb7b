"""/report: a message that does harm, brought to the moderators, past whoever it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import telegram

from bot.botapi.people import NOBODY, sender_of
from bot.botapi.replies import answered
from bot.domain.names import shown_name
from bot.domain.people import Person
from bot.domain.points import ANONYMOUS, reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OnlyInGroup
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Shown, button, command, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Delete, Edit, Key, Keys, Priority, Say
from bot.services import desk, moderation_log, privacy
from bot.services.desk import Destination
from bot.services.guard import finds
from bot.services.guard.finds import Kept
from bot.services.moderation_log import Report
from bot.texts.text import Argument, Lines, Raw, Text, Who, text
from bot.texts.words import is_word
from handlers.command.group_commands import address_of, known_person
from handlers.feedback.telling import on_duty
from handlers.feedback.words import cut

_TIDY = "report_receipt"
_REASONS = 3
"""Of several reporters' reasons so many stand on the card."""

_READ_WITHIN = 60
"""Seconds for which a receipt in the group stands."""


@press("rp")
@dataclass(frozen=True, slots=True)
class Judged:
    number: int
    state: Literal["upheld", "dismissed"]


@press("rt")
@dataclass(frozen=True, slots=True)
class Clears:
    """What is true of the claim is written by a moderator, and posted."""

    number: int


@press("rx")
@dataclass(frozen=True, slots=True)
class Deletes:
    """The message goes: the report was right."""

    number: int


async def report(turn: Turn) -> None:
    if turn.group.is_private:
        raise OnlyInGroup
    reporter = known_person(turn)
    message = answered(turn.message)
    if message is None:
        raise moderation_log.NothingReported(usage=Sentence("commands.report.usage"))
    target = sender_of(message)
    if target.id == reporter.id:
        raise moderation_log.ReportOfOwn
    desks = await _past(turn, target)
    may_delete = (await turn.permissions.own(group=turn.group)).allow("can_delete_messages")
    number = await moderation_log.report(
        turn.unit,
        chat_id=turn.group.id,
        reporter=reporter,
        target=target,
        message_id=message.message_id,
        words=reason_of(turn.words or _claimed(turn)),
        at=turn.at,
    )
    words = text("audit.reported") if desks else text("audit.reported_to_nobody")
    await _receipt(turn, words, may_delete=may_delete)
    if number is not None:
        await finds.keep_reported(turn.unit, _said(message, target))
        await _bring(turn, desks, message, target)


def _said(message: telegram.Message, target: Person) -> Kept:
    """Kept until it is judged; who writes in a channel's name is that channel."""
    shown = message.sender_chat
    return Kept(
        id=0,
        chat_id=message.chat.id,
        user_id=target.id if shown is None else shown.id,
        name=target.name if shown is None else shown_name(shown.title or ""),
        message_id=message.message_id,
        topic=(message.message_thread_id or 0) if message.is_topic_message else 0,
        why="reported",
        said=message.text or message.caption or "",
        at=int(message.date.timestamp()),
        sanction=0,
        state="passed",
        has_media=not message.text,
    )


def _claimed(turn: Turn) -> str:
    """The phrase that says that a claim is false; other phrases give no reason."""
    words = (turn.message.text or "") if turn.message is not None else ""
    return words if is_word(words, "audit.words_claim") else ""


async def _receipt(turn: Turn, words: Text, *, may_delete: bool) -> None:
    """Nobody else is to read who reported: the command goes, and so does a receipt that cannot be given in private."""
    reporter = turn.person.id
    if may_delete and turn.message is not None:
        turn.do(Delete(chat_id=turn.group.id, message_id=turn.message.message_id))
    if await privacy.may_write(turn.unit, user_id=reporter):
        turn.say(words, to=reporter, reply=False, ephemeral=True)
        return
    name = f"report:{turn.idempotency}"
    turn.say(words, reply=not may_delete, name=name, ephemeral=True)
    if may_delete:
        await turn.later(_TIDY, name, after=_READ_WITHIN)


async def tidy(turn: TimerTurn) -> None:
    turn.do(Delete(chat_id=turn.group.id, named=turn.timer.key), priority=Priority.REPORT)


async def _card(turn: Turn, message: telegram.Message, reports: Sequence[Report], *, target: Person) -> Lines:
    """Nobody reads who reported; of whoever reports in vain again and again, it is told that somebody does."""
    chat_id = turn.group.id
    words, link = message.text or message.caption or "", address_of(chat_id, message.message_id)
    lines = [
        text("audit.report", number=reports[0].id, group=turn.group.title, who=_shown(target)),
        text("audit.report_said", words=Raw(cut(words)), link=link),
    ]
    whys = list(dict.fromkeys(each.words for each in reports if each.words))[:_REASONS]
    lines += [text("audit.report_why", why=Raw(why)) for why in whys]
    if len(reports) > 1:
        lines.append(text("audit.report_by_several", n=len(reports)))
    idle = [
        await moderation_log.idle_reports(turn.unit, reporter_id=each.reporter_id, chat_id=chat_id, at=turn.at)
        for each in reports
    ]
    if min(idle) >= moderation_log.IDLE:
        lines.append(text("audit.report_idle", n=min(idle)))
    return Lines(lines)


def _shown(target: Person) -> Argument:
    if target.kind == "anonymous":
        return text("points.by_anonymous")
    return Who(target.id, target.name) if target.kind == "member" else target.name


async def _bring(turn: Turn, desks: list[Destination], message: telegram.Message, target: Person) -> None:
    """Several reports of one message are one card, which grows."""
    reports = await moderation_log.open_about(turn.unit, chat_id=turn.group.id, message_id=message.message_id)
    if not reports:
        return
    number, words = reports[0].id, await _card(turn, message, reports, target=target)
    keys = judge_keys(number)
    shown = await moderation_log.card_chats(turn.unit, name=_name(number)) if len(reports) > 1 else []
    for chat_id in shown:
        turn.do(Edit(chat_id=chat_id, words=words, keys=keys, named=_name(number), ephemeral=True))
    for each in desks if not shown else ():
        card = Say(chat_id=each.chat_id, topic=each.topic, words=words, keys=keys, name=_name(number), ephemeral=True)
        turn.do(card, on_crash="resend", priority=Priority.ALERT)


def judge_keys(number: int) -> Keys:
    judged = [Key(text(f"audit.button_{state}"), pack(Judged(number, state))) for state in ("upheld", "dismissed")]
    delete = [Key(text("audit.button_delete"), pack(Deletes(number)))]
    return [delete, judged, [Key(text("audit.button_clear"), pack(Clears(number)))]]


def _name(number: int) -> str:
    """Of its card, in every chat that got one."""
    return f"report:{number}"


async def _past(turn: Turn, target: Person) -> list[Destination]:
    """The desk; a complaint about a moderator goes past them, privately to every other administrator in reach.

    One about somebody who hides goes to those who cannot hide. Where there are none, to the operators.
    """
    asked = target if target.kind == "member" else NOBODY
    rights = await turn.permissions.rights(group=turn.group, person=asked)
    if target.kind != "anonymous" and not rights.is_administrator:
        return await on_duty(turn, turn.group.id)
    others = [each for each in await desk.moderators(turn.reads, chat_id=turn.group.id) if each.chat_id != target.id]
    if target.kind == "anonymous":
        others = [each for each in others if not await _may_hide(turn, each.chat_id)]
    operators = [each for each in turn.operators if each != target.id]
    return others or [Destination(each) for each in await desk.reachable(turn.reads, operators)]


async def _may_hide(turn: Turn, user_id: int) -> bool:
    return (await turn.permissions.rights(group=turn.group, person=Person(user_id, ""))).is_anonymous


async def judged(turn: Turn, at: Judged) -> None:
    one = await moderation_log.find(turn.reads, at.number)
    await require_judge(turn, one)
    settled = await moderation_log.settle(turn.unit, one, by=turn.person, state=at.state, at=turn.now)
    done = text(f"audit.{at.state}", number=one.id, who=turn.person.name)
    await tell_settled(turn, one, settled, done=done, told=text(f"audit.told_{at.state}"))


async def require_judge(turn: Turn, one: Report) -> None:
    """A moderator of its group whom it is not about."""
    rights = await turn.require("report", group=turn.chats.group(one.chat_id))
    if one.target_id == turn.person.id or (one.target_id == ANONYMOUS and rights.is_anonymous):
        raise moderation_log.ReportOfSelf


async def tell_settled(
    turn: Turn, one: Report, settled: Sequence[Report], *, done: Text, told: Text, keys: Keys | None = None
) -> None:
    """Every card of it, the one under which a button was pressed (`keys` are left there), and whoever reported."""
    pressed = turn.message.message_id if turn.message is not None and turn.query is not None else 0
    if pressed:
        turn.do(Edit(chat_id=turn.group.id, words=done, keys=keys or [], message_id=pressed, ephemeral=True))
    for chat_id in await moderation_log.card_chats(turn.reads, name=_name(one.id)):
        if chat_id != turn.group.id or not pressed:
            turn.do(Edit(chat_id=chat_id, words=done, named=_name(one.id), ephemeral=True), priority=Priority.ALERT)
    for each in settled:
        if await privacy.may_write(turn.unit, user_id=each.reporter_id):
            turn.say(told, to=each.reporter_id, reply=False, on_crash="resend", ephemeral=True)


ENTRANCES: list[Entrance] = [command("report", report, shown=Shown("talk")), button(Judged, judged), timer(_TIDY, tidy)]
