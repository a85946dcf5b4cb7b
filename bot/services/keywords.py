"""The words that matter in a text, by jieba's TF-IDF; its dictionary is read at the first asking, off the loop."""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

MOST = 12
_lock = threading.Lock()


async def keywords(words: str) -> tuple[str, ...]:
    """The weightiest first, at most 12; ask before the turn's first statement, for it takes its time."""
    return await asyncio.to_thread(_keywords, words)


def _keywords(words: str) -> tuple[str, ...]:
    with _lock:
        found: list[str] = _extract()(words.casefold(), topK=MOST)
    return tuple(word for word in found if len(word) > 1)


@cache
def _extract() -> Callable[..., Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own: pkg_resources, and escapes in its patterns
        import jieba
        import jieba.analyse
    jieba.setLogLevel(60)
    return jieba.analyse.extract_tags  # type: ignore[no-any-return]
