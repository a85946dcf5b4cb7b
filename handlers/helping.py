"""What one can do here: the commands of one's role, from the same table as menus and matching."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.refusals import TelegramSilent
from bot.entrances import Command, Entrance, Role, command, private
from bot.texts.catalog import commands
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers.feedback import command as feedback
from handlers.feedback import relay
from handlers.feedback.giving import anonymous_words

_ROLES: tuple[Role, ...] = ("member", "moderator", "operator")


def entrances(offered: Iterable[Entrance]) -> list[Entrance]:
    """`/help` over these commands, `/help NAME` for how to write one, and a hint for words that mean nothing here."""
    roles: dict[str, Role] = {each.name: each.who for each in offered if isinstance(each, Command)}
    roles |= {"help": "member"}

    async def help_(turn: Turn) -> None:
        asked = turn.words.removeprefix("/").casefold()
        if asked in roles:
            turn.say(
                text("general.help_one", menu=text(f"commands.{asked}.menu"), usage=text(f"commands.{asked}.usage"))
            )
            return
        lines = [text("general.help_open")]
        for role in _ROLES[: 1 + _ROLES.index(await _role(turn))]:
            names = [name for name in commands() if roles.get(name) == role]
            if names:
                lines += [text(f"general.help_{role}"), *map(_line, names)]
        lines += [
            text("general.help_phrases", phrases=_phrases(turn, roles)),
            text("general.help_how", name="checkin"),
        ]
        turn.say(Lines(lines))

    async def lost(turn: Turn) -> None:
        if await relay.from_author(turn):
            return
        if anonymous_words(_said(turn)) is not None:
            await feedback.begin(turn)
        else:
            turn.say(text("general.hint"), doubt="drop")

    return [command("help", help_), private(lost)]


def _said(turn: Turn) -> str:
    return (turn.message.text or turn.message.caption or "") if turn.message is not None else ""


async def _role(turn: Turn) -> Role:
    try:
        rights = await turn.gate.rights(group=turn.group, person=turn.person)
    except TelegramSilent:
        return "member"
    if rights.is_operator:
        return "operator"
    return "moderator" if rights.is_administrator else "member"


def _line(name: str) -> Text:
    return text("general.help_line", name=name, menu=text(f"commands.{name}.menu"))


def _phrases(turn: Turn, roles: dict[str, Role]) -> Raw:
    spoken = [words.phrases[turn.locale][0] for name, words in commands().items() if name in roles]
    return Raw("、".join(phrase for phrase in spoken if phrase))
