"""How feedback is shown: a card for the desk, a page for its author, a line in a list; nothing is decided here."""

from __future__ import annotations

from bot.domain.feedback import Done, Ticket, alias
from bot.texts.text import Argument, Lines, Raw, Text, When, Who, folded, text
from handlers.command.group_commands import address_of

_SHORT = 40
_LONG, _LINES = 80, 2
"""Characters and line feeds of words that a card shows as they are."""
_SHOWN_TO_AUTHOR = ("reply", "ask", "answer", "close", "decline", "add", "adopt")
_UNSPOKEN = ("public",)
"""Actions whose words stand on the card by themselves."""


def card_name(number: int) -> str:
    return f"feedback:{number}:card"


def card(ticket: Ticket, done: list[Done], *, zone: str, title: str, like: Ticket | None = None) -> Lines:
    lines = [
        text("feedback.card", number=ticket.id, category=category(ticket), who=by(ticket), group=title),
        *_said(ticket.words),
    ]
    if ticket.about and (link := address_of(ticket.chat_id, ticket.about)):
        lines.append(text("feedback.card_about", link=link))
    if like is not None:
        lines.append(text("feedback.card_like", number=like.id, words=Raw(cut(like.words))))
    lines.append(_standing(ticket, zone=zone))
    if ticket.is_urgent and not ticket.is_over:
        lines.append(text("feedback.card_urgent"))
    if ticket.assigned_id:
        lines.append(text("feedback.card_assigned", who=ticket.assigned_name or text("general.somebody")))
    if ticket.score:
        lines.append(text("feedback.card_score", score=ticket.score))
    if ticket.outcome:
        lines.append(text("feedback.card_outcome", words=Raw(ticket.outcome)))
    return Lines([*lines, *folded([_done(ticket, each, zone=zone, is_signed=True) for each in done])])


def _said(words: str) -> list[Text]:
    """Its words; many of them are folded away."""
    sentence = text("feedback.card_words", words=Raw(words))
    is_long = len(words) > _LONG or words.count("\n") > _LINES
    return folded([sentence]) if is_long else [sentence]


def _standing(ticket: Ticket, *, zone: str) -> Text:
    if ticket.state in ("open", "claimed"):
        return text("feedback.card_state", state=state(ticket), due=When(ticket.due_at, zone))
    return text("feedback.card_settled", state=state(ticket))


def page(ticket: Ticket, done: list[Done], *, zone: str, is_signed: bool, is_own: bool) -> Lines:
    """How far it got, and what was said; `is_own` where its author reads it."""
    lines = [
        text("feedback.page", number=ticket.id, state=state(ticket), when=When(ticket.given_at, zone)),
        text("feedback.card_words", words=Raw(cut(ticket.words))),
    ]
    if ticket.merged_id:
        lines.append(text("feedback.page_merged", number=ticket.merged_id))
    if ticket.state in ("open", "claimed"):
        lines.append(text("feedback.page_due", due=When(ticket.due_at, zone)))
    lines += [
        _done(ticket, each, zone=zone, is_signed=is_signed, is_own=is_own)
        for each in done
        if each.transition in _SHOWN_TO_AUTHOR
    ]
    if ticket.state == "closed":
        lines.append(text("feedback.page_rated", score=ticket.score) if ticket.score else text("feedback.page_rate"))
    return Lines(lines)


def line(ticket: Ticket) -> Text:
    """With how many others joined it."""
    key = "feedback.line_urgent" if ticket.is_urgent and not ticket.is_over else "feedback.line"
    excerpt = Raw(f"👥{ticket.joined + 1} {cut(ticket.words)}" if ticket.joined else cut(ticket.words))
    return text(key, number=ticket.id, state=state(ticket), words=excerpt)


def _done(ticket: Ticket, each: Done, *, zone: str, is_signed: bool, is_own: bool = False) -> Text:
    """Of what joined it is said whose author it was."""
    doer = _doer(each, is_signed=is_signed, is_own=is_own)
    if each.number != ticket.id:
        doer = text("feedback.author_of", number=each.number)
    sentence = text(f"feedback.did_{each.transition}", who=doer, when=When(each.at, zone))
    spoken = each.words if each.transition not in _UNSPOKEN else ""
    return text("feedback.did_words", what=sentence, words=Raw(spoken)) if spoken else sentence


def _doer(each: Done, *, is_signed: bool, is_own: bool) -> Argument:
    if each.actor_id == 0:
        return text("feedback.the_reader") if is_own else text("feedback.the_author")
    if not is_signed:
        return text("feedback.the_desk")
    return each.actor_name or text("general.somebody")


def by(ticket: Ticket) -> Argument:
    if ticket.is_anonymous:
        return text("feedback.anonymous", alias=alias(ticket.voice, ticket.chat_id))
    return Who(ticket.user_id, ticket.name)


def state(ticket: Ticket) -> Text:
    return text(f"feedback.state_{ticket.state}")


def category(ticket: Ticket) -> Text:
    return text(f"feedback.category_{ticket.category}")


def cut(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _SHORT else shown[: _SHORT - 1] + "…"


def first_of(words: str) -> tuple[str, str]:
    """The first word and the rest, by any kind of space."""
    first, *rest = words.split(maxsplit=1) or [""]
    return first, rest[0].strip() if rest else ""
