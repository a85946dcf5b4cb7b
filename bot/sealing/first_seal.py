"""Reads what the first release sealed with a cipher of its own, so that it can be sealed anew; nothing is written so.

Its words lie under a stream of HMAC-SHA256 in counter mode, its numbers under 64 bits of one; both carry a proof.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from typing import Any

from bot.sealing import Sealing

_NUMBER = re.compile(r"[0-9a-f]{40}")
_KINDS = ("author", "relay")


class FirstSeal:
    """`anew` gives a stored value back with all that this secret sealed within it sealed by `seal` instead."""

    def __init__(self, secret: bytes, sealing: Sealing) -> None:
        self._secret, self._sealing = secret, sealing

    def anew(self, value: str) -> str:
        """A sealed value, or JSON with sealed values at any depth; what another secret sealed stays as it is."""
        if (token := self._token(value)) != value:
            return token
        try:
            read = json.loads(value)
        except ValueError:
            return value
        written = self._within(read)
        return value if written == read else json.dumps(written, ensure_ascii=False)

    def _within(self, read: Any) -> Any:
        match read:
            case dict():
                return {name: self._within(each) for name, each in read.items()}
            case list():
                return [self._within(each) for each in read]
            case str():
                return self._token(read)
        return read

    def _token(self, value: str) -> str:
        if _NUMBER.fullmatch(value):
            for kind in _KINDS:
                if number := self._number(kind, value):
                    return self._sealing.hide(kind, number)
            return value
        words = self._words(value)
        return value if words is None else self._sealing.close(self.anew(words))

    def _number(self, kind: str, hidden: str) -> int:
        nonce, padded, proof = hidden[:16], hidden[16:32], hidden[32:]
        number = int(padded, 16) ^ int(self._sealing.mark(f"{kind}:pad", nonce)[:16], 16)
        return number if hmac.compare_digest(proof, self._sealing.mark(f"{kind}:proof", nonce, number)[:8]) else 0

    def _words(self, closed: str) -> str | None:
        try:
            packed = base64.b64decode(closed + "=" * (-len(closed) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        nonce, proof, hidden = packed[:16], packed[16:32], packed[32:]
        if not hmac.compare_digest(proof, hmac.digest(self._secret, b"closed" + nonce + hidden, "sha256")[:16]):
            return None
        blocks = range(-(-len(hidden) // 32))
        stream = b"".join(hmac.digest(self._secret, b"veil" + nonce + each.to_bytes(8), "sha256") for each in blocks)
        return bytes(each ^ pad for each, pad in zip(hidden, stream, strict=False)).decode()
