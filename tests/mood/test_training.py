"""The training command on a few made-up lines: the same bytes every time, and it learns what it is shown."""

import csv
import gzip
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.services.mood.model import load
from training.corpora import (
    MOODS,
    OFFENCES,
    Example,
    mark,
    read_distinct,
    read_judged,
    read_texts,
    read_unlabelled,
    read_verdicts,
    twins,
)
from training.fit import sheaf_of
from training.lessons import by_verdicts

_MOOD_LINES = [
    ("真好吃下次还来", "pos"),
    ("难吃死了再也不来", "neg"),
    ("[哈哈]今天出门", "pos"),
    ("[泪]今天出门", "neg"),
]
_OFFENCE_LINES = [("你就是个废物", "off"), ("大家一起加油", "ok")]
_EVERYDAY_SOURCES = (
    "lcqmc",
    "oppo_xiaobu",
    "afqmc",
    "stsb_caption",
    "smp2019_nlu_cmd",
    "crosswoz_dlg",
    "lccc_toy_chat",
    "nus_sms_zh",
)


def _write(path: Path, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for names, lines in ((MOODS, _MOOD_LINES), (OFFENCES, _OFFENCE_LINES)):
        for name in names:
            rows = [(f"{text}{name}{at}", label, "train") for text, label in lines for at in range(8)]
            rows += [("开发用的一行不能学", lines[0][1], "dev")]
            _write(folder / f"{name}.csv.gz", ("text", "label", "split"), rows)
    everyday = [(f"请问{source}怎么走{at}", source) for source in _EVERYDAY_SOURCES for at in range(8)]
    _write(folder / "unlabelled_everyday.csv.gz", ("text", "source"), everyday)
    return folder


_SMALLER = """\
from training import __main__, own_lines
names = own_lines._names
own_lines._names = lambda kind: names(kind)[:3]
__main__.main()
"""
"""The command in a process of its own, with three names of a kind: a hundred thousand lines teach the test no more."""


def _trained(data: Path, out: Path) -> Path:
    out.mkdir()
    subprocess.run([sys.executable, "-c", _SMALLER, str(data), "--out", str(out)], check=True)
    return out / "mood.npz"


def test_same_data_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    first, second = (_trained(data, tmp_path / name) for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()
    assert first.with_name("words.txt").read_bytes() == second.with_name("words.txt").read_bytes()
    good, bad = load(first).read(["真好吃", "难吃死了"]).shares
    assert good[2] > good[0]
    assert bad[0] > bad[2]


def test_text_of_a_dev_side_is_never_learnt(data: Path) -> None:
    _write(
        data / "waimai_10k.csv.gz",
        ("text", "label", "split"),
        [("开发用的，一行！不能学", "pos", "train"), ("别的一行可以学", "neg", "train"), ("x" * 6, "pos", "dev")],
    )
    assert [one.text for one in read_distinct(data, MOODS)["waimai_10k"]] == ["别的一行可以学"]


def test_text_found_in_two_sets_is_learnt_once(data: Path) -> None:
    rows = [("两个集子都有的一行字", "pos", "train")]
    for name in ("htl_all", "book_review"):
        _write(data / f"{name}.csv.gz", ("text", "label", "split"), rows)
    kept = read_distinct(data, ("book_review", "htl_all"))
    assert [len(kept[name]) for name in ("book_review", "htl_all")] == [1, 0]


def test_everyday_lines_come_by_source_and_once(data: Path) -> None:
    found = read_unlabelled(data)
    assert set(found) == set(_EVERYDAY_SOURCES)
    assert all(len(lines) == len(set(lines)) for lines in found.values())


def test_judged_line_is_known_by_its_mark_and_no_longer_unlabelled(data: Path, tmp_path: Path) -> None:
    line = "请问lcqmc怎么走3"
    judged = tmp_path / "judged.tsv"
    judged.write_text(f"{mark(twins('请问，LCQMC怎么走3？')[0])}\tneg\ttrain\n", encoding="utf-8")
    assert read_judged(data, "train", judged) == [Example(line, 0)]
    assert read_judged(data, "dev", judged) == []
    assert line in read_unlabelled(data)["lcqmc"]
    assert line not in read_unlabelled(data, [judged])["lcqmc"]


def test_lines_of_several_lists_are_read_with_all_their_verdicts(data: Path, tmp_path: Path) -> None:
    lines = ["请问lcqmc怎么走1", "请问lcqmc怎么走2"]
    lists = [tmp_path / "hard.tsv", tmp_path / "left.tsv"]
    for path, line, seen in zip(lists, lines, ("neg\tneg\tneu", "neu\tneu\tpos"), strict=True):
        path.write_text(f"{mark(twins(line)[0])}\t{seen}\ttrain\n", encoding="utf-8")
    found = {one.text: one.labels for one in read_verdicts(data, "train", *lists)}
    assert found == {lines[0]: (0, 0, 1), lines[1]: (1, 1, 2)}
    assert not set(lines) & set(read_unlabelled(data, lists)["lcqmc"])


def test_where_a_word_was_seen_is_what_may_be_learnt_from(data: Path) -> None:
    assert "开发用的一行不能学" not in "".join(read_texts(data, "cold"))
    assert any("你就是个废物" in text for text in read_texts(data, "cold"))
    assert all("lcqmc" in text for text in read_texts(data, "lcqmc"))


def test_a_line_on_which_its_readings_differ_counts_less_and_is_what_they_say_on_the_whole() -> None:
    read = by_verdicts(sheaf_of(["好", "好吧"]), [(2, 2), (1, 2)], weight=8)
    assert read.weights.tolist() == [8, 4]
    assert read.targets[1, 1] == read.targets[1, 2] > read.targets[1, 0]
