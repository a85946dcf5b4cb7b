"""The process's own secret: marks that nobody without it can make or trace back; it is never in the store."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

_BYTES = 32


class Seal:
    """`mark` gives the same words the same mark, as long as the secret lives."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "Seal()"

    def mark(self, kind: str, *parts: int | str) -> str:
        """32 hexadecimal digits; marks of different kinds have nothing in common."""
        told = "\x00".join((kind, *map(str, parts))).encode()
        return hmac.new(self._secret, told, hashlib.sha256).hexdigest()[:32]

    def hide(self, kind: str, number: int) -> str:
        """A number made unreadable; hidden twice it looks different each time."""
        nonce = secrets.token_hex(8)
        pad = int(self.mark(f"{kind}:pad", nonce)[:16], 16)
        return f"{nonce}{number ^ pad:016x}{self.mark(f'{kind}:proof', nonce, number)[:8]}"

    def reveal(self, kind: str, hidden: str) -> int:
        """0 where it was hidden under another secret."""
        nonce, padded, proof = hidden[:16], hidden[16:32], hidden[32:]
        number = int(padded or "0", 16) ^ int(self.mark(f"{kind}:pad", nonce)[:16], 16)
        right = hmac.compare_digest(proof, self.mark(f"{kind}:proof", nonce, number)[:8])
        return number if right else 0

    def close(self, words: str) -> str:
        """Words made unreadable: letters, digits, - and _ alone."""
        nonce, plain = secrets.token_bytes(16), words.encode()
        hidden = self._veiled(nonce, plain)
        return base64.urlsafe_b64encode(nonce + self._proof(nonce, hidden) + hidden).decode("ascii").rstrip("=")

    def open(self, closed: str) -> str:
        """Raises ValueError for what was closed under another secret, or changed since."""
        packed = base64.urlsafe_b64decode(closed + "=" * (-len(closed) % 4))
        nonce, proof, hidden = packed[:16], packed[16:32], packed[32:]
        if not hmac.compare_digest(proof, self._proof(nonce, hidden)):
            raise ValueError("closed under another secret")
        return self._veiled(nonce, hidden).decode()

    def _proof(self, nonce: bytes, hidden: bytes) -> bytes:
        return hmac.digest(self._secret, b"closed" + nonce + hidden, "sha256")[:16]

    def _veiled(self, nonce: bytes, words: bytes) -> bytes:
        """A stream of HMACs in counter mode laid over the words; twice laid over, they are plain again."""
        blocks = range(-(-len(words) // 32))
        stream = b"".join(hmac.digest(self._secret, b"veil" + nonce + each.to_bytes(8), "sha256") for each in blocks)
        return bytes(each ^ pad for each, pad in zip(words, stream, strict=False))


def seal_beside(store: Path) -> Seal:
    """Of the file `<store>.secret`, made at the first start for its owner's eyes alone.

    Whoever has it and the store can link an anonymous voice to a member; without it a store cannot.
    """
    path = store.with_name(f"{store.name}.secret")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Seal(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return seal_beside(store)
