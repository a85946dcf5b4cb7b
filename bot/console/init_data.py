"""Who opened the Mini App, by the words that Telegram signed with the bot's token; nothing unsigned is read."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qsl

import msgspec

from bot.domain.console import AHEAD, SIGNED_LASTS, SignatureWrong

_MOST = 8192
"""Characters that such words may have."""


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False
    language_code: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    user_id: int
    language: str


def read(init_data: str, *, token: str, now: int) -> Opened:
    """Raises SignatureWrong for words that were not signed by that token, more than an hour ago, or in the future."""
    if len(init_data) > _MOST:
        raise SignatureWrong
    pairs = parse_qsl(init_data, keep_blank_values=True)
    fields = dict(pairs)
    if len(fields) != len(pairs) or not hmac.compare_digest(
        fields.pop("hash", "").encode(), _signed(fields, token).encode()
    ):
        raise SignatureWrong
    signed_at = fields.get("auth_date", "")
    if not (signed_at.isascii() and signed_at.isdecimal() and len(signed_at) <= 12):
        raise SignatureWrong
    if not now - SIGNED_LASTS <= int(signed_at) <= now + AHEAD:
        raise SignatureWrong
    try:
        user = msgspec.json.decode(fields.get("user", ""), type=_User)
    except msgspec.DecodeError:
        raise SignatureWrong from None
    if user.is_bot or user.id <= 0:
        raise SignatureWrong
    return Opened(user.id, user.language_code)


def _signed(fields: dict[str, str], token: str) -> str:
    """HMAC-SHA256 as the Bot API has it for Mini Apps, hexadecimal."""
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    return hmac.new(key, lines.encode(), hashlib.sha256).hexdigest()
