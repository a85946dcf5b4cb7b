"""Properties of the seal, and of values that the first release sealed: read once, and sealed anew."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.sealing import Sealing
from bot.sealing.first_seal import FirstSeal

OURS, THEIRS = Sealing(bytes(range(32))), Sealing(bytes(32))
SECRET = bytes(range(32))


def first_close(secret: bytes, words: str) -> str:
    """As the first release sealed words."""
    nonce, plain = secrets.token_bytes(16), words.encode()
    blocks = range(-(-len(plain) // 32))
    stream = b"".join(hmac.digest(secret, b"veil" + nonce + each.to_bytes(8), "sha256") for each in blocks)
    hidden = bytes(each ^ pad for each, pad in zip(plain, stream, strict=False))
    proof = hmac.digest(secret, b"closed" + nonce + hidden, "sha256")[:16]
    return base64.urlsafe_b64encode(nonce + proof + hidden).decode().rstrip("=")


def first_hide(secret: bytes, kind: str, number: int) -> str:
    """As the first release sealed numbers."""

    def mark(*parts: int | str) -> str:
        told = "\x00".join(map(str, parts)).encode()
        return hmac.new(secret, told, hashlib.sha256).hexdigest()[:32]

    nonce = secrets.token_hex(8)
    pad = int(mark(f"{kind}:pad", nonce)[:16], 16)
    return f"{nonce}{number ^ pad:016x}{mark(f'{kind}:proof', nonce, number)[:8]}"


@given(some.text())
def test_words_come_back_as_they_were_and_look_different_each_time(words: str) -> None:
    words = words.encode(errors="replace").decode()
    one, two = OURS.close(words), OURS.close(words)
    assert OURS.open(one) == OURS.open(two) == words
    assert one != two
    assert one.replace("-", "").replace("_", "").isalnum()
    assert one.isascii()


@given(some.integers(-(2**63), 2**63 - 1))
def test_a_number_comes_back_for_its_own_kind_and_secret_alone(number: int) -> None:
    hidden = OURS.hide("author", number)
    assert OURS.reveal("author", hidden) == number
    assert OURS.reveal("relay", hidden) == THEIRS.reveal("author", hidden) == 0


@given(some.text(), some.floats(0, 1, exclude_max=True), some.integers(0, 7))
def test_no_changed_or_cut_seal_is_ever_opened(words: str, share: float, bit: int) -> None:
    sealed = OURS.close(words.encode(errors="replace").decode())
    packed = bytearray(base64.urlsafe_b64decode(sealed.removeprefix("v2_") + "=="))
    cut = packed[: int(share * len(packed))]
    packed[int(share * len(packed))] ^= 1 << bit
    for changed in (packed, cut):
        with pytest.raises(ValueError, match=r".+"):
            OURS.open("v2_" + base64.urlsafe_b64encode(changed).decode().rstrip("="))
    for never in ("", "v2_", "v2_a", words):
        with pytest.raises(ValueError, match=r".+"):
            OURS.open(never)


def test_marks_of_other_kinds_and_secrets_have_nothing_in_common() -> None:
    assert len({OURS.mark("erasure", 42), OURS.mark("voice", 42), THEIRS.mark("erasure", 42)}) == 3
    assert OURS.mark("voice", 1, 23) != OURS.mark("voice", 12, 3)
    assert OURS.mark("voice", 1) not in repr(OURS)


@given(some.text(), some.integers(1, 2**62))
def test_what_the_first_release_sealed_is_sealed_anew_however_deep_it_lies(words: str, number: int) -> None:
    words = words.encode(errors="replace").decode()
    first = FirstSeal(SECRET, OURS)
    assert OURS.open(first.anew(first_close(SECRET, words))) == first.anew(words)
    assert OURS.reveal("relay", first.anew(first_hide(SECRET, "relay", number))) == number
    note = {"sealed": first_close(SECRET, words), "of": [first_hide(SECRET, "author", number), 7]}
    action = OURS.open(first.anew(first_close(SECRET, json.dumps({"note": note}))))
    told = json.loads(action)["note"]
    assert OURS.open(told["sealed"]) == first.anew(words)
    assert OURS.reveal("author", told["of"][0]) == number


@given(some.text())
def test_what_was_never_sealed_or_under_another_secret_stays_to_the_letter(words: str) -> None:
    words = words.encode(errors="replace").decode()
    first = FirstSeal(SECRET, OURS)
    plain = json.dumps({"words": words, "number": 1})
    theirs = first_close(bytes(32), words)
    ours = OURS.close(words)
    assert [first.anew(each) for each in (plain, theirs, ours)] == [plain, theirs, ours]
    assert first.anew(first_hide(bytes(32), "author", 7)).isalnum()
