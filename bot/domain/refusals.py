"""What is refused, and why: expected endings of a turn, told to whoever asked; the words are the catalogs'.

Refusal
├── WrongForm            the command was not written as it must be
│   ├── NotANumber, NotAnEntry, NoAmount, TooSmall, TooLarge
│   └── NoTarget, TwoPeople, UnknownMember, PersonFirst, UnknownEntry
├── WrongPerson          the one meant or the one asking cannot be it
│   ├── TargetIsBot, TargetIsAnonymous, TargetIsChannel
│   └── ActorIsAnonymous, ActorIsChannel
├── NotAllowed           a right is missing
│   └── AdministratorsOnly, OperatorsOnly, MissingRight, BotMissesRight
├── WrongPlace           OnlyInGroup, OnlyInPrivate, NotInGroup, JoinFirst, NoGroups
├── WrongButton          OldButton, NotYourButton
├── WrongFile            FileTooBig, FileGone
└── TelegramSilent       what had to be asked of Telegram was not answered
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.people import Person


class Key(str):
    """The key of a sentence that stands within another."""

    __slots__ = ()


class Refusal(Exception):  # noqa: N818  (a refusal is an answer, not an error)
    """`key` is that of its sentence, `args` fill the placeholders; another refusal may be the reason of one."""

    key: ClassVar[str] = ""

    def __init__(self, **args: int | str | Key | Refusal) -> None:
        super().__init__(self.key, args)
        self.fills = args


class WrongForm(Refusal):
    """`usage`: the key of the command's usage line."""

    key = "refusals.form_empty"


class NotANumber(WrongForm):
    key = "refusals.not_a_number"


class NotAnEntry(WrongForm):
    key = "refusals.not_an_entry"


class NoAmount(WrongForm):
    key = "refusals.no_amount"


class TooSmall(WrongForm):
    key = "refusals.too_small"


class TooLarge(WrongForm):
    key = "refusals.too_large"


class NoTarget(WrongForm):
    key = "refusals.no_target"


@dataclass(frozen=True, slots=True)
class TwoMeant:
    """A reply to one, and the name of another; `rest` are the command's words without the name."""

    replied: Person
    named: Person
    rest: str


class TwoPeople(WrongForm):
    """`replied`, `named`."""

    key = "refusals.two_people"

    def __init__(self, asked: TwoMeant) -> None:
        super().__init__(replied=asked.replied.name, named=asked.named.name)
        self.asked = asked


class UnknownMember(WrongForm):
    key = "refusals.unknown_member"


class PersonFirst(UnknownMember):
    """A number that is nobody's, where an amount follows."""

    key = "refusals.person_first"


class TargetLeft(WrongForm):
    """`name`."""

    key = "refusals.target_left"


class UnknownEntry(WrongForm):
    key = "refusals.unknown_entry"


class WrongPerson(Refusal):
    """Someone points cannot be kept for."""


class TargetIsBot(WrongPerson):
    key = "refusals.target_bot"


class TargetIsAnonymous(WrongPerson):
    key = "refusals.target_anonymous"


class TargetIsChannel(WrongPerson):
    key = "refusals.target_channel"


class ActorIsAnonymous(WrongPerson):
    key = "refusals.anonymous_actor"


class ActorIsChannel(WrongPerson):
    key = "refusals.channel_actor"


class NotAllowed(Refusal):
    """A right is missing."""


class AdministratorsOnly(NotAllowed):
    key = "refusals.administrators_only"


class OperatorsOnly(NotAllowed):
    key = "refusals.operators_only"


class MissingRight(NotAllowed):
    """`right`: the key of the right's name."""

    key = "refusals.no_right"


class BotMissesRight(NotAllowed):
    key = "refusals.bot_no_right"


class WrongPlace(Refusal):
    """Not here."""


class OnlyInGroup(WrongPlace):
    key = "refusals.only_in_group"


class OnlyInPrivate(WrongPlace):
    key = "refusals.only_in_private"


class NotInGroup(WrongPlace):
    key = "refusals.not_in_group"


class JoinFirst(WrongPlace):
    key = "refusals.join_first"


class NoGroups(WrongPlace):
    key = "refusals.no_groups"


class WrongButton(Refusal):
    """Not by this button."""


class OldButton(WrongButton):
    key = "refusals.old_button"


class NotYourButton(WrongButton):
    key = "refusals.not_your_button"


class TelegramSilent(Refusal):
    key = "refusals.telegram_silent"


class WrongFile(Refusal):
    """A file that cannot be had."""


class FileTooBig(WrongFile):
    """`most`: megabytes."""

    key = "refusals.file_too_big"


class FileGone(WrongFile):
    key = "refusals.file_gone"
