"""Crontab lines as everybody knows them, put in APScheduler's words; reckoning with them lives in the services.

A weekday's number is that of ordinary cron (0 and 7 are Sunday), where APScheduler counts from Monday. Where both the
day of the month and the weekday are narrowed, either is enough, as in ordinary cron.
"""

from __future__ import annotations

import re

from bot.domain.schedule.when import Cron, Crons, WhenError

REMEDY = 'five fields "minute hour day month weekday", such as "0 9 * * mon-fri"'
_NAMES = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_PART = re.compile(r"(?P<first>\*|\w+)(?:-(?P<last>\w+))?(?:/(?P<step>\d+))?")
_NTH = re.compile(r"(?P<day>[a-z]{3}|[0-7])#(?P<nth>[1-5])")
_ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")


def expand(line: str) -> Crons:
    """Raises `WhenError`; numbers out of range are left for the trigger to refuse."""
    fields = _SHORT.get(line.strip().casefold(), line).casefold().split()
    if len(fields) != 5:
        raise WhenError(f"has {len(fields)} fields", REMEDY)
    minute, hour, day, month, weekday = fields
    if nth := _NTH.fullmatch(weekday):
        name = _NAMES[int(nth["day"])] if nth["day"].isdigit() else nth["day"]
        return Crons((Cron(minute, hour, f"{_ORDINALS[int(nth['nth']) - 1]} {name}", month),))
    day = "*" if day == "?" else "last" if day == "l" else day
    names = _weekdays(weekday)
    if day != "*" and names != "*":
        return Crons((Cron(minute, hour, day, month), Cron(minute, hour, "*", month, names)))
    return Crons((Cron(minute, hour, day, month, names),))


def is_either(line: str) -> bool:
    """Whether the line names both a day of the month and a weekday, which means either."""
    return len(expand(line).of) > 1


def _weekdays(field: str) -> str:
    if field in ("*", "?"):
        return "*"
    days: set[int] = set()
    for part in field.split(","):
        days |= set(_days(part))
    return ",".join(_NAMES[day] for day in sorted(days, key=lambda day: (day - 1) % 7))


def _days(part: str) -> list[int]:
    match = _PART.fullmatch(part)
    if match is None:
        raise WhenError(f'does not know the weekday "{part}"', REMEDY)
    step = int(match["step"] or 1)
    if step == 0:
        raise WhenError(f'steps by nothing in "{part}"', REMEDY)
    if match["first"] == "*":
        first, last = 0, 6
    else:
        first = _number(match["first"])
        last = _number(match["last"]) if match["last"] else 6 if match["step"] else first
        last += 7 if last < first else 0
    return [day % 7 for day in range(first, last + 1, step)]


def _number(name: str) -> int:
    if name in _NAMES:
        return _NAMES.index(name)
    if name in ("0", "1", "2", "3", "4", "5", "6", "7"):
        return int(name)
    raise WhenError(f'does not know the weekday "{name}"', "write 0-7 (0 and 7 are Sunday) or mon, tue, ... sun")
