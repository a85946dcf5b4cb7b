"""Every question to Telegram, answered by what cannot be read: the same as no answer, and never a bug."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

from bot.domain.refusals import TelegramSilent
from bot.engine.questions import Questions
from tests.story import FORUM, YINUO, Story

Question: TypeAlias = Callable[[Questions], Awaitable[object]]

QUESTIONS: Final[dict[str, Question]] = {
    "is_member": lambda asks: asks.is_member(chat_id=FORUM, user_id=YINUO),
    "goes_by": lambda asks: asks.goes_by("yinuo", chat_id=FORUM, user_id=YINUO),
    "lets_strangers_write": lambda asks: asks.lets_strangers_write(FORUM),
    "find_chat": lambda asks: asks.find_chat(FORUM),
    "chat_called": lambda asks: asks.chat_called("haowu"),
    "invite_link": lambda asks: asks.invite_link(chat_id=FORUM, name="门"),
    "linked_channel": lambda asks: asks.linked_channel(FORUM),
    "topic_icons": lambda asks: asks.topic_icons(),
    "file": lambda asks: asks.file("", most=1_000_000),
}

BENT: Final[dict[str, Callable[[bytes], bytes]]] = {
    "cut off": lambda body: body[: len(body) // 2],
    "cut off behind ok": lambda body: body[: body.index(b":", body.index(b"result")) + 3],
    "half a surrogate at its end": lambda body: body[: len(body) // 2] + b"\\ud83d",
    "another thing": lambda _: b'{"ok":true,"result":[7]}',
    "nothing": lambda _: b'{"ok":true,"result":null}',
    "no result": lambda _: b'{"ok":true}',
    "a page of something before it": lambda _: b"<html>welcome</html>",
    "empty": lambda _: b"",
}


def test_every_question_has_its_row() -> None:
    asked = {name for name, _ in inspect.getmembers(Questions, inspect.iscoroutinefunction) if not name.startswith("_")}
    assert asked == set(QUESTIONS)


async def test_what_cannot_be_read_is_silence_whatever_was_asked(story: Story) -> None:
    sent = await story.does(YINUO, "document", chat_id=FORUM, file="6K+t", name="题.txt")
    file_id = sent["document"]["file_id"]
    questions: dict[str, Question] = {**QUESTIONS, "file": lambda asks: asks.file(file_id, most=1_000_000)}
    asks = Questions(story.app.bot)
    believed = []
    for how, bend in BENT.items():
        story.world.faults.bend = bend
        for name, question in questions.items():
            with contextlib.suppress(TelegramSilent):
                believed.append((how, name, await question(asks)))
    assert believed == []
    story.world.faults.bend = None
    assert await questions["is_member"](asks) is True
    assert await questions["file"](asks) == "语".encode()
