"""The process's own secret at work: seals what the store alone shall not tell, and makes marks nobody can trace back.

`unsealing` opens a store with the secret beside it, `first_seal` reads what the first release sealed; no SQL is here.
AES-256-GCM of the `cryptography` package, under a key for each purpose that HKDF-SHA256 derives from the secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_FORM = "v2_"
_NONCE = 12
"""Bytes, random for each sealing: 2^32 of them under one key keep a chance of 2^-32 that two are alike."""


class Sealing:
    """`mark` gives the same words the same mark, as long as the secret lives; sealed twice, words look different."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._ciphers: dict[str, AESGCM] = {}

    def __repr__(self) -> str:
        return "Seal()"

    def mark(self, kind: str, *parts: int | str) -> str:
        """32 hexadecimal digits of HMAC-SHA256; marks of different kinds have nothing in common."""
        message = "\x00".join((kind, *map(str, parts))).encode()
        return hmac.new(self._secret, message, hashlib.sha256).hexdigest()[:32]

    def hide(self, kind: str, number: int) -> str:
        """A number of up to 63 bits, sealed for that kind alone."""
        return self._sealed(f"number:{kind}", number.to_bytes(8, signed=True))

    def reveal(self, kind: str, hidden: str) -> int:
        """0 where it was hidden under another secret, or for another kind."""
        try:
            return int.from_bytes(self._opened(f"number:{kind}", hidden), signed=True)
        except ValueError:
            return 0

    def close(self, words: str) -> str:
        """Words sealed: letters, digits, - and _ alone."""
        return self._sealed("words", words.encode())

    def open(self, closed: str) -> str:
        """Raises ValueError for what was closed under another secret, or changed since."""
        return self._opened("words", closed).decode()

    def _sealed(self, purpose: str, plain: bytes) -> str:
        nonce = secrets.token_bytes(_NONCE)
        packed = nonce + self._cipher(purpose).encrypt(nonce, plain, None)
        return _FORM + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")

    def _opened(self, purpose: str, closed: str) -> bytes:
        if not closed.startswith(_FORM):
            raise ValueError("not sealed in this form")
        text = closed.removeprefix(_FORM)
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        try:
            return self._cipher(purpose).decrypt(packed[:_NONCE], packed[_NONCE:], None)
        except InvalidTag:
            raise ValueError("sealed under another secret, or changed since") from None

    def _cipher(self, purpose: str) -> AESGCM:
        if purpose not in self._ciphers:
            derived = HKDF(SHA256(), length=32, salt=None, info=f"weilu:{purpose}".encode()).derive(self._secret)
            self._ciphers[purpose] = AESGCM(derived)
        return self._ciphers[purpose]
