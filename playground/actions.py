"""From a JSON action to the world's method for it, with plain sentences for what is missing or wrong."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from playground.world import World
from playground.world.errors import RefusedError
from playground.world.state import standing
from playground.world.values import JSON


class Told:
    """The fields of a action, read with their types."""

    def __init__(self, fields: JSON) -> None:
        self.fields = fields

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number; a missing one without default is refused."""
        value = self.fields.get(name)
        value = default if value is None else value
        if isinstance(value, bool) or not isinstance(value, int):
            raise RefusedError(f"{name} must be a whole number, saw {value!r}")
        return value

    def text(self, name: str, default: str | None = None) -> str:
        """A string; a missing one without default is refused."""
        value = self.fields.get(name)
        value = default if value is None else value
        if not isinstance(value, str):
            raise RefusedError(f"{name} must be a string, saw {value!r}")
        return value

    def names(self, name: str) -> list[str] | None:
        """A list of strings, or None."""
        value = self.fields.get(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise RefusedError(f"{name} must be a list of strings, saw {value!r}")
        return value

    def numbers(self, name: str) -> list[int]:
        """A list of whole numbers."""
        value = self.fields.get(name)
        if not (isinstance(value, list) and all(isinstance(one, int) for one in value)):
            raise RefusedError(f"{name} must be a list of whole numbers, saw {value!r}")
        return value

    def flag(self, name: str) -> bool:
        """A flag, off when missing."""
        return bool(self.fields.get(name))

    def content(self) -> bytes:
        """The bytes of a base64 file."""
        try:
            return base64.b64decode(self.text("file"), validate=True)
        except binascii.Error as problem:
            raise RefusedError(f"file must be base64: {problem}") from None

    @property
    def chat(self) -> int:
        """The chat it happens in."""
        return self.number("chat_id")

    @property
    def message(self) -> int:
        """The message it is about."""
        return self.number("message_id")

    @property
    def user(self) -> int:
        """The other person it is about."""
        return self.number("user_id")


Action = Callable[[World, int, Told], Any]


def do(world: World, fields: JSON) -> Any:
    """Let a person do something; raises RefusedError with a plain sentence."""
    told = Told(fields)
    who, name = told.number("as"), told.text("do")
    if who not in world.people:
        raise RefusedError(f"there is no person {who}")
    if world.people[who].is_deleted:
        raise RefusedError(f"account {who} is deleted, and does nothing any more")
    action = ACTIONS.get(name)
    if action is None:
        raise RefusedError(f"there is no deed {name!r}; known are {', '.join(sorted(ACTIONS))}")
    _require_people(world, told)
    return action(world, who, told)


def _require_people(world: World, told: Told) -> None:
    if "user_id" in told.fields and told.user not in world.people:
        raise RefusedError(f"there is no person {told.user}")


def _say(world: World, who: int, told: Told) -> JSON:
    return world.say(
        who,
        told.chat,
        told.text("text"),
        topic=told.number("topic", 0),
        reply_to=told.number("reply_to", 0),
        entities=told.fields.get("entities"),
        anonymous=told.flag("anonymous"),
        channel=told.text("channel", ""),
    )


def _photo(world: World, who: int, told: Told) -> JSON:
    name, caption, album = told.text("name", "photo.jpg"), told.text("caption", ""), told.text("album", "")
    return world.send_photo(who, told.chat, told.content(), name=name, caption=caption, album=album, **_where(told))


def _document(world: World, who: int, told: Told) -> JSON:
    name, caption = told.text("name", "file.bin"), told.text("caption", "")
    return world.send_document(who, told.chat, told.content(), name=name, caption=caption, **_where(told))


def _where(told: Told) -> dict[str, int]:
    return {"topic": told.number("topic", 0), "reply_to": told.number("reply_to", 0)}


def _react(world: World, who: int, told: Told) -> None:
    world.react(who, told.chat, told.message, told.text("emoji", "") or None)


def _restrict(world: World, who: int, told: Told) -> None:
    world.restrict(who, told.chat, told.user, allowed=told.names("allowed"), seconds=told.number("seconds", 0))


def _set_language(world: World, who: int, told: Told) -> None:
    world.people[who].language_code = told.text("code")


def _join(world: World, who: int, told: Told) -> JSON:
    """Told apart: who is in now, and who has asked and waits for an administrator."""
    world.join(who, told.chat, link=told.text("link", "") or None)
    return {"has_asked": not standing(world.group(told.chat), who).is_present}


PEOPLES_SQUARE = {"latitude": 31.2304, "longitude": 121.4737}
"""Where everybody in here is."""


def _inline_choose(world: World, who: int, told: Told) -> JSON:
    return world.choose_inline(who, told.chat, told.text("query"), told.text("result"), **_where(told))


def _touch(world: World, who: int, told: Told) -> None:
    chat, _ = world.find(who, told.chat, told.message)
    world.touch(chat.id, told.message)


def _new_group(world: World, who: int, told: Told) -> int:
    is_super = bool(told.fields.get("is_super", True))
    return world.new_group(who, told.text("title"), is_forum=told.flag("is_forum"), is_super=is_super)


ACTIONS: dict[str, Action] = {
    "say": _say,
    "press": lambda w, who, told: w.press(who, told.chat, told.message, told.text("data")),
    "delete_option": lambda w, who, told: w.delete_option(who, told.chat, told.message, told.text("text")),
    "add_option": lambda w, who, told: w.add_option(who, told.chat, told.message, told.text("text")),
    "vote": lambda w, who, told: w.vote(who, told.chat, told.message, told.numbers("options")),
    "react": _react,
    "edit": lambda w, who, told: w.edit(who, told.chat, told.message, told.text("text")),
    "delete": lambda w, who, told: w.delete(who, told.chat, told.message),
    "photo": _photo,
    "document": _document,
    "sticker": lambda w, who, told: w.send_sticker(who, told.chat, told.text("emoji"), **_where(told)),
    "voice": lambda w, who, told: w.send_voice(who, told.chat, told.content(), **_where(told)),
    "contact": lambda w, who, told: w.send_contact(who, told.chat, **_where(told)),
    "location": lambda w, who, told: w.send_location(who, told.chat, at=PEOPLES_SQUARE, **_where(told)),
    "inline": lambda w, who, told: w.ask_inline(who, told.chat, told.text("text", "")),
    "inline_choose": _inline_choose,
    "open_app": lambda w, who, told: w.open_app(who, told.text("url")),
    "forward": lambda w, who, told: w.forward(who, told.chat, told.message, told.number("to")),
    "touch": _touch,
    "join": _join,
    "approve": lambda w, who, told: w.approve(who, told.chat, told.user),
    "decline": lambda w, who, told: w.decline(who, told.chat, told.user),
    "ask_first": lambda w, who, told: w.ask_first(who, told.chat, on=told.flag("on")),
    "leave": lambda w, who, told: w.leave(who, told.chat),
    "delete_account": lambda w, who, _: w.delete_account(who),
    "newcomer": lambda w, _, told: w.newcomer(told.text("name", "")),
    "promote": lambda w, who, told: w.promote(who, told.chat, told.user, rights=told.names("rights")),
    "demote": lambda w, who, told: w.demote(who, told.chat, told.user),
    "restrict": _restrict,
    "ban": lambda w, who, told: w.ban(who, told.chat, told.user, seconds=told.number("seconds", 0)),
    "unban": lambda w, who, told: w.unban(who, told.chat, told.user),
    "add_bot": lambda w, who, told: w.add_bot(who, told.chat),
    "remove_bot": lambda w, who, told: w.remove_bot(who, told.chat),
    "block_bot": lambda w, who, _: w.set_blocked(who, blocked=True),
    "unblock_bot": lambda w, who, _: w.set_blocked(who, blocked=False),
    "topic_new": lambda w, who, told: w.topic_new(who, told.chat, told.text("name")),
    "topic_close": lambda w, who, told: w.topic_close(who, told.chat, told.number("topic")),
    "topic_reopen": lambda w, who, told: w.topic_reopen(who, told.chat, told.number("topic")),
    "topic_rename": lambda w, who, told: w.topic_rename(who, told.chat, told.number("topic"), told.text("name")),
    "topic_delete": lambda w, who, told: w.topic_delete(who, told.chat, told.number("topic")),
    "pin": lambda w, who, told: w.pin(who, told.chat, told.message),
    "migrate": lambda w, who, told: w.migrate(who, told.chat),
    "new_group": _new_group,
    "set_language": _set_language,
}
