"""Entrances bound for one story, and what the store then holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.engine.turn import Turn
from storage import key_values
from tests.story import Story


def binds(story: Story, name: str, handler: Callable[[Turn], Awaitable[None]]) -> None:
    """A command of the story's own, which has no words in the catalogs."""
    story.router.wiring.commands[name] = handler


async def fact(story: Story, name: str) -> str | None:
    return await key_values.fact(story.app.database.reads, name)


async def inbox(story: Story, state: str) -> list[dict[str, Any]]:
    return await story.rows("SELECT update_id, error FROM inbox WHERE state = :state", state=state)
