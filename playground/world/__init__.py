"""The world of the playground; `World` is its door."""

from playground.world.world import World

__all__ = ["World"]
