"""What features wait to hear: words that stand in a chat, and answers to what someone was asked; in memory and kept."""

from __future__ import annotations

from dataclasses import replace

from bot.texts.catalog import fold
from storage import triggers
from storage.database import Reader, Unit
from storage.triggers import Awaited, Word

_LONGEST_WORD = 64


class Triggers:
    """Words by chat, answers by chat and person. What is learnt in a transaction counts once that is committed."""

    def __init__(self) -> None:
        self._words: dict[int, dict[str, Word]] = {}
        self._awaited: dict[tuple[int, int], Awaited] = {}

    async def load(self, reader: Reader) -> None:
        words, awaited = await triggers.words(reader), await triggers.awaited(reader)
        self._words.clear()
        for word in words:
            self._heed(replace(word, word=fold(word.word)))  # kept words were folded as was known then
        self._awaited = {(each.chat_id, each.user_id): each for each in awaited}

    def word(self, chat_id: int, spoken: str) -> Word | None:
        """The standing word that a whole message is; asked of every line of chatter, so most are refused unread."""
        standing = self._words.get(chat_id)
        return standing.get(fold(spoken)) if standing and len(spoken) <= _LONGEST_WORD else None

    async def hear(self, unit: Unit, chat_id: int, spoken: str, *, feature: str, key: str) -> None:
        """From now on this word, as a whole message in the chat, wakes `word(feature)` until `ignore`."""
        word = Word(chat_id, fold(spoken), feature, key)
        await triggers.keep(unit, word)
        unit.after_commit(lambda: self._heed(word))

    async def ignore(self, unit: Unit, *, feature: str, key: str) -> None:
        await triggers.forget(unit, feature=feature, key=key)
        unit.after_commit(lambda: self._drop_words(feature, key))

    def awaited(self, chat_id: int, user_id: int) -> Awaited | None:
        return self._awaited.get((chat_id, user_id))

    async def ask(self, unit: Unit, chat_id: int, user_id: int, *, feature: str, key: str) -> None:
        """What this person next says to the bot there wakes `answer(feature)`, until `asked_enough`."""
        awaited = Awaited(chat_id, user_id, feature, key)
        await triggers.await_answer(unit, awaited)
        unit.after_commit(lambda: self._awaited.update({(chat_id, user_id): awaited}))

    async def asked_enough(self, unit: Unit, chat_id: int, user_id: int, *, key: str = "") -> None:
        """Nothing more is awaited of them there; with a key, only where it is that which was."""
        await triggers.forget_awaited(unit, chat_id=chat_id, user_id=user_id, key=key)
        unit.after_commit(lambda: self._forget_awaited(chat_id, user_id, key))

    def _forget_awaited(self, chat_id: int, user_id: int, key: str) -> None:
        awaited = self._awaited.get((chat_id, user_id))
        if awaited is not None and key in ("", awaited.key):
            del self._awaited[chat_id, user_id]

    def _heed(self, word: Word) -> None:
        self._words.setdefault(word.chat_id, {})[word.word] = word

    def _drop_words(self, feature: str, key: str) -> None:
        for standing in self._words.values():
            for word in [word for word, each in standing.items() if (each.feature, each.key) == (feature, key)]:
                del standing[word]

    def moved(self, old: int, new: int) -> None:
        """To be called after the commit."""
        for word in self._words.pop(old, {}).values():
            self._heed(replace(word, chat_id=new))
        for chat_id, user_id in [each for each in self._awaited if each[0] == old]:
            self._awaited[new, user_id] = replace(self._awaited.pop((chat_id, user_id)), chat_id=new)
