"""What a report brings besides a verdict: the message is deleted, or what is true is said in reply to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.people import Person
from bot.engine.awaiting import answer, await_answer, await_no_answer
from bot.engine.buttons import awaited
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Priority, Say
from bot.services import errata, moderation_log
from bot.services.guard import finds
from bot.services.moderation_log import Report
from bot.texts.text import Raw, text
from bot.texts.words import is_word
from handlers.command.group_commands import called, elsewhere
from handlers.errata.command import correct
from handlers.guard.deleting import TooOldToDelete, delete, require_deletable
from handlers.moderation.log import note
from handlers.moderation.reports import Clears, Deletes, require_judge, tell_settled

_LONGEST: Final = 1000


@awaited("rc")
@dataclass(frozen=True, slots=True)
class Wording:
    """What is true of the claim in the report of that number."""

    number: int


async def pressed(turn: PressTurn, at: Clears) -> None:
    """Their next words are what is posted; in a group they are a reply to the question."""
    report = await moderation_log.find(turn.reads, at.number)
    await require_judge(turn, report)
    if report.state != "open":
        raise moderation_log.ReportSettled
    await await_answer(turn, Wording(report.id))
    turn.say(text("audit.ask_clearing", number=report.id, who=turn.person.name), reply=False, ephemeral=True)


async def answered(turn: MessageTurn, asked: Wording) -> None:
    words = " ".join((turn.sent.text or turn.sent.caption or "").split())
    if is_word(words, "feedback.words_never_mind"):
        await await_no_answer(turn)
        turn.say(text("audit.no_clearing", number=asked.number))
        return
    report = await moderation_log.find(turn.reads, asked.number)
    await require_judge(turn, report)
    ours = await errata.announced(turn.reads, chat_id=report.chat_id, message_id=report.message_id)
    if ours is not None:
        await correct(turn, elsewhere(turn, report.chat_id, words=f"#{report.message_id} {words[:_LONGEST]}"))
    else:
        _post(turn, report, words[:_LONGEST])
        await note(turn, report.chat_id, "cleared", words=words)
        turn.say(text("audit.clearing_posted", group=turn.chats.group(report.chat_id).title))
    settled = await moderation_log.settle(turn.unit, report, by=turn.person, state="upheld", at=turn.now)
    await await_no_answer(turn)
    done = text("audit.cleared", number=report.id, who=turn.person.name)
    await tell_settled(turn, report, settled, done=done, told=text("audit.told_cleared"))


def _post(turn: Turn, report: Report, words: str) -> None:
    """Below the claim, so that whoever reads the one reads the other."""
    clearing = Say(chat_id=report.chat_id, words=text("audit.clearing", words=Raw(words)), reply_to=report.message_id)
    turn.do(clearing, on_crash="resend", priority=Priority.ANNOUNCEMENT)


async def deleted(turn: PressTurn, at: Deletes) -> None:
    """The report was right; whoever wrote the message reads why."""
    one = await moderation_log.find(turn.reads, at.number)
    await require_judge(turn, one)
    await turn.require("guard", group=elsewhere(turn, one.chat_id).group)
    if one.state != "open":
        raise moderation_log.ReportSettled
    said = await finds.of_message(turn.reads, one.message_id, chat_id=one.chat_id)
    if said is None:
        raise TooOldToDelete
    await require_deletable(turn, said)
    settled = await moderation_log.settle(turn.unit, one, by=turn.person, state="upheld", at=turn.now)
    keys = await delete(turn, said)
    await finds.judge(turn.unit, said, is_right=True)
    await note(turn, one.chat_id, "deleted", target=Person(said.user_id, said.name), words=f"#{one.message_id}")
    done = text("audit.deleted", number=one.id, who=turn.person.name, name=called(said.name))
    await tell_settled(turn, one, settled, done=done, told=text("audit.told_upheld"), keys=keys)


ENTRANCES: list[Entrance] = [button(Deletes, deleted), button(Clears, pressed), answer(Wording, answered)]
