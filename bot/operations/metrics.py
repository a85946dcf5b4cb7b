"""The numbers about bots in Prometheus' format; none is about anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.services.condition import Condition
from bot.services.usage import Usage

if TYPE_CHECKING:
    from prometheus_client import Gauge

_METRICS = (
    ("waiting", "Updates that wait for their turn"),
    ("oldest_waiting", "Age of the oldest of them in seconds"),
    ("unsent", "Deeds due to be done in Telegram"),
    ("oldest_unsent", "Age of the oldest of them in seconds"),
    ("bad_updates", "Updates set aside because of an error"),
    ("bad_timers", "Timers set aside because of an error"),
    ("timers", "Timers that stand"),
    ("groups", "Groups the bot is in"),
    ("people", "People known by name"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The numbers about one bot at a moment."""

    now: Condition
    used: Usage
    size: int
    engine: str
    silent_for: float
    is_frozen: bool


class _Gauges:
    """Numbers under names, each of one bot; where there are several its name is a label."""

    def __init__(self, *, are_several: bool) -> None:
        from prometheus_client import CollectorRegistry  # loaded by the first who asks

        self.registry = CollectorRegistry()
        self._labels = ["bot"] if are_several else []
        self._gauges: dict[str, Gauge] = {}

    def put(self, bot: str, name: str, words: str, value: float, **labels: str) -> None:
        from prometheus_client import Gauge

        if name not in self._gauges:
            self._gauges[name] = Gauge(f"weilu_{name}", words, [*self._labels, *labels], registry=self.registry)
        values = [bot] * len(self._labels) + list(labels.values())
        (self._gauges[name].labels(*values) if values else self._gauges[name]).set(value)


def metrics(readings: Mapping[str, Reading], missing: Iterable[str] = ()) -> bytes:
    """Of bots by their names; the only one's is "". Of the `missing` nothing is known but that they do not run here."""
    from prometheus_client import generate_latest

    named = [bot for bot in (*readings, *missing) if bot]
    gauges = _Gauges(are_several=bool(named))
    for bot, each in readings.items():
        _put(gauges, bot, each)
    for bot in named:
        gauges.put(bot, "running", "Whether this process runs the bot", int(bot in readings))
    return generate_latest(gauges.registry)


def _put(gauges: _Gauges, bot: str, each: Reading) -> None:
    for name, words in _METRICS:
        gauges.put(bot, name, words, getattr(each.now, name))
    gauges.put(bot, "store_bytes", "Size of the store", each.size)
    gauges.put(bot, "telegram_silent_seconds", "Since updates came, or could have", round(each.silent_for, 1))
    gauges.put(bot, "frozen", "Whether the bot is frozen by `weilu freeze`", int(each.is_frozen))
    gauges.put(bot, "store_read_seconds", "What a small question to the store took", round(each.used.read_seconds, 6))
    for (command, outcome), number in each.used.commands.items():
        words = "Commands of today and yesterday"
        gauges.put(bot, "commands", words, number, command=command, outcome=outcome)
    for chat_id, seconds in each.used.pauses.items():
        gauges.put(bot, "pause_seconds", "For which Telegram wants silence in a chat", seconds, chat=str(chat_id))
    gauges.put(bot, "store", "Where the store lies", 1, engine=each.engine)
