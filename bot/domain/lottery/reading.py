"""Reading the one line that opens a lottery, in words of any of our languages; the usage is told by the catalogs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.domain.amounts import read_amount, shown
from bot.domain.grammar.counts import read_count
from bot.domain.grammar.doubts import Guess, Unread, taken
from bot.domain.grammar.fields import Field, parts_of
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.numbers import read_people
from bot.domain.grammar.reading import Doubtful, Understood
from bot.domain.lottery.draw import Prize
from bot.domain.lottery.fields import FIELDS, FREE, is_by_hand, with_field
from bot.domain.lottery.refusals import NoPrize, TooManyPlaces, UnknownCondition, UnknownField
from bot.domain.lottery.terms import MOST_PLACES, Terms
from bot.domain.refusals import Refusal

_NAME_LENGTH = 60
_REPEATED = ("ends", "if")
"""Fields that may stand in a line more than once, and all count."""


@dataclass(frozen=True, slots=True)
class Line:
    """`answers` are what the line says by field, the prizes one a line."""

    terms: Terms
    doubts: tuple[Guess, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Reader:
    """Prizes come first: from the first field on, what is neither field nor counted prize is refused."""

    here: Here
    terms: Terms = field(default_factory=lambda: Terms(prizes=()))
    doubts: list[Guess] = field(default_factory=list)
    answers: dict[str, list[str]] = field(default_factory=dict)
    is_past_prizes: bool = False

    def take(self, part: str) -> None:
        found = FIELDS.read(part)
        if found is None:
            self._plain(part)
        elif not self._is_rather_prize(found, part):
            self._field(found, part)

    def _plain(self, part: str) -> None:
        if self.terms.prizes and _is_end(part, self.here):
            self._field(Field("ends", part, "near"), part)
            return
        is_counted = _is_counted(part)
        if self.is_past_prizes and self.terms.prizes and not is_counted:
            raise UnknownField(seen=shown(part))
        self._prize(part, is_sure=not self.is_past_prizes)

    def _is_rather_prize(self, found: Field, part: str) -> bool:
        """Of what begins with a field's word by chance: a counted name before all prizes, a value that is none."""
        if found.name in FREE:
            is_prize = _is_counted(part) and not self.terms.prizes
        else:
            is_prize = found.certainty != "word" or not self.terms.prizes
            is_prize = is_prize and not self.is_past_prizes and not self._can_be(found)
        if is_prize and found.value:
            self._prize(part, is_sure=False)
        return is_prize and bool(found.value)

    def _can_be(self, found: Field) -> bool:
        """Whether the value is one of that field; one out of bounds is, and will be refused for that."""
        try:
            with_field(self.terms, found.name, found.value, here=self.here)
        except (Unread, UnknownCondition):
            return False
        except Refusal:
            return True
        return True

    def _field(self, found: Field, part: str) -> None:
        self.is_past_prizes = True
        value = found.value or part
        self.terms = with_field(self.terms, found.name, value, here=self.here)
        before = self.answers.get(found.name, []) if found.name in _REPEATED else []
        self.answers[found.name] = [*before, value]
        if found.certainty == "near" or (found.certainty == "glued" and found.name in FREE):
            self.doubts.append(Guess(part, "field", found.name))

    def _prize(self, part: str, *, is_sure: bool) -> None:
        self.terms = replace(self.terms, prizes=(*self.terms.prizes, read_prize(part)))
        self.answers.setdefault("prizes", []).append(part)
        if not is_sure or isinstance(read_count(part), Doubtful):
            self.doubts.append(Guess(part, "prize"))


def read_terms(line: str, *, here: Here) -> Terms:
    return read_line(line, here=here).terms


def read_line(line: str, *, here: Here) -> Line:
    """Raises a refusal that names the part which could not be read."""
    reader = _Reader(here)
    for part in parts_of(line):
        reader.take(part)
    return Line(checked(reader.terms), tuple(reader.doubts), _joined(reader.answers))


def _joined(found: Mapping[str, list[str]]) -> dict[str, str]:
    answers = {name: ("\n" if name == "prizes" else ", ").join(values) for name, values in found.items()}
    if "extend" in answers and "least" in answers:
        answers["least"] += f", {answers.pop('extend')}"
    return answers


def checked(terms: Terms) -> Terms:
    if not terms.prizes:
        raise NoPrize
    if terms.places + terms.reserves > MOST_PLACES:
        raise TooManyPlaces(most=MOST_PLACES)
    return terms


def read_prize(part: str) -> Prize:
    """`NAME xCOUNT`; without a count there is one. Raises Unread for a count that is none."""
    counted = taken(read_count(part))
    count = read_amount(str(counted.count), most=MOST_PLACES)
    name = counted.name if len(counted.name) <= _NAME_LENGTH else counted.name[: _NAME_LENGTH - 1] + "…"
    return Prize(name, count)


def _is_counted(part: str) -> bool:
    reading = read_count(part)
    return isinstance(reading, Understood) and reading.value.name != " ".join(part.split())


def _is_end(part: str, here: Here) -> bool:
    """A moment, a number of people or `manual`, without the field's word."""
    moment = read_moment(part, here)
    is_moment = isinstance(moment, Understood) or (not isinstance(moment, Doubtful) and moment.kind == "passed")
    return is_moment or isinstance(read_people(part), Understood) or is_by_hand(part)
