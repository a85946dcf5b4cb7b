"""Several bots in one file: each is what its `[[bots]]` says, laid over the rest of the file, as if it stood alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, TypeAlias

from bot.config.findings import Finding, show

Raw: TypeAlias = Mapping[str, Any]

_NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
_SHARED = ("health", "logging")
"""Tables of the process, which all its bots share."""

_LISTS = re.compile(r"\b(schedule|event)\[(\d+)\]")
_STEP = re.compile(r'"[^"]*"|[^."\[\]]+')


@dataclass(frozen=True, slots=True)
class Part:
    """A bot's part of the file: `raw` is all that holds for it, `own` what its `[[bots]]` says.

    `among` are the names of all; the only one has none. `schema` is where it lies in a PostgreSQL database that it
    shares; "" is that of the database's user.
    """

    raw: Raw
    own: Raw
    name: str = ""
    index: int = 0
    schema: str = ""
    among: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """In the environment, which may hold its token."""
        return f"BOT_TOKEN_{self.name.upper()}" if self.name else "BOT_TOKEN"


def parts_of(raw: Raw) -> list[Part]:
    """One without a name where the file has no `[[bots]]`."""
    entries = raw.get("bots")
    if not isinstance(entries, list) or not entries or not all(isinstance(each, dict) for each in entries):
        return [Part({key: each for key, each in raw.items() if key != "bots"} if "bots" in raw else raw, {})]
    shared = {key: each for key, each in raw.items() if key != "bots"}
    parts = [_part(shared, entry, index) for index, entry in enumerate(entries)]
    return [replace(each, among=tuple(one.name for one in parts)) for each in parts]


def _part(shared: Raw, entry: Raw, index: int) -> Part:
    given = entry.get("name")
    name = given if isinstance(given, str) and _NAME.fullmatch(given) else f"bot{index}"
    own = {key: each for key, each in entry.items() if key not in ("name", "token", *_SHARED)}
    raw = _over(shared, own)
    telegram = {key: each for key, each in _table(shared, "telegram").items() if key != "token"}
    if isinstance(own.get("telegram", {}), dict):
        token = {"token": entry["token"]} if "token" in entry else {}
        raw["telegram"] = _over(telegram, {**_table(own, "telegram"), **token})
    named, storage = _table(shared, "storage").get("path", "weilu.db"), own.get("storage", {})
    if isinstance(named, str) and isinstance(storage, dict) and "path" not in storage:
        raw["storage"] = {**_table(raw, "storage"), "path": beside(named, name)}
    has_own_place = isinstance(storage, dict) and "url" in storage
    return Part(raw, own, name, index, "" if has_own_place else f"bot_{name}")


def beside(path: str, name: str) -> str:
    """`weilu.db` of the bot `tea` is `weilu-tea.db`."""
    pure = PurePath(path)
    return str(pure.with_name(f"{pure.stem}-{name}{pure.suffix}")) if pure.name else path


def _over(shared: Raw, own: Raw) -> dict[str, Any]:
    """Key by key; what its own entries of the schedule and events are comes after those of all."""
    whole = dict(shared)
    for key, each in own.items():
        known = whole.get(key)
        if isinstance(each, dict) and isinstance(known, dict):
            whole[key] = _over(known, each)
        elif key in ("schedule", "event") and isinstance(each, list) and isinstance(known, list):
            whole[key] = [*known, *each]
        else:
            whole[key] = each
    return whole


def shape_findings(raw: Raw) -> Iterator[Finding]:
    """What is wrong with the entries as such."""
    entries = raw.get("bots", [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        yield Finding("error", "bots", "must be a list", show(entries), "open each bot with [[bots]]")
        return
    if entries and _table(raw, "telegram").get("token"):
        remedy = "move it into the [[bots]] of the bot it belongs to"
        yield Finding("error", "telegram.token", "is nobody's where there are several bots", remedy=remedy)
    if entries and any(_table(each, "storage").get("workers") for each in (raw, *entries)):
        remedy = "leave workers out: several processes share several bots out anyhow"
        yield Finding("error", "storage.workers", "is for one bot, and there are several", remedy=remedy)
    names = [entry.get("name") for entry in entries]
    for index, name in enumerate(names):
        where = f"bots[{index}]"
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            remedy = 'write small letters, digits and _, a letter first, at most 31, like name = "tea"'
            yield Finding("error", f"{where}.name", "is no name of a bot", show(name) if name else "", remedy)
        elif name in names[:index]:
            yield Finding("error", f"{where}.name", "is another bot's name too", show(name), "give each bot its own")
        for key in (each for each in _SHARED if each in entries[index]):
            remedy = f"move it out of [[bots]], to the file's own [{key}]"
            yield Finding("error", f"{where}.{key}", "is one for all bots", remedy=remedy)


def clashes(parts: Sequence[Part]) -> Iterator[Finding]:
    """What two bots may not have in common."""
    seen: dict[tuple[str, object], Part] = {}
    for part in parts:
        for where, value in _alone(part):
            if (other := seen.setdefault((where, value), part)) is not part:
                what, remedy = f'is that of the bot "{other.name}" too', "give each bot its own"
                yield Finding("error", f"bots[{part.index}].{where}", what, remedy=remedy, bot=part.name)


def _alone(part: Part) -> Iterator[tuple[str, object]]:
    telegram, storage = _table(part.raw, "telegram"), _table(part.raw, "storage")
    if token := telegram.get("token"):
        yield "token", str(token)
    yield "storage.path", os.path.normpath(str(storage.get("path")))
    if url := storage.get("url"):
        yield "storage.url", (str(url), part.schema)
    listening = [("console.listen", _table(part.raw, "console").get("listen"))]
    if telegram.get("mode") == "webhook":
        listening.append(("telegram.webhook.listen", _table(telegram, "webhook").get("listen", "127.0.0.1:8443")))
    yield from ((where, str(each)) for where, each in listening if each and not str(each).endswith(":0"))


def in_their_bots(found: Sequence[tuple[Part, Sequence[Finding]]]) -> Iterator[Finding]:
    """What is said of the whole file once; what is one bot's by its place in `[[bots]]`, and by its name."""
    if not found[0][0].name:
        yield from found[0][1]
        return
    in_all = set.intersection(*(set(findings) for _, findings in found))
    for number, (part, findings) in enumerate(found):
        for each in findings:
            own = own_place(part, each.where)
            if own or each not in in_all:
                yield _named(part, each, own or each.where)
            elif not number:
                yield each


