"""Makes the compact schema from the full published one: `python -m playground.schema api.json`."""

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any

from playground.schema.load import SHIPPED

CONSTANT = re.compile(r'(?:always|must be) ["“*]?(\w+)')
TAGS = ("type", "status", "source")
SERVICE_FLAGS = ("Optional. True, if", "Optional. Service message")


def compact(full: dict[str, Any]) -> dict[str, Any]:
    """Names, types and flags of the full schema; the prose is left behind."""
    return {
        "version": full["version"],
        "types": {name: _compact_type(kind) for name, kind in full["types"].items()},
        "methods": {
            name: {"returns": method["returns"], "fields": _compact_fields(method)}
            for name, method in full["methods"].items()
        },
    }


def _compact_type(kind: dict[str, Any]) -> dict[str, Any]:
    if "subtypes" in kind:
        return {"subtypes": kind["subtypes"]}
    return {"fields": _compact_fields(kind)}


def _compact_fields(owner: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: _compact_field(field) for field in owner.get("fields", [])}


def _compact_field(field: dict[str, Any]) -> dict[str, Any]:
    description = field["description"]
    small: dict[str, Any] = {"types": field["types"]}
    if field["required"]:
        small["required"] = True
    elif field["types"] == ["Boolean"] and description.startswith(SERVICE_FLAGS) and "If omitted" not in description:
        small["omit_false"] = True
    constant = CONSTANT.search(description) if field["name"] in TAGS and field["required"] else None
    if constant:
        small["constant"] = constant.group(1)
    return small


def main() -> None:
    """Write the compact schema where the package ships it."""
    full = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    text = json.dumps(compact(full), separators=(",", ":"), ensure_ascii=False)
    SHIPPED.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
