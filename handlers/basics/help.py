"""/help: six pages of commands, by role, in one message; what each is called lives in the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from bot.domain.grammar.script import plain
from bot.domain.refusals import AdministratorsOnly, OldButton, TelegramSilent
from bot.engine.buttons import pack, press
from bot.engine.entrances import Command, Entrance, Role, Shown, button, private, service
from bot.engine.turn import Turn
from bot.engine.woken import MessageTurn, PressTurn
from bot.outbox.actions import Key, Keys
from bot.texts.catalog import commands, phrase_of
from bot.texts.text import Lines, Raw, Text, folded, text
from handlers.command.group_commands import answer
from handlers.feedback import attaching, relay
from handlers.feedback import command as feedback
from handlers.feedback.giving import anonymous_words
from handlers.points.earning import told

_RANK: dict[Role, int] = {"member": 0, "moderator": 1, "operator": 2}


PAGES = ("points", "gifts", "play", "talk", "more", "desk")
"""In order, two buttons a row; a command names its own page where it is made (`Shown`)."""

_ASKED = 5
"""Groups of somebody's in which it is looked whether they are a moderator."""

_SHOWN = 32
_SPOKEN = ("checkin", "points", "top", "lottery", "thanks")
"""Commands whose phrase is given as an example."""


@press("hp")
@dataclass(frozen=True, slots=True)
class Opened:
    """A page, or the way back to all of them (empty)."""

    page: str


class Help:
    """The commands of all features, by name, and what tells of them."""

    def __init__(self, offered: Iterable[Entrance]) -> None:
        own = Command("help", self.help, "member", Shown("more", ("private", "group", "administrators")))
        self._listed = {each.name: each for each in [*offered, own] if isinstance(each, Command)}
        self.entrances = [own, button(Opened, self.opened), private(lost), service("unknown", self.unknown)]

    async def help(self, turn: Turn) -> None:
        asked = plain(turn.words).removeprefix("/")
        asked = phrase_of(asked) or asked
        role = await _role(turn)
        if asked in self._listed:
            turn.say(_one(turn, self._listed[asked], role))
        elif asked:
            turn.say(_unknown(asked, list(self._listed)), on_crash="drop")
        else:
            answer(turn, _overview(turn), keys=_keys(role))

    async def opened(self, turn: PressTurn, pressed: Opened) -> None:
        """By the rights of whoever presses: the page of moderators' commands opens to them alone."""
        role = await _role(turn)
        if not pressed.page:
            turn.edit(_overview(turn), keys=_keys(role))
            return
        if pressed.page not in PAGES:
            raise OldButton
        if pressed.page == "desk" and role == "member":
            raise AdministratorsOnly
        back = Key(text("help.button_back"), pack(Opened("")))
        turn.edit(self._page(turn, pressed.page, role), keys=[[back]])

    async def unknown(self, turn: Turn) -> None:
        """A command meant for this bot that there is none of: in private, or with our @name; its name is the words."""
        names = [name for name, each in self._listed.items() if each.who == "member"]
        turn.say(_unknown(turn.words, names), on_crash="drop")

    def _page(self, turn: Turn, page: str, role: Role) -> Lines:
        """A command a line; moderators, who have more than fit a phone's screen so, read several a line."""
        listed = self._listed
        mine = [name for name in commands() if name in listed and listed[name].shown.page == page]
        mine = [name for name in mine if _RANK[listed[name].who] <= _RANK[role]]
        lines = [text("help.page", title=text(f"help.page_{page}"))]
        if page == "desk":
            lines.append(text("help.several", commands=_named(turn, mine)))
        else:
            lines += [text("help.line", name=name, menu=text(f"commands.{name}.menu")) for name in mine]
        if page == "points":
            lines += folded([text("earning.open"), *told(turn.settings.points)])
        return Lines([*lines, text("help.how", name=mine[0])])


async def lost(turn: MessageTurn) -> None:
    """Words in private that are no command: for whom feedback is being written, or for nobody."""
    if await relay.from_author(turn):
        return
    if anonymous_words(_said(turn)) is not None:
        await feedback.COMMAND(turn)
    elif not await attaching.came(turn):
        turn.say(text("general.hint"), on_crash="drop")


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


def _one(turn: Turn, command: Command, role: Role) -> Lines:
    """Members are shown what members may write; a command that is none of theirs is told to be so."""
    name, words = command.name, commands()[command.name]
    if _RANK[role] < _RANK[command.who]:
        return Lines([text("help.not_yours", name=name, menu=text(f"commands.{name}.menu"))])
    lines = [text("help.one", menu=text(f"commands.{name}.menu"), usage=text(f"commands.{name}.usage"))]
    if role != "member" and words.manage[turn.locale]:
        lines.append(text("help.one_desk", usage=text(f"commands.{name}.manage")))
    if spoken := [phrase for phrase in words.phrases[turn.locale] if phrase]:
        lines.append(text("help.spoken", phrases=Raw("、".join(spoken))))
    return Lines(lines)


def _overview(turn: Turn) -> Lines:
    spoken = [phrase for name in _SPOKEN if (phrase := commands()[name].phrases[turn.locale][0])]
    return Lines([text("help.open"), text("help.phrases", phrases=Raw("、".join(spoken)))])


def _keys(role: Role) -> Keys:
    pages = [each for each in PAGES if each != "desk" or role != "member"]
    keys = [Key(text(f"help.page_{each}"), pack(Opened(each))) for each in pages]
    return [keys[at : at + 2] for at in range(0, len(keys), 2)]


def _named(turn: Turn, names: Iterable[str]) -> Raw:
    """A command and its word never part at the end of a line, nor does the word: 排行榜 may else."""
    return Raw("　".join(f"/{name}\u00a0{_whole(commands()[name].short[turn.locale])}" for name in names))


def _whole(word: str) -> str:
    return word if word.isascii() else "\u2060".join(word)
