"""The MarkdownV2 parse mode and the older Markdown one, with Telegram's own complaints."""

import re
from typing import Any

from playground.text.entities import utf16_length
from playground.text.html import USER_LINK, FindUser
from playground.text.tags import MarkupError

JSON = dict[str, Any]
RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
NEW_MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
OLD_MARKS = {"*": "bold", "_": "italic"}
TARGET = re.compile(r"\(((?:[^)\\]|\\.)*)\)")


def parse_markdown(source: str, find_user: FindUser, *, is_old: bool) -> tuple[str, list[JSON]]:
    """Plain text and entities; raises MarkupError."""
    return _Parser(source, find_user, is_old=is_old).parse()


class _Parser:
    def __init__(self, source: str, find_user: FindUser, *, is_old: bool) -> None:
        self.source = source
        self.find_user = find_user
        self.is_old = is_old
        self.marks = OLD_MARKS if is_old else NEW_MARKS
        self.text = ""
        self.position = 0
        self.open: list[tuple[str, int, int]] = []  # mark, UTF-16 offset, place in the source
        self.entities: list[JSON] = []
        self.quote_start: int | None = None

    def parse(self) -> tuple[str, list[JSON]]:
        while self.position < len(self.source):
            self._step()
        self._end_quote(0)
        if self.open:
            raise self._unfinished()
        return self.text, self.entities

    def _unfinished(self) -> MarkupError:
        mark, _, place = self.open[-1]
        kind = "TextUrl" if mark == "[" else self.marks[mark].capitalize()
        return MarkupError(f"Can't find end of {kind} entity at byte offset {self._byte(place)}")

    def _byte(self, place: int) -> int:
        return len(self.source[:place].encode())

    def _step(self) -> None:
        char = self.source[self.position]
        following = self.source[self.position + 1 : self.position + 2]
        if char == "\\" and following and (following in "_*`[" if self.is_old else ord(following) < 127):
            self._plain(following, 2)
        elif char == "`":
            self._code()
        elif char == "[" or (char == "]" and any(mark == "[" for mark, _, _ in self.open)):
            self._link(char)
        elif mark := self._mark():
            self._toggle(mark)
        elif self.is_old or char not in RESERVED:
            self._plain(char, 1)
        elif char == ">" and self.text[-1:] in {"", "\n"}:
            self._quote()
        else:
            raise MarkupError(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")

    def _plain(self, text: str, width: int) -> None:
        self.text += text
        self.position += width
        if text == "\n" and self.quote_start is not None and not self.source.startswith(">", self.position):
            self._end_quote(1)

    def _quote(self) -> None:
        """Lines that begin with '>' are a quotation; the signs stay out of the text."""
        if self.quote_start is None:
            self.quote_start = utf16_length(self.text)
        self.position += 1

    def _end_quote(self, after: int) -> None:
        if self.quote_start is not None:
            length = utf16_length(self.text) - after - self.quote_start
            self.entities.append({"type": "blockquote", "offset": self.quote_start, "length": length})
        self.quote_start = None

    def _mark(self) -> str:
        for mark in sorted(self.marks, key=len, reverse=True):
            if self.source.startswith(mark, self.position):
                return mark
        return ""

    def _toggle(self, mark: str) -> None:
        if self.open and self.open[-1][0] == mark:
            self._finish({"type": self.marks[mark]})
        elif any(mark == other for other, _, _ in self.open):
            raise self._unfinished()
        else:
            self.open.append((mark, utf16_length(self.text), self.position))
        self.position += len(mark)

    def _finish(self, entity: JSON) -> None:
        _, offset, _ = self.open.pop()
        length = utf16_length(self.text) - offset
        if length and entity:
            self.entities.append({"offset": offset, "length": length, **entity})

    def _code(self) -> None:
        fence = "```" if self.source.startswith("```", self.position) else "`"
        end = self.source.find(fence, self.position + len(fence))
        if end < 0:
            kind = "Pre" if fence == "```" else "Code"
            raise MarkupError(f"Can't find end of {kind} entity at byte offset {self._byte(self.position)}")
        inner = self.source[self.position + len(fence) : end]
        entity: JSON = {"type": "pre" if fence == "```" else "code", "offset": utf16_length(self.text)}
        if fence == "```" and (head := re.match(r"(\w+)\n", inner)):
            entity["language"] = head[1]
            inner = inner[head.end() :]
        inner = inner.lstrip("\n") if fence == "```" else inner
        inner = re.sub(r"\\([\\`])", r"\1", inner)
        self.text += inner
        if inner:
            self.entities.append({**entity, "length": utf16_length(inner)})
        self.position = end + len(fence)

    def _link(self, char: str) -> None:
        if char == "[":
            self.open.append(("[", utf16_length(self.text), self.position))
            self.position += 1
            return
        match = TARGET.match(self.source, self.position + 1)
        url = re.sub(r"\\(.)", r"\1", match[1]) if match else ""
        if user := USER_LINK.match(url):
            found = self.find_user(int(user[1]))
            self._finish({"type": "text_mention", "user": found} if found else {})
        else:
            self._finish({"type": "text_link", "url": url} if url else {})
        self.position = match.end() if match else self.position + 1
