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
    to: Argument = called(noted.target_name) if noted.target_id else Raw("")
    words = (knobs.told(noted.words) if noted.deed == "settings" else None) or Raw(noted.words)
    what = text(f"audit.deed_{noted.deed}", to=to)
    return text("audit.line", when=When(noted.at, zone), who=who, what=what, words=words)


async def note(turn: Turn, chat_id: int, deed: str, *, target: Person | None = None, words: str = "") -> None:
    """In the turn's own transaction."""
    await audit.note(turn.unit, chat_id=chat_id, deed=deed, actor=turn.person, target=target, words=words, at=turn.now)


ENTRANCES: list[Entrance] = [group_command("audit", show_audit, who="moderator")]
