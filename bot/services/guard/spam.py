"""Decides what speaks against a plain message: spam, floods, a newcomer's lure.

In memory alone: a microsecond or two each, and no question to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from bot.domain.activity import Heard, Pair
from bot.domain.guard import (
    ALBUM,
    CONTACT,
    LINK,
    MENTIONS,
    MOST_MENTIONS,
    REPEATS_WITHIN,
    SHORTEST_REPEAT,
    Find,
    Why,
    Words,
    is_lure,
    is_sparse,
    masks_site,
    print_of,
    resembles,
    sites_in,
    skeleton,
)
from bot.domain.leads import marks_of, names_in, words_of
from bot.services.guard.adverts import shipped

_MANY: Final = 50_000
"""Entries of a memory from which what is over is let go: some megabytes."""


_FIRST: Final = 2
"""Messages of a newcomer that the model reads: whoever comes to advertise does not wait."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in a group: `flood` messages within `span` seconds, the same words `repeats` times, and for how many
    seconds after they came newcomers are `new`. 0 is no limit.
    """

    flood: int = 0
    span: int = 0
    repeats: int = 0
    new: int = 0
    words: Words = field(default_factory=lambda: Words(()))
    look_alike: bool = True


RulesOf: TypeAlias = Callable[[int], Rules | None]
"""Of a group by its id; None where nothing is watched."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What moderators of a group said is right: prints of texts, names of sites, ids of members."""

    texts: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    users: set[int] = field(default_factory=set)


