"""/quiz bank: a group's own questions listed, handed out as a file and emptied; privately, as they hold answers."""

from __future__ import annotations

from typing import Final

from bot.domain.people import Group
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Document, Key, Keys
from bot.services import rounds
from bot.services.rounds import Asking
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.moderation.log import note
from handlers.polls.asking import require
from handlers.polls.buttons import Bank, BankDo

LISTED: Final = 8
_CUT: Final = 100
_MOST_BYTES: Final = 900_000


async def show(turn: Turn, place: Place) -> None:
    """In the group only how many there are: everybody would read what is right."""
    if turn.group.is_private:
        words, keys = await _page(turn, place.group, number=0)
        answer(turn, words, keys=keys)
        return
    held = await rounds.bank_size(turn.reads, chat_id=place.group.id)
    link = f"https://t.me/{turn.bot_username}?start=quiz"
    answer(turn, text("polls.bank_here", held=held), keys=[[Key(text("privacy.button_begin"), url=link)]])


async def pressed(turn: Turn, key: Bank) -> None:
    if not turn.group.is_private or key.number < 0:
        raise OldButton
    place = elsewhere(turn, key.chat_id)
    await require(turn, place, kind="quiz")
    match key.do:
        case "page":
            words, keys = await _page(turn, place.group, number=key.number)
            turn.edit(words, keys=keys)
        case "file":
            await _hand_out(turn, place.group)
            turn.toast(text("polls.bank_handed"))
        case "ask":
            await _ask(turn, place.group)
        case "empty":
            await _empty(turn, place.group, last=key.number)


async def _page(turn: Turn, group: Group, *, number: int) -> tuple[Lines, Keys]:
    held = await rounds.bank_size(turn.reads, chat_id=group.id)
    if not held:
        return Lines([text("polls.empty_bank")]), []
    found = await rounds.bank(turn.reads, chat_id=group.id, limit=LISTED, skip=number * LISTED)
    lines = [_line(at, each) for at, each in enumerate(found, 1 + number * LISTED)]
    leaves = []
    if number:
        leaves.append(_key(group, "page", text("polls.button_back"), number - 1))
    if held > (number + 1) * LISTED:
        leaves.append(_key(group, "page", text("polls.button_on"), number + 1))
    actions = [
        _key(group, "file", text("polls.button_export")),
        _key(group, "ask", text("polls.button_empty")),
    ]
    return Lines([text("polls.bank_open", group=group.title, held=held), *lines]), [leaves, actions]


def _line(at: int, each: Asking) -> Text:
    right = Raw(_short("、".join(each.right)))
    return text("polls.bank_line", at=at, question=Raw(_short(each.question)), right=right)


def _short(words: str) -> str:
    return words if len(words) <= _CUT else f"{words[:_CUT]}…"


def _key(group: Group, do: BankDo, label: Text, number: int = 0) -> Key:
    return Key(label, pack(Bank(group.id, do, number)))


async def _hand_out(turn: Turn, group: Group) -> None:
    """As `/quiz add` takes it: one question a line."""
    lines = await rounds.bank_lines(turn.reads, chat_id=group.id)
    if not lines:
        raise OldButton
    for number, data in enumerate(_files(lines), 1):
        caption = text("polls.bank_file", group=group.title)
        name = f"quiz-bank-{number}.txt"
        turn.do(Document(chat_id=turn.group.id, filename=name, data=data, caption=caption), on_crash="resend")


def _files(lines: list[str]) -> list[bytes]:
    """No larger than the outbox carries."""
    found = [b""]
    for line in lines:
        data = f"{line}\n".encode()
        if len(found[-1]) + len(data) > _MOST_BYTES:
            found.append(b"")
        found[-1] += data
    return found


async def _ask(turn: Turn, group: Group) -> None:
    """What comes in between the question and the answer stays."""
    held = await rounds.bank_size(turn.reads, chat_id=group.id)
    if not held:
        raise OldButton
    last = await rounds.last_question(turn.reads, chat_id=group.id)
    sure = _key(group, "empty", text("polls.button_empty_yes"), last)
    keep = _key(group, "page", text("polls.button_keep"))
    turn.edit(text("polls.bank_ask", held=held, group=group.title), keys=[[sure, keep]])


async def _empty(turn: Turn, group: Group, *, last: int) -> None:
    """The file goes out in the same turn: who regrets it sends it back."""
    await _hand_out(turn, group)
    count = await rounds.empty(turn.unit, chat_id=group.id, last=last)
    if not count:
        raise OldButton
    await note(turn, group.id, "quiz_emptied", words=str(count))
    turn.edit(text("polls.bank_emptied", count=count))


ENTRANCES: list[Entrance] = [button(Bank, pressed)]
