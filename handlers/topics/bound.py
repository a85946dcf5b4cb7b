"""The topic that an entry of the operators' file names, found in a group; one not there is told to them once."""

from __future__ import annotations

from bot.domain.topics import TopicRefusal
from bot.engine.turn import Turn
from bot.services import topics
from bot.texts.refusing import refused
from bot.texts.text import Raw, text
from handlers.topics.command import general


async def thread_for(turn: Turn, entry: str, topic: int | str, *, chat_id: int) -> int:
    """0, General, where the name is not known; groups without topics have nothing to miss."""
    if isinstance(topic, str) and topic and turn.chats.group(chat_id).is_forum:
        try:
            await topics.by_name(turn.reads, topic, chat_id=chat_id, general=general())
        except TopicRefusal as refusal:
            await _tell_operators(turn, entry, topic, refusal, chat_id=chat_id)
    return await topics.thread_of(turn.reads, topic, chat_id=chat_id)


async def _tell_operators(turn: Turn, entry: str, written: str, refusal: TopicRefusal, *, chat_id: int) -> None:
    words = text("topics.unbound", entry=Raw(entry), group=Raw(turn.chats.group(chat_id).title), why=refused(refusal))
    once = f"topic:{chat_id}:{entry}:{written}"
    await turn.tell_operators(words, once=once)
