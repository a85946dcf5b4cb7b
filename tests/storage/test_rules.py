"""Every table and every id in it has its rule, and what the rules say is what the schema holds."""

from __future__ import annotations

import pytest

from storage import registry
from storage.database import Database
from storage.kinds import declared, kind_of
from storage.rules.rule import Rule

pytestmark = pytest.mark.of_the_file("asks SQLite for its schema")


async def columns(database: Database) -> dict[str, set[str]]:
    tables = await database.reads.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    return {
        table["name"]: {row["name"] for row in await database.reads.all(f"PRAGMA table_info({table['name']})")}
        for table in tables
    }


CHATS = {"chat_id", "old_id", "group_id", "place_id"}


MEMBERS = {
    "user_id",
    "account",
    "from_account",
    "to_account",
    "actor_id",
    "owner_id",
    "author_id",
    "member_id",
    "by_id",
}


def gaps(found: dict[str, set[str]]) -> list[str]:
    """What of a schema has no rule, or a rule that does not fit it."""
    told: list[str] = [f"{table} has no rule" for table in found.keys() - registry.TABLES.keys()]
    told += [f"{table} has a rule and is no table" for table in registry.TABLES.keys() - found.keys()]
    for table, names in found.items():
        rule = registry.TABLES.get(table, Rule(""))
        told += [f"{table}.{each} is a chat's and has no rule" for each in sorted((names & CHATS) - {*rule.chats})]
        told += [
            f"{table}.{each} is a member's and has no rule" for each in sorted((names & MEMBERS) - {*rule.members})
        ]
        named = {*rule.chats, *rule.members, *rule.key, *rule.merge}
        told += [f"{table}.{each} has a rule and is no column" for each in sorted(named - names)]
        if rule.members and rule.erasure == "none":
            told.append(f"{table} holds members and says nothing of erasure")
    return told


ALLOWED = {"moved.old_id is a chat's and has no rule"}
"""The old id is what that table is about."""


async def test_every_table_and_every_id_in_it_has_its_rule(database: Database) -> None:
    assert set(gaps(await columns(database))) == ALLOWED


async def test_every_column_says_what_it_holds_and_the_rules_agree(database: Database) -> None:
    found, named = await columns(database), set()
    for table, rule in registry.TABLES.items():
        held = {name: kind_of(table, name) for name in found[table]}
        named |= {*held, *(f"{table}.{column}" for column in held)}
        assert {name for name, kind in held.items() if kind == "chat"} >= {*rule.chats} - {*rule.members}, table
        assert {name for name, kind in held.items() if kind == "member"} == {*rule.members} - {*rule.chats}, table
        for expiry in (rule.expiry, *rule.sooner):
            if expiry is not None:
                assert held[expiry.column] == ("day" if expiry.unit == "day" else "moment"), table
    assert declared() <= named, "a name is declared and no column"


async def test_every_unique_key_with_a_chat_in_it_says_what_becomes_of_two_rows(database: Database) -> None:
    """When a chat migrates, rows of the old id may meet rows of the new one."""
    for table, rule in registry.TABLES.items():
        declared_keys = {frozenset(rule.key)} | {frozenset({column, rule.apart}) for column in rule.chats}
        declared_keys |= {frozenset({column, *rule.single.by}) for column in rule.chats if rule.single is not None}
        for index in await database.reads.all(f"PRAGMA index_list({table})"):
            names = {row["name"] for row in await database.reads.all(f"PRAGMA index_info({index['name']})")}
            if index["unique"] and names & {*rule.chats} and not rule.is_derived:
                assert frozenset(names) in declared_keys, f"{table}: rows that meet by {names}"


async def test_a_table_without_a_rule_would_be_seen(database: Database) -> None:
    async with database.unit() as unit:
        await unit.run("CREATE TABLE diaries (user_id BIGINT, chat_id BIGINT)")
        await unit.run("ALTER TABLE notices ADD COLUMN actor_id BIGINT")
    assert set(gaps(await columns(database))) - ALLOWED == {
        "diaries has no rule",
        "diaries.chat_id is a chat's and has no rule",
        "diaries.user_id is a member's and has no rule",
        "notices.actor_id is a member's and has no rule",
    }


async def test_the_key_of_each_rule_is_unique_in_the_schema(database: Database) -> None:
    """Rows that meet when a chat migrates are told apart by it."""
    for table, rule in registry.TABLES.items():
        found = await database.reads.all(f"PRAGMA table_info({table})")
        primary = tuple(row["name"] for row in sorted(found, key=lambda row: row["pk"]) if row["pk"])
        has_unique_chat = any(name in primary for name in rule.chats)
        assert not has_unique_chat or rule.is_derived or rule.key == primary or table == "moved", table
