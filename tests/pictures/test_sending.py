"""Stories of pictures on their way: drawn when they are sent, replaced, refused, or told in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.outbox import actions
from bot.pictures import draw as drawing
from bot.pictures.pen import WIDTH
from bot.texts.text import Raw, text
from tests.outbox.support import House, house
from tests.pictures.forms import LIGHT, poll, where


@pytest.fixture
async def home(tmp_path: Path):  # type: ignore[no-untyped-def]
    async with house(tmp_path) as built:
        yield built


async def test_a_picture_goes_out_drawn_with_its_caption_and_buttons(home: House) -> None:
    group = home.group()
    key = actions.Key(Raw("看"), "x")
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=Raw("3 比 1"), keys=[[key]]))
    sent = home.world.sent(group)[0]
    size = sent["photo"][-1]
    assert (size["width"], sent["caption"]) == (WIDTH, "3 比 1")
    assert sent["reply_markup"]["inline_keyboard"][0][0]["text"] == "看"
    content = home.world.files[size["file_id"]].content
    assert where(Image.open(BytesIO(content)).convert("RGB"), LIGHT.paper)[5, 5]
    assert len((await home.rows())[0]["body"]) < 1000


async def test_another_picture_takes_the_place_of_the_one_there(home: House) -> None:
    group = home.group()
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3), caption=Raw("一"), name="card"))
        await home.done(actions.Edit(chat_id=group, drawn=poll(3, 4, 5), words=Raw("三"), named="card"))
    (message,) = home.world.sent(group)
    assert message["caption"] == "三"
    assert message["photo"][-1]["height"] > 500


async def test_a_group_that_takes_no_photos_gets_the_caption_and_its_moderators_the_reason(home: House) -> None:
    group = home.group()
    home.world.restrict(1001, group, home.world.bot.id, allowed=["can_send_messages"])
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=Raw("3 比 1")))
    assert home.said(group) == ["3 比 1"]
    assert await home.states() == ["sent"]


async def test_a_picture_that_cannot_be_drawn_is_told_by_its_caption(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "PALETTES", {})
    group = home.group()
    async with home.sending():
        await home.done(actions.Photo(chat_id=group, drawn=poll(3, 1), caption=text("polls.no_votes")))
    assert home.said(group)[0]
    assert await home.states() == ["sent"]
