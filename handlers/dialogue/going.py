"""Presses and answers of all dialogues: which of them is meant stands in the draft."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.dialogue import Draft
from bot.domain.refusals import OldButton
from bot.engine.awaiting import answer, await_no_answer
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, button, timer
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn, TimerTurn
from bot.outbox.actions import Key
from bot.services import counts
from bot.services import dialogue as drafts
from bot.texts.text import text
from handlers.command.group_commands import elsewhere
from handlers.dialogue import answering, life, screens
from handlers.dialogue.buttons import Answer, Begin, Go
from handlers.dialogue.declaring import Dialogue, Step


class Dialogues:
    """All there are, by name."""

    def __init__(self, dialogues: Sequence[Dialogue]) -> None:
        self._known = {each.name: each for each in dialogues}

    def of(self, kind: str) -> Dialogue:
        """Raises OldButton for one that is no more."""
        if kind not in self._known:
            raise OldButton
        return self._known[kind]

    async def begun(self, turn: PressTurn, pressed: Begin) -> None:
        dialogue = self.of(pressed.kind)
        if not turn.group.is_private and turn.chats.group(pressed.chat_id).id != turn.group.id:
            raise OldButton
        place = elsewhere(turn, pressed.chat_id)
        await life.require(turn, dialogue, place)
        await life.begin(turn, dialogue, place)

    async def pressed(self, turn: PressTurn, pressed: Go) -> None:
        draft = await drafts.draft_of(turn.reads, pressed.draft, user_id=turn.person.id, chat_id=turn.group.id)
        dialogue, place = self.of(draft.kind), elsewhere(turn, draft.for_chat)
        if pressed.do == "drop":
            await life.end(turn, draft)
            turn.edit(text("dialogue.dropped"))
            return
        await life.require(turn, dialogue, place)
        step, missing = dialogue.step(pressed.step), dialogue.missing(draft)
        if step is not None and step.fits(place.group):
            await _step(turn, dialogue, draft, step, pressed)
        elif missing is not None:
            await life.go_on(turn, dialogue, draft, draft.answers, step=missing)
        else:
            await _whole(turn, dialogue, draft, pressed)

    async def answered(self, turn: MessageTurn, asked: Answer) -> None:
        draft = await drafts.known(turn.reads, asked.draft)
        dialogue = self._known.get(draft.kind) if draft is not None else None
        step = dialogue.step(draft.asks) if dialogue is not None and draft is not None else None
        if draft is None or dialogue is None or step is None:
            await await_no_answer(turn, asked)
            return
        await life.require(turn, dialogue, elsewhere(turn, draft.for_chat))
        await answering.write(turn, dialogue, draft, step, turn.sent)

    async def left(self, turn: MessageTurn, asked: Answer) -> None:
        """Another command was given: it waits, and no word is taken for an answer any more."""
        draft = await drafts.known(turn.unit, asked.draft)
        if draft is not None:
            await self._rest(turn, draft)

    async def lapsed(self, turn: TimerTurn) -> None:
        draft = await drafts.known(turn.unit, turn.number)
        if draft is not None:
            await self._rest(turn, draft)

    async def _rest(self, turn: Turn, draft: Draft) -> None:
        dialogue = self._known.get(draft.kind)
        if dialogue is None:
            return
        place = elsewhere(turn, draft.for_chat)
        day = place.calendar.day_of(turn.now)
        await counts.left(turn.unit, chat_id=draft.for_chat, day=day, command=draft.kind)
        await await_no_answer(turn, Answer(draft.id), chat_id=draft.chat_id, user_id=draft.user_id)
        await turn.cancel(life.KIND, str(draft.id))
        ask = Key(text("dialogue.button_go_on"), pack(Go(draft.id, "ask" if draft.asks else "show", draft.asks, "")))
        drop = Key(text("dialogue.button_drop"), pack(Go(draft.id, "drop", "", "")))
        words = text("dialogue.rests", what=dialogue.title)
        turn.edit(words, keys=[[ask, drop]], named=life.name_of(draft.id))


async def _whole(turn: PressTurn, dialogue: Dialogue, draft: Draft, pressed: Go) -> None:
    """A press that concerns all of it: everything that has to be known is."""
    if pressed.do == "more":
        words, keys = await screens.more(turn, dialogue, draft)
        turn.edit(words, keys=keys)
    elif pressed.do == "try" and dialogue.tried is not None:
        await life.go_on(turn, dialogue, draft, draft.answers, step=None, beside=await dialogue.tried(turn, draft))
    elif pressed.do == "show":
        await life.go_on(turn, dialogue, draft, draft.answers, step=None)
    elif pressed.do == "open":
        words = await dialogue.finish(turn, draft)
        if not await life.end(turn, draft):
            raise OldButton
        turn.edit(words)
    else:
        raise OldButton


async def _step(turn: PressTurn, dialogue: Dialogue, draft: Draft, step: Step, pressed: Go) -> None:
    place = elsewhere(turn, draft.for_chat)
    if step.require is not None and not draft.answers.get(step.name):
        await step.require(turn, place)
    if pressed.do == "turn" and step.kind != "words":
        await answering.turn_over(turn, dialogue, draft, step, pressed.value)
    elif pressed.do == "ask" and step.kind == "words":
        await life.go_on(turn, dialogue, draft, draft.answers, step=step)
    elif pressed.do == "fill" and step.kind == "words":
        await answering.fill(turn, dialogue, draft, step, pressed.value)
    elif pressed.do == "pass" and step.order == "asked":
        await answering.pass_over(turn, dialogue, draft, step)
    else:
        raise OldButton


def entrances(dialogues: Sequence[Dialogue]) -> list[Entrance]:
    all_of_them = Dialogues(dialogues)
    return [
        button(Begin, all_of_them.begun),
        button(Go, all_of_them.pressed),
        answer(Answer, all_of_them.answered, left=all_of_them.left),
        timer(life.KIND, all_of_them.lapsed),
    ]
