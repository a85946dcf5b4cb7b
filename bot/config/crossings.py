"""What keys of the config file must be to each other, and what is allowed but unwise; single values live in `values`.

Works on the parsed file rather than on typed tables, so that one bad value hides no other finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from bot.config.findings import Finding, masked, place, show
from bot.domain.levels import TAG_LENGTH, tag_of

Raw: TypeAlias = Mapping[str, Any]

_PUBLIC_SERVER = "https://api.telegram.org"
_LEAST_SECRET = 16
_WEBHOOK_PORTS = (80, 88, 443, 8443)
_REAL_TOKEN = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{30,}")


def crossings(raw: Raw) -> Iterator[Finding]:
    for rule in _RULES:
        yield from rule(raw)


def _token_is_there(raw: Raw) -> Iterator[Finding]:
    telegram = _table(raw, "telegram")
    token = telegram.get("token", "")
    if token == "":
        remedy = (
            'ask @BotFather for one (/newbot), then set token = "..." under [telegram] or the environment BOT_TOKEN'
        )
        yield Finding("error", "telegram.token", "is missing", remedy=remedy)
    elif isinstance(token, str) and not _REAL_TOKEN.fullmatch(token) and _is_public(telegram):
        remedy = "check that the whole of it was copied"
        yield Finding("warning", "telegram.token", "is not as long as Telegram's tokens are", masked(token), remedy)


def _webhook_is_whole(raw: Raw) -> Iterator[Finding]:
    telegram = _table(raw, "telegram")
    webhook = _table(telegram, "webhook")
    if telegram.get("mode") != "webhook":
        return
    url = webhook.get("public_url", "")
    if url == "":
        remedy = 'name the address Telegram shall call, such as "https://bot.example.org/weilu"'
        yield Finding("error", "telegram.webhook.public_url", 'is missing, and mode is "webhook"', remedy=remedy)
    elif isinstance(url, str) and url.startswith("http:") and _is_public(telegram):
        remedy = 'Telegram calls "https://" only'
        yield Finding("error", "telegram.webhook.public_url", "is not encrypted", show(url), remedy)
    elif isinstance(url, str) and _is_public(telegram) and (why := _out_of_reach(url)):
        yield Finding("error", "telegram.webhook.public_url", why[0], show(url), why[1])
    secret = webhook.get("secret", "")
    if isinstance(secret, str) and 0 < len(secret) < _LEAST_SECRET:
        remedy = "leave it out, and the bot makes one of its own, or set a long random one"
        yield Finding("warning", "telegram.webhook.secret", "may be guessed", masked(secret), remedy)


def _out_of_reach(url: str) -> tuple[str, str] | None:
    """What is wrong with the address for Telegram's servers, and what to do."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return None  # another finding names it
    if port not in _WEBHOOK_PORTS:
        return f"names port {port}", f"Telegram calls ports {', '.join(map(str, _WEBHOOK_PORTS))} alone"
    try:
        address = ip_address(host)
    except ValueError:
        return None
    if address.version == 6 or not address.is_global:
        return "is no address Telegram can reach", "name a public IPv4 address, or a host that has one"
    return None


def _server_is_trusted(raw: Raw) -> Iterator[Finding]:
    telegram = _table(raw, "telegram")
    url = telegram.get("base_url", _PUBLIC_SERVER)
    if telegram.get("pace") == "none" and _is_public(telegram):
        remedy = 'keep pace = "telegram" for api.telegram.org'
        yield Finding("warning", "telegram.pace", "ignores Telegram's send limits", '"none"', remedy)
    if isinstance(url, str) and url.startswith("http:") and not _is_near(url):
        yield Finding("warning", "telegram.base_url", "sends the token unencrypted", show(url), 'use "https://"')


