"""What is kept of a member: told by /privacy, forgotten by /forgetme; given out beside, by /mydata."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.domain.grammar.script import plain as plain_form
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NotYourButton, OldButton, WrongForm
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button, command
from bot.engine.turn import Turn
from bot.outbox.actions import Edit, Key, Keys
from bot.services import privacy
from bot.texts.catalog import plain
from bot.texts.text import Lines, Text, text
from handlers.command.group_commands import answer, known_person, wordless_command
from handlers.events import guests as events
from handlers.lottery import entering as lotteries

KIND = "erasure"
"""Of marks under the process's secret: that someone was forgotten."""

VOICE = "voice"
"""Of marks under which a member speaks anonymously."""

_ALL = ("all", "全部")
_LARGEST_CHANCE = 2**48

_A_ROW = 2
_LONGEST = 3000
"""Characters of a message that are still read at one go; Telegram cuts at 4,096."""

_UNTIL = {"administrators": text("privacy.until_stepped_down"), "discussion_words": text("privacy.until_discussed")}
"""What ends the rows of a table that is brief, where it is not that they are done with."""


@press("pv")
@dataclass(frozen=True, slots=True)
class Looked:
    """At what is kept in one matter; none is all of them."""

    matter: str


@press("fm")
@dataclass(frozen=True, slots=True)
class Answered:
    """To the one question of /forgetme; `user_id` is whose answer counts."""

    user_id: int
    is_yes: bool


async def tell(turn: Turn) -> None:
    """What is kept, by matter; `all` of it, table by table, in as many messages as it takes."""
    if turn.words and plain_form(turn.words) not in _ALL:
        raise WrongForm(usage=Sentence("commands.privacy.usage"))
    if turn.words:
        for part in _everything(turn):
            turn.say(Lines(part))
        return
    words, keys = await _overview(turn)
    answer(turn, words, keys=keys)


async def looked(turn: Turn, pressed: Looked) -> None:
    """Anybody may; of what moderators do, it tells whoever presses what concerns them."""
    if pressed.matter not in ("", *privacy.MATTERS):
        raise OldButton
    if not pressed.matter:
        words, keys = await _overview(turn)
        turn.edit(words, keys=keys)
        return
    lines = [text("privacy.kept_of", matter=text(f"privacy.matter_{pressed.matter}"))]
    lines += _lines(turn, await _concerning(turn, pressed.matter)) or [text("privacy.nothing_of_yours")]
    if pressed.matter == "mood":
        lines.append(text("mood.privacy"))
    turn.edit(Lines(lines), keys=[[Key(text("privacy.button_back"), pack(Looked("")))]])


async def _overview(turn: Turn) -> tuple[Lines, Keys]:
    tables = {matter: await _concerning(turn, matter) for matter in privacy.MATTERS}
    names = {matter: text(f"privacy.matter_{matter}") for matter, theirs in tables.items() if theirs}
    ending_first = sorted(names, key=lambda matter: privacy.longest_kept(tables[matter])[1])
    lines = [text("privacy.kept_line", what=names[each], long=_longest(tables[each])) for each in ending_first]
    keys = [Key(name, pack(Looked(matter))) for matter, name in names.items()]
    rows = [keys[at : at + _A_ROW] for at in range(0, len(keys), _A_ROW)]
    answer_lines = [text("privacy.not_kept"), text("privacy.kept"), *lines, text("privacy.more"), text("privacy.yours")]
    return Lines(answer_lines), rows


def _everything(turn: Turn) -> list[list[Text]]:
    """Matter by matter, as many as a message holds; the promise stands in the last one, whole."""
    parts = [[text("privacy.not_kept"), text("privacy.kept")]]
    for matter, tables in privacy.MATTERS.items():
        lines = [text("privacy.kept_about", matter=text(f"privacy.matter_{matter}")), *_lines(turn, tables)]
        if len(plain(Lines([*parts[-1], *lines]), turn.locale)) > _LONGEST:
            parts.append([])
        parts[-1] += lines
    return [*parts, [text("mood.privacy"), text("privacy.yours")]]


async def _concerning(turn: Turn, matter: str) -> tuple[str, ...]:
    """In a group an anonymous voice is not looked for: the answer is read by all."""
    voice = turn.sealing.mark(VOICE, turn.person.id) if turn.group.is_private else "-"
    return await privacy.concerning(turn.slow, matter, user_id=turn.person.id, voice=voice)


def _longest(tables: tuple[str, ...]) -> Text:
    most, has_more = privacy.longest_kept(tables)
    if has_more:
        return text("privacy.some_for_good") if most else text("privacy.for_good")
    return text("privacy.at_most", days=most) if most else text("privacy.until_done")


def _lines(turn: Turn, tables: tuple[str, ...]) -> list[Text]:
    """Several tables may be one thing to a member, told once."""
    return list({plain(line, turn.locale): line for line in map(_kept, tables)}.values())


def _kept(table: str) -> Text:
    least, most = privacy.days_kept(table)
    long = text("privacy.for_days", days=most) if most else text("privacy.for_good")
    if privacy.is_brief(table):
        long = _UNTIL.get(table, text("privacy.until_done"))
    elif least != most:
        long = text("privacy.for_days_by_kind", least=least, most=most)
    return text("privacy.kept_line", what=text(f"privacy.table_{table}"), long=long)


async def forgetme(turn: Turn) -> None:
    person = known_person(turn)
    keys = [
        [Key(text("privacy.button_forget"), pack(Answered(person.id, is_yes=True)))],
        [Key(text("privacy.button_stay"), pack(Answered(person.id, is_yes=False)))],
    ]
    turn.say(text("privacy.forget_ask"), keys=keys, ephemeral=True)


async def answered(turn: Turn, pressed: Answered) -> None:
    if pressed.user_id != turn.person.id:
        raise NotYourButton
    if pressed.is_yes:
        who = turn.person.id
        mark, voice = turn.sealing.mark(KIND, who), turn.sealing.mark(VOICE, who)
        chance = secrets.randbelow(_LARGEST_CHANCE)
        await lotteries.withdraw(turn)
        await events.withdraw(turn)
        await privacy.forget(turn.unit, user_id=who, mark=mark, voice=voice, chance=chance, now=turn.now)
        turn.unit.after_commit(lambda: turn.chats.forgotten(turn.person.id))
    done = text("privacy.forgotten") if pressed.is_yes else text("privacy.stayed")
    message_id = turn.message.message_id if turn.message is not None else 0
    turn.do(Edit(chat_id=turn.group.id, words=done, message_id=message_id, locale=turn.locale, ephemeral=True))
    turn.toast(ephemeral=True)


ENTRANCES: list[Entrance] = [
    command("privacy", tell),
    wordless_command("forgetme", forgetme),
    button(Answered, answered),
    button(Looked, looked),
]
