"""How single values of the config file are read and refused: clocks, zones, spans, addresses; tables live beside."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Annotated, Literal, Protocol, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, SecretStr, Strict
from pydantic_core import PydanticCustomError

from bot.domain.grammar.clocks import clocks_in
from bot.domain.grammar.moments import FIRST_YEAR, LAST_YEAR, wall_in
from bot.domain.grammar.script import plain
from bot.domain.grammar.spans import span_in

_TO = re.compile(r"\s*[-–—~～至到]\s*")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_CITIES = {
    "Asia/Shanghai": "beijing peking shanghai guangzhou shenzhen china utc+8 gmt+8 cst 北京 上海 中国",
    "Asia/Hong_Kong": "hongkong hong-kong hk 香港",
    "Asia/Taipei": "taiwan taibei 台北 臺北 台湾 臺灣",
    "Asia/Macau": "macao aomen 澳门 澳門",
    "Asia/Singapore": "singapore 新加坡",
    "Asia/Tokyo": "japan 东京 東京",
    "America/New_York": "est newyork 纽约 紐約",
    "America/Los_Angeles": "pst losangeles sanfrancisco 洛杉矶 洛杉磯",
}
_BY_HAND = {city: zone for zone, cities in _CITIES.items() for city in cities.split()}
_LOCALES = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}
_LOCALES |= {"zh-mo": "zh-Hant", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en-us": "en", "en-gb": "en"}


def wrong(what: str, remedy: str) -> PydanticCustomError:
    """A finding in the making: `what` follows the key's name, `remedy` says how to mend it."""
    return PydanticCustomError("wrong", "{what}", {"what": what, "remedy": remedy})


def nearest(seen: str, known: list[str], *, likeness: float = 0.5) -> str:
    """The known name most like the one seen, or an empty string."""
    folded = {name.casefold(): name for name in known}
    close = get_close_matches(seen.casefold()[:100], list(folded), n=1, cutoff=likeness)
    return folded[close[0]] if close else ""


def minutes(clock: str) -> int:
    """Minutes after midnight of a valid "HH:MM"."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)


def seconds(span: str) -> int:
    """Seconds of a span such as "90s", "30m", "1h30m", "2d", "1w", "2小时"; 0 for anything else."""
    return span_in(plain(span)) or 0


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # unknown, a folder of zones, or no name at all
        like = _zone_like(name)
        remedy = f'did you mean "{like}"?' if like else 'name it like "Asia/Shanghai" or "Europe/Berlin"'
        raise wrong("must be a time zone", remedy) from None
    return name


def _zone_like(name: str) -> str:
    """The zone meant by a city's name, or by one that is nearly right."""
    city = re.sub(r"[\s_]+", "", name.casefold().rpartition("/")[2])
    zones = sorted(available_timezones())
    of_city = [zone for zone in zones if zone.casefold().rpartition("/")[2].replace("_", "") == city]
    return _BY_HAND.get(city) or next(iter(of_city), "") or nearest(name, zones, likeness=0.7)


def _locale(value: object) -> object:
    """`zh-CN`, `zh_TW` and the like are those of the three that they mean."""
    return _LOCALES.get(value.replace("_", "-").casefold(), value) if isinstance(value, str) else value


def _clock(value: object) -> object:
    if isinstance(value, time):  # TOML has clocks of its own: 04:00:00 without quotes
        return f"{value:%H:%M}"
    if not isinstance(value, str):
        return value
    clock = _clock_in(value)
    if clock is None:
        raise wrong('must be a time of day "HH:MM"', 'write it like "04:00"')
    return clock


def _clock_in(words: str) -> str | None:
    """As "HH:MM"."""
    minute = next((minute for day, minute in clocks_in(plain(words)) if not day and minute < 24 * 60), None)
    return f"{minute // 60:02}:{minute % 60:02}" if minute is not None else None


def _hours(value: str) -> str:
    if not value:
        return value
    clocks = [_clock_in(each) for each in _TO.split(value)]
    if len(clocks) != 2 or None in clocks:
        raise wrong("must be two times of day", 'write them like "23:00-08:00", or "" for none')
    return f"{clocks[0]}-{clocks[1]}"


def _span(value: str) -> str:
    if seconds(value) < 60:
        raise wrong("must be a span of at least a minute", 'write it like "30m", "1h", "1h30m" or "2d"')
    return value


def moment(value: object, *, end_of_day: bool = False) -> datetime | None:
    """None stays None; a date alone is its last second where `end_of_day`, else an error of its reader."""
    if value is None:
        return value
    if isinstance(value, date):
        value = value.isoformat()
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = wall_in(str(value))
    is_day = ":" not in str(value) and wall_in(str(value)) is None
    if moment is None or (is_day and not end_of_day):
        raise wrong("must be a date and time", 'write it like "2026-12-01 20:00"')
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise wrong(f"must lie in the years {FIRST_YEAR} to {LAST_YEAR}", 'write it like "2026-12-01 20:00"')
    return moment + timedelta(hours=23, minutes=59, seconds=59) if is_day else moment


