"""The program as a process of its own: started, listened to, stopped."""

from __future__ import annotations

import pytest

from playground.world import World
from playground.world.population import populate


@pytest.fixture
def world() -> World:
    one = populate(World(seed=7))
    one.floods.counts = False  # as `pace = "none"` takes for granted
    return one
