"""Stories of pages of other origins: none of them acts as the people of a playground that runs on this machine."""

import httpx
import pytest

from tests.playground.conftest import FORUM, YINUO, Hand

SAYS = {"as": YINUO, "do": "say", "chat_id": FORUM, "text": "hi"}
PATHS = ("/playground/do", "/bot{token}/getMe", "/playground/info", "/")

FOREIGN: dict[str, dict[str, str]] = {
    "another page": {"origin": "https://evil.example"},
    "another port of this machine": {"origin": "http://localhost:9999"},
    "a page without an origin": {"origin": "null"},
    "a name that was made to point here": {"host": "evil.example"},
    "the like with our port": {"host": "evil.example:80", "origin": "http://evil.example:80"},
    "no host": {"host": ""},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
async def test_nothing_is_done_for_or_told_to_a_stranger(bot: Hand, headers: dict[str, str]) -> None:
    for path in PATHS:
        url = path.format(token=bot.token)
        for answer in (
            await bot.client.post(url, json=SAYS, headers=headers),
            await bot.client.get(url, headers=headers),
        ):
            assert answer.status_code == 403
            assert answer.json()["description"].startswith("Forbidden: the playground")
    assert await bot.news("message") == []


@pytest.mark.parametrize("path", PATHS[:3])
async def test_a_picture_or_a_form_of_another_page_is_known_by_what_the_browser_says(bot: Hand, path: str) -> None:
    answer = await bot.client.get(path.format(token=bot.token), headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


async def test_a_link_to_the_page_may_be_followed(bot: Hand) -> None:
    answer = await bot.client.get("/", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "127.0.0.2"])
async def test_the_page_itself_and_programs_of_this_machine_are_served(bot: Hand, host: str) -> None:
    for headers in ({"host": host}, {"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"}):
        answer: httpx.Response = await bot.client.post("/playground/do", json=SAYS, headers=headers)
        assert answer.status_code == 200
