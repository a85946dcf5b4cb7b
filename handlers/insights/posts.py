"""What kind of thing a post of the bot's own is, by the name it is kept under and what the plan says of it."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.schedule.plan import Plan


def kind_of(plan: Plan) -> Callable[[str], str]:
    """By the first word of a post's name; what the schedule posts goes by what the entry is."""
    kinds = {entry.name: entry.content.kind for entry in plan.entries.values()}

    def kind(name: str) -> str:
        word, _, rest = name.partition(":")
        if word != "schedule":
            return word
        return f"schedule_{kinds.get(rest.rpartition(':')[0], 'text')}"

    return kind
