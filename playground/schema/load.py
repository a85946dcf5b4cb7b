"""Reads the shipped Bot API schema once; says nothing of how it is applied."""

import gzip
from pathlib import Path

import msgspec

SHIPPED = Path(__file__).with_name("api-10.0.json.gz")


class Field(msgspec.Struct, frozen=True):
    """One field of a type, or one parameter of a method."""

    types: list[str]
    required: bool = False
    omit_false: bool = False  # a flag "True, if ...": present only when true
    constant: str = ""  # the value that tells this subtype from its siblings


class Kind(msgspec.Struct, frozen=True):
    """One type: either its fields or the subtypes it stands for."""

    fields: dict[str, Field] = {}
    subtypes: list[str] = []


class Method(msgspec.Struct, frozen=True):
    """One method: its parameters and the types it may answer with."""

    returns: list[str]
    fields: dict[str, Field] = {}


class _Schema(msgspec.Struct, frozen=True):
    version: str
    types: dict[str, Kind]
    methods: dict[str, Method]


_FLAG = Field(types=["Boolean"])
UNWRITTEN = {
    "Chat": ("all_members_are_administrators",),
    "ChatFullInfo": ("all_members_are_administrators",),
    "ChatMemberAdministrator": ("can_manage_voice_chats",),
    "ChatMemberRestricted": ("can_send_media_messages",),
    "ChatPermissions": ("can_send_media_messages",),
}
"""What the server says for the sake of old bots, and the documentation no longer tells, by type."""

OUTSPOKEN = frozenset({"ChatPermissions", "ChatMemberAdministrator", "ChatAdministratorRights"})
"""Types whose flags are told when false too, whatever the documentation says."""


def _read() -> _Schema:
    if not SHIPPED.exists():  # only while the file itself is being made
        return _Schema(version="Bot API 0.0", types={}, methods={})
    return msgspec.json.decode(gzip.decompress(SHIPPED.read_bytes()), type=_Schema)


def _with_unwritten(types: dict[str, Kind]) -> dict[str, Kind]:
    known = dict(types)
    for name in {*UNWRITTEN, *OUTSPOKEN} & types.keys():
        fields = types[name].fields | dict.fromkeys(UNWRITTEN.get(name, ()), _FLAG)
        if name in OUTSPOKEN:
            fields = {each: msgspec.structs.replace(field, omit_false=False) for each, field in fields.items()}
        known[name] = Kind(fields=fields)
    return known


_SCHEMA = _read()
API_VERSION = _SCHEMA.version.removeprefix("Bot API ")
TYPES = _with_unwritten(_SCHEMA.types)
METHODS = _SCHEMA.methods


def element(kind: str) -> str | None:
    """What an array type holds, or None when the type is no array."""
    return kind.removeprefix("Array of ") if kind.startswith("Array of ") else None


def tag_of(kind: str) -> tuple[str, str] | None:
    """The field and constant that tell a subtype from its siblings."""
    for name, field in TYPES[kind].fields.items():
        if field.constant:
            return name, field.constant
    return None
