"""Stories of names and words with markup in them: what people write is shown as they wrote it, and runs nowhere."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from tests.console.visiting import Console
from tests.story import FORUM, HIKE, MODERATOR, OWNER, YINUO

TAG = "<script>alert(1)</script>"
QUOTE = '"><img src=x onerror=alert(1)>'
BREAKS = "{{ 7 * 7 }}{% raw %}'</td></table>"


class Found(HTMLParser):
    """What of a page a browser would take for markup that nobody of us wrote."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"img", "iframe", "object", "embed", "base"} or any(name.startswith("on") for name in told):
            self.foreign.append(tag)
        if tag == "script" and not (told.get("src") or "").lstrip("./").startswith("static/"):
            self.foreign.append(tag)
        if any((value or "").strip().casefold().startswith("javascript:") for value in told.values()):
            self.foreign.append(f"{tag} {told}")


async def hostile(console: Console) -> None:
    """Groups and people of such names, who say and do what they can."""
    story = console.story
    for number, name in ((OWNER, TAG), (MODERATOR, BREAKS), (YINUO, QUOTE)):
        story.world.people[number] = replace(story.world.people[number], first_name=name)
    story.world.chats[FORUM].title = f"{TAG}{QUOTE}"
    story.world.chats[HIKE].title = BREAKS
    for who, chat in ((OWNER, FORUM), (MODERATOR, HIKE), (MODERATOR, FORUM), (YINUO, FORUM)):
        await story.says(who, "签到", chat=chat)


async def test_names_of_groups_and_people_are_words_on_every_page(console: Console) -> None:
    await hostile(console)
    visitor = await console.enters(OWNER)
    pages = list(console.story.app.serving.pages.values())
    for page in pages:
        path = f"/group/{FORUM}/{page.name}" if not page.is_everywhere else f"/page/{page.name}"
        html = await visitor.sees("/" if page.name == "overview" else path)
        assert Found(html).foreign == [], page.name
        assert TAG not in html, page.name
        assert "&lt;script&gt;alert(1)" in html, page.name
        assert "49" not in html.partition("<title>")[2].partition("</title>")[0]


async def test_what_stands_in_an_address_is_not_said_back_as_markup(console: Console) -> None:
    visitor = await console.enters(OWNER)
    for query in (f"?x={TAG}", f"?q={QUOTE}", "?lang=%22%3E%3Cimg%3E", "?" + "a=1&" * 200):
        assert Found(await visitor.sees(f"/group/{FORUM}/home{query}")).foreign == []
    for path in (f"/{TAG}", f"/page/{QUOTE}", f"/enter/{TAG}"):
        answer = await visitor.client.get(path)
        assert Found(answer.text).foreign == []
        assert answer.status_code in (401, 404)


async def test_a_way_back_leads_nowhere_else(console: Console) -> None:
    visitor = await console.enters(OWNER)
    html = await visitor.sees("/")
    csrf = html.partition('name="csrf" value="')[2].partition('"')[0]
    for back in ("https://evil.example", "//evil.example", "/\\evil.example", "page/x\r\nx: y", "javascript:alert(1)"):
        form = {"csrf": csrf, "locale": "en", "back": back}
        answer = await visitor.client.post("/language", data=form, follow_redirects=False)
        assert answer.status_code == 303, back
        assert answer.headers["location"] == "./", back
