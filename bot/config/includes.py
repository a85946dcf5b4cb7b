"""Entries and events in files of their own: `schedule.d/*.toml` beside the config file, in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.config.findings import Finding

FOLDER = "schedule.d"
_KINDS = ("schedule", "event")
_PLACE = re.compile(rf"\b({'|'.join(_KINDS)})\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Included:
    """The whole as if it were one file; `origins` are (kind, index of the first entry, file) beyond the main file's."""

    raw: Mapping[str, Any]
    origins: Sequence[tuple[str, int, str]]
    findings: Sequence[Finding]


def included_files(config: Path) -> list[Path]:
    """Hidden files and editors' leavings are passed over."""
    try:
        return sorted(path for path in (config.parent / FOLDER).glob("*.toml") if not path.name.startswith((".", "#")))
    except OSError:
        return []


def include(raw: Mapping[str, Any], parsed: Sequence[tuple[Path, Mapping[str, Any]]]) -> Included:
    """`parsed` are the files beside it. An included file holds `[[schedule]]` and `[[event]]` entries, nothing else."""
    whole = dict(raw)
    origins, findings = list[tuple[str, int, str]](), list[Finding]()
    for path, content in parsed:
        name = f"{FOLDER}/{path.name}"
        for key in content.keys() - set(_KINDS):
            remedy = "only [[schedule]] and [[event]] entries may stand there; move the rest to the config file"
            findings.append(Finding("error", f"{name} {key}", "may not stand in an included file", remedy=remedy))
        for kind in _KINDS:
            known, more = whole.get(kind, []), content.get(kind, [])
            if not isinstance(more, list):
                remedy = f"open each entry with [[{kind}]]"
                findings.append(Finding("error", f"{name} {kind}", "must be a list", "a table", remedy))
            elif more and isinstance(known, list):
                origins.append((kind, len(known), name))
                whole[kind] = [*known, *more]
    return Included(whole, origins, findings)


def in_their_file(finding: Finding, origins: Sequence[tuple[str, int, str]]) -> Finding:
    """`schedule[7].cron` of the whole becomes `schedule.d/b.toml schedule[1].cron`."""

    def own(match: re.Match[str]) -> str:
        kind, index = match[1], int(match[2])
        _, first, name = max((each for each in origins if each[0] == kind and each[1] <= index), default=("", 0, ""))
        return f"{name} {kind}[{index - first}]" if name else match[0]

    if not origins:
        return finding
    return replace(finding, where=_PLACE.sub(own, finding.where), what=_PLACE.sub(own, finding.what))
