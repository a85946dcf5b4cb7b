"""Entries in files of their own: `schedule.d/*.toml` beside the config file, read in the order of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.config.findings import Finding

FOLDER = "schedule.d"
_PLACE = re.compile(r"schedule\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Included:
    """The whole as if it were one file; `origins` are (index of the first entry, file) beyond the main file's."""

    raw: Mapping[str, Any]
    origins: Sequence[tuple[int, str]]
    findings: Sequence[Finding]


def included_files(config: Path) -> list[Path]:
    """Hidden files and editors' leavings are passed over."""
    try:
        return sorted(path for path in (config.parent / FOLDER).glob("*.toml") if not path.name.startswith((".", "#")))
    except OSError:
        return []


def include(raw: Mapping[str, Any], parsed: Sequence[tuple[Path, Mapping[str, Any]]]) -> Included:
    """`parsed` are the files beside it. An included file holds `[[schedule]]` entries and nothing else."""
    main = raw.get("schedule", [])
    if not parsed or not isinstance(main, list):
        return Included(raw, (), ())
    entries, origins, findings = list(main), list[tuple[int, str]](), list[Finding]()
    for path, content in parsed:
        name = f"{FOLDER}/{path.name}"
        for key in content.keys() - {"schedule"}:
            remedy = "only [[schedule]] entries may stand there; move the rest to the config file"
            findings.append(Finding("error", f"{name} {key}", "may not stand in an included file", remedy=remedy))
        more = content.get("schedule", [])
        if not isinstance(more, list):
            remedy = "open each entry with [[schedule]]"
            findings.append(Finding("error", f"{name} schedule", "must be a list", "a table", remedy))
            continue
        origins.append((len(entries), name))
        entries += more
    return Included({**raw, "schedule": entries}, origins, findings)


def in_their_files(findings: Sequence[Finding], origins: Sequence[tuple[int, str]]) -> list[Finding]:
    """`schedule[7].cron` of the whole becomes `schedule.d/b.toml schedule[1].cron`."""

    def own(found: re.Match[str]) -> str:
        index = int(found[1])
        at = max((each for each in origins if each[0] <= index), default=None)
        return f"{at[1]} schedule[{index - at[0]}]" if at else found[0]

    return [
        replace(each, where=_PLACE.sub(own, each.where), what=_PLACE.sub(own, each.what)) if origins else each
        for each in findings
    ]
