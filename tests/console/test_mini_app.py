"""Stories of the Mini App: who opened it is believed where Telegram signed it with this bot's token, for an hour."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.domain.console import AHEAD, SIGNED_LASTS
from tests.console.visiting import Console, visited, words_of
from tests.story import MODERATOR, NOON, OWNER, YINUO

PUBLIC = "https://weilu.example"


@pytest.fixture
async def console(tmp_path: Path) -> AsyncIterator[Console]:
    async with visited(tmp_path, f'[console]\npublic_url = "{PUBLIC}"\n') as each:
        yield each


def signed(token: str, *, at: int, who: int = MODERATOR, **change: str) -> str:
    """As Telegram signs it, written anew from its documents; `change` is put in afterwards."""
    user = {"id": who, "first_name": "周明远", "language_code": "zh-hans"}
    told = {"auth_date": str(at), "query_id": "AAE", "signature": "x", "user": json.dumps(user, ensure_ascii=False)}
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    lines = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    told["hash"] = hmac.new(secret, lines.encode(), hashlib.sha256).hexdigest()
    return urlencode(told | change)


async def opens(console: Console, init_data: str) -> httpx.Response:
    visitor = await console.visitor()
    return await visitor.client.post("/enter/app", data={"signed": init_data})


def token(console: Console) -> str:
    return console.story.config.token


class TestLettingIn:
    async def test_a_moderator_comes_in_with_their_own_rights(self, console: Console) -> None:
        answer = await opens(console, signed(token(console), at=NOON))
        assert answer.status_code == 200
        assert "围炉夜话" in answer.text
        assert "深夜厨房" not in answer.text

    async def test_an_operator_sees_every_group(self, console: Console) -> None:
        assert "深夜厨房" in (await opens(console, signed(token(console), at=NOON, who=OWNER))).text

    async def test_a_member_is_refused(self, console: Console) -> None:
        answer = await opens(console, signed(token(console), at=NOON, who=YINUO))
        assert answer.status_code == 403
        assert "管理员" in words_of(answer.text)

    async def test_an_hour_is_the_most(self, console: Console) -> None:
        now = console.story.app.clock.now()
        assert (await opens(console, signed(token(console), at=now - SIGNED_LASTS))).status_code == 200
        assert (await opens(console, signed(token(console), at=now - SIGNED_LASTS - 1))).status_code == 401
        assert (await opens(console, signed(token(console), at=now + AHEAD + 1))).status_code == 401

    async def test_another_bots_word_and_a_changed_one_are_not_believed(self, console: Console) -> None:
        own, now = token(console), console.story.app.clock.now()
        someone = json.dumps({"id": OWNER, "first_name": "x"})
        forged = [
            signed("99999999:another-bot-altogether", at=now),
            signed(own, at=now, user=someone),
            signed(own, at=now - 2 * SIGNED_LASTS, auth_date=str(now)),
            signed(own, at=now, hash="0" * 64),
            signed(own, at=now, hash=""),
            signed(own, at=now, extra="1"),
            signed(own, at=now) + "&user=" + someone,
            signed(own, at=now) + "&auth_date=1",
            signed(own, at=now).replace("auth_date", "Auth_date"),
            signed(own, at=now, who=-5),
            signed(own, at=now) + "&x=" + "y" * 9000,
            "",
            "hash=",
            "\x00=%ff&hash=é",
        ]
        for each in forged:
            answer = await opens(console, each)
            assert answer.status_code == 401, each
            assert "set-cookie" not in answer.headers, each


class TestFromTheChat:
    async def test_the_answer_has_a_button_that_opens_it(self, console: Console) -> None:
        said = await console.story.says(MODERATOR, "/console", chat=MODERATOR)
        (key,) = said["reply_markup"]["inline_keyboard"][0]
        assert key["web_app"] == {"url": f"{PUBLIC}/enter/app"}
        assert f"{PUBLIC}/enter/" in said["text"]

    async def test_by_its_own_address_the_cookie_is_kept_for_the_frame_alone(self, console: Console) -> None:
        visitor = await console.visitor()
        host = {"host": PUBLIC.removeprefix("https://")}
        told = {"signed": signed(token(console), at=NOON)}
        answer = await visitor.client.post("/enter/app", data=told, headers=host, follow_redirects=False)
        cookie = answer.headers["set-cookie"]
        assert "Secure" in cookie
        assert "SameSite=none" in cookie
        assert "Partitioned" in cookie

    async def test_without_an_address_from_outside_there_is_no_such_way_in(self, tmp_path: Path) -> None:
        (tmp_path / "x").mkdir()
        async with visited(tmp_path / "x") as closed:
            assert (await opens(closed, signed(token(closed), at=NOON))).status_code in (401, 404)
