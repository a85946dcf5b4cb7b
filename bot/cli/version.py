"""Which version this is: that of the package that is installed; in a checkout, what git says of the code that runs."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import click

_CHECKOUT = Path(__file__).parents[2]


def version() -> str:
    """`0.2.0`, or `0.2.0+3.g1a2b3c4` three commits later; `.dirty` behind it where files were changed since."""
    return _described(_CHECKOUT) or metadata.version("weilu")


def _described(checkout: Path) -> str:
    """Empty where there is no checkout, or no git to ask."""
    import subprocess  # late: only this command asks anybody outside

    if not (checkout / ".git").exists():
        return ""
    ask = ("git", "-C", str(checkout), "describe", "--tags", "--match=v[0-9]*", "--always", "--dirty")
    try:
        said = subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 -- our own words
    except (OSError, subprocess.CalledProcessError):
        return ""
    tagged = re.fullmatch(r"v(?P<tag>[^-]+)(?:-(?P<later>\d+)-(?P<commit>g\w+))?(?P<dirty>-dirty)?", said)
    if tagged is None:
        return f"0+g{said.replace('-', '.')}"
    behind = [part for part in (tagged["later"], tagged["commit"], "dirty" if tagged["dirty"] else "") if part]
    return f"{tagged['tag']}+{'.'.join(behind)}" if behind else tagged["tag"]


def show_version(context: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001 -- as click calls it
    if is_asked and not context.resilient_parsing:
        click.echo(f"weilu, version {version()}")
        context.exit()


VERSION = click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the version and exit.",
)
