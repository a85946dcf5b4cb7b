"""Stories of the draw itself: fair with and without weights, bound to what was published, checked by two programs."""

from __future__ import annotations

import copy
import importlib.util
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lottery.draw import Entrant, Prize, Public, canonical, picks, pseudonym_of
from bot.domain.lottery.record import Draw, Record, drawn, faults, read

DOCS = Path(__file__).parents[3] / "docs"
VECTORS: list[Record] = [
    json.loads(line)
    for line in re.findall(r"^\{.*\}$", (DOCS / "lottery.md").read_text(encoding="utf-8"), re.MULTILINE)
]


def standalone() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_lottery", DOCS / "verify_lottery.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def any_draw(chance: random.Random, number: int) -> Draw:
    entrants = [
        Entrant(f"{chance.getrandbits(64):016x}", chance.choice([1, 1, 1, 2, 7, 1000]))
        for _ in range(chance.choice([0, 1, 2, 3, 8, 33, 200]))
    ]
    prizes = [
        Prize(chance.choice(["耳机", 'a"b', "🎁", "热茶"]), chance.randint(1, 4)) for _ in range(chance.randint(1, 3))
    ]
    public = Public("双色球", str(chance.random())) if chance.random() < 0.3 else None
    return Draw(number, chance.randbytes(32), entrants, prizes, chance.randint(0, 5), public)


def a_record() -> Record:
    draw = Draw(42, b"s" * 32, [Entrant(f"{n:016x}", 1 + n % 3) for n in range(20)], [Prize("热茶", 3)], 2)
    return json.loads(drawn(draw).record)  # type: ignore[no-any-return]


class TestTwoPrograms:
    def test_agree_on_a_thousand_records(self) -> None:
        script, chance = standalone(), random.Random(20261122)
        for number in range(1000):
            made = drawn(any_draw(chance, number)).record
            record = read(made)
            assert faults(record) == []
            assert script.problems(record) == []
            assert script.canonical(record) == made

    def test_agree_on_the_vectors_of_the_specification(self) -> None:
        script = standalone()
        assert len(VECTORS) == 3
        for record in VECTORS:
            assert faults(record) == []
            assert script.problems(record) == []

    @pytest.mark.parametrize("number", range(3))
    def test_the_vectors_are_drawn_anew(self, number: int) -> None:
        told = VECTORS[number]
        draw = Draw(
            told["lottery"],
            bytes.fromhex(told["secret"]),
            [Entrant(**each) for each in told["entrants"]],
            [Prize(**each) for each in told["prizes"]],
            told["reserve_places"],
            Public(**told["public"]) if told["public"] else None,
        )
        assert drawn(draw).record == canonical(told)

    def test_the_script_is_a_page_of_standard_library(self) -> None:
        lines = (DOCS / "verify_lottery.py").read_text(encoding="utf-8").splitlines()
        assert len(lines) < 80
        imported = {line.split()[1] for line in lines if line.startswith("import ")}
        assert imported <= set(sys.stdlib_module_names)
        assert not [line for line in lines if line.startswith("from ")]


TAMPERINGS: dict[str, Callable[[Record], Any]] = {
    "an entrant taken out": lambda record: record["entrants"].pop(),
    "an entrant put in": lambda record: record["entrants"].append({"id": "f" * 16, "tickets": 1}),
    "the list in another order": lambda record: record["entrants"].reverse(),
    "more tickets": lambda record: record["entrants"][0].update(tickets=9),
    "another secret": lambda record: record.update(secret="00" * 32),
    "another commit": lambda record: record.update(commit="00" * 32),
    "another hash": lambda record: record.update(entrants_hash="00" * 32),
    "fewer prizes": lambda record: record["prizes"][0].update(count=2),
    "another prize": lambda record: record["prizes"][0].update(name="冷茶"),
    "winners in another order": lambda record: record["winners"].reverse(),
    "a winner replaced": lambda record: record["winners"][0].update(id=record["reserves"][0]["id"]),
    "a winner left out": lambda record: record["winners"].pop(),
    "a reserve left out": lambda record: record["reserves"].pop(),
    "fewer reserves wanted": lambda record: record.update(reserve_places=1),
    "another lottery": lambda record: record.update(lottery=43),
    "a public value afterwards": lambda record: record.update(public={"source": "s", "value": "v"}),
    "another format": lambda record: record.update(format="weilu-draw/2"),
}


