"""How the lines of commands are read, each in a short form that a table can hold: terms, doubts, or the refusal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.challenge import challenge_of
from bot.domain.challenge import read_answers as read_answers_of_challenge
from bot.domain.events.event import event_of, read_answers
from bot.domain.grammar.doubts import Guess
from bot.domain.lottery import reading as lottery
from bot.domain.lottery.conditions import read_condition
from bot.domain.lottery.terms import Terms as Lottery
from bot.domain.polls import Kind
from bot.domain.polls import Terms as Poll
from bot.domain.polls import reading as polls
from bot.domain.refusals import Refusal
from bot.domain.shop import offer_of
from bot.domain.shop import read_answers as read_answers_of_goods
from tests.grammar.readings import HERE, ZONE


def _when(at: int) -> str:
    return f"{datetime.fromtimestamp(at, ZoneInfo(ZONE)):%m-%d %H:%M}" if at else ""


def _changed(terms: object, plain: object) -> list[str]:
    """The fields that differ, in the order they are declared; moments as such."""
    found = []
    for name in terms.__dataclass_fields__:  # type: ignore[attr-defined]
        value = getattr(terms, name)
        if value != getattr(plain, name) and name not in ("prizes", "question", "options", "kind", "conditions"):
            found.append(f"{name}={_when(value) if name in ('ends_at', 'closes_at') else value}")
    return found


def _doubts(doubts: tuple[Guess, ...]) -> list[str]:
    return [f"?{doubt.taken_for}" + (f" {doubt.field}" if doubt.field else "") for doubt in doubts]


def _lottery(line: str) -> list[str]:
    read = lottery.read_line(line, here=HERE)
    prizes = [f"{each.name} ×{each.count}" for each in read.terms.prizes]
    conditions = [f"if {each.measure} {each.need}/{each.days}" for each in read.terms.conditions]
    return [*prizes, *_changed(read.terms, Lottery(prizes=())), *conditions, *_doubts(read.doubts)]


def _poll(line: str, kind: Kind = "poll") -> list[str]:
    read = polls.read_line(line, kind=kind, here=HERE)
    told = [read.terms.question, *read.terms.options]
    return [*told, *_changed(read.terms, Poll("", (), kind, is_final=kind == "quiz")), *_doubts(read.doubts)]


def _event(line: str) -> list[str]:
    written = read_answers(line, HERE)
    told, starts = event_of(written.answers, HERE)
    changed = [
        f"{name}={getattr(told, name)}" for name in ("place", "cap", "goal", "reward", "code") if getattr(told, name)
    ]
    lasts = [f"lasts={told.lasts}"] if told.lasts != 7200 else []
    return [told.title, _when(starts), *changed, *lasts, *_doubts(written.doubts)]


def _shop(line: str) -> list[str]:
    written = read_answers_of_goods(line, HERE)
    offer = offer_of(written.answers)
    told = [f"price={offer.price}", f"stock={offer.stock}", f"limit={offer.per_member}", offer.delivery]
    return [offer.name, *told, *_doubts(written.doubts)]


def _challenge(line: str) -> list[str]:
    written = read_answers_of_challenge(line, HERE)
    terms = challenge_of(written.answers, HERE)
    told = [f"#{terms.tag}", _when(terms.closes_at), terms.kind, f"{terms.reward}", f"{terms.votes_for}"]
    return [terms.title, *told, *_doubts(written.doubts)]


def _condition(line: str) -> list[str]:
    found = read_condition(line)
    return [f"{found.measure} {found.need}/{found.days} {found.where or ''}{found.name}".strip()]


_READERS: dict[str, Callable[[str], list[str]]] = {
    "lottery": _lottery,
    "poll": _poll,
    "quiz": lambda line: _poll(line, "quiz"),
    "event": _event,
    "shop": _shop,
    "challenge": _challenge,
    "if": _condition,
}


def read(command: str, line: str) -> str:
    """`!` and the name of the refusal where it is refused."""
    try:
        return " / ".join(_READERS[command](line))
    except Refusal as refusal:
        return f"!{type(refusal).__name__}"
