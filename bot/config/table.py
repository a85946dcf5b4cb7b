"""What every table of the config file is: frozen, with known keys only; the tables themselves live beside."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """Frozen, known keys only, and no silent conversion: what the file says is what counts."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
