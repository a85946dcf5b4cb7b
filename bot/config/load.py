"""Reading the config file: `load` for running, `check` for asking; neither ever shows a traceback or a token."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.crossings import crossings
from bot.config.events import event_findings
from bot.config.findings import ConfigErrors, Finding, quoted
from bot.config.includes import in_their_files, include, included_files
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


def load(path: Path, environ: Mapping[str, str]) -> Config:
    """The settings of the file; raises `ConfigErrors` with every finding when there is an error among them."""
    config, findings = _examine(path, environ)
    if config is None:
        raise ConfigErrors(findings)
    return config


def check(path: Path, environ: Mapping[str, str]) -> list[Finding]:
    """Everything there is to say about the file, errors first."""
    return _examine(path, environ)[1]


def _examine(path: Path, environ: Mapping[str, str]) -> tuple[Config | None, list[Finding]]:
    try:
        main = _parsed(path)
        whole = include(main, [(each, _parsed(each)) for each in included_files(path)])
    except _UnreadableError as error:
        return None, [error.finding]
    findings = [*_exposed(path, main), *_two_tokens(main, environ), *whole.findings]
    raw = _with_token(whole.raw, environ)
    findings += [*crossings(raw), *surroundings(raw, path.parent)]
    findings += schedule_findings(raw, path.parent)
    findings += event_findings(raw, path.parent)
    try:
        Tables.model_validate(raw)
    except ValidationError as error:
        findings += findings_of(error, raw)
    findings = in_their_files(findings, whole.origins)
    findings.sort(key=lambda finding: finding.level)
    if any(finding.level == "error" for finding in findings):
        return None, findings
    return Config.model_validate(raw).read_from(path), findings


def _parsed(path: Path) -> dict[str, Any]:
    text = _decoded(path, _bytes_of(path))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _UnreadableError(syntax_finding(path.name, text, str(error))) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits, tables nested a thousand deep
        remedy = "compare it with config.example.toml"
        raise _UnreadableError(Finding("error", path.name, "cannot be read as TOML", remedy=remedy)) from None


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


def _with_token(raw: Mapping[str, Any], environ: Mapping[str, str]) -> Mapping[str, Any]:
    """The file's token goes first; the environment's fills in where the file gives none."""
    telegram = raw.get("telegram", {})
    given = environ.get("BOT_TOKEN", "").strip()
    if not given or not isinstance(telegram, dict) or telegram.get("token", "") != "":
        return raw
    return {**raw, "telegram": telegram | {"token": given}}


def _two_tokens(raw: Mapping[str, Any], environ: Mapping[str, str]) -> list[Finding]:
    written, given = _token_in(raw), environ.get("BOT_TOKEN", "").strip()
    if not written or not given or written == given:
        return []
    what = "differs from the environment's BOT_TOKEN; the file's is used"
    return [Finding("warning", "telegram.token", what, remedy="keep one of them")]


def _exposed(path: Path, raw: Mapping[str, Any]) -> list[Finding]:
    mode = path.stat().st_mode & 0o777
    if not _token_in(raw) or not mode & 0o004:
        return []
    remedy = f"chmod 600 {path.name}, or give the token by the environment BOT_TOKEN"
    return [
        Finding("warning", path.name, "holds the token and everybody on this machine may read it", f"{mode:o}", remedy)
    ]


def _token_in(raw: Mapping[str, Any]) -> str:
    telegram = raw.get("telegram")
    token = telegram.get("token") if isinstance(telegram, dict) else None
    return token if isinstance(token, str) else ""
