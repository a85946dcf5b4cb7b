"""What a lottery's card, result and history say, as keys of the catalogs; sending them lives in `telling`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.lottery.terms import Condition, Lottery, Place, Step, Terms
from bot.domain.names import short
from bot.texts.text import Argument, Lines, Raw, Text, When, Who, folded, text
from handlers.points.earning import level_name

SHOWN = 40
"""Winners named in the result; the record names all."""

_STATES = {
    "open": text("lottery.state_open"),
    "frozen": text("lottery.state_frozen"),
    "drawn": text("lottery.state_drawn"),
    "announced": text("lottery.state_announced"),
    "settled": text("lottery.state_settled"),
    "cancelled": text("lottery.state_cancelled"),
}
_CONDITIONS = {
    "member": "lottery.if_member",
    "points": "lottery.if_points",
    "checkin": "lottery.if_checkin",
    "messages": "lottery.if_messages",
    "level": "lottery.if_level",
    "topic": "lottery.if_topic",
    "poll": "lottery.if_poll",
    "unwarned": "lottery.if_unwarned",
    "chat": "lottery.if_chat",
}
_STEPS = {
    "opened": "lottery.step_opened",
    "extended": "lottery.step_extended",
    "short": "lottery.step_short",
    "cancelled": "lottery.step_cancelled",
    "frozen": "lottery.step_frozen",
    "listed": "lottery.step_listed",
    "value": "lottery.step_value",
    "drawn": "lottery.step_drawn",
    "announced": "lottery.step_announced",
    "claimed": "lottery.step_claimed",
    "lapsed": "lottery.step_lapsed",
    "passed": "lottery.step_passed",
    "inherited": "lottery.step_inherited",
    "settled": "lottery.step_settled",
}
_HOUR = 3600


_WON, _FIRST = 5, 2
"""Lines of prizes and winners that a result shows whole; of more the first ones, and the rest folded away."""

_TERMS = 5
"""Lines of the terms that a card shows before it is opened."""


def card(lottery: Lottery, *, zone: str) -> Lines:
    """What one enters by; the rest of the terms, and why it is fair, are folded away."""
    shown, more = _parts(lottery.terms, ends_at=lottery.ends_at, zone=zone)
    fair = text("lottery.card_commit" if lottery.state == "open" else "lottery.card_sealed", **_sealed(lottery))
    lines = [text("lottery.card", name=lottery.terms.name, id=lottery.id), *shown]
    lines.append(text("lottery.card_state", state=_STATES[lottery.state], n=lottery.entrants))
    return Lines([*lines, *folded([*more, fair])])


def _sealed(lottery: Lottery) -> dict[str, Argument]:
    return {"commit": lottery.commit, "id": lottery.id}


def terms_lines(terms: Terms, *, ends_at: int, zone: str) -> list[Text]:
    shown, more = _parts(terms, ends_at=ends_at, zone=zone)
    return [*shown, *more]


def _parts(terms: Terms, *, ends_at: int, zone: str) -> tuple[list[Text], list[Text]]:
    """Lines that a card shows at once, and those behind them: when it ends, its price and a condition come before
    further prizes.
    """
    prizes = [text("lottery.prize", name=each.name, count=each.count) for each in terms.prizes]
    ends = _end_lines(terms, ends_at=ends_at, zone=zone)
    price = [text("lottery.price", price=terms.price)] if terms.price else []
    rules = [text("lottery.condition", condition=condition(each, zone=zone)) for each in terms.conditions]
    if terms.rest:
        rules.append(text("lottery.condition", condition=text("lottery.if_rest", rest=terms.rest)))
    room = _TERMS - len(ends) - len(price)
    first = min(len(prizes), max(1, room - bool(rules)))
    most = max(1, room - first)
    return [*prizes[:first], *ends, *rules[:most], *price], [*prizes[first:], *rules[most:], *_details(terms)]


def _details(terms: Terms) -> list[Text]:
    lines = []
    if terms.tickets > 1:
        lines.append(text("lottery.tickets", tickets=terms.tickets))
    if terms.phrase:
        lines.append(text("lottery.phrase", phrase=terms.phrase))
    if terms.reserves:
        lines.append(text("lottery.reserves", reserves=terms.reserves))
    lines.append(text("lottery.claim_within", span=span(terms.claim)))
    if terms.public:
        lines.append(text("lottery.public", source=terms.public))
    if terms.topic_name:
        lines.append(text("lottery.in_topic", topic=terms.topic_name))
    return lines


def _end_lines(terms: Terms, *, ends_at: int, zone: str) -> list[Text]:
    lines = []
    if ends_at:
        lines.append(text("lottery.ends_at", when=When(ends_at, zone)))
    if terms.people:
        lines.append(text("lottery.ends_people", people=terms.people))
    if not lines:
        lines.append(text("lottery.ends_by_hand"))
    if terms.least > 1:
        key = "lottery.least_extend" if terms.extend else "lottery.least_cancel"
        lines.append(Text(key, {"least": terms.least, "span": span(terms.extend)}))
    return lines


def condition(one: Condition, *, zone: str = "") -> Text:
    """`zone` is of the moment since when is counted, where that is told."""
    values: dict[str, Argument] = {
        "need": one.need,
        "days": one.days,
        "where": one.where,
        "name": level_name(one.name) if one.measure == "level" else one.name or str(one.where),
    }
    if one.since and zone:
        return Text("lottery.if_topic_since", values | {"when": When(one.since, zone)})
    return Text(_CONDITIONS[one.measure], values)


def span(seconds: int) -> Text:
    if seconds % 86400 == 0 and seconds > 86400:
        return text("lottery.span_days", n=seconds // 86400)
    if seconds >= _HOUR:
        return text("lottery.span_hours", n=seconds // _HOUR)
    return text("lottery.span_minutes", n=max(1, seconds // 60))


def result(lottery: Lottery, places: Sequence[Place], *, zone: str) -> Lines:
    """Every prize with who has it now, and whom it passed over; holders beyond the first `SHOWN` have pages besides."""
    head = text("lottery.result", name=lottery.terms.name, id=lottery.id, n=lottery.entrants)
    holders = [each for each in places if each.state in ("won", "claimed")]
    won = _by_prize(lottery, places, holders)
    shown = won if len(won) <= _WON else [*won[:_FIRST], *folded(won[_FIRST:])]
    lines = [head, *shown]
    if len(holders) > SHOWN:
        lines.append(text("lottery.result_more", n=len(holders) - SHOWN))
    due_at = min((each.due_at for each in holders if each.state == "won"), default=0)
    if due_at:
        lines.append(text("lottery.result_claim", when=When(due_at, zone)))
    lines.append(text("lottery.result_verify", id=lottery.id))
    return Lines(lines)


def _by_prize(lottery: Lottery, places: Sequence[Place], holders: Sequence[Place]) -> list[Text]:
    passed = [each for each in places if each.state == "passed"][:SHOWN]
    is_elsewhere = any(each.measure == "chat" for each in lottery.terms.conditions)
    why = "lottery.result_passed" if is_elsewhere else "lottery.result_gone"
    lines, shown = list[Text](), 0
    for number, prize in enumerate(lottery.terms.prizes):
        lines.append(text("lottery.prize", name=prize.name, count=prize.count))
        lines += [Text(why, {"code": each.pseudonym}) for each in passed if each.prize == number]
        mine = [each for each in holders if each.prize == number]
        lines += [_holder(each) for each in mine[: SHOWN - shown]]
        shown += len(mine)
        if len(mine) < prize.count:
            lines.append(text("lottery.result_left", n=prize.count - len(mine)))
    return lines


def pages(lottery: Lottery, places: Sequence[Place]) -> int:
    """How many further messages name the rest; it stays as it is, whoever claims or inherits."""
    won = min(sum(each.count for each in lottery.terms.prizes), len(places))
    return max(0, -(-won // SHOWN) - 1)


def result_page(lottery: Lottery, places: Sequence[Place], page: int) -> Lines:
    """The holders that come after those of `result` and of the pages before; the first page is 1."""
    head = text("lottery.result_page", id=lottery.id, page=page + 1, pages=pages(lottery, places) + 1)
    holders = [
        (prize.name, each)
        for number, prize in enumerate(lottery.terms.prizes)
        for each in places
        if each.prize == number and each.state in ("won", "claimed")
    ]
    lines, last = [head], ""
    for name, each in holders[page * SHOWN : (page + 1) * SHOWN]:
        if name != last:
            lines.append(text("lottery.result_prize", name=name))
        lines.append(_holder(each))
        last = name
    return Lines(lines)


def _holder(place: Place) -> Text:
    key = "lottery.result_claimed" if place.state == "claimed" else "lottery.result_won"
    return text(key, who=who(place), code=place.pseudonym)


def who(place: Place) -> Argument:
    """A name that leads to its owner; nobody's for one who asked to be forgotten."""
    return Who(place.user_id, place.name) if place.user_id > 0 else text("general.somebody")


def step(one: Step, *, zone: str) -> Text:
    args: dict[str, Argument] = {"when": When(one.at, zone), "who": Raw(one.who), "n": one.number}
    return Text(_STEPS[one.what], args)


def row(lottery: Lottery, *, zone: str) -> Text:
    """One line of the list of lotteries."""
    ends_at = ends(lottery, zone=zone)
    return text("lottery.row", id=lottery.id, name=short(lottery.terms.name), n=lottery.entrants, state=ends_at)


def ends(lottery: Lottery, *, zone: str) -> When | Text:
    """When it ends, where that is known and to come; else how far it is."""
    return When(lottery.ends_at, zone) if lottery.ends_at and lottery.state == "open" else _STATES[lottery.state]
