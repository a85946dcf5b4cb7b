"""Reading the config file: `load` for running, `check` for asking; neither ever shows a traceback or a token."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.bots import Part, clashes, in_their_bots, own_place, parts_of, shape_findings
from bot.config.crossings import crossings
from bot.config.events import event_findings
from bot.config.findings import ConfigErrors, Finding, quoted
from bot.config.includes import Included, in_their_file, include, included_files
from bot.config.schedule import schedule_findings
from bot.config.settings import Config
from bot.config.surroundings import surroundings
from bot.config.syntax import syntax_finding
from bot.config.tables import Tables
from bot.config.wording import findings_of

_LARGEST = 8_000_000


class _UnreadableError(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.what)
        self.finding = finding


def load(path: Path, environ: Mapping[str, str], bot: str = "") -> Config:
    """The settings of the file, or of that one of its `[[bots]]`; raises `ConfigErrors` with every finding where there
    is an error that concerns it.
    """
    configs, findings = _examine(path, environ)
    wrong = [each for each in findings if each.level == "error" and each.bot in ("", bot)]
    if not wrong and bot not in configs:
        wrong = [_no_such(bot, list(configs))]
        findings = [*wrong, *findings]
    if wrong:
        raise ConfigErrors(findings)
    return configs[bot]


def load_all(path: Path, environ: Mapping[str, str]) -> list[Config]:
    """The settings of each bot of the file, of the only one as of several. Raises `ConfigErrors`."""
    configs, findings = _examine(path, environ)
    if any(finding.level == "error" for finding in findings):
        raise ConfigErrors(findings)
    return list(configs.values())


def check(path: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Everything there is to say about the file, errors first."""
    return _examine(path, environ)[1]


def _no_such(bot: str, names: list[str]) -> Finding:
    known = ", ".join(names)
    if not bot:
        return Finding("error", "bots", "are several", known, "name one with --bot")
    remedy = f"known here: {known}" if any(names) else "leave --bot out: the file has one bot"
    return Finding("error", "bots", "hold no bot of that name", quoted(bot), remedy)


def _examine(path: Path, environ: Mapping[str, str]) -> tuple[dict[str, Config], list[Finding]]:
    """The bots without errors by their names, where the file as a whole has none; the only one's name is ""."""
    try:
        main = _parsed(path)
        whole = include(main, [(each, _parsed(each)) for each in included_files(path)])
    except _UnreadableError as error:
        return {}, [error.finding]
    parts = [replace(each, raw=_with_token(each, environ)) for each in parts_of(whole.raw)]
    findings = [*_exposed(path, main), *_two_tokens(parts, environ), *whole.findings, *shape_findings(whole.raw)]
    findings += clashes(parts)
    findings += in_their_bots([(each, _in_files(each, path, whole)) for each in parts])
    findings.sort(key=lambda finding: finding.level)
    faulty = {finding.bot for finding in findings if finding.level == "error"}
    if "" in faulty:
        return {}, findings
    good = [each for each in parts if each.name not in faulty]
    return {each.name: Config.model_validate(each.raw).read_from(path, part=each) for each in good}, findings


def _in_files(part: Part, path: Path, whole: Included) -> list[Finding]:
    """What is wrong with one bot's settings, by the files they stand in; its own part of the main file comes later."""
    raw = part.raw
    findings = [*crossings(raw), *surroundings(raw, path.parent), *schedule_findings(raw, path.parent)]
    findings += event_findings(raw, path.parent)
    try:
        Tables.model_validate(raw)
    except ValidationError as error:
        findings += findings_of(error, raw)
    return [each if own_place(part, each.where) else in_their_file(each, whole.origins) for each in findings]


def _parsed(path: Path) -> dict[str, Any]:
    text = _decoded(path, _bytes_of(path))
    try:
        raw: dict[str, Any] = _storable(tomllib.loads(text))
        return raw
    except tomllib.TOMLDecodeError as error:
        raise _UnreadableError(syntax_finding(path.name, text, str(error))) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits, tables nested a thousand deep
        remedy = "compare it with config.example.toml"
        raise _UnreadableError(Finding("error", path.name, "cannot be read as TOML", remedy=remedy)) from None


def _storable(value: Any) -> Any:
    """Without the character NUL, which means nothing, and which not every store takes."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {name: _storable(each) for name, each in value.items()}
    return [_storable(each) for each in value] if isinstance(value, list) else value


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        what, remedy = "does not exist", "make one by `weilu init`, or name another file with --config"
    except IsADirectoryError:
        what, remedy = "is a directory", "name the file in it"
    except PermissionError:
        what, remedy = "may not be read by this user", "give the user that runs the bot the right to read it"
    except (OSError, ValueError) as error:
        what, remedy = f"cannot be read ({getattr(error, 'strerror', None) or error})", "name another with --config"
    else:
        if len(content) <= _LARGEST:
            return content
        what, remedy = "is larger than 8 megabytes", "name the config file"
    raise _UnreadableError(Finding("error", path.name or str(path), what, quoted(str(path)), remedy))


def _decoded(path: Path, content: bytes) -> str:
    """A byte order mark, which some editors write, is passed over."""
    remedy = "save it as UTF-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _UnreadableError(Finding("error", path.name, "is UTF-16", remedy=remedy))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        seen = f"byte 0x{content[error.start]:02x}"
        raise _UnreadableError(Finding("error", f"{path.name}:{line}", "is not UTF-8", seen, remedy)) from None


def _with_token(part: Part, environ: Mapping[str, str]) -> Mapping[str, Any]:
    """The file's token goes first; the environment's fills in where the file gives none."""
    telegram = part.raw.get("telegram", {})
    given = environ.get(part.variable, "").strip()
    if not given or not isinstance(telegram, dict) or telegram.get("token", "") != "":
        return part.raw
    return {**part.raw, "telegram": telegram | {"token": given}}


def _two_tokens(parts: Sequence[Part], environ: Mapping[str, str]) -> Iterator[Finding]:
    for part in parts:
        written, given = _token_in(part.raw), environ.get(part.variable, "").strip()
        if written and given and written != given:
            what = f"differs from the environment's {part.variable}; the file's is used"
            where = f"bots[{part.index}].token" if part.name else "telegram.token"
            yield Finding("warning", where, what, remedy="keep one of them", bot=part.name)


def _exposed(path: Path, main: Mapping[str, Any]) -> list[Finding]:
    mode = path.stat().st_mode & 0o777
    if not any(_token_in(each.raw) for each in parts_of(main)) or not mode & 0o004:
        return []
    remedy = f"chmod 600 {path.name}, or give the token by the environment BOT_TOKEN"
    return [
        Finding("warning", path.name, "holds the token and everybody on this machine may read it", f"{mode:o}", remedy)
    ]


def _token_in(raw: Mapping[str, Any]) -> str:
    telegram = raw.get("telegram")
    token = telegram.get("token") if isinstance(telegram, dict) else None
    return token if isinstance(token, str) else ""
