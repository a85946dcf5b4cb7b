"""The HTML parse mode, with Telegram's own complaints; other modes live beside it."""

import re
from collections.abc import Callable
from typing import Any

from playground.text.entities import utf16_length
from playground.text.tags import MarkupError, Tag, read_tag, reference

JSON = dict[str, Any]
FindUser = Callable[[int], JSON | None]

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
USER_LINK = re.compile(r"tg:(?://)?user/?\?(?:[^#]*&)?id=(\d+)(?:[&#].*)?$", re.I)


class _Open:
    __slots__ = ("attributes", "name", "offset", "start")

    def __init__(self, tag: Tag, *, offset: int, start: int) -> None:
        self.name = tag.name
        self.attributes = tag.attributes
        self.offset = offset  # UTF-16 units of plain text before it
        self.start = start  # characters of plain text before it


def parse_html(source: str, find_user: FindUser) -> tuple[str, list[JSON]]:
    """Plain text and entities; raises MarkupError."""
    return _Parser(source, find_user).parse()


class _Parser:
    def __init__(self, source: str, find_user: FindUser) -> None:
        self.source = source
        self.find_user = find_user
        self.text = ""
        self.offset = 0
        self.stack: list[_Open] = []
        self.entities: list[JSON] = []

    def parse(self) -> tuple[str, list[JSON]]:
        position = 0
        while position < len(self.source):
            char = self.source[position]
            if char == "<":
                position = self._tag(position)
                continue
            decoded, end = reference(self.source, position) if char == "&" else ("", position)
            self._plain(decoded or char)
            position = end if decoded else position + 1
        if self.stack:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].name}"')
        return self.text, self.entities

    def _tag(self, position: int) -> int:
        """Where the text goes on behind the tag."""
        if self.source[position + 1 : position + 2] == "/" and not self.stack:
            raise MarkupError(f"Unexpected end tag at byte offset {self._byte(position)}")
        tag = read_tag(self.source, position)
        if tag.is_end:
            self._close(tag.name, position)
            return tag.at
        if tag.name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise MarkupError(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(position)}')
        self.stack.append(_Open(tag, offset=self.offset, start=len(self.text)))
        return tag.at

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _plain(self, char: str) -> None:
        self.text += char
        self.offset += utf16_length(char)

    def _close(self, name: str, position: int) -> None:
        tag = self.stack.pop()
        if name not in {"", tag.name}:
            raise MarkupError(
                f'Unmatched end tag at byte offset {self._byte(position)}, expected "</{tag.name}>", found "</{name}>"'
            )
        length = self.offset - tag.offset
        if length:
            self._add(tag, length)

    def _add(self, tag: _Open, length: int) -> None:
        entity: JSON = {"offset": tag.offset, "length": length}
        if tag.name == "a":
            entity |= self._link(tag)
            if "type" not in entity:
                return
        elif tag.name == "tg-emoji":
            entity |= {"type": "custom_emoji", "custom_emoji_id": tag.attributes.get("emoji-id", "")}
        elif tag.name == "tg-time":
            entity |= {"type": "date_time", "unix_time": int(tag.attributes.get("unix", "0"))}
        elif tag.name == "span":
            entity["type"] = "spoiler"
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        elif tag.name == "pre" and self._take_language(entity):
            return
        else:
            entity["type"] = SIMPLE[tag.name]
            language = tag.attributes.get("class", "").removeprefix("language-") if tag.name == "code" else ""
            if language:
                entity["language"] = language
        self.entities.append(entity)

    def _take_language(self, entity: JSON) -> bool:
        """`<pre><code class="language-x">` is one entity; turns the inner into it."""
        for inner in self.entities:
            if inner["type"] == "code" and (inner["offset"], inner["length"]) == (entity["offset"], entity["length"]):
                inner["type"] = "pre"
                return True
        return False

    def _link(self, tag: _Open) -> JSON:
        url = tag.attributes.get("href", "") or self.text[tag.start :]
        if match := USER_LINK.match(url):
            user = self.find_user(int(match[1]))
            return {"type": "text_mention", "user": user} if user else {}
        if re.match(r"(https?|tg|ton|mailto|tel):", url):
            return {
                "type": "text_link",
                "url": url if "/" in url.split("://", 1)[-1] or "://" not in url else url + "/",
            }
        if "." in url and " " not in url:
            return {"type": "text_link", "url": f"http://{url}" if "/" in url else f"http://{url}/"}
        return {}
