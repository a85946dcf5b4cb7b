"""Reads the tags and character references of Telegram's HTML as its server does, complaint by complaint."""

from dataclasses import dataclass, field

SPACE = frozenset(" \t\r\n\v\0")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
FORMATS = "a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote"
KNOWN = frozenset(FORMATS.split())
LONGEST_REFERENCE = 10  # characters, without the semicolon


class MarkupError(ValueError):
    """The text cannot be parsed; the message is Telegram's."""


@dataclass(slots=True)
class Tag:
    """A start tag, or an end tag when `is_end`; `at` is where the next character stands."""

    name: str
    at: int
    is_end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def reference(source: str, at: int) -> tuple[str, int]:
    """The character that the reference at `at` stands for and where it ends; "" where it is none.

    The semicolon may be missing.
    """
    end = at + 1
    if source[end : end + 1] == "#":
        is_hex = source[end + 1 : end + 2] == "x"
        start = end = end + (2 if is_hex else 1)
        while end < len(source) and source[end] in ("0123456789abcdefABCDEF" if is_hex else "0123456789"):
            end += 1
        code = int(source[start:end] or "0", 16 if is_hex else 10)
        found = chr(code) if 0 < code < 0x10FFFF and end - at < LONGEST_REFERENCE else ""
    else:
        while end < len(source) and source[end].isascii() and source[end].isalpha():
            end += 1
        found = NAMED.get(source[at + 1 : end], "")
    if not found:
        return "", at
    return found, end + (source[end : end + 1] == ";")


def read_tag(source: str, begin: int) -> Tag:
    """The tag whose `<` stands at `begin`; raises MarkupError."""
    return _Reader(source, begin).read()


class _Reader:
    def __init__(self, source: str, begin: int) -> None:
        self.source = source
        self.at = begin + 1
        self.byte = len(source[:begin].encode())

    def read(self) -> Tag:
        if self._here() == "/":
            return self._end()
        name = self._until(SPACE | {">"}).lower()
        if not self._here():
            raise MarkupError(f"Unclosed start tag at byte offset {self.byte}")
        if name not in KNOWN:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {self.byte}')
        tag = Tag(name, self.at)
        self._skip_space()
        while self._here() != ">":
            attribute, value = self._attribute(name)
            tag.attributes[attribute] = value
            self._skip_space()
        tag.at = self.at + 1
        return tag

    def _end(self) -> Tag:
        self.at += 1
        name = self._until(SPACE | {">"}).lower()
        self._skip_space()
        if self._here() != ">":
            raise MarkupError(f"Unclosed end tag at byte offset {self.byte}")
        return Tag(name, self.at + 1, is_end=True)

    def _attribute(self, tag: str) -> tuple[str, str]:
        name = self._until(SPACE | frozenset("=>/\"'"))
        if not name:
            raise MarkupError(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte}')
        self._skip_space()
        if self._here() != "=":
            self._require_more(f' "{tag}"')
            return name, ""
        self.at += 1
        self._skip_space()
        self._require_more(f' "{tag}"')
        value = self._quoted(self._here()) if self._here() in "\"'" else self._token()
        self._require_more("")
        return name, value

    def _token(self) -> str:
        """Letters, digits, periods and hyphens; letter case is lost."""
        begin = self.at
        while (char := self._here()) and ((char.isascii() and char.isalnum()) or char in ".-"):
            self.at += 1
        if self._here() not in SPACE and self._here() != ">" and self._here():
            at = len(self.source[:begin].encode())
            raise MarkupError(f"Unexpected end of name token at byte offset {at}")
        return self.source[begin : self.at].lower()

    def _quoted(self, mark: str) -> str:
        self.at += 1
        value = ""
        while (char := self._here()) and char != mark:
            decoded, end = reference(self.source, self.at) if char == "&" else ("", self.at)
            value += decoded or char
            self.at = end if decoded else self.at + 1
        self.at += 1
        return value

    def _require_more(self, what: str) -> None:
        if not self._here():
            raise MarkupError(f"Unclosed start tag{what} at byte offset {self.byte}")

    def _here(self) -> str:
        return self.source[self.at : self.at + 1]

    def _until(self, stops: frozenset[str]) -> str:
        begin = self.at
        while (char := self._here()) and char not in stops:
            self.at += 1
        return self.source[begin : self.at]

    def _skip_space(self) -> None:
        while (char := self._here()) and char in SPACE:
            self.at += 1
