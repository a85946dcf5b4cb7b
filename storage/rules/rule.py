"""What a rule for a table says: export, erasure, expiry, chat migration; which table has which is the registry's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Erasure: TypeAlias = Literal["delete", "pseudonym", "keep", "none"]
"""What becomes of a member's rows when they ask to be forgotten: deleted; kept under a number that leads nowhere; kept,
since they are short-lived or about someone else's action; or there is nothing of a member in them."""

Merge: TypeAlias = Literal["sum", "min", "max", "bits", "fill", "old"]
"""When a migrating chat's row meets one of the new chat: add, take the lesser or greater, the bits of both, the old
text where the new one is empty, or what the old row has. A column without a rule stays as the new chat has it."""


@dataclass(frozen=True, slots=True)
class Single:
    """A group has one row at a time for which `where` holds (`{row}` is its name there), and for each value of `by`.

    When a migrating chat brings a second one, the later of the two by `number` is `ended`, which is an assignment.
    """

    where: str
    ended: str
    by: tuple[str, ...] = ()
    number: str = "id"


@dataclass(frozen=True, slots=True)
class Expiry:
    """Rows are destroyed `days` after the moment in `column` (`day`: a local day's proleptic ordinal).

    `where` narrows it to some of the rows.
    """

    column: str
    days: int
    unit: Literal["second", "day"] = "second"
    where: str = "1 = 1"


@dataclass(frozen=True, slots=True)
class Rule:
    """`chats` and `members` name the columns that hold ids.

    When a chat migrates, rows that meet by `key`, a unique key with the chat's id in it, become one by `merge`; of
    those that meet by `apart` besides the chat's id, the old one has the old id added to it, and both stay; `single` is
    what a group has one of. `messages` are ids of messages in the chat: they lead nowhere from the new one, which
    numbers its own, so they are kept as negative numbers.
    `words` are a member's own or about them, by the column of their id: emptied where a number takes the id's place.
    `voices` are columns of pseudonyms that only the process's secret links to a member; such rows are deleted.
    `mentions` are columns in which ids and names may stand within JSON. `numbers` are columns in which a member's id
    may stand among others: such a row waits for that member alone, and goes with them. `traces` are columns of keys put
    together with colons, ids among them: there the number takes the id's place.
    `owned` is a condition on rows that belong to the member without naming them (`:user_id`, `:voice`), for export;
    `within` is a condition on rows that belong to a group by way of another table (`:chat_id`).
    `withheld` columns are given out to nobody.
    `expiry` is the latest term of the table's rows, `sooner` those of some of them; rows that are brief go once
    are done with, those that `ends_with` names go with that table's.

    What `is_derived` follows from Telegram: when a chat migrates it is let go and grows again.
    """

    why: str
    chats: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    merge: Mapping[str, Merge] = field(default_factory=dict)
    apart: str = ""
    single: Single | None = None
    messages: tuple[str, ...] = ()
    erasure: Erasure = "none"
    is_exported: bool = False
    is_derived: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    owned: str = ""
    within: str = ""
    withheld: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    expiry: Expiry | None = None
    sooner: tuple[Expiry, ...] = ()
    is_brief: bool = False
    ends_with: str = ""


YEAR = 400
"""Days that counts by day are kept: a year, and some for the year's own review."""
