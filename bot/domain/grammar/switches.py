"""On and off, yes and no, in any of our languages."""

from __future__ import annotations

from typing import Final

from bot.domain.grammar.reading import NotUnderstood, Reading, Understood
from bot.domain.grammar.script import plain

_ON: Final = "on yes y true 1 enable enabled 开 开启 打开 启用 是 要 好 有"
_OFF: Final = "off no n false 0 disable disabled stop none 关 关闭 关掉 停 停止 停用 禁用 否 不 不要 不用 无"
_SWITCHES: Final = dict.fromkeys(_ON.split(), True) | dict.fromkeys(_OFF.split(), False)


def read_switch(words: str) -> Reading[bool]:
    written = plain(words).rstrip("。.!~")
    return Understood(_SWITCHES[written]) if written in _SWITCHES else NotUnderstood("switch", words)
