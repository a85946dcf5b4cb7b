"""/audit: what moderators did lately, to whom and why, for moderators to read; writing it is each deed's own."""

from __future__ import annotations

from bot.domain.people import Person
from bot.domain.points import ANONYMOUS
from bot.entrances import Entrance
from bot.services import audit
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from bot.turn import Turn
from handlers import knobs
from handlers.places import Place, answer, called, group_command


async def show_audit(turn: Turn, place: Place) -> None:
    settings = turn.book.settings(place.group.id)
    await turn.gate.require("audit", settings=settings, group=place.group, person=turn.person)
    found = await audit.latest(turn.reads, chat_id=place.group.id)
    if not found:
        answer(turn, text("audit.empty"))
        return
    answer(turn, Lines([text("audit.open"), *(_line(each, zone=place.group.timezone) for each in found)]))


def _line(noted: audit.Noted, *, zone: str) -> Text:
    who: Argument = text("points.by_anonymous") if noted.actor_id == ANONYMOUS else called(noted.actor_name)
    what = done(noted.deed, called(noted.target_name) if noted.target_id else None)
    words = knobs.told(noted.words) if noted.deed == "settings" else None
    return text("audit.line", when=When(noted.at, zone), who=who, what=what, words=_after(words or noted.words))


def done(deed: str, to: Argument | None) -> Text:
    """A deed in words, with whom it was done to where it was done to anybody."""
    return text(f"audit.deed_{deed}", to=_after(to))


def _after(words: Argument | None) -> Argument:
    """Words with a space before them; without words there is none."""
    return text("audit.after", words=words) if words else Raw("")


async def note(turn: Turn, chat_id: int, deed: str, *, target: Person | None = None, words: str = "") -> None:
    """In the turn's own transaction."""
    await audit.note(turn.unit, chat_id=chat_id, deed=deed, actor=turn.person, target=target, words=words, at=turn.now)


ENTRANCES: list[Entrance] = [group_command("audit", show_audit, who="moderator")]
