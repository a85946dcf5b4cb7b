"""When a lottery ends and how long things last, as people write them; whether that moment suits is `reading`'s."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from typing import Final

from bot.domain.amounts import shown
from bot.domain.day import zone
from bot.domain.lottery.refusals import UnknownTime

_SPAN = re.compile(r"^(?P<n>\d{1,6})\s*(?P<unit>s|m|min|h|d|w|秒|分|分钟|分鐘|小时|小時|时|時|天|日|周|週)$")
_SECONDS: Final = {
    **dict.fromkeys(("s", "秒"), 1),
    **dict.fromkeys(("m", "min", "分", "分钟", "分鐘"), 60),
    **dict.fromkeys(("h", "小时", "小時", "时", "時"), 3600),
    **dict.fromkeys(("d", "天", "日"), 86400),
    **dict.fromkeys(("w", "周", "週"), 7 * 86400),
}
_CLOCK = re.compile(r"^(?P<hour>\d{1,2}):(?P<minute>\d{2})$")
_DATE = re.compile(r"^(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})$")


def read_moment(seen: str, *, now: int, timezone: str) -> int:
    """Epoch seconds of `30m`, `20:00` (the next) or `2026-12-01 20:00`, by the clock on the wall there."""
    said = plain(seen)
    if _SPAN.match(said):
        return now + read_span(said)
    here = datetime.fromtimestamp(now, zone(timezone))
    try:
        if clock := _CLOCK.match(said):
            due = here.replace(hour=int(clock["hour"]), minute=int(clock["minute"]), second=0, microsecond=0)
            return int((due if due.timestamp() > now else due + timedelta(days=1)).timestamp())
        if date := _DATE.match(said):
            year, month, day, hour, minute = map(int, date.groups())
            return int(datetime(year, month, day, hour, minute, tzinfo=here.tzinfo).timestamp())
    except ValueError as error:
        raise UnknownTime(seen=shown(seen)) from error
    raise UnknownTime(seen=shown(seen))


def read_span(seen: str) -> int:
    """Seconds."""
    found = _SPAN.match(plain(seen))
    if found is None or int(found["n"]) == 0:
        raise UnknownTime(seen=shown(seen))
    return int(found["n"]) * _SECONDS[found["unit"]]


def plain(seen: str) -> str:
    """As it is compared: width and letter case aside."""
    return unicodedata.normalize("NFKC", seen).casefold().strip()
