"""What leaves the checkout: wheel and image hold every file the program reads; `make wheel-test` installs the wheel."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from bot.__main__ import main

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = ("bot", "handlers", "storage", "playground")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def _files() -> list[Path]:
    """All that is no module, relative to the root."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    return [path.relative_to(ROOT) for path in found if path.suffix not in (".py", ".pyc")]


def test_every_file_that_is_no_module_is_declared_for_the_wheel() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    shipped = {path for package in PACKAGES for each in data[package] for path in (ROOT / package).glob(each)}
    assert len(_files()) > 100
    assert [str(path) for path in _files() if ROOT / path not in shipped and path.name != "README.md"] == []


def test_the_image_is_built_from_every_package_and_from_what_their_links_lead_to() -> None:
    copied = [name for line in re.findall(r"(?m)^COPY (?!--)(.*)$", DOCKERFILE) for name in line.split()[:-1]]
    assert not [name for name in copied if not (ROOT / name).exists()]
    links = [path for path in _files() if (ROOT / path).is_symlink()]
    needed = {*PACKAGES, *(str((ROOT / path).resolve().relative_to(ROOT)) for path in links)}
    assert needed <= set(copied)


def test_what_the_image_copies_is_not_held_back() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"]
    copied = [name for line in re.findall(r"(?m)^COPY (?!--)(.*)$", DOCKERFILE) for name in line.split()[:-1]]
    assert not [name for name in copied if not any(fnmatch(name, each) for each in kept)]


def _locked(name: str) -> dict[str, str]:
    """The versions in a list of hashes; a package without any would be refused, and is none."""
    words = (ROOT / ".ci/hashes" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+) \\\n +--hash=sha256:[0-9a-f]{64}", words))


def _pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {
        re.sub(r"[-_.]+", "-", name).lower(): version for name, _, version in (line.partition("==") for line in lines)
    }


def test_what_the_image_installs_is_what_is_tested_here_and_no_other_file() -> None:
    image, build, pinned = _locked("image.txt"), _locked("build.txt"), _pinned()
    other = {name for name, version in image.items() if pinned.get(name) != version}
    assert other == {"setuptools"}, "that one comes with the Python here"
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["postgres"]]
    assert {re.match(r"[\w-]+", each)[0].lower() for each in wanted} <= set(image)  # type: ignore[index]
    assert {re.match(r"[\w-]+", each)[0] for each in PROJECT["build-system"]["requires"]} <= set(build)  # type: ignore[index]
    assert build["setuptools"] == image["setuptools"]
    installs = re.findall(r"\$pip install (.*?) \\", DOCKERFILE)
    assert [each for each in installs if "--require-hashes" not in each and "--no-deps" not in each] == []


def test_the_image_the_service_and_the_composition_run_what_the_program_knows() -> None:
    pages = "\n".join(
        (ROOT / name).read_text(encoding="utf-8") for name in ("Dockerfile", "compose.yaml", "weilu.service")
    )
    typed = re.findall(r'(?:bin/weilu|"weilu",|run --rm weilu|/data weilu|:/data weilu) "?([a-z-]+)', pages)
    assert {"run", "init", "health"} <= set(typed)
    assert set(typed) <= set(main.commands)


def test_the_image_runs_as_nobody_in_particular() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    users = re.findall(r"(?m)^USER (\S+)$", last)
    assert users == ["10001:10001"]
    assert last.index("USER ") < last.index("ENTRYPOINT")
