"""What one can do here: the commands of one's role by matter; what each is called lives in the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.grammar.script import plain
from bot.domain.refusals import TelegramSilent
from bot.engine.entrances import Command, Entrance, Role, command, private, service
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn
from bot.texts.catalog import commands, phrase_of
from bot.texts.text import Lines, Raw, Text, text
from handlers.feedback import attaching, relay
from handlers.feedback import command as feedback
from handlers.feedback.giving import anonymous_words

_ROLES: tuple[Role, ...] = ("member", "moderator", "operator")


@dataclass(frozen=True, slots=True)
class _Matter:
    """Members' commands that belong together, under one heading."""

    key: str
    names: tuple[str, ...]


_MATTERS = (
    _Matter(
        "points",
        (
            *("checkin", "makeup", "calendar", "remind", "points", "ledger"),
            *("top", "give", "thanks", "invite", "shop", "redeem"),
        ),
    ),
    _Matter("draws", ("lottery", "poll", "quiz")),
    _Matter("topics", ("topic", "challenge", "ask", "events")),
    _Matter("feedback", ("feedback", "kb", "report")),
    _Matter("data", ("settings", "language", "rules", "about", "privacy", "mydata", "forgetme", "start", "help")),
)
_ASKED = 5
"""Groups of somebody's in which it is looked whether they are a moderator."""

_SHOWN = 32
_SPOKEN = ("checkin", "points", "top", "lottery", "thanks")
"""Commands whose phrase the overview gives as examples."""


def entrances(offered: Iterable[Entrance]) -> list[Entrance]:
    """`/help` over these commands, `/help NAME` for how to write one, and a hint for words that mean nothing here."""
    roles: dict[str, Role] = {each.name: each.who for each in offered if isinstance(each, Command)}
    roles |= {"help": "member"}

    async def help_(turn: Turn) -> None:
        asked = plain(turn.words).removeprefix("/")
        asked = phrase_of(asked) or asked
        if asked in roles:
            turn.say(_one(turn, asked))
            return
        if asked:
            turn.say(_unknown(asked, list(roles)), on_crash="drop")
            return
        mine = _ROLES[: 1 + _ROLES.index(await _role(turn))]
        turn.say(Lines(_overview(turn, {name: role for name, role in roles.items() if role in mine})))

    async def lost(turn: MessageTurn) -> None:
        if await relay.from_author(turn):
            return
        if anonymous_words(_said(turn)) is not None:
            await feedback.COMMAND(turn)
        elif not await attaching.came(turn):
            turn.say(text("general.hint"), on_crash="drop")

    async def unknown(turn: Turn) -> None:
        """A command meant for this bot that there is none of: in private, or with our @name; its name is the words."""
        turn.say(_unknown(turn.words, [name for name, role in roles.items() if role == "member"]), on_crash="drop")

    return [command("help", help_), private(lost), service("unknown", unknown)]


def _unknown(seen: str, names: list[str]) -> Text:
    """Members' commands alone are offered: whoever has more knows how to find them."""
    near = next(iter(get_close_matches(plain(seen), names, n=1)), "")
    shown = Raw(seen[:_SHOWN])
    if not near:
        return text("general.unknown_command", seen=shown)
    return text("general.nearest_command", seen=shown, name=near, menu=text(f"commands.{near}.menu"))


def _said(turn: MessageTurn) -> str:
    return turn.sent.text or turn.sent.caption or ""


async def _role(turn: Turn) -> Role:
    """In private the highest that they have in any group of theirs."""
    try:
        rights = [await turn.rights()]
        if turn.group.is_private and not rights[0].is_operator:
            groups = (await turn.groups())[:_ASKED]
            rights += [await turn.rights(group=turn.chats.group(each)) for each in groups]
    except TelegramSilent:
        return "member"
    if rights[0].is_operator:
        return "operator"
    return "moderator" if any(each.is_administrator for each in rights) else "member"


def _one(turn: Turn, name: str) -> Lines:
    lines = [text("general.help_one", menu=text(f"commands.{name}.menu"), usage=text(f"commands.{name}.usage"))]
    if spoken := [phrase for phrase in commands()[name].phrases[turn.locale] if phrase]:
        lines.append(text("general.help_spoken", phrases=Raw("、".join(spoken))))
    return Lines(lines)


def _overview(turn: Turn, roles: dict[str, Role]) -> list[Text]:
    """Short enough for one screen of a phone; what a command does in full is told when it is asked for by name."""
    lines = [text("general.help_open")]
    for matter in _MATTERS:
        names = [name for name in matter.names if roles.get(name) == "member"]
        lines.append(text(f"general.help_{matter.key}", commands=_named(turn, names)))
    for role in _ROLES[1:]:
        names = [name for name in commands() if roles.get(name) == role]
        if names:
            lines.append(text(f"general.help_{role}", commands=_named(turn, names)))
    spoken = [phrase for name in _SPOKEN if (phrase := commands()[name].phrases[turn.locale][0])]
    lines.append(text("general.help_phrases", phrases=Raw("、".join(spoken))))
    lines.append(text("general.help_how", name="checkin"))
    return lines


def _named(turn: Turn, names: Iterable[str]) -> Raw:
    """A command and its word never part at the end of a line, nor does the word: 排行榜 may else."""
    return Raw("　".join(f"/{name}\u00a0{_whole(commands()[name].short[turn.locale])}" for name in names))


def _whole(word: str) -> str:
    return word if word.isascii() else "\u2060".join(word)
