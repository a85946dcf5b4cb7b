"""`when` as people say it: 每周五 20:00, 工作日 9点, 农历八月十五 20:00; read into values, reckoned elsewhere."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.grammar.clocks import clocks_at_end
from bot.domain.grammar.numbers import whole
from bot.domain.grammar.script import plain
from bot.domain.schedule.when import Cron, Crons, Dates, Days, Every, When, WhenError

REMEDY = 'write it like "每周五 20:00", "工作日 9:00", "农历八月十五 20:00", "春节前1天 20:00" or "every friday 20:00"'

_FEASTS = {
    "春节": (1, 1), "元宵": (1, 15), "元宵节": (1, 15), "龙抬头": (2, 2), "端午": (5, 5), "端午节": (5, 5),
    "七夕": (7, 7), "七夕节": (7, 7), "中元": (7, 15), "中元节": (7, 15), "中秋": (8, 15), "中秋节": (8, 15),
    "重阳": (9, 9), "重阳节": (9, 9), "腊八": (12, 8), "腊八节": (12, 8), "小年": (12, 23), "除夕": (12, 30),
}  # fmt: skip
_SOLAR = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1),
    "教师节": (9, 10), "国庆": (10, 1), "国庆节": (10, 1), "平安夜": (12, 24), "圣诞": (12, 25), "圣诞节": (12, 25),
}  # fmt: skip
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
_WEEKDAYS = {"一": "mon", "二": "tue", "三": "wed", "四": "thu", "五": "fri", "六": "sat", "日": "sun", "天": "sun"}
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ORDINALS = {"一": "1st", "二": "2nd", "三": "3rd", "四": "4th", "五": "5th", "最后一": "last"}
_UNITS = {"分钟": 60, "小时": 3600, "钟头": 3600}
_ENGLISH_DAYS: dict[str, Days] = {"workday": "workday", "workdays": "workday", "holiday": "day_off"}
_CHINESE_DAYS: dict[str, Days] = {"工作日": "workday", "上班日": "workday", "节假日": "day_off", "休息日": "day_off"}
_SHIFT = re.compile(r"(.+?)(?:的)?(前|后)(?:(\d+|[一二两三四五六七八九十]+)天|夕)?")
_INTERVAL = re.compile(r"每隔?(\d+|[一二两三四五六七八九十半]+)?个?(分钟|小时|钟头)")
_ENGLISH_INTERVAL = re.compile(r"every (\d+) (minute|hour)s?")
_ENGLISH_UNITS = {"minute": 60, "hour": 3600}
_LUNAR = re.compile(
    r"(?:(?:农历|阴历)(?:每年)?(?P<month>[正腊冬]|[\d一二三四五六七八九十]+)|(?P<named>[正腊冬]))月"
    r"初?(?P<day>[\d一二三四五六七八九十廿]+)日?"
)
EPOCH = datetime(2024, 1, 1)  # noqa: DTZ001  (a wall time)
"""A Monday's midnight: what `every` is counted from where nothing else is said."""


def read_when(written: str, *, since: datetime | None = None) -> When:
    """Raises `WhenError`."""
    words = plain(written)
    if (span := _interval(words)) is not None:
        return Every(span, since or EPOCH)
    days, clocks = clocks_at_end(words)
    if not clocks:
        raise WhenError("names no time of day", REMEDY)
    found = _read(days, clocks)
    if found is None:
        raise WhenError(f'does not know the day "{days}"', REMEDY)
    return found


def _interval(words: str) -> int | None:
    if words in ("每小时", "every hour"):
        return 3600
    if match := _INTERVAL.fullmatch(words):
        if match[1] == "半":
            return _UNITS[match[2]] // 2
        count = _number(match[1]) if match[1] else 1
        return count * _UNITS[match[2]] if count else None
    if match := _ENGLISH_INTERVAL.fullmatch(words):
        return int(match[1]) * _ENGLISH_UNITS[match[2]] or None
    return None


def _read(days: str, clocks: tuple[int, ...]) -> When | None:
    days = days.strip()
    if fields := _fields(days):
        return _crons(fields, clocks)
    return _dates(days, clocks)


