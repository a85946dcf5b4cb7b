"""The measures by name; each prints its own tables and fails when a bound does not hold."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from bench.on_postgres import costs, move, schema, workers


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110, "show_default": True})
def main() -> None:
    """Speed, memory and durability, each measured in one run on this machine."""


main.add_command(costs)
main.add_command(move)
main.add_command(schema)
main.add_command(workers)


@main.command()
@click.option("--rounds", default=3, help="how often each bot runs")
@click.option("--count", default=40_000, help="updates a run")
def engine(rounds: int, count: int) -> None:
    """Weilu with everything on against python-telegram-bot and aiogram with an empty handler."""
    from bench.engine import compare

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(compare(rounds=rounds, count=count, folder=Path(name)))


@main.command()
@click.option(
    "--picture", is_flag=True, help="the rooms as a Mermaid graph, for docs/architecture.md, and nothing else"
)
def house(*, picture: bool) -> None:
    """Rooms, arrows, circles, words and sizes of the code itself, and how much of it a message goes through."""
    from bench import house, walks

    if picture:
        click.echo(house.picture(), nl=False)
    else:
        walks.report()
        _end(house.report())


@main.command()
@click.option("--kills", default=100, help="how often the bot is killed")
@click.option("--seed", default=1, help="another one tells another story and draws other moments")
def kill(kills: int, seed: int) -> None:
    """kill -9 at random moments under load; in the end all must be as in a run without."""
    from bench.kill import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), kills=kills, seed=seed))


@main.command()
@click.option("--hours", default=24, help="pretend ones")
@click.option("--seed", default=1, help="another one lives another day")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="keep store and log here")
def soak(hours: int, seed: int, folder: Path | None) -> None:
    """A day with all features, faults of every kind, kills and clock jumps: nothing stuck, lost, leaked or grown."""
    from bench.soak import report

    with _folder(folder) as home:
        _end(report(home, hours=hours, seed=seed))


@main.command()
@click.option("--questions", default=300, help="how many are asked before the storm, and as many in it")
def storm(questions: int) -> None:
    """A 429 storm in one group leaves another group's answers as quick as before."""
    from bench.storm import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), questions=questions))


@main.command()
@click.option("--seconds", default=60)
@click.option("--joins", default=10_000, help="people who come within that time")
@click.option("--spam", default=500, help="messages a second")
@click.option("--questions", default=50, help="asked in the other group in quiet")
@click.option("--gate", is_flag=True, help="newcomers have to pass the gate")
def raid(seconds: int, joins: int, spam: int, questions: int, *, gate: bool) -> None:
    """Thousands who come into one group and spam, and how long another group waits for its answers meanwhile."""
    from bench.raid import Raid, report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), Raid(seconds, joins, spam, has_gate=gate), questions=questions))


@main.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), help="The folder of texts, for more talk.")
@click.option("--most", default=2000, help="Lines out of each of its sources.")
def guard(data: Path | None, most: int) -> None:
    """Spam of a judged set that the guard finds with its defaults, and ordinary talk that it is wrong of."""
    from bench.guard import report

    _end(report(data, most=most))


@main.command()
@click.option("--members", default=2000)
@click.option("--seconds", default=180, help="pretend ones")
def evening(members: int, seconds: int) -> None:
    """A busy evening before and after: the bot's messages per hundred of people, and nobody without an answer."""
    from bench.evening import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), members=members, seconds=seconds))


@main.command()
def kb() -> None:
    """Questions that the knowledge base answers by itself, and how often it is right."""
    from bench.kb import report

    _end(report())


@main.command()
@click.option("--count", default=40_000, help="messages a round")
@click.option("--rounds", default=5, help="how often; the quickest counts")
def counts(count: int, rounds: int) -> None:
    """What counting adds to the settling of a plain message, in batches of a hundred, on a real store."""
    from bench.counts import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), count=count, rounds=rounds))


@main.command()
@click.option("--members", default=1_000_000, help="in the group that is filled in")
@click.option("--speakers", default=20_000, help="of them, a day")
def figures(members: int, speakers: int) -> None:
    """What counts answer of a group of a million members and a year: the store's part of each, and a picture."""
    from bench.figures import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), members=members, speakers=speakers))


@main.command()
@click.option("--players", default=500)
@click.option("--questions", default=20)
def quiz(players: int, questions: int) -> None:
    """A quiz of many players: scores to the letter, the cost of an answer, another group's waiting."""
    from bench.quiz import report

    with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
        _end(report(Path(name), players=players, questions=questions))


@main.command()
@click.option("--entrants", default=200_000)
def lottery(entrants: int) -> None:
    """A draw among very many: from freeze to record, and another group's waiting meanwhile."""
    from bench.lottery import report

    _end(report(entrants=entrants))


@main.command()
@click.option("--entries", default=[100, 1_000, 10_000], multiple=True, help="how many; may be said more than once")
def schedule(entries: tuple[int, ...]) -> None:
    """A large schedule: its start, one tick, one run, its memory."""
    from bench.schedule import report

    _end(report(entries=entries))


@main.command()
@click.option("--months", default=20, help="how many are simulated")
@click.option("--seed", default=101, help="of the first month; the others follow")
def pulse(months: int, seed: int) -> None:
    """Turns of the mood planted in simulated months: how soon they are found, and what is made up."""
    from bench.pulse import report

    _end(report(months=months, seed=seed))


@main.command()
@click.option("--rounds", default=3, help="how often each bot runs")
@click.option("--count", default=40_000, help="updates a run")
@click.option("--members", default=1_000_000, help="in the store that is built")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="keep the store here for another time")
@click.option("--audit", is_flag=True, help="also add up the whole ledger; takes minutes")
def big(rounds: int, count: int, members: int, folder: Path | None, *, audit: bool) -> None:
    """A store of 1,000,000 members and 10,000,000 entries: reading, ranks, chatter, start."""
    from bench.big import report

    with _folder(folder) as home:
        _end(report(home, rounds=rounds, count=count, members=members, with_audit=audit))


@main.command()
@click.option("--members", default=1_000_000, help="in the store that is built")
@click.option("--asked", default=200, help="how often each command")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False), help="keep the store here for another time")
def growth(members: int, asked: int, folder: Path | None) -> None:
    """Every command about points, on a store of 1,000,000 members and 10,000,000 entries."""
    from bench.growth import report

    with _folder(folder) as home:
        _end(report(home, members=members, asked=asked))


@main.command(hidden=True)
@click.option("--count", default=40_000)
@click.option("--members", default=4_000)
@click.option("--rate", default=0.0, help="updates a second; 0 for as fast as the bot asks")
@click.option("--warmup", default=0, help="updates before the stopwatch begins")
@click.option("--every", default=50, help="one in so many is a command; 0 for none")
def serve(count: int, members: int, rate: float, warmup: int, every: int) -> None:
    """The fast Bot API server alone; token and methods are in bench/server.py."""
    from bench import traffic
    from bench.server import serve as serve_updates

    asyncio.run(serve_updates(traffic.build(count, members=members, every=every), rate=rate, warmup=warmup))


def _end(is_good: bool) -> None:
    sys.exit(0 if is_good else 1)


@contextlib.contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="weilu-bench-") as name:
            yield Path(name)
    else:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept


if __name__ == "__main__":
    main()
