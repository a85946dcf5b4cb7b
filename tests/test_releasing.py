"""Stories of `make release`: what it refuses, before anything is built or tagged."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.cli.version import _described, version

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small repository that could be released as 0.2.0, were there anything in it."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "release", tmp_path / ".ci")
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


def test_it_asks_for_the_version_and_takes_nothing_else_for_one(checkout: Path) -> None:
    assert refused(checkout, "") == "no release: say which: make release VERSION=0.2.0\n"
    assert refused(checkout, "v0.2.0") == "no release: v0.2.0 is no version; say 0.2.0, or 0.2.0rc1\n"


def test_it_wants_notes_that_say_it_is_released(checkout: Path) -> None:
    assert 'CHANGELOG.md has nothing under "## 0.1.0"' in refused(checkout, "0.1.0")


def test_one_that_fails_leaves_no_tag_behind(checkout: Path) -> None:
    (checkout / ".ci" / "wheel-test").write_text("#!/bin/sh\ngit describe --tags\nexit 3\n")
    (checkout / ".ci" / "wheel-test").chmod(0o755)
    commit(checkout)
    done = subprocess.run([".ci/release", "0.2.0"], cwd=checkout, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[0]) == (3, "v0.2.0"), done.stderr
    assert not subprocess.run(["git", "tag"], cwd=checkout, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["tag v0.2.0"], "", r"0\.2\.0"),
        (["tag v0.2.0"], "changed", r"0\.2\.0\+dirty"),
        (["tag v0.2.0", "commit --quiet --allow-empty --message more"], "", r"0\.2\.0\+1\.g[0-9a-f]+"),
        ([], "", r"0\+g[0-9a-f]+"),
    ],
)
def test_the_version_of_a_checkout_is_what_git_says(checkout: Path, before: list[str], after: str, said: str) -> None:
    for each in before:
        git(checkout, *each.split())
    if after:
        (checkout / "CHANGELOG.md").write_text(after)
    assert re.fullmatch(said, _described(checkout))


def test_without_git_the_version_is_that_of_the_package(tmp_path: Path) -> None:
    assert not _described(tmp_path)
    assert version()


def test_it_takes_nothing_that_is_not_committed_and_no_tag_twice(checkout: Path) -> None:
    (checkout / "new.txt").write_text("new")
    assert refused(checkout, "0.2.0").endswith("not committed: ?? new.txt\n")
    commit(checkout)
    git(checkout, "tag", "v0.2.0")
    assert refused(checkout, "0.2.0") == "no release: the tag v0.2.0 is there already\n"
