"""/rules set, step by step: the rules, a line each, and from when they hold; the group is told what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.conduct import differences, read_rules
from bot.domain.dialogue import Draft
from bot.domain.grammar.doubts import taken
from bot.domain.grammar.moments import Here, read_moment
from bot.domain.points import ANONYMOUS
from bot.domain.schedule.planned import NOW
from bot.engine.turn import Turn
from bot.services import conduct
from bot.texts.text import Raw, Text, When, Words, text
from handlers.command.group_commands import Place, elsewhere
from handlers.conduct.card import configured, listed
from handlers.dialogue.declaring import Dialogue, Step, as_date, moments, when
from handlers.dialogue.screens import here_of
from handlers.moderation.log import note


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("rules", group=place.group)


def _rules(words: str, _: Here) -> str:
    return "\n".join(read_rules(words))


def _since(words: str, here: Here) -> str:
    return NOW if words == NOW else as_date(lambda written, at: taken(read_moment(written, at)))(words, here)


def _shown_since(words: str, here: Here) -> Words:
    return text("conduct.at_once") if words == NOW else when(words, here)


def _shown_rules(words: str, _: Here) -> Words:
    return text("conduct.n_rules", n=len(words.split("\n")))


_soon = moments("tomorrow 00:00", "tomorrow 20:00")


async def _known(turn: Turn, draft: Draft) -> Sequence[tuple[str, Words]]:
    return [(NOW, text("conduct.at_once")), *await _soon(turn, draft)]


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    """The whole, and in a word how much of it is new."""
    place, given = elsewhere(turn, draft.for_chat), draft.given
    rules = given["words"].split("\n")
    before = await conduct.in_force(
        turn.reads, chat_id=place.group.id, configured=configured(turn, place.group.id), at=turn.now
    )
    lines = [text("conduct.head", group=Raw(place.group.title)), *listed(rules)]
    lines.append(text("conduct.from", since=_shown_since(given.get("since", NOW), here_of(turn, draft))))
    if before is not None:
        changes = differences(before.rules, rules)
        lines.append(text("conduct.n_changes", n=len(changes)) if changes else text("conduct.same"))
    return lines


async def _finish(turn: Turn, draft: Draft) -> Words:
    given = draft.given
    since = given.get("since", NOW)
    starts_at = turn.now if since == NOW else taken(read_moment(since, here_of(turn, draft)))
    return await put_in_force(turn, elsewhere(turn, draft.for_chat), given["words"], starts_at=starts_at)


async def put_in_force(turn: Turn, place: Place, words: str, *, starts_at: int) -> Text:
    """What whoever wrote them is told; the group is told by itself, in quiet hours later."""
    number = await conduct.write(
        turn.unit,
        words,
        chat_id=place.group.id,
        by=ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id,
        at=turn.now,
        starts_at=starts_at,
        configured=configured(turn, place.group.id),
    )
    turn.is_timed = True
    await note(turn, place.group.id, "rules_set", words=f"#{number}")
    count = len(words.split("\n"))
    if starts_at > turn.now:
        return text("conduct.set_from", version=number, n=count, when=When(starts_at, place.group.timezone))
    return text("conduct.set", version=number, n=count)


DIALOGUE: Final = Dialogue(
    name="rules",
    title=text("conduct.title"),
    steps=(
        Step("words", text("conduct.step_words"), text("conduct.ask_words"), _rules, _shown_rules, order="needed"),
        Step("since", text("conduct.step_since"), text("conduct.ask_since"), _since, _shown_since,
             known=_known, order="needed"),
    ),
    recalls_about=True,
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("conduct.open"),
)  # fmt: skip
