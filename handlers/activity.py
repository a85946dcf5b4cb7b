"""Plain messages: counted in the light path, their words let go."""

from __future__ import annotations

from bot.entrances import observer
from bot.services import activity

ENTRANCES = [observer(activity.settle)]
