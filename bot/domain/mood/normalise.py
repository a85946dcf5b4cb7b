"""Reading a text evenly: width, script, case, hidden marks, links, names, numbers, faces and repeats made alike."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from bot.domain.mood.faces import BRACKET, KAOMOJI, SISTERS, face_of_bracket, face_of_kaomoji
from bot.domain.mood.phrases import read_as_others
from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

# Telegram's own limit for a message. What is longer is judged by its beginning.
LONGEST: Final = 4096

LINK: Final = "\ue000"
MENTION: Final = "\ue001"
NUMBER: Final = "0"

_HAN: Final = r"\u3400-\u9fff"
_LINK: Final = re.compile(r"(?:https?://|www\.|t\.me/)[\x21-\x7e]+")
_MENTION: Final = re.compile(r"@(?:[a-z0-9_]+|[^\s@:,.!?]{1,20}(?=[\s:]|$))", re.MULTILINE)
# What these patterns begin by asking is the cheapest question that most characters answer with no.
# Numbers that are words in chat (666 well done, 233 laughing, 520 love) keep their digits.
_DIGITS: Final = re.compile(
    r"(?=\d)(?<!\d)(?!(?:6{2,}|23{2,}|5201?|1314|88|886|250|38|748|99)(?!\d))\d[\d.,:]*(?<![.,:])"
)
_REPEAT: Final = re.compile(r"([^\n])\1\1\1+")
# A sign between two characters of one word is a mask (傻*逼, 傻 逼); a run of dots or a comma is punctuation.
_SIGN: Final = r"*.·•‧・\-_~^|/\\+=`'\"#&%$●○■□▪☆★→<>"
_MASK: Final = re.compile(rf"(?=[ \t{_SIGN}])(?<=[{_HAN}])(?:[ \t]+|[ \t]*[{_SIGN}][ \t]*)(?=[{_HAN}])")
# 你，真，蠢: the same sign between single characters, three times or more, is a mask whatever the sign.
_SPELT: Final = re.compile(rf"(?<![{_HAN}])[{_HAN}](?:([^\w\n])[{_HAN}])(?:\1[{_HAN}]){{2,}}(?![{_HAN}])")
# The wide signs of everyday chat: once they are gone most texts are in the normal form already, and asking is cheap.
_WIDE: Final = (
    *(
        ("，", ","),
        ("！", "!"),
        ("？", "?"),
        ("：", ":"),
        ("；", ";"),
        ("（", "("),
        ("）", ")"),
        ("～", "~"),
        ("．", "."),
    ),
    ("…", "..."),
    # The Cantonese "to be" folds to the same sign as half of a relation does.
    ("關係", "关系"),
    ("係", "是"),
)
_SPACES: Final = re.compile(r"[ \t]{2,}")
_HIDDEN: Final = {"Cf", "Cc", "Mn", "Me"}


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))
    table.update(SISTERS)
    for code in range(0x3000):  # hidden and stacked marks live below the Han characters, and in three blocks above
        if unicodedata.category(chr(code)) in _HIDDEN:
            table[code] = None
    for first, last in ((0x302A, 0x302F), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFFF0, 0xFFFB)):
        table.update(dict.fromkeys(range(first, last + 1)))
    table[0xFEFF] = None
    table.update(dict.fromkeys(range(0xE0000, 0xE0200)))  # tags and variation selectors
    table.update(dict.fromkeys(range(0x1F3FB, 0x1F400)))  # skin tones
    del table[ord("\n")]
    table.update({ord("\t"): " ", 0x2028: " ", 0x2029: " ", 0x85: " ", ord("\r"): " "})
    table.update({ord("、"): ",", ord("【"): "[", ord("】"): "]", ord("“"): '"', ord("”"): '"'})
    table.update({ord("‘"): "'", ord("’"): "'", ord("—"): "-", ord("–"): "-", 0x3000: " ", 0xA0: " "})
    return table


_EVEN: Final = _table()
# One in several hundred characters of everyday chat is in the table: looking for these is ten times as quick as
# `str.translate`, which looks up each. Two blocks stand whole, as sets of single characters beyond 16 bits are slow.
_UNEVEN: Final = re.compile(
    f"[{''.join(re.escape(chr(code)) for code in _EVEN if code < 0x10000)}\U0001f300-\U0001faff\U000e0000-\U000e01ff]"
)


def normalise(texts: Sequence[str]) -> list[str]:
    """Every text made even, in the same order.

    All texts go through each step together, joined by line ends, because a step costs more to begin than to do.
    """
    joined = "\n".join([_one_line(text) for text in texts])
    return _even(joined).split("\n") if texts else []


def _one_line(text: str) -> str:
    text = text[:LONGEST]
    return text.replace("\n", " ") if "\n" in text else text


def _even(text: str) -> str:
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = _UNEVEN.sub(_made_even, text.lower())
    text = _even_signs(text)
    text = _DIGITS.sub(NUMBER, text)
    text = read_as_others(text)
    return _REPEAT.sub(r"\1\1\1", text)


def _made_even(match: re.Match[str]) -> str:
    return _EVEN.get(ord(match[0]), match[0]) or ""


def _even_signs(text: str) -> str:
    if "[" in text:
        text = BRACKET.sub(face_of_bracket, text)
    if "://" in text or "www." in text or "t.me/" in text:
        text = _LINK.sub(LINK, text)
    if "@" in text:
        text = _MENTION.sub(MENTION, text)
    text = KAOMOJI.sub(face_of_kaomoji, text)
    text = _SPELT.sub(lambda found: found[0].replace(found[1], ""), text)
    text = _MASK.sub("", text)
    return _SPACES.sub(" ", text)
