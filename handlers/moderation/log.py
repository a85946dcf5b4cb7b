"""/audit: what moderators did lately, to whom and why, for moderators to read; writing it is each action's own."""

from __future__ import annotations

from typing import Final

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.engine.entrances import Entrance
from bot.engine.looks import looks_up
from bot.engine.shortcuts import Listing
from bot.engine.turn import Turn
from bot.services import moderation_log
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from handlers.command.group_commands import Place, answer, called, elsewhere, wordless_group_command
from handlers.command.listing import MOST, TALL, foot, page_of, pages_of
from handlers.command.privately import of_moderators
from handlers.settings import labels

_RULE: Final = "§"


async def show_audit(turn: Turn, place: Place) -> None:
    await _show(turn, place, 0)


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    place = elsewhere(turn, chat_id)
    await turn.require("audit", group=place.group)
    await _show(turn, place, number)


async def _show(turn: Turn, place: Place, number: int) -> None:
    await looks_up(turn, "audit", chat_id=place.group.id)
    page = page_of(await moderation_log.latest(turn.reads, chat_id=place.group.id, limit=MOST), number, size=TALL)
    if not page.rows:
        answer(turn, text("audit.empty"))
        return
    lines = [text("audit.open"), *(_line(each, zone=place.group.timezone) for each in page.rows), *foot(page)]
    answer(turn, Lines(lines), keys=pages_of(page, "audit", place.group.id))


def _line(noted: moderation_log.Noted, *, zone: str) -> Text:
    who, what, words = told(noted)
    return text("audit.line", when=When(noted.at, zone), who=who, what=what, words=words)


def told(noted: moderation_log.Noted) -> tuple[Argument, Text, Argument]:
    """Who did what, and the words with it: a reason, a value, a number; maybe none."""
    return _actor(noted), done(noted.kind, called(noted.target_name) if noted.target_id else None), _words_of(noted)


def _actor(noted: moderation_log.Noted) -> Argument:
    if not noted.actor_id:
        return text("sanctions.by_bot")
    return text("points.by_anonymous") if noted.actor_id == ANONYMOUS else called(noted.actor_name)


def ruled(rule: int, words: str) -> str:
    """Words of the log with the rule that was cited (0: none) before them, in nobody's language."""
    return f"{_RULE}{rule} {words}".strip() if rule else words


def _words_of(noted: moderation_log.Noted) -> Argument:
    """A number follows what was done, as "#12" does; reasons and values stand in brackets."""
    if noted.words.startswith(_RULE):
        rule, _, rest = noted.words.removeprefix(_RULE).partition(" ")
        return text("audit.ruled", number=rule, words=_after(_said(noted.kind, rest)))
    match noted.kind:
        case "guard_hold" | "guard_delete":
            words: Argument = _said(noted.kind, noted.words)
        case "settings":
            words = labels.told(noted.words) or noted.words
        case "language":
            words = labels.language(noted.words)
        case "quiz_emptied" if noted.words.isdecimal():
            words = text("audit.questions", n=int(noted.words))
        case _ if not noted.words or noted.words.startswith("#"):
            return _after(noted.words)
        case _:
            words = noted.words
    return text("audit.words", words=words)


def _said(kind: str, words: str) -> Argument:
    """What the guard went by is kept as its name."""
    return text(f"guard.why_{words}") if kind in ("guard_hold", "guard_delete") else words


def done(kind: str, to: Argument | None) -> Text:
    """An action in words, with whom it was done to where it was done to anybody."""
    return text(f"audit.deed_{kind}", to=_after(to))


def _after(words: Argument | None) -> Argument:
    """Words with a space before them; without words there is none."""
    return text("audit.after", words=words) if words else Raw("")


async def note(turn: Turn, chat_id: int, kind: str, *, target: Person | None = None, words: str = "") -> None:
    """In the turn's own transaction."""
    await moderation_log.note(
        turn.unit, chat_id=chat_id, kind=kind, actor=turn.person, target=target, words=words, at=turn.now
    )


ENTRANCES: list[Entrance] = [
    wordless_group_command("audit", of_moderators("audit", show_audit), who="moderator"),
    Listing("audit", show_page),
]
