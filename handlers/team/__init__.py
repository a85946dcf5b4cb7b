"""What moderators need to work together: shifts, replies kept ready, handing over, and the load they carry."""

from __future__ import annotations

from handlers.team import duty, figures, handover, ready

ENTRANCES = [*duty.ENTRANCES, *handover.ENTRANCES, *ready.ENTRANCES, *figures.ENTRANCES]