class TestTampering:
    @pytest.mark.parametrize("what", TAMPERINGS)
    def test_is_seen_by_both(self, what: str) -> None:
        record = a_record()
        assert faults(record) == []
        TAMPERINGS[what](record)
        assert faults(record)
        assert standalone().problems(record)

    def test_fewer_prizes_do_not_pass_even_with_winners_and_hashes_made_to_fit(self) -> None:
        record = a_record()
        record["prizes"][0]["count"] = 2
        record["winners"].pop()
        assert faults(record) == ["winners", "reserves"]

    def test_a_list_with_a_hash_made_to_fit_has_other_winners(self) -> None:
        record = a_record()
        record["entrants"].pop()
        record["entrants_hash"] = drawn(Draw(1, b"", [Entrant(**each) for each in record["entrants"]], [])).record
        record["entrants_hash"] = json.loads(record["entrants_hash"])["entrants_hash"]
        assert "winners" in faults(record)

    def test_one_entrant_twice_is_seen(self) -> None:
        twice = Draw(1, b"s" * 32, [Entrant("a"), Entrant("a")], [Prize("x", 1)])
        record = json.loads(drawn(twice).record)
        assert faults(record) == ["twice"]
        assert standalone().problems(record)

    @given(
        st.sampled_from(sorted(a_record())),
        st.none() | st.integers() | st.text() | st.lists(st.integers()) | st.booleans(),
    )
    def test_nothing_anyone_writes_breaks_the_verifier(self, key: str, value: object) -> None:
        record = copy.deepcopy(a_record())
        if record[key] == value and type(record[key]) is type(value):
            return
        record[key] = value
        assert faults(record) or (key == "public" and value is None)
        del record[key]
        assert faults(record) == ([] if key == "public" else ["form"])

    def test_half_a_character_is_no_record(self) -> None:
        record = a_record()
        record["prizes"][0]["name"] = "\ud800"
        assert faults(record) == ["form"]


class TestFairness:
    def chi_square(self, tickets: list[int], *, draws: int = 100_000, places: int = 1) -> float:
        """Over the first place drawn, against what the tickets promise."""
        counts: Counter[int] = Counter()
        for number in range(draws):
            counts[picks(number.to_bytes(32), tickets, places=places)[-1]] += 1
        total = sum(tickets)
        expected = [draws * each / total for each in tickets]
        return sum((counts[who] - want) ** 2 / want for who, want in enumerate(expected))

    def test_everybody_is_as_likely(self) -> None:
        assert self.chi_square([1] * 11) < 29.59  # 10 degrees of freedom, one in a thousand

    def test_tickets_weigh_what_they_say(self) -> None:
        assert self.chi_square([1, 2, 3, 5, 8, 13, 1, 1, 20, 4, 9]) < 29.59

    def test_the_second_place_is_as_fair_where_all_have_one_ticket(self) -> None:
        assert self.chi_square([1] * 11, places=2) < 29.59

    def test_the_second_place_follows_the_tickets_of_those_left(self) -> None:
        tickets, draws = [1, 2, 3, 5, 8, 13], 100_000
        total = sum(tickets)
        chances = [
            sum(first / total * mine / (total - first) for place, first in enumerate(tickets) if place != who)
            for who, mine in enumerate(tickets)
        ]
        counts = Counter(picks(number.to_bytes(32), tickets, places=2)[1] for number in range(draws))
        found = sum((counts[who] - draws * each) ** 2 / (draws * each) for who, each in enumerate(chances))
        assert found < 20.52  # 5 degrees of freedom, one in a thousand

    def test_the_measure_would_see_a_drawing_by_remainder(self) -> None:
        """A digest's four bits by remainder of 11 favour the first five: the bound is one that can be broken."""
        counts = Counter(random.Random(1).getrandbits(4) % 11 for _ in range(100_000))
        assert sum((counts[who] - 100_000 / 11) ** 2 / (100_000 / 11) for who in range(11)) > 29.59

    @given(st.lists(st.integers(1, 50), max_size=40), st.integers(0, 50), st.binary(min_size=32, max_size=32))
    def test_nobody_is_drawn_twice_and_nobody_is_forgotten(self, tickets: list[int], places: int, seed: bytes) -> None:
        found = picks(seed, tickets, places=places)
        assert len(set(found)) == len(found) == min(places, len(tickets))
        assert all(0 <= each < len(tickets) for each in found)

    def test_a_pseudonym_leads_nowhere_without_the_salt(self) -> None:
        assert pseudonym_of(b"a" * 16, 1001) != pseudonym_of(b"b" * 16, 1001)
        assert re.fullmatch(r"[0-9a-f]{16}", pseudonym_of(b"a" * 16, 1001))


class TestAtATerminal:
    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        where, english = Path(__file__).parents[3], {**os.environ, "LC_ALL": "en_GB.UTF-8"}
        return subprocess.run(
            [sys.executable, *command], capture_output=True, text=True, check=False, cwd=where, env=english
        )

    def test_a_record_that_holds_and_one_that_does_not(self, tmp_path: Path) -> None:
        file = tmp_path / "lottery-42.json"
        record = a_record()
        file.write_bytes(canonical(record))
        for command in (("-m", "bot", "verify-lottery"), (str(DOCS / "verify_lottery.py"),)):
            assert self.run(*command, str(file)).returncode == 0
        record["winners"].reverse()
        file.write_bytes(canonical(record))
        for command in (("-m", "bot", "verify-lottery"), (str(DOCS / "verify_lottery.py"),)):
            done = self.run(*command, str(file))
            assert done.returncode == 1
            assert "winners do not follow" in done.stdout

    @pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"{}", b'{"format": "weilu-draw/1"}', b"[" * 100_000])
    def test_no_file_at_all_makes_a_traceback(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "x.json"
        file.write_bytes(content)
        done = self.run("-m", "bot", "verify-lottery", str(file))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
