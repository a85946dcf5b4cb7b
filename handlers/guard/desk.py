"""What moderators say of what the guard found: right, or wrong, which takes it back and teaches the guard."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.people import Person
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services import sanctions
from bot.services.guard import finds
from bot.services.guard.finds import FindSettled, Kept
from bot.services.guard.spam import Watch
from bot.texts.text import text
from handlers.command.group_commands import elsewhere
from handlers.guard.command import show
from handlers.guard.deleting import delete, require_deletable
from handlers.guard.lines import show_judged
from handlers.guard.words import Answered, Judged
from handlers.moderation.log import note
from handlers.sanctions.channels import bar_keys
from handlers.sanctions.doing import lift


async def judged(turn: Turn, pressed: Judged) -> None:
    """Of what was done: wrong takes it back, and tells the member so."""
    one = await sanctions.find(turn.reads, pressed.sanction)
    await turn.require("guard", group=elsewhere(turn, one.chat_id).group)
    found = await finds.of_sanction(turn.reads, one.id)
    if one.lifted_at or not any(each.state in ("held", "deleted") for each in found):
        raise FindSettled
    if pressed.is_right:
        for each in found:
            await finds.judge(turn.unit, each, is_right=True)
        await note(turn, one.chat_id, "guard_right", target=Person(one.target_id, one.target_name))
    else:
        await lift(turn, one)
    key = "guard.done_right" if pressed.is_right else "guard.done_wrong"
    done = text(key, name=one.target_name, by=turn.person.name)
    keys = bar_keys(one.target_id, one.chat_id, one.message_id) if pressed.is_right else []
    turn.edit(done, keys=keys, ephemeral=True)
    await show_judged(turn, one, done, besides=turn.group.id)


async def answered(turn: Turn, pressed: Answered) -> None:
    """Of one message that stands, or that the trial counted."""
    one = await finds.find(turn.reads, pressed.find)
    if one is None:
        raise FindSettled
    await turn.require("guard", group=elsewhere(turn, one.chat_id).group)
    if pressed.what == "delete":
        await require_deletable(turn, one)
    if one.state not in ("asked", "would"):
        raise FindSettled
    was_asked = one.state == "asked"
    others = await finds.asked_about(turn.reads, one, since=one.at) if was_asked else []
    if not await finds.judge(turn.unit, one, is_right=pressed.what != "wrong"):
        raise FindSettled
    keys: Keys = []
    if pressed.what == "delete":
        keys = await _delete(turn, one, [each for each in others if each.id != one.id])
    elif pressed.what == "wrong":
        await finds.correct(turn.unit, turn.chats.own(Watch), one, by=turn.person.id, at=turn.now)
    if was_asked:
        key = {"delete": "guard.done_deleted", "wrong": "guard.done_fine", "right": "guard.done_right"}[pressed.what]
        turn.edit(text(key, name=one.name, by=turn.person.name), keys=keys, ephemeral=True)
    else:
        turn.toast(text("guard.toast_learnt"))
        await show(turn, elsewhere(turn, one.chat_id))


async def _delete(turn: Turn, one: Kept, others: Sequence[Kept]) -> Keys:
    """With what the same member said since, which was not asked about again."""
    keys = await delete(turn, one, others)
    for each in others:
        await finds.judge(turn.unit, each, is_right=True)
    await note(turn, one.chat_id, "guard_deleted", target=Person(one.user_id, one.name), words=f"#{one.message_id}")
    return keys


ENTRANCES: list[Entrance] = [button(Judged, judged), button(Answered, answered)]
