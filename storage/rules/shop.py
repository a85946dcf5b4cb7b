"""The rules of the tables of shop; part of the registry."""

from __future__ import annotations

from storage.rules.rule import Rule

TABLES: dict[str, Rule] = {
    "goods": Rule(
        "what a shop offers", chats=("chat_id",), members=("made_by",), erasure="pseudonym", is_exported=True
    ),
    "orders": Rule(
        "what a member redeemed",
        chats=("chat_id",),
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        apart="idempotency_key",
        traces=("idempotency_key",),
    ),
    "codes": Rule(
        "codes to be redeemed, and with which order they went",
        owned="order_id IN (SELECT id FROM orders WHERE user_id = :user_id)",
        is_exported=True,
        within="goods_id IN (SELECT id FROM goods WHERE chat_id = :chat_id)",
    ),
}