def _named(part: Part, finding: Finding, place: str) -> Finding:
    remedy = finding.remedy
    if finding.where == "telegram.token":
        place = "token"
        if finding.what == "is missing":
            remedy = f'write token = "..." into its [[bots]], or give the environment {part.variable}'
    what = _LISTS.sub(lambda match: _own_entry(part, match) or match[0], finding.what)
    return replace(finding, where=f"bots[{part.index}].{place}", what=what, remedy=remedy, bot=part.name)


def own_place(part: Part, where: str) -> str:
    """The same place within its `[[bots]]`; empty where it is written elsewhere."""
    if where == "telegram.token":
        return where
    if match := _LISTS.match(where):
        own = _own_entry(part, match)
        return own + where[match.end() :] if own else ""
    here: Any = part.own
    for step in _STEP.findall(where):
        if isinstance(here, list):
            break
        if not isinstance(here, dict) or (step := step.strip('"')) not in here:
            return ""
        here = here[step]
    return where


def _own_entry(part: Part, match: re.Match[str]) -> str:
    whole, own = part.raw.get(match[1]), part.own.get(match[1])
    if not isinstance(whole, list) or not isinstance(own, list):
        return ""
    index = int(match[2]) - (len(whole) - len(own))
    return f"{match[1]}[{index}]" if index >= 0 else ""


def _table(raw: Raw, name: str) -> Raw:
    table = raw.get(name)
    return table if isinstance(table, dict) else {}