def _crons(fields: Cron, clocks: tuple[int, ...]) -> Crons:
    """One crontab line for each time of day."""
    return Crons(
        tuple(Cron(str(each % 60), str(each // 60), fields.day, fields.month, fields.weekday) for each in clocks)
    )


def _fields(days: str) -> Cron | None:
    if days in ("", "每天", "每日", "天天", "every day", "daily"):
        return Cron()
    if days in ("周末", "每周末", "weekend", "every weekend", "weekends"):
        return Cron(weekday="sat,sun")
    if days in ("weekdays", "every weekday"):
        return Cron(weekday="mon-fri")
    return _weekly(days) or _monthly(days) or _yearly(days)


def _weekly(days: str) -> Cron | None:
    if match := re.fullmatch(r"(?:每个?)?(?:周|星期|礼拜)([一二三四五六日天、,和至到\-~周星期礼拜]+)", days):
        listed = re.sub(r"周|星期|礼拜", "", match[1])
        names: set[str] = set()
        for part in re.split(r"[、,和]", listed):
            ends = [_WEEKDAYS.get(each) for each in re.split(r"[至到\-~]", part)]
            first, last = ends[0], ends[-1]
            if len(ends) == 1 and len(part) > 1:  # 每周一三五
                names |= {_WEEKDAYS[each] for each in part}
                continue
            if first is None or last is None or len(ends) > 2:
                return None
            begin, count = _NAMES.index(first), (_NAMES.index(last) - _NAMES.index(first)) % 7
            names |= {_NAMES[(begin + step) % 7] for step in range(count + 1)}
        return Cron(weekday=",".join(sorted(names, key=_NAMES.index)))
    if match := re.fullmatch(r"every ((?:[a-z]+day(?:, | and |, and )?)+)", days):
        short = [each[:3] for each in re.findall(r"[a-z]+day", match[1])]
        return Cron(weekday=",".join(short)) if set(short) <= set(_NAMES) else None
    return None


def _monthly(days: str) -> Cron | None:
    if re.fullmatch(r"每个?月(?:的)?(?:最后一天|月底)|每?月底", days):
        return Cron(day="last")
    if match := re.fullmatch(r"每个?月(?:的)?第?(最后一|[一二三四五])个?(?:周|星期)([一二三四五六日天])", days):
        return Cron(day=f"{_ORDINALS[match[1]]} {_WEEKDAYS[match[2]]}")
    if match := re.fullmatch(r"每个?月(?:的)?([\d一二三四五六七八九十廿、,和日号]+)[日号]", days):
        listed = [_number(each) for each in re.split(r"[日号]?[、,和]", match[1])]
        return Cron(day=",".join(map(str, listed))) if all(1 <= each <= 31 for each in listed) else None
    return None


def _yearly(days: str) -> Cron | None:
    if days in _SOLAR:
        month, day = _SOLAR[days]
        return Cron(day=str(day), month=str(month))
    if match := re.fullmatch(r"(?:每年)?(?:的)?([\d一二十]+)月([\d一二三四五六七八九十廿]+)[日号]", days):
        month, day = _number(match[1]), _number(match[2])
        return Cron(day=str(day), month=str(month)) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None


def _dates(days: str, clocks: tuple[int, ...]) -> Dates | None:
    shift = 0
    kind = _CHINESE_DAYS.get(days.removeprefix("每个").removeprefix("每")) or _ENGLISH_DAYS.get(
        days.removeprefix("every ")
    )
    if kind:
        return Dates(kind, clocks)
    if match := _SHIFT.fullmatch(days):
        count = _number(match[3]) if match[3] else 1
        shift, days = (-count if match[2] == "前" else count), match[1]
    plain = days.removeprefix("每年")
    if plain in TERMS or plain == "清明节":
        return Dates("term", clocks, name=plain.removesuffix("节"), shift=shift)
    if shift and plain in _SOLAR:
        month, day = _SOLAR[plain]
        return Dates("solar", clocks, month=month, day=day, shift=shift)
    date = _FEASTS.get(plain) or _lunar(plain)
    return Dates("lunar", clocks, month=date[0], day=date[1], shift=shift) if date else None


def _lunar(days: str) -> tuple[int, int] | None:
    if match := re.fullmatch(r"lunar (\d{1,2})[-/](\d{1,2})", days):
        month, day = int(match[1]), int(match[2])
    elif match := _LUNAR.fullmatch(days):
        month_named = match["month"] or match["named"]
        month, day = {"正": 1, "冬": 11, "腊": 12}.get(month_named) or _number(month_named), _number(match["day"])
    else:
        return None
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 30 else None


def _number(words: str) -> int:
    """0 for what is none."""
    return whole(words) or 0
