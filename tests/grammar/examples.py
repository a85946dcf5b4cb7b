"""Every example of a command that a catalog, a README or a handbook prints, its blanks filled in, ready to be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.texts.commands import commands
from bot.texts.sentences import LOCALES, Locale, catalog_file

ROOT = Path(__file__).parents[2]
_BLANKS = (
    (r"x(?:数量|數量|count|COUNT)", "x2"),
    (r"@(?:名字|name|NAME)", "@yinuo_chen"),
    (r"@(?:嘉宾|嘉賓|guest)", "@yinuo_chen"),
    (r"题数 每题时间|題數 每題時間", "5 30s"),
    (r"\[?(?:天数|天數|DAYS|days)\]?", "7"),
    (r"cap N", "cap 20"),
    (r"\| (?:时间|時間|TIME)", "| 周五 20:00"),
    (r"编号 (?:时间|時間)|編號 時間|ID TIME", "1 周五 20:00"),
    (r"#(?:标签|標籤|tag)", "#早起"),
    (r"\b(?:编号|編號|number|NUMBER|ID|N)\b|\{(?:id|number|entry)\}", "1"),
    (r"\b(?:数量|數量|数目|數目|amount|AMOUNT)\b", "5"),
    (r"\{name\}", "checkin"),
    (r"投票(?:选项|選項)", "甲 | 乙"),
)
_PARTS = re.compile(r"[，；。、;（()）“”「」\n]|, |\. |: |：|<[^>]*>")
_COMMAND = re.compile(r"(?:^|\s)(?P<said>/(?P<name>[a-z]+)(?: (?P<rest>.*))?)$")


def examples(locale: Locale) -> list[tuple[str, str]]:
    """The key that prints it, and what is to be sent."""
    found: list[tuple[str, str]] = []
    for path in sorted((ROOT / "bot" / "texts" / locale).glob("*.toml")):
        for key, said in catalog_file(locale, path.stem).items():
            found += [(f"{path.stem}.{key}", example) for example in _examples(path.stem, key, said)]
    return list(dict.fromkeys(found))


def of_the_documents() -> list[tuple[str, str]]:
    """What stands between backquotes in the READMEs and the handbooks."""
    paths = [ROOT / "README.md", ROOT / "README.en.md", *sorted((ROOT / "docs").glob("??/*.md"))]
    pages = [path.read_text(encoding="utf-8") for path in paths]
    said = re.findall(r"`(/[a-z]+(?: [^`]*)?)`", "\n".join(pages))
    known = [each.replace("\\|", "|") for each in said if each[1:].split()[0] in commands()]
    return [("documents", _filled(each)) for each in dict.fromkeys(known) if "[week" not in each]


def _examples(feature: str, key: str, said: str) -> Iterator[str]:
    is_usage = feature == "commands" and key.endswith((".usage", ".manage"))
    for part in (each.strip().removesuffix("…") for each in _PARTS.split(said)):
        found = _COMMAND.search(part)
        if found is not None and found["name"] in commands():
            if is_usage or "|" in (found["rest"] or "") or _is_told_in_full(found["rest"] or ""):
                yield _filled(found["said"])
        elif is_usage and part.split(" ")[0] in _verbs() and " N" not in part.replace("NUMBER", ""):
            yield _filled(f"/{key.partition('.')[0]} {part}")


def _is_told_in_full(rest: str) -> bool:
    """`verify {id}` is; `lists what you have` is prose."""
    first, _, more = rest.partition(" ")
    is_known = first in _verbs() or first.isdecimal()
    return not rest or (is_known and re.fullmatch(r"(\{[a-z]+\}|[\d a-z]*s?)", more) is not None)


def _verbs() -> set[str]:
    """The English words that stand behind a command."""
    return {
        word
        for path in (ROOT / "bot" / "texts" / "en").glob("*.toml")
        for key, said in catalog_file("en", path.stem).items()
        if key.startswith("words_")
        for word in said.split("\n")
    }


def _filled(example: str) -> str:
    for blank, value in _BLANKS:
        example = re.sub(blank, value, example)
    return example.strip()


_NOT_IN_FULL = re.compile(
    r"reply to|what you|and a name|and what|ENTRY|加名字|同样|同樣|likewise|题库|題庫|LINES"
    r"|/(?:schedule (?:pause|resume|run|skip)|quiz add|incident update)$"
)
"""Where people are told what to put there, rather than how it looks."""

ALL = sorted({example for locale in LOCALES for example in examples(locale)} | set(of_the_documents()))
ALL = [(key, example) for key, example in ALL if not _NOT_IN_FULL.search(example)]
