"""The console's story of a form that is sent again when the bot has begun anew."""

from __future__ import annotations

from pathlib import Path

from tests.console.visiting import CONFIG, console_of, hidden_in
from tests.story import FORUM, MODERATOR, YINUO, told

DESK = f"/group/{FORUM}/desk"


async def test_a_form_sent_again_after_a_restart_is_not_done_again(tmp_path: Path) -> None:
    async with told(tmp_path, CONFIG) as story:
        await story.says(YINUO, "/start", chat=YINUO)
        await story.says(YINUO, "/feedback 能不能每周聊一次电影？")
        await story.says(MODERATOR, "大家好")
        form, cookie = {"id": "1", "words": "哪天方便？"}, ""
        for told_ in ("#1", "没有再做一次"):
            async with console_of(story) as console:
                visitor = await (console.visitor(cookie=cookie) if cookie else console.enters(MODERATOR))
                cookie = visitor.cookie
                form = hidden_in(await visitor.sees(f"{DESK}?id=1")) | form
                assert told_ in await visitor.posts(f"/do{DESK}/ask", form)
                await story.settle()
            await story.restart()
        assert sum("哪天方便" in each.get("text", "") for each in story.world.sent(YINUO)) == 1
