"""The rules of the tables of lottery; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

_ITS_LOTTERY = "lottery_id IN (SELECT id FROM lotteries WHERE chat_id = :chat_id)"

TABLES: dict[str, Rule] = {
    "lotteries": Rule(
        "lotteries of a group, by whom opened",
        chats=("chat_id",),
        members=("opened_by",),
        apart="idempotency_key",
        erasure="pseudonym",
        is_exported=True,
        withheld=("secret", "salt"),
    ),
    "lottery_entries": Rule(
        "who is in which lottery, and what was paid",
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_places": Rule(
        "who won, and whether it was claimed",
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_codes": Rule(
        "codes of prizes, by place",
        owned="(lottery_id, place) IN (SELECT lottery_id, place FROM lottery_places WHERE user_id = :user_id)",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_history": Rule(
        "what anyone may know of a lottery's course, by pseudonym",
        within=_ITS_LOTTERY,
    ),
}
