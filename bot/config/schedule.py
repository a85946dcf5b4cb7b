"""What the keys of schedule entries must be to each other and to the files they name; single values live in `entries`.

Works on the parsed file, as `crossings` does, so that one bad value hides no other finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from bot.config.findings import Finding, show
from bot.config.lines import line_findings
from bot.config.surroundings import BACKSLASHES, fault_of_picture
from bot.domain.schedule.cron import is_either
from bot.domain.schedule.when import WhenError
from bot.domain.schedule.wording import WordingError, check_wording
from bot.texts.fold import fold

Raw: TypeAlias = Mapping[str, Any]

TRIGGERS = ("cron", "at", "every", "when")
CONTENTS = ("text", "photo", "document", "poll", "quiz", "open_topic", "open_lottery", "report", "reserve")
_IN_TOPIC = ("topic_messages", "话题消息", "話題訊息")
_CAPTIONED = {"photo", "document"}
_IN_THE_GROUP = (
    "poll", "quiz", "open_topic", "open_lottery", "report", "reserve", "ab", "topic", "pin", "replace", "only_if",
)  # fmt: skip
"""What makes no sense for a post that no group sees."""

_CAPTION = 1024
_LARGEST = {"photo": 10, "document": 50}
"""Megabytes a bot may send."""


def schedule_findings(raw: Raw, folder: Path) -> Iterator[Finding]:
    entries = raw.get("schedule", [])
    found = [(f"schedule[{index}]", each) for index, each in enumerate(entries if isinstance(entries, list) else [])]
    tables = [(where, each) for where, each in found if isinstance(each, dict)]
    yield from names_are_unique(tables)
    for where, entry in tables:
        who = f"entry {show(entry['name'])} " if isinstance(entry.get("name"), str) else ""
        yield from _is_whole(entry, where, who)
        yield from chats_are_groups(entry, where, who)
        yield from _is_sensible(entry, where, who)
        for key in sorted(_CAPTIONED & set(entry)):
            yield from file_is_there(entry, where, who, folder, key=key)


def names_are_unique(tables: Iterable[tuple[str, Raw]]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for where, table in tables:
        name = table.get("name")
        if isinstance(name, str) and (first := seen.setdefault(fold(name), where)) != where:
            what = f"is the name of {first} too, as people write it"
            yield Finding("error", f"{where}.name", what, show(name), "names must be unique")


def chats_are_groups(table: Raw, where: str, who: str) -> Iterator[Finding]:
    chats = table.get("chats")
    if chats == []:
        yield Finding("error", f"{where}.chats", f"{who}names no group", "[]", "leave it out for all groups")
    for chat in chats if isinstance(chats, list) else []:
        if isinstance(chat, int) and chat >= 0:
            remedy = "a group's id is negative; /doctor shows it in the group"
            yield Finding("error", f"{where}.chats", f"{who}names what is no group", str(chat), remedy)


def _is_whole(entry: Raw, where: str, who: str) -> Iterator[Finding]:
    triggers = [key for key in TRIGGERS if key in entry]
    contents = [key for key in CONTENTS if key in entry]
    if len(triggers) != 1:
        what = f"{who}needs exactly one of {', '.join(TRIGGERS)}"
        remedy = "keep one of them" if triggers else 'say when, such as cron = "0 9 * * *"'
        yield Finding("error", where, what, " and ".join(triggers) or "none", remedy)
    main = [key for key in contents if key != "text"]
    has_caption = "text" in contents and set(main) <= _CAPTIONED
    if len(main) > 1 or not contents or (main and "text" in contents and not has_caption):
        what = f"{who}needs exactly one of {', '.join(CONTENTS)} (text may go with a photo or document)"
        remedy = "keep one of them" if contents else 'say what to post, such as text = "..."'
        yield Finding("error", where, what, " and ".join(contents) or "none", remedy)


def _is_sensible(entry: Raw, where: str, who: str) -> Iterator[Finding]:
    since, until = str(entry.get("since", "")), str(entry.get("until", ""))
    if since and until and since[:10] > until[:10]:
        yield Finding("error", f"{where}.until", f"{who}ends before it begins (since)", show(until), "swap them")
    if "at" in entry and (idle := [key for key in ("count", "until", "since") if key in entry]):
        remedy = "leave it out"
        yield Finding("warning", f"{where}.{idle[0]}", f"{who}runs once by at anyway", "", remedy)
    if entry.get("missed") == "skip" and "within" in entry:
        yield Finding("warning", f"{where}.within", f'{who}never sends late, as missed is "skip"', "", "leave it out")
    yield from _turns_fit(entry, where, who)
    if "segment" in entry and (public := [key for key in _IN_THE_GROUP if key in entry]):
        what = f"{who}goes privately to members, which {public[0]} cannot"
        yield Finding("error", f"{where}.segment", what, show(entry["segment"]), f"leave out segment, or {public[0]}")
    yield from line_findings(entry, where, who)
    cron = entry.get("cron")
    if isinstance(cron, str) and _is_either(cron):
        what = f"{who}runs on either, the day of the month or the weekday, as cron does"
        yield Finding("warning", f"{where}.cron", what, show(cron), 'narrow only one, or write "0 9 * * mon#1"')
    if _CAPTIONED & set(entry):
        yield from _caption_fits(entry, where, who)


def _turns_fit(entry: Raw, where: str, who: str) -> Iterator[Finding]:
    text = entry.get("text")
    if entry.get("ab") is True and not (isinstance(text, list) and len(text) > 1):
        remedy = 'write text = ["one", "another"]'
        yield Finding(
            "error", f"{where}.ab", f"{who}tries texts against each other and has not several", "true", remedy
        )
    if entry.get("ab") is True and str(entry.get("only_if", "")).strip().startswith(_IN_TOPIC):
        what = f"{who}tries texts by what is said in all of the group, and cannot wait for its topic alone"
        yield Finding("error", f"{where}.only_if", what, show(entry["only_if"]), 'write "messages >= 20"')
    if "slot" in entry and "reserve" not in entry:
        yield Finding("warning", f"{where}.slot", f"{who}has no reserve for it to be the slot of", "", "leave it out")


def _is_either(cron: str) -> bool:
    try:
        return is_either(cron)
    except WhenError:
        return False  # another finding names it


def _caption_fits(entry: Raw, where: str, who: str) -> Iterator[Finding]:
    text = entry.get("text", [])
    for each in [text] if isinstance(text, str) else text if isinstance(text, list) else []:
        try:
            check_wording(each, most=_CAPTION)
        except WordingError as error:
            if "longer" in str(error):
                yield Finding("error", f"{where}.text", f"{who}{error} under a picture or file", "", error.remedy)
        except (TypeError, AttributeError):
            return


def file_is_there(table: Raw, where: str, who: str, folder: Path, *, key: str) -> Iterator[Finding]:
    """Below the config file's folder, and no larger than Telegram takes."""
    named = table.get(key)
    if not isinstance(named, str) or not named:
        return
    path = folder / named
    if re.search(r"[\x00-\x1f]", named):
        what, remedy = f"{who}holds what is no sign of a name", BACKSLASHES
    elif not path.resolve().is_relative_to(folder.resolve()):
        what, remedy = f"{who}lies outside the config file's folder", "put the file beside the config file"
    elif not path.is_file():
        what, remedy = f"{who}is not there", f"put it at {path}, or mend the name"
    elif path.stat().st_size > _LARGEST[key] << 20:
        what, remedy = f"{who}is larger than Telegram takes ({_LARGEST[key]} MB)", "make it smaller"
    elif key == "photo" and (wrong := fault_of_picture(path)):
        what, remedy = f"{who}{wrong}", "save it as a JPEG or PNG, or send it as a document"
    else:
        return
    yield Finding("error", f"{where}.{key}", what, show(named), remedy)
