"""One SQL text for both engines: what SQLite alone takes, or takes otherwise than PostgreSQL, is not written."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from tests.every import for_every

ROOM = Path(__file__).parents[2] / "storage"
OF_AN_ENGINE = ("backup", "schema_migrations")
"""Modules that speak to SQLite as SQLite, besides the engines' own."""

_TOKEN = re.compile(r"'(?:[^']|'')*'|:\w+|\?\d*|\w+(?:\.\w+)*|<>|<=|>=|\|\||[^\s\w]")
_STATEMENT = re.compile(r"\s*\(?(SELECT|INSERT|UPDATE|DELETE|WITH|FROM|LEFT JOIN|JOIN|WHERE|AND|ON CONFLICT)\b")
_ONLY_SQLITE = re.compile(
    r"\b(rowid|GLOB|LIKE|PRAGMA|pragma_\w+|sqlite_\w+|unixepoch|strftime|ifnull|total|group_concat|json_\w+|hex|"
    r"randomblob|printf|last_insert_rowid|changes|COLLATE|OR IGNORE|OR REPLACE|INDEXED BY)\b",
    re.IGNORECASE,
)
_WORDS = {"CASE", "WHEN", "THEN", "ELSE", "END", "AND", "OR", "NOT", "NULL", "IS", "IN", "BETWEEN", "WHERE", "hole"}
_BEFORE_A_FLAG = {"WHERE", "AND", "OR", "NOT", "WHEN", "ON", "("}
_AFTER_A_FLAG = {"AND", "OR", "THEN", ")", "ORDER", "GROUP", "LIMIT", ";"}


def statements(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that is SQL or a piece of it, with its line; what is put in at run time is a `hole`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(each.value) if isinstance(each, ast.Constant) else "hole" for each in parts)
        if _STATEMENT.match(text):
            yield node.lineno, text


def _group(tokens: list[str], start: int) -> int:
    """The place after the bracket that closes the one at `start`."""
    depth = 0
    for place in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[place], 0)
        if depth == 0:
            return place + 1
    return len(tokens)


def only_sqlite_knows(tokens: list[str]) -> Iterator[str]:
    outside = " ".join(each for each in tokens if not each.startswith("'"))
    yield from (f"{each.group()}: not the same to both engines" for each in _ONLY_SQLITE.finditer(outside))


def bare_columns_in_a_conflict(tokens: list[str]) -> Iterator[str]:
    """`messages = messages + 1`: PostgreSQL asks whether the table's own or the excluded row's is meant."""
    for start in (at + 3 for at in range(len(tokens)) if tokens[at : at + 3] == ["DO", "UPDATE", "SET"]):
        depth = 0
        for place in range(start, len(tokens)):
            token, following = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else ""
            if token == "RETURNING":
                break
            depth += {"(": 1, ")": -1}.get(token, 0)
            is_target = depth == 0 and following == "=" and tokens[place - 1] in ("SET", ",")
            if re.fullmatch(r"[a-z_]\w*", token) and token not in _WORDS and not is_target and following != "(":
                yield f"{token}: name its table in DO UPDATE"


def subqueries_without_a_name(tokens: list[str]) -> Iterator[str]:
    for place, (token, following) in enumerate(pairwise(tokens)):
        if token in ("FROM", "JOIN") and following == "(":
            end = _group(tokens, place + 1)
            if tokens[end - 1] == ")" and tokens[end : end + 1] != ["AS"]:
                yield f"{' '.join(tokens[place : place + 6])} ...: name the subquery"


def joins_without_a_condition(tokens: list[str]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        if token != "JOIN" or tokens[place - 1] == "CROSS" or place + 1 == len(tokens):
            continue
        end = _group(tokens, place + 1) if tokens[place + 1] == "(" else place + 2
        end += 2 if tokens[end : end + 1] == ["AS"] else 0
        if end < len(tokens) and tokens[end] not in ("ON", "USING", "hole"):
            yield f"{' '.join(tokens[place:end])}: a join has its ON"


def flags_taken_for_truth(tokens: list[str]) -> Iterator[str]:
    """A flag is a number: `is_bot = 1`."""
    closed = [*tokens, ";"]
    for before, token, after in zip(closed, closed[1:], closed[2:], strict=False):
        is_flag = re.fullmatch(r"(\w+\.|:)?is_\w+", token) is not None
        if is_flag and before in _BEFORE_A_FLAG and after in _AFTER_A_FLAG and closed[0] != "INSERT":
            yield f"{token}: compare the flag with 0 or 1"


def truths_added_up(tokens: list[str]) -> Iterator[str]:
    for place, (token, following) in enumerate(pairwise(tokens)):
        if token in ("sum", "avg") and following == "(":
            inside = tokens[place + 2 : _group(tokens, place + 1)]
            if inside[0] != "CASE" and {"<", ">", "=", "<>", "<=", ">=", "IN"} & set(inside):
                yield f"{token}({' '.join(inside[:4])} ...: add up numbers, by CASE"


RULES: tuple[Callable[[list[str]], Iterator[str]], ...] = (
    only_sqlite_knows,
    bare_columns_in_a_conflict,
    subqueries_without_a_name,
    joins_without_a_condition,
    flags_taken_for_truth,
    truths_added_up,
)
MODULES = sorted(path for path in ROOM.rglob("*.py") if path.stem not in OF_AN_ENGINE and path.parent.name != "engines")


@for_every(MODULES)
def test_no_statement_is_of_one_engine_alone(path: Path) -> None:
    found = [
        f"line {line}: {offence}"
        for line, text in statements(path)
        for rule in RULES
        for offence in rule(_TOKEN.findall(text))
    ]
    assert found == []


OFFENCES = {
    "SELECT * FROM inbox ORDER BY rowid": only_sqlite_knows,
    "SELECT 1 FROM outbox WHERE body LIKE :name": only_sqlite_knows,
    "INSERT INTO a (n) VALUES (1) ON CONFLICT (n) DO UPDATE SET n = n + excluded.n": bare_columns_in_a_conflict,
    "INSERT INTO a (n) VALUES (1) ON CONFLICT (n) DO UPDATE SET n = 1 WHERE n < 2": bare_columns_in_a_conflict,
    "SELECT * FROM (SELECT 1) WHERE 1 = 1": subqueries_without_a_name,
    "SELECT * FROM a LEFT JOIN b WHERE a.x = b.x": joins_without_a_condition,
    "SELECT * FROM a WHERE NOT :is_posted OR x = 1": flags_taken_for_truth,
    "SELECT * FROM a WHERE a.is_chosen": flags_taken_for_truth,
    "SELECT sum(a >= 1) FROM a": truths_added_up,
}


@for_every(OFFENCES)
def test_each_rule_sees_its_offence(sql: str) -> None:
    assert [rule for rule in RULES if list(rule(_TOKEN.findall(sql)))] == [OFFENCES[sql]]
