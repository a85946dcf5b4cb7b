"""Files that a request names by an address: fetched before its method is carried out, as Telegram's server does."""

import asyncio
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from playground.methods.registry import Call, Upload

MOST_FETCHED = 20 * 2**20
PATIENCE = 5.0  # seconds for one address
FILES = frozenset({"photo", "document", "video", "animation", "audio", "voice", "sticker", "media"})
NO_FILES = frozenset({"url", "button_url", "input_message_content", "reply_markup", "photo_file_id"})


async def fetch_files(call: Call) -> None:
    """Put what stands under each address beside the uploads; what cannot be had is missing there."""
    wanted = sorted(set(_addresses(call.params)) - call.uploads.keys())
    if not wanted:
        return
    for url, upload in zip(
        wanted, await asyncio.gather(*(asyncio.to_thread(_fetched, url) for url in wanted)), strict=True
    ):
        if upload is not None:
            call.uploads[url] = upload


def is_address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def _addresses(value: Any, name: str = "") -> Iterator[str]:
    """In fields that hold a file, and in `*_url` of inline results; links and buttons are nobody's to fetch."""
    if isinstance(value, dict):
        for field, inner in value.items():
            if field not in NO_FILES:
                yield from _addresses(inner, field)
    elif isinstance(value, list):
        for inner in value:
            yield from _addresses(inner, name)
    elif is_address(value) and (name in FILES or name.endswith("_url")):
        yield value


def _fetched(url: str) -> Upload | None:
    try:
        with urlopen(url, timeout=PATIENCE) as response:  # noqa: S310 -- `is_address`: http or https
            content = response.read(MOST_FETCHED + 1)
            name = urlsplit(url).path.rpartition("/")[2] or "file"
            return Upload(name, response.headers.get_content_type(), content) if len(content) <= MOST_FETCHED else None
    except (OSError, ValueError, HTTPException):
        return None