def _database_is_at_hand(raw: Raw) -> Iterator[Finding]:
    url = _table(raw, "storage").get("url", "")
    if not isinstance(url, str) or not url:
        return
    if find_spec("asyncpg") is None:
        yield Finding("error", "storage.url", "needs what is not installed", remedy="pip install 'weilu[postgres]'")
    if not _is_near(url) and "sslmode=verify-" not in url:
        remedy = "end it with ?sslmode=verify-full&sslrootcert=FILE"
        yield Finding("warning", "storage.url", "takes anybody for the server it names", remedy=remedy)


def _workers_can_share(raw: Raw) -> Iterator[Finding]:
    storage = _table(raw, "storage")
    if storage.get("workers") is not True:
        return
    if not storage.get("url"):
        remedy = 'set url = "postgresql://..." under [storage], or leave workers out'
        yield Finding("error", "storage.workers", "needs a PostgreSQL database to share", remedy=remedy)


def _somebody_operates(raw: Raw) -> Iterator[Finding]:
    if _table(raw, "access").get("operators", []) == []:
        remedy = "put your Telegram user id there, such as operators = [123456789]"
        yield Finding("warning", "access.operators", "is empty: nobody is told when something breaks", remedy=remedy)


def _groups_are_chats(raw: Raw) -> Iterator[Finding]:
    for name in _table(raw, "groups"):
        if not re.fullmatch(r"-[1-9][0-9]{0,15}", name):
            remedy = 'a group\'s id is negative, such as [groups."-1001234567890"]'
            yield Finding("error", place(["groups", name]), "is not a group's id", show(name), remedy)


def _grants_fit(raw: Raw) -> Iterator[Finding]:
    points = _table(raw, "points")
    one, daily = points.get("grant_max", 10000), points.get("grant_daily", 50000)
    if isinstance(one, int) and isinstance(daily, int) and one > daily > 0:
        remedy = "raise grant_daily or lower grant_max"
        yield Finding("warning", "points.grant_max", "is more than a moderator may grant a day", show(one), remedy)


def _gate_asks(raw: Raw) -> Iterator[Finding]:
    gate = _table(raw, "gate")
    if gate.get("mode") == "question" and not (gate.get("question") and gate.get("answers")):
        remedy = 'write question = "..." and answers = ["*right", "wrong"], or choose mode = "button"'
        yield Finding("error", "gate.question", 'is missing, and mode is "question"', remedy=remedy)
    elif bool(gate.get("question")) != bool(gate.get("answers")):
        remedy = "write both, or neither"
        yield Finding(
            "warning", "gate.question", "has no answers, or answers no question: a button is shown", "", remedy
        )


def _tags_can_stand(raw: Raw) -> Iterator[Finding]:
    points = _table(raw, "points")
    levels = points.get("levels", [])
    if points.get("level_tags", True) is not True or not isinstance(levels, list):
        return
    for index, level in enumerate(levels):
        name = level.get("name") if isinstance(level, dict) else None
        if isinstance(name, str) and name and name.strip() != (tag := tag_of(name)):
            what = f"stands beside names as {show(tag)}" if tag else "cannot stand beside names"
            remedy = f"Telegram takes {TAG_LENGTH} characters and no emoji there"
            yield Finding("warning", f"points.levels[{index}].name", what, show(name), remedy)


def _table(raw: Raw, name: str) -> Raw:
    table = raw.get(name)
    return table if isinstance(table, dict) else {}


def _is_public(telegram: Raw) -> bool:
    return str(telegram.get("base_url", _PUBLIC_SERVER)).rstrip("/") == _PUBLIC_SERVER


def _is_near(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return True  # another finding names it
    return host in {"localhost", "::1"} or host.startswith("127.") or "." not in host


_RULES: tuple[Callable[[Raw], Iterator[Finding]], ...] = (
    _token_is_there,
    _webhook_is_whole,
    _server_is_trusted,
    _database_is_at_hand,
    _workers_can_share,
    _somebody_operates,
    _groups_are_chats,
    _grants_fit,
    _gate_asks,
    _tags_can_stand,
)
