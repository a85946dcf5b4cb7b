"""Which of the group's rules a sanction is about: cited by whoever acted, or chosen at the desk by one press.

What is chosen for a kind of find is cited for the next ones of that kind, as long as the rules stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

from bot.domain.conduct import Version
from bot.domain.guard import Why
from bot.domain.names import short
from bot.domain.people import Person
from bot.domain.refusals import OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import citing, conduct, privacy, sanctions
from bot.services.guard import finds
from bot.services.sanctions import Sanction
from bot.texts.text import Lines, Raw, Text, text
from handlers.command.group_commands import called, elsewhere
from handlers.conduct.card import configured
from handlers.feedback.words import cut
from handlers.guard.lines import show_judged
from handlers.guard.words import judge_keys
from handlers.moderation.log import note, ruled
from handlers.sanctions.channels import bar_keys
from handlers.sanctions.doing import PERMISSIONS, appeal_keys
from handlers.sanctions.words import why

_LABEL: Final = 20
_KINDS: Final = frozenset[str](get_args(Why))
"""Of finds: what members report is of every kind."""


@press("ci")
@dataclass(frozen=True, slots=True)
class Cites:
    """A sanction was against that rule; 0 asks which."""

    sanction: int
    rule: int


async def _in_force(turn: Turn, chat_id: int, at: int) -> Version | None:
    return await conduct.in_force(turn.reads, chat_id=chat_id, configured=configured(turn, chat_id), at=at)


async def cited(turn: Turn, sanction: Sanction) -> str:
    """The rule as it read when it was broken; empty where none was cited."""
    version = await _in_force(turn, sanction.chat_id, sanction.at) if sanction.rule else None
    return cut(version.rules[sanction.rule - 1]) if version is not None and sanction.rule <= len(version.rules) else ""


async def because(turn: Turn, sanction: Sanction) -> list[Text]:
    """The rule with its words, and the reason, as far as there are any."""
    return why(sanction, cited=await cited(turn, sanction))


async def usual(turn: Turn, chat_id: int, whys: Sequence[str]) -> dict[str, int]:
    """By what the guard goes by, the rule that moderators cite for it."""
    version = await _in_force(turn, chat_id, turn.now)
    if version is None:
        return {}
    known, since = _KINDS.intersection(whys), version.starts_at
    return {each: await citing.cited_for(turn.reads, each, chat_id=chat_id, since=since) for each in known}


async def ask_keys(turn: Turn, sanction: Sanction) -> Keys:
    """A row of its own, where the group has rules."""
    if await _in_force(turn, sanction.chat_id, sanction.at) is None:
        return []
    return [[Key(text("sanctions.button_cite"), pack(Cites(sanction.id, 0)))]]


async def cites(turn: Turn, pressed: Cites) -> None:
    sanction = await sanctions.find(turn.reads, pressed.sanction)
    await turn.require(PERMISSIONS[sanction.kind], group=elsewhere(turn, sanction.chat_id).group)
    version = await _in_force(turn, sanction.chat_id, sanction.at)
    if sanction.lifted_at or version is None or not 0 <= pressed.rule <= len(version.rules):
        raise OldButton
    if pressed.rule:
        await _cite(turn, sanction, pressed.rule)
    else:
        turn.edit(None, keys=await _choices(turn, sanction, version))


async def _choices(turn: Turn, sanction: Sanction, version: Version) -> Keys:
    """A row for each rule; what waits to be judged may still be found right."""
    labels = [f"{number}. {short(rule, most=_LABEL)}" for number, rule in enumerate(version.rules, 1)]
    keys = [[Key(Raw(each), pack(Cites(sanction.id, at)))] for at, each in enumerate(labels, 1)]
    found = await finds.of_sanction(turn.reads, sanction.id)
    waits = any(each.state in ("held", "deleted") for each in found)
    judged = judge_keys(sanction.id, is_held=sanction.kind == "hold") if waits else []
    return [*keys, *judged, *_bar_keys(sanction)]


def _bar_keys(sanction: Sanction) -> Keys:
    return bar_keys(sanction.target_id, sanction.chat_id, sanction.message_id)


async def _cite(turn: Turn, sanction: Sanction, rule: int) -> None:
    """What was held or deleted was rightly so; whoever it struck reads by which rule, where that is news."""
    is_news = sanction.rule != rule
    sanction = await citing.cite(turn.unit, sanction, rule=rule)
    for each in await finds.of_sanction(turn.unit, sanction.id):
        if each.state in ("held", "deleted"):
            await finds.judge(turn.unit, each, is_right=True)
    target = Person(sanction.target_id, sanction.target_name)
    await note(turn, sanction.chat_id, "cited", target=target, words=ruled(rule, f"#{sanction.id}"))
    words = Raw(await cited(turn, sanction))
    key = "sanctions.cited_always" if sanction.why in _KINDS else "sanctions.cited"
    lines = [text(key, name=called(sanction.target_name), by=turn.person.name, number=rule, rule=words)]
    if is_news and await _tell(turn, sanction, words):
        lines.append(text("sanctions.cited_and_told"))
    turn.edit(Lines(lines), keys=_bar_keys(sanction), ephemeral=True)
    await show_judged(turn, sanction, Lines(lines), besides=turn.group.id)


async def _tell(turn: Turn, sanction: Sanction, words: Raw) -> bool:
    """Whether the bot may write to them."""
    if not await privacy.may_write(turn.unit, user_id=sanction.target_id):
        return False
    group = turn.chats.group(sanction.chat_id).title
    notice = text("sanctions.told_cited", group=group, number=sanction.rule, rule=words, id=sanction.id)
    turn.say(notice, to=sanction.target_id, reply=False, keys=appeal_keys(sanction), ephemeral=True)
    return True


ENTRANCES: list[Entrance] = [button(Cites, cites)]