class Watch:
    """What was said lately, who is new, whom nobody may be taken for; a start forgets the first, and loads the rest.

    Whoever writes in a channel's name (an id below 0) came nobody knows when: they stay new until a moderator says that
    they are welcome.
    """

    def __init__(self) -> None:
        self._lately: dict[Pair, tuple[int, int]] = {}
        self._said: dict[int, tuple[int, int, int]] = {}
        self._newcomers: dict[Pair, int] = {}
        self._lessons: dict[int, Lessons] = {}
        self._names: dict[int, frozenset[str]] = {}
        self._removed: set[Pair] = set()
        self._read: dict[Pair, int] = {}

    # --- what is known ---

    def came(self, pair: Pair, at: int) -> None:
        """Somebody who was not known in the group came in at that moment (epoch seconds)."""
        if len(self._newcomers) >= _MANY:
            latest = sorted(self._newcomers.values())[_MANY // 2]
            self._newcomers = {pair: at for pair, at in self._newcomers.items() if at > latest}
        self._newcomers[pair] = at

    def heard_of(self, pair: Pair, at: int) -> None:
        """Somebody who is not in the group speaks there: as new as their first words."""
        if pair not in self._newcomers:
            self.came(pair, at)

    def removed(self, pair: Pair) -> None:
        """Somebody new in the group was put out of another one: moderators are asked about their first words."""
        if len(self._removed) >= _MANY:
            self._removed.clear()
        self._removed.add(pair)

    def is_new(self, pair: Pair, *, at: int, within: int) -> bool:
        came_at = self._newcomers.get(pair)
        return came_at is not None and at - came_at < within

    def learn(self, chat_id: int, what: str, mark: str) -> None:
        """To be called after the commit."""
        lessons = self._lessons.setdefault(chat_id, Lessons())
        match what:
            case "text":
                lessons.texts.add(mark)
            case "site":
                lessons.sites.add(mark)
            case _:
                lessons.users.add(int(mark))

    def named(self, chat_id: int, names: Iterable[str]) -> None:
        """What the group's moderators are called."""
        self._names[chat_id] = frozenset(filter(None, map(skeleton, names)))

    def moved(self, old: int, new: int) -> None:
        """The group has another id; what was said under the old one lately is let go by itself."""
        self._newcomers = {
            (new if chat_id == old else chat_id, who): at for (chat_id, who), at in self._newcomers.items()
        }
        self._removed = {(new if chat_id == old else chat_id, who) for chat_id, who in self._removed}
        if (lessons := self._lessons.pop(old, None)) is not None:
            self._lessons[new] = lessons
        if (names := self._names.pop(old, None)) is not None:
            self._names[new] = names

    def forgotten(self, user_id: int) -> None:
        """To be called after the commit that erased them."""
        for memory in (self._lately, self._newcomers, self._read):
            for pair in [pair for pair in memory if pair[1] == user_id]:
                del memory[pair]
        self._removed = {pair for pair in self._removed if pair[1] != user_id}

    # --- what is heard ---

    def look(self, heard: Sequence[Heard], rules_of: RulesOf) -> list[Find]:
        """What speaks against any of them. In the order received; most are let go by a few look-ups."""
        finds: list[Find] = []
        known: dict[int, Rules | None] = {}
        for said in heard:
            chat_id = said.chat_id
            if chat_id in known:
                rules = known[chat_id]
            else:
                rules = known[chat_id] = rules_of(chat_id)
            if rules is not None and (why := self._why(said, rules)) is not None and not self._is_taught(said, why):
                finds.append(Find(said, why))
        if len(self._lately) > _MANY or len(self._said) > _MANY:
            self._let_go(max((each.at for each in heard), default=0))
        return finds

    def _why(self, said: Heard, rules: Rules) -> Why | None:
        """The first reason, if any. An edit is judged by its words alone, as of the moment it was written."""
        pair, text, marks, at = said[:2], said.text, said.marks, said.at
        came_at = self._newcomers.get(pair)
        is_new = (came_at is not None and at - came_at < rules.new) or (pair[1] < 0 and rules.new > 0)
        if said.is_to_bot:  # a report may name what it is about, and asking for points again is no flood
            return self._of_a_newcomer(said, rules) if is_new else None
        if not said.is_edit:
            if rules.flood and (is_new or not marks & ALBUM) and self._floods(pair, at, rules):
                return "flood"
            if len(text) >= SHORTEST_REPEAT and rules.repeats and self._repeats(said, rules.repeats, is_new=is_new):
                return "repeats"
        if (text and rules.words.found_in(text)) or (said.beside and rules.words.found_in(said.beside)):
            return "word"
        if marks >= MOST_MENTIONS * MENTIONS:
            return "mentions"
        return self._of_a_newcomer(said, rules) if is_new else None

    def _floods(self, pair: Pair, at: int, rules: Rules) -> bool:
        began, number = self._lately.get(pair, (0, 0))
        if at - began >= rules.span:
            self._lately[pair] = (at, 1)
            return False
        self._lately[pair] = (began, number + 1)
        return number >= rules.flood

    def _repeats(self, said: Heard, most: int, *, is_new: bool) -> bool:
        """By one member, whoever they are; by several, where the one who says it now is new."""
        key = hash(said.text)
        began, number, by = self._said.get(key, (0, 0, 0))
        if said.at - began >= REPEATS_WITHIN:
            self._said[key] = (said.at, 1, said.user_id)
            return False
        by = by if by == said.user_id else 0
        self._said[key] = (began, number + 1, by)
        return number + 1 >= most and (is_new or by != 0) and not is_sparse(said.text)

    def _of_a_newcomer(self, said: Heard, rules: Rules) -> Why | None:
        if rules.look_alike and not said.is_to_bot and resembles(said.name, self._names.get(said.chat_id, ())):
            return "look_alike"
        if said.is_forward:
            return "forward"
        if said.marks & CONTACT:
            return "contact"
        return self._of_its_words(said)

    def _of_its_words(self, said: Heard) -> Why | None:
        text = words_of(said) if said.beside else said.text
        if said.marks & LINK or sites_in(text) or masks_site(text):
            return "link"
        if "@" in text and names_in(text):
            return "mention"
        if is_lure(text) or self._reads_like_one(said):
            return "lure"
        return "removed" if self._removed and self._was_removed(said[:2]) else None

    def _reads_like_one(self, said: Heard) -> bool:
        """By the model: of a newcomer's first messages alone, for it costs more than all the rules together, and not of
        commands, which it has never seen.
        """
        pair = said[:2]
        number = self._read.get(pair, 0)
        if number >= _FIRST or not said.text or said.is_to_bot:
            return False
        if len(self._read) >= _MANY:
            self._read.clear()
        self._read[pair] = number + 1
        return shipped().has(said.text)

    def _was_removed(self, pair: Pair) -> bool:
        """Once for each: moderators have heard of them by then."""
        if pair not in self._removed:
            return False
        self._removed.discard(pair)
        return True

    def _is_taught(self, said: Heard, why: Why) -> bool:
        lessons = self._lessons.get(said.chat_id)
        if lessons is None:
            return False
        text = words_of(said)
        if said.user_id in lessons.users or print_of(text) in lessons.texts:
            return True
        sites = marks_of(text, why)
        return bool(sites) and set(sites) <= lessons.sites

    def _let_go(self, now: int) -> None:
        self._lately = {pair: each for pair, each in self._lately.items() if now - each[0] < REPEATS_WITHIN}
        self._said = {key: each for key, each in self._said.items() if now - each[0] < REPEATS_WITHIN}
