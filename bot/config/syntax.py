"""What is wrong with a file that is no TOML, at which line, and how to mend it."""

from __future__ import annotations

import re

from bot.config.findings import Finding, quoted

_PLACE = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
_SECRET_VALUE = re.compile(r"((?:token|secret|\burl)\w*[\"']?\s*=?).*", re.IGNORECASE)
_IN_QUOTES = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_WIDE = str.maketrans("＝［］｛｝，：．＃＂＇", "=[]{},:.#\"'")
_ESCAPES = ("Unescaped '\\'", "Invalid hex value", "Escaped character")

_REMEDIES = (
    ("Cannot declare", "it stands twice: keep one"),
    ("Cannot overwrite", "it stands twice: keep one"),
    ("Cannot mutate", "it stands twice: keep one"),
    ("Cannot redefine", "it stands twice: keep one"),
    ("Duplicate inline table key", "it stands twice: keep one"),
    ("Expected ']'", "close the table's name with ]"),
    ("Expected ']]'", "close the entry's name with ]]"),
    ("Expected '='", "write it like key = value"),
    ("Invalid initial character", 'write it like key = value; a key with other letters than a to z stands in "quotes"'),
    ("Unclosed array", "close the list with ]"),
    ("Unclosed inline table", "close the table with }, on the same line"),
    ("Unterminated string", "close the quotes"),
    ("Illegal character", 'close the quotes before the line ends, or put """ around text of several lines'),
    ("Found invalid character", "take that character out"),
    ("Invalid date", "write it like 2026-12-01 20:00:00, or in quotes"),
    ("Invalid value", 'put text in quotes, like "words"; true, false and numbers stand without'),
    (
        "Invalid statement",
        'begin the line with a [table], a # or a key; one with other letters than a to z in "quotes"',
    ),
    ("Expected newline", 'write one key a line, and put text in quotes, like "words"'),
    ("Expected", "close the quotes"),
)
"""By how the reader's words begin."""


def syntax_finding(name: str, text: str, message: str) -> Finding:
    """`message` is the TOML reader's, whose words the remedy says in ours; a secret in the line is not shown."""
    lines = text.split("\n")
    at = _PLACE.search(message)
    what = _PLACE.sub("", message).strip()
    line = int(at["line"]) if at and at["line"] else len(lines)
    column = int(at["column"]) if at and at["column"] else len(lines[-1]) + 1
    seen = lines[line - 1].strip()
    shown = _SECRET_VALUE.sub(r"\1 ***", seen)
    where = f"{name} line {line} column {column}"
    return Finding("error", where, "is not TOML", quoted(shown) if shown else "", _remedy(seen, what))


def _remedy(seen: str, what: str) -> str:
    """What stands outside of straight quotes is what the reader stumbled over, the first suspects first."""
    bare = _IN_QUOTES.sub("", seen)
    if match := re.search(r"[“”„‘’「」『』]", bare):
        return f'write straight quotes, " and not {match[0]}'
    if match := re.search(r"[＝［］｛｝，：．＃＂＇]", bare):
        return f"write {match[0].translate(_WIDE)} and not the wide {match[0]}"
    if what.startswith(_ESCAPES):
        return "put a path with \\ in single quotes, like 'C:\\weilu\\weilu.db', or write it with /"
    known = (remedy for begin, remedy in _REMEDIES if what.startswith(begin))
    return next(known, "compare the line with config.example.toml")
