"""Pages of the console: what a feature declares, the turn that a page is shown by, and whom it lets in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from bot.domain.looks import View as Shows
from bot.domain.people import Group
from bot.domain.refusals import AdministratorsOnly, NotAllowed, OperatorsOnly
from bot.engine.moderated import moderated
from bot.engine.turn import Turn
from bot.outbox.actions import AnyAction, Edit, OnCrash, Priority, Say
from bot.texts.text import Words

OPERATOR: Final = "operator"
"""In place of a row of `[access.rights]`: a page for operators alone."""


@dataclass(slots=True)
class PageTurn(Turn):
    """Somebody looks at a page, or pressed something on it; the turn is in private with them.

    `asked` are the fields of the address or the form; `of` is the group that the page is about, None for a page about
    all. What a handler of the chat would answer is kept in `answers`: the page shows it, and nothing is sent.
    """

    asked: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    of: Group | None = None
    answers: list[Words] = field(default_factory=list)

    @property
    def about(self) -> Group:
        if self.of is None:
            raise TypeError("this page is not about a group")
        return self.of

    def do(self, action: AnyAction, *, on_crash: OnCrash = "resend", priority: Priority | None = None) -> None:
        """What would go to the reader is kept for the page, where they read; no earlier message of theirs changes."""
        if action.chat_id != self.group.id:
            Turn.do(self, action, on_crash=on_crash, priority=priority)
        elif isinstance(action, Say) or (isinstance(action, Edit) and not action.message_id and not action.named):
            self.answers += [action.words] if action.words is not None else []

    def number(self, name: str) -> int:
        """A field that is a whole number of at most 15 digits; 0 where it is not there, or anything else."""
        said = self.asked.get(name, "")
        return int(said) if said.removeprefix("-").isdecimal() and said.isascii() and len(said) <= 16 else 0

    def toast(self, words: Words | None = None, *, alert: bool = False, ephemeral: bool = False) -> None:
        self.answers += [words] if words is not None else []


View: TypeAlias = Callable[[PageTurn], Awaitable[Any]]
"""Gives what the page shows, as data; what that is made of is the console's."""
Act: TypeAlias = Callable[[PageTurn], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Paged:
    """A page by its name in the address, about one group or (`is_everywhere`) about all that somebody may see.

    `permission` is a row of `[access.rights]`, or OPERATOR; without one any administrator may look. `actions` are done
    by its buttons, with the same permission, or with one of their own that their handler requires. `shows` is what of
    members is read on it, None where it tells numbers and plans: whoever looks is counted.
    """

    name: str
    view: View
    permission: str = ""
    shows: Shows | None = field(kw_only=True)
    is_everywhere: bool = False
    actions: Mapping[str, Act] = field(default_factory=lambda: MappingProxyType({}))

    async def admit(self, turn: PageTurn) -> None:
        """Before the first statement. Raises a refusal that names what is missing."""
        if self.permission == OPERATOR:
            if not (await turn.rights()).is_operator:
                raise OperatorsOnly
        elif self.is_everywhere:
            if not (await turn.rights()).is_operator and not await moderated(turn):
                raise AdministratorsOnly
        elif self.permission:
            await turn.require(self.permission, group=turn.about)
        else:
            rights = await turn.rights(group=turn.about)
            if not (rights.is_administrator or rights.is_operator or rights.is_owner):
                raise AdministratorsOnly

    async def admits(self, turn: PageTurn) -> bool:
        try:
            await self.admit(turn)
        except NotAllowed:
            return False
        return True
