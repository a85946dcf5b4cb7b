"""Stories of `weilu health`, as a container's health check asks it."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.engine.hearing import Hearing
from bot.operations import health
from storage import frozen
from tests.cli.program import config
from tests.story import Story


def asked(folder: Path, more: str) -> Result:
    return CliRunner().invoke(main, ["health", "--config", config(folder, "http://127.0.0.1:1", more)])


async def test_a_bot_that_is_well_is_told_from_one_that_is_not_and_from_none(story: Story, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    hearing, more = Hearing(), f'[health]\nlisten = "{listen}"\n'
    probe = health.Probe(story.app.database, story.app.clock, hearing)
    async with health.Board(listen).showing("", probe):
        well = await asyncio.to_thread(asked, tmp_path, more)
        assert (well.exit_code, well.output) == (0, "ok: 一切正常\n")
        assert await frozen.freeze(story.config.store)
        still = await asyncio.to_thread(asked, tmp_path, more)
        assert (still.exit_code, "weilu thaw" in still.output) == (0, True)
        assert await frozen.thaw(story.config.store)
        hearing.deaf("somebody set the webhook to nowhere")
        ill = await asyncio.to_thread(asked, tmp_path, more)
        assert (ill.exit_code, "webhook" in ill.output) == (1, True)
    gone = asked(tmp_path, more)
    assert (gone.exit_code, f"{listen} 没有回答" in gone.output) == (1, True)


def test_where_health_is_off_nobody_is_called_ill(tmp_path: Path) -> None:
    done = asked(tmp_path, "")
    assert (done.exit_code, "没开" in done.output) == (0, True)