def _topic(value: object) -> int | str | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53):
        return value
    if isinstance(value, str) and 0 < len(value) <= 128:
        return value
    raise wrong("must be a topic's number or its name", 'write it like 12 or "闲聊"')


def _token(value: SecretStr) -> SecretStr:
    if value.get_secret_value() and _TOKEN.fullmatch(value.get_secret_value()) is None:
        raise wrong("is not a bot token", "copy the whole line @BotFather gave you, digits, a colon, then letters")
    return value


def _secret(value: SecretStr) -> SecretStr:
    if _SECRET.fullmatch(value.get_secret_value()) is None:
        raise wrong("may hold letters, digits, _ and - only, at most 256", "choose another secret")
    return value


def _store_url(value: SecretStr) -> SecretStr:
    """The database's name is part of it: the server would else take the user's for one."""
    url = value.get_secret_value()
    if url and not re.fullmatch(r"postgres(ql)?://[^/\s]*/[^/?\s]+(\?\S*)?", url):
        raise wrong(
            "must be the address of a PostgreSQL database", 'write it like "postgresql://weilu@db.example/weilu"'
        )
    return value


def _base_url(value: str) -> str:
    if not _is_address(value, schemes=("http", "https")):
        raise wrong("must be an address of a Bot API server", 'write it like "https://api.telegram.org"')
    return value.rstrip("/")


def _public_url(value: str) -> str:
    if value and not _is_address(value, schemes=("https", "http")):
        raise wrong("must be an address that Telegram can reach", 'write it like "https://bot.example.org/weilu"')
    return value


def _is_address(value: str, *, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", value)
    except ValueError:  # a port that is no number, a bracket that is never closed
        return False


def listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65535:
        raise wrong("must be an address and a port to listen on", 'write it like "127.0.0.1:8443"')
    return value


def _loopback(value: str) -> str:
    if not value:
        return value
    host = listen(value).rpartition(":")[0].strip("[]")
    if host != "localhost" and not host.startswith("127.") and host != "::1":
        raise wrong("must be on this machine alone", 'write it like "127.0.0.1:9464"')
    return value


def _local_path(value: str) -> str:
    if value and not re.fullmatch(r"/[^\s?#]*", value):
        raise wrong("must be the path of an address", 'write it like "/weilu"')
    return value


class _Tier(Protocol):
    @property
    def score(self) -> int: ...
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Tier)


def rising(tiers: tuple[T, ...]) -> tuple[T, ...]:
    """Each tier asks for more than the one before, and no two have one name."""
    scores = [tier.score for tier in tiers]
    if scores != sorted(set(scores)) or len({tier.name for tier in tiers}) < len(tiers):
        raise wrong("must rise from tier to tier, each with a name of its own", "put the lowest score first")
    return tiers


Locale = Annotated[Literal["zh-Hans", "zh-Hant", "en"], BeforeValidator(_locale)]
Zone = Annotated[str, AfterValidator(_zone)]
Clock = Annotated[str, BeforeValidator(_clock)]
Hours = Annotated[str, AfterValidator(_hours)]
Span = Annotated[str, AfterValidator(_span)]
Moment = Annotated[datetime | None, PlainValidator(moment)]
LastMoment = Annotated[datetime | None, PlainValidator(lambda value: moment(value, end_of_day=True))]
Topic = Annotated[int | str | None, PlainValidator(_topic)]
Token = Annotated[SecretStr, AfterValidator(_token)]
StoreUrl = Annotated[SecretStr, AfterValidator(_store_url)]
Secret = Annotated[SecretStr, AfterValidator(_secret)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
LocalPath = Annotated[str, AfterValidator(_local_path)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]
Listen = Annotated[str, AfterValidator(listen)]
Loopback = Annotated[str, AfterValidator(_loopback)]
Line = Annotated[str, Field(min_length=1, max_length=4096)]
OwnWords = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=20)], ...], Field(max_length=200), Strict(strict=False)
]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000)]
PositiveAmount = Annotated[int, Field(ge=1, le=1_000_000_000)]
Chance = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
UserId = Annotated[int, Field(ge=1, lt=2**53)]
ChatId = Annotated[int, Field(gt=-(2**53), lt=2**53)]
UserIds = Annotated[tuple[UserId, ...], Strict(strict=False)]
ChatIds = Annotated[tuple[ChatId, ...], Strict(strict=False)]
