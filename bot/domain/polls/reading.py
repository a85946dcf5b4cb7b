"""A poll or quiz as people write it, `Q | A | B | #anonymous | #ends 2h`, read into terms; asking lives elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.amounts import read_amount, shown
from bot.domain.grammar.doubts import Guess, unread
from bot.domain.grammar.fields import Field, is_mixed, parts_of, places_of
from bot.domain.grammar.flags import flags_in, is_flag, parted
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.grammar.reading import NotUnderstood, Understood
from bot.domain.grammar.script import plain
from bot.domain.polls import Kind, Terms
from bot.domain.polls.flags import FLAGS, read_end, units, with_flag
from bot.domain.polls.refusals import AddingNeedsNames, NothingRight, OptionCount, SameOption, TooLong, UnknownFlag
from bot.domain.refusals import Key

FEWEST, MOST = 2, 12
"""Options of a poll; Telegram takes no more than twelve."""

QUESTION_LENGTH, OPTION_LENGTH = 300, 100
"""Characters, by the Bot API."""

USUAL_QUESTIONS, USUAL_SECONDS, MOST_QUESTIONS = 5, 30, 50
"""Of a round."""

_ANY: Final = Here(946_684_800, "UTC")
_ROUND: Final = ("round", "一轮")


@dataclass(frozen=True, slots=True)
class Line:
    """`flags` as they were understood, with the words of each, so that an end counts from when it is opened."""

    terms: Terms
    doubts: tuple[Guess, ...] = ()
    flags: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A part that stands for itself; `bare` is the flag it would be with a `#` before it."""

    words: str
    bare: Field | None = None


def read_terms(words: str, *, kind: Kind, here: Here) -> Terms:
    """Where nobody can be shown what was read: a flag is one with its `#` alone, all else is an option."""
    return read_line(words, kind=kind, here=here, takes_bare=False).terms


def read_line(words: str, *, kind: Kind, here: Here, is_marked: bool = True, takes_bare: bool = True) -> Line:
    """Raises a refusal that names what was seen. `*` before an option of a quiz marks it as right.

    Where not `is_marked`, what is right in a quiz may still be to be told; where not `takes_bare`, no flag is one
    without its `#`.
    """
    pieces: list[_Said] = []
    flags: list[tuple[Field, str]] = []
    doubts = [Guess(words, "lines")] if is_mixed(words) else []
    for part in parts_of(words):
        own, found, unsure = _parted(part, is_first=not pieces)
        pieces += [own if takes_bare else _Said(own.words)] if own else []
        flags += found
        doubts += unsure
    if not places_of(words)[0]:
        pieces.insert(0, _Said(""))
    parts, bare, unsure = _settled(pieces, here=here)
    terms = _asked(parts, kind=kind)
    if kind == "quiz" and is_marked and not terms.right:
        raise NothingRight(usage=Key("commands.quiz.manage"))
    for flag, seen in (*flags, *bare):
        terms = with_flag(terms, flag, seen=seen, here=here)
    return Line(checked(terms), (*doubts, *unsure), tuple(flag for flag, _ in (*flags, *bare)))


def checked(terms: Terms) -> Terms:
    if terms.takes_more and (terms.is_anonymous or terms.kind == "quiz"):
        raise AddingNeedsNames
    return terms


def _parted(part: str, *, is_first: bool) -> tuple[_Said | None, list[tuple[Field, str]], list[Guess]]:
    """What a part says for itself, the flags it has with a `#`, and what is doubtful about them."""
    own, marked = ("", flags_in(part)) if is_flag(part) else parted(part, FLAGS)
    read = [(flag, FLAGS.read(flag)) for flag in marked]
    if is_flag(part) and is_first and any(field is None for _, field in read):
        return _Said(part), [], []
    flags: list[tuple[Field, str]] = []
    for flag, field in read:
        if field is None:
            raise UnknownFlag(seen=shown(f"#{flag}"))
        flags.append((field, f"#{flag}"))
    doubts = [Guess(seen, "field", field.name) for field, seen in flags if field.certainty == "near"]
    return _Said(own, FLAGS.read(own)) if own else None, flags, doubts


def _settled(pieces: Sequence[_Said], *, here: Here) -> tuple[list[str], list[tuple[Field, str]], list[Guess]]:
    """Which parts are question and options, which are flags without their `#`, and what is doubtful.

    The question is the first part, whatever it begins with. A bare flag is one while enough options are left without.
    """
    question, *others = pieces or [_Said("")]
    options = [each for each in others if each.bare is None]
    parts, flags, doubts = [question.words], list[tuple[Field, str]](), list[Guess]()
    for each in others:
        if each.bare is None:
            parts.append(each.words)
            continue
        is_end = each.bare.name == "ends" and isinstance(read_moment(each.bare.value, here), Understood)
        is_switch = each.bare.name in FLAGS.switches
        if len(options) >= FEWEST and (is_end or is_switch):
            flags.append((each.bare, each.words))
            if not is_end or each.bare.certainty == "near":
                doubts.append(Guess(each.words, "field", each.bare.name))
        else:
            parts.append(each.words)
            doubts.append(Guess(each.words, "option"))
    return parts, flags, doubts


def _asked(parts: list[str], *, kind: Kind) -> Terms:
    options, right = _options(parts[1:], kind=kind)
    if parts[:1] == [""] or not FEWEST <= len(options) <= MOST or not all(options):
        raise OptionCount(least=FEWEST, most=MOST, usage=Key(f"commands.{kind}.manage"))
    _check_lengths(parts[0], options)
    return Terms(parts[0], options, kind, right, is_multiple=len(right) > 1, is_final=kind == "quiz")


def _options(parts: list[str], *, kind: Kind) -> tuple[tuple[str, ...], tuple[int, ...]]:
    if kind == "poll":
        return tuple(parts), ()
    right = tuple(place for place, each in enumerate(parts) if each.startswith(("*", "＊")))
    return tuple(each.lstrip("*＊ ") for each in parts), right


def _check_lengths(question: str, options: tuple[str, ...]) -> None:
    for seen, most in ((question, QUESTION_LENGTH), *((each, OPTION_LENGTH) for each in options)):
        if units(seen) > most:
            raise TooLong(seen=shown(seen), most=most)
    for place, each in enumerate(options):
        if each in options[:place]:
            raise SameOption(seen=shown(each))


def is_round(words: str) -> bool:
    """Whether a scheduled quiz means a round out of the group's bank rather than one question: `round 5 30s`."""
    return len(parts_of(words)) == 1 and plain(words).split(maxsplit=1)[:1] in ([each] for each in _ROUND)


def read_round(words: str) -> tuple[int, int]:
    """`5 30s`: so many questions, so many seconds for each; either may be left out."""
    written = plain(" ".join(parts_of(words))).split()
    numbers = [each for each in written if each.isdecimal()]
    span = " ".join(each for each in written if not each.isdecimal())
    if len(numbers) > 1:
        raise unread(NotUnderstood("number", words))
    size = read_amount(numbers[0], most=MOST_QUESTIONS) if numbers else USUAL_QUESTIONS
    return size, read_end(span, here=_ANY) - _ANY.now if span else USUAL_SECONDS
