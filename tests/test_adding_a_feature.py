"""The page on adding a feature, followed step by step on a copy of the tree: what it says works."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "storage", "playground", "tests", "bench", "training")
STEP = re.compile(r"<!-- (new file|end of|in) ?:? ?(\S+?)(?:, before: (.*?))? -->\n```\w+\n(.*?)```\n", re.S)


def copied(folder: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "shots"), symlinks=True
        )
    for name in ("pyproject.toml", "docs/verify_lottery.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def follow(page: str, folder: Path) -> int:
    """Take every step of the page; how many there were."""
    number = 1 + len(list((folder / "storage/migrations").glob("*.sql")))
    steps = STEP.findall(page)
    for what, name, line, text in steps:
        path = folder / name.replace("NNNN", f"{number:04}")
        if what == "new file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            continue
        was = path.read_text(encoding="utf-8")
        if what == "end of":
            path.write_text(f"{was}\n{text}", encoding="utf-8")
        else:
            assert line in was, f"{name} has no line {line!r}"
            path.write_text(was.replace(line, f"{text}{line}", 1), encoding="utf-8")
    return len(steps)


def test_whoever_follows_the_page_has_a_feature_whose_story_passes(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "adding-a-feature.md").read_text(encoding="utf-8")
    assert follow(page, copied(tmp_path)) == page.count("<!-- ") > 0
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/handlers/test_wave.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout[-3000:]
