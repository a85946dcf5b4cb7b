"""What every test stands on: sentences that are missing fail loudly, and a story to tell."""

from __future__ import annotations

import asyncio
import multiprocessing.util
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvloop
from hypothesis import settings

from bot.texts import sentences
from tests import postgres_server
from tests.memory import folder_of, roomy_memory
from tests.store import Engine

if TYPE_CHECKING:
    from tests.story import Story

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Stories commit hundreds of times, each down to the disk: where memory serves as one, nobody waits for it.

    What dies in a story is the process, never the machine: memory proves as much. `--basetemp` keeps what they leave.
    Workers of `-n` get a folder of their own in it.
    """
    Engine.is_postgres = config.option.postgres or config.option.workers
    Engine.is_shared = config.option.workers
    if config.option.basetemp is None and (memory := roomy_memory()):
        multiprocessing.util.get_temp_dir()  # elsewhere: it is gone after the cleanup of this one
        home = os.environ["TMPDIR"] = tempfile.tempdir = str(folder_of("tests", memory))
        config.option.basetemp = f"{home}/stories"
        config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="every store of the stories lies on PostgreSQL")
    parser.addoption("--workers", action="store_true", help="and the bot of each is one of several workers")


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the bot runs on, which also spends less of a story."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story that is about the file has nothing to tell where the store is none."""
    for item in items if Engine.is_postgres else ():
        if mark := item.get_closest_marker("of_the_file"):
            item.add_marker(pytest.mark.skip(reason=f"about the file: {mark.args[0]}"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    result = yield
    postgres_server.drop()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a story logged may hold half a character, which a worker of `-n` cannot tell the others."""
    report = yield
    report.sections = [(name, words.encode(errors="replace").decode()) for name, words in report.sections]
    return report


@pytest.fixture(autouse=True)
def _no_missing_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "on_gap", sentences.fail_on_gap)


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    from tests.story import told  # the whole bot, which what is asked of texts and rules does not wait for

    async with told(tmp_path) as each:
        yield each
