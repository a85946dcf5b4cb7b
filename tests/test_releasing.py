"""Stories of `make release`: what it refuses, before anything is built or tagged."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small repository that could be released as 0.2.0, were there anything in it."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "release", tmp_path / ".ci")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "0.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 0.2.0\n- New.\n\n## 0.1.0 (not released)\n- First.\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return tmp_path


def git(checkout: Path, *arguments: str) -> None:
    told = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *told, *arguments], cwd=checkout, check=True, capture_output=True)


def commit(checkout: Path) -> None:
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", "all")


def refused(checkout: Path, version: str) -> str:
    done = subprocess.run([".ci/release", version], cwd=checkout, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not (checkout / "build").exists()
    return done.stderr


def test_it_asks_for_the_version_and_believes_no_other_than_is_written(checkout: Path) -> None:
    assert refused(checkout, "") == "no release: say which: make release VERSION=0.2.0\n"
    assert refused(checkout, "0.3.0") == "no release: pyproject.toml says version 0.2.0, you said 0.3.0\n"


def test_it_wants_notes_that_say_it_is_released(checkout: Path) -> None:
    (checkout / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n')
    assert 'CHANGELOG.md has nothing under "## 0.1.0"' in refused(checkout, "0.1.0")


def test_it_takes_nothing_that_is_not_committed_and_no_tag_twice(checkout: Path) -> None:
    (checkout / "new.txt").write_text("new")
    assert refused(checkout, "0.2.0").endswith("not committed: ?? new.txt\n")
    commit(checkout)
    git(checkout, "tag", "v0.2.0")
    assert refused(checkout, "0.2.0") == "no release: the tag v0.2.0 is there already\n"
