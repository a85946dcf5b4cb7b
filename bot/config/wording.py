"""Pydantic's errors become findings: one table of wording, nearest names for unknown keys, secrets hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.config.findings import Finding, masked, place, show
from bot.config.tables import Tables
from bot.config.values import nearest

_SECRETS = frozenset({"token", "secret", "url"})
_LISTS = {"schedule": "entry", "event": "event"}
_WHAT = {
    "missing": "is missing",
    "int_type": "must be a whole number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_type": "must be true or false",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "dict_type": "must be a table",
    "greater_than_equal": "must be at least {ge}",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be at most {le}",
    "less_than": "must be less than {lt}",
    "string_too_short": "must not be empty",
    "string_too_long": "must be at most {max_length} characters",
    "literal_error": "must be {expected}",
    "wrong": "{what}",
}
_REMEDY = {
    "missing": "give it a value",
    "int_type": "write digits without quotes or a point, such as 10",
    "float_type": "write it like 0.02",
    "finite_number": "write it like 0.02",
    "bool_type": "write true or false without quotes",
    "string_type": 'write it like "words"',
    "tuple_type": "write it like [1, 2]",
    "wrong": "{remedy}",
}


def findings_of(error: ValidationError, raw: Mapping[str, Any]) -> Iterator[Finding]:
    """One finding for each of pydantic's, in the file's own names; `raw` is the parsed file."""
    for detail in error.errors(include_url=False):
        if detail["type"] == "extra_forbidden":
            yield _unknown_key(detail)
        else:
            yield _bad_value(detail, raw)


def _unknown_key(detail: ErrorDetails) -> Finding:
    *path, name = detail["loc"]
    known = sorted(_table_at(path) | (frozenset() if path else {"bots"}))
    typo, like = nearest(str(name), known, likeness=0.8), nearest(str(name), known)
    elsewhere = [place([*home, str(name)]) for home in _homes(str(name))]
    if elsewhere and not typo:
        remedy = f"it is known as {' and '.join(elsewhere)}"
    elif like:
        remedy = f'did you mean "{like}"?'
    else:
        remedy = f"known here: {', '.join(known)}"
    return Finding("error", place(detail["loc"]), "is not a known key", remedy=remedy)


def _bad_value(detail: ErrorDetails, raw: Mapping[str, Any]) -> Finding:
    loc, kind, seen, context = detail["loc"], detail["type"], detail["input"], dict(detail.get("ctx", {}))
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace("'", '"')
    is_secret = bool(_SECRETS & set(map(str, loc)))
    shown = "" if kind == "missing" else masked(seen) if is_secret else show(seen)
    what = _WHAT.get(kind, "cannot be read").format_map(context)
    return Finding("error", place(loc), _named(loc, raw) + what, shown, _remedy(detail, context))


def _remedy(detail: ErrorDetails, context: dict[str, Any]) -> str:
    kind, seen, loc = detail["type"], detail["input"], detail["loc"]
    if kind == "literal_error":
        choices = re.findall(r'"([^"]*)"', context["expected"])
        like = nearest(seen, choices) if isinstance(seen, str) else ""
        return f'did you mean "{like}"?' if like else "choose one of these"
    if loc[-1] in _LISTS:
        return f"open each {_LISTS[str(loc[-1])]} with [[{loc[-1]}]]"
    if kind in {"model_type", "model_attributes_type", "dict_type"}:
        return f"open it with [{place(loc)}]"
    if kind == "int_type" and isinstance(seen, str) and re.fullmatch(r"-?[0-9]{1,18}", seen):
        return f"write {seen} without quotes"
    return _REMEDY.get(kind, "leave it out for the default").format_map(context)


def _named(loc: tuple[int | str, ...], raw: Mapping[str, Any]) -> str:
    """`entry "morning" ` for what stands in an entry of the schedule, or an event, that has a name."""
    if len(loc) < 3 or loc[0] not in _LISTS or not isinstance(loc[1], int):
        return ""
    name = raw[str(loc[0])][loc[1]].get("name")
    return f"{_LISTS[str(loc[0])]} {show(name)} " if isinstance(name, str) and loc[2] != "name" else ""


def _table_at(path: list[int | str]) -> frozenset[str]:
    model: type[BaseModel] = Tables
    for step in path:
        field = model.model_fields.get(str(step))
        if field is not None:
            model = _model_in(field.annotation) or model
    return frozenset(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The table a field holds: itself, in a list, or under free names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in inner if model is not None), None)


def _homes(name: str, model: type[BaseModel] = Tables, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The tables of the file, groups and schedule aside, that know this key."""
    if name in model.model_fields:
        yield path
    for step, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _homes(name, field.annotation, (*path, step))
