"""Every figure that is shown of a group against the raw stream of a month, with all that can come between."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.console.visiting import console_of
from tests.dying import Mortal, watched
from tests.handlers.insights import on_pictures
from tests.handlers.insights.in_reports import reports
from tests.handlers.insights.inhabitants import Month, attentive
from tests.handlers.insights.month import PLAN, live
from tests.handlers.insights.on_pages import activity, home, mood, points, retention
from tests.handlers.insights.on_pictures import (
    advice,
    days,
    economy,
    firsts,
    funnel,
    hours,
    moods,
    segments,
    sources,
    stats,
    staying,
)
from tests.story import OWNER, told


async def test_every_figure_of_a_month_is_what_the_raw_stream_comes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with told(tmp_path, PLAN) as story:
        attentive(story)
        await story.pulse.loaded.wait()
        month = Month(story, Mortal(story, 0, "after"))
        with monkeypatch.context() as patch:
            watched(patch, month.mortal)
            await live(month, tmp_path)
        import time

        print("CPU", time.process_time(), month.mortal.deaths)
        reports(month)
        for screen in (stats, segments, hours, days, staying, funnel, sources, firsts, economy, advice, moods):
            await screen(month)
        await on_pictures.mood(month)
        async with console_of(story) as console:
            visitor = await console.enters(OWNER)
            for page in (home, activity, retention, points, mood):
                await page(month, visitor)
