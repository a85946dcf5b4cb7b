"""A config file that is written, and what is found in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.findings import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    path = tmp_path / "config.toml"

    def put(content: str | bytes) -> Path:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(0o600)
        return path

    return put
