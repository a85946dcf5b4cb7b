"""The command `python -m playground`: serves the playground alone, for any bot to talk to."""

import argparse
import asyncio
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable

from playground.serve import PortInUseError, bind, serve
from playground.world import World
from playground.world.population import populate
from playground.world.state import DEFAULT_TOKEN

DEFAULT_PORT = 8081


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to stop; the exit code."""
    opt_outs = _parser().parse_args(arguments)
    if not opt_outs.token.partition(":")[0].isdigit() or len(opt_outs.token.partition(":")[2]) < 3:
        print(f"--token: expected digits:letters as Telegram's are, saw {opt_outs.token!r}", file=sys.stderr)  # noqa: T201
        return 2
    try:
        listener = bind(opt_outs.port)
    except PortInUseError as problem:
        print(f"{problem}; choose another with --port, or --port 0 for any free one", file=sys.stderr)  # noqa: T201
        return 2
    world = populate(World(seed=opt_outs.seed, token=opt_outs.token))
    world.floods.counts, world.is_strict = not opt_outs.no_floods, opt_outs.strict

    def ready(url: str) -> None:
        print(f"ready {url}", flush=True)  # noqa: T201
        if not opt_outs.no_browser:
            webbrowser.open(url)

    asyncio.run(_serve_until_told(world, listener, ready))
    return 0


async def _serve_until_told(world: World, listener: socket.socket, ready: Callable[[str], None]) -> None:
    loop = asyncio.get_running_loop()
    serving = loop.create_task(serve(world, listener, on_ready=ready))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, serving.cancel)
    await asyncio.wait([serving])
    if not serving.cancelled():
        serving.result()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m playground", description="A small Telegram that speaks the Bot API."
    )
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes any free port (default %(default)s)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot token to accept (default %(default)s)")
    parser.add_argument("--strict", action="store_true", help="refuse parameters that Telegram would overlook")
    parser.add_argument("--no-floods", action="store_true", help="let bots send as fast as they like, without 429")
    parser.add_argument("--seed", type=int, default=0, help="seed of all chance in the world (default %(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
