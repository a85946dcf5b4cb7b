"""From a JSON action to the world's method for it, with plain sentences for what is missing or wrong."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from playground.world import World
from playground.world.errors import RefusedError
from playground.world.state import standing
from playground.world.values import JSON


class ActionForm:
    """The fields of an action, read with their types."""

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


Action = Callable[[World, int, ActionForm], Any]


def do(world: World, fields: JSON) -> Any:
    """Let a person do something; raises RefusedError with a plain sentence."""
    form = ActionForm(fields)
    who, name = form.number("as"), form.text("do")
    if who not in world.people:
        raise RefusedError(f"there is no person {who}")
    if world.people[who].is_deleted:
        raise RefusedError(f"account {who} is deleted, and does nothing any more")
    action = ACTIONS.get(name)
    if action is None:
        raise RefusedError(f"there is no deed {name!r}; known are {', '.join(sorted(ACTIONS))}")
    _require_people(world, form)
    return action(world, who, form)


def _require_people(world: World, form: ActionForm) -> None:
    if "user_id" in form.fields and form.user not in world.people:
        raise RefusedError(f"there is no person {form.user}")


def _say(world: World, who: int, form: ActionForm) -> JSON:
    return world.say(
        who,
        form.chat,
        form.text("text"),
        topic=form.number("topic", 0),
        reply_to=form.number("reply_to", 0),
        entities=form.fields.get("entities"),
        anonymous=form.flag("anonymous"),
        channel=form.text("channel", ""),
    )


def _photo(world: World, who: int, form: ActionForm) -> JSON:
    name, caption, album = form.text("name", "photo.jpg"), form.text("caption", ""), form.text("album", "")
    return world.send_photo(who, form.chat, form.content(), name=name, caption=caption, album=album, **_where(form))


def _document(world: World, who: int, form: ActionForm) -> JSON:
    name, caption = form.text("name", "file.bin"), form.text("caption", "")
    return world.send_document(who, form.chat, form.content(), name=name, caption=caption, **_where(form))


def _where(form: ActionForm) -> dict[str, int]:
    return {"topic": form.number("topic", 0), "reply_to": form.number("reply_to", 0)}


def _react(world: World, who: int, form: ActionForm) -> None:
    world.react(who, form.chat, form.message, form.text("emoji", "") or None)


def _restrict(world: World, who: int, form: ActionForm) -> None:
    world.restrict(who, form.chat, form.user, allowed=form.names("allowed"), seconds=form.number("seconds", 0))


def _set_language(world: World, who: int, form: ActionForm) -> None:
    world.people[who].language_code = form.text("code")


def _join(world: World, who: int, form: ActionForm) -> JSON:
    """ActionForm apart: who is in now, and who has asked and waits for an administrator."""
    world.join(who, form.chat, link=form.text("link", "") or None)
    return {"has_asked": not standing(world.group(form.chat), who).is_present}


PEOPLES_SQUARE = {"latitude": 31.2304, "longitude": 121.4737}
"""Where everybody in here is."""


def _inline_choose(world: World, who: int, form: ActionForm) -> JSON:
    return world.choose_inline(who, form.chat, form.text("query"), form.text("result"), **_where(form))


def _open_app(world: World, who: int, form: ActionForm) -> str:
    theme, is_of_words = form.fields.get("theme"), form.flag("of_words")
    return world.open_app(who, form.text("url"), is_of_words=is_of_words, theme=theme)


def _touch(world: World, who: int, form: ActionForm) -> None:
    chat, _ = world.find(who, form.chat, form.message)
    world.touch(chat.id, form.message)


def _new_group(world: World, who: int, form: ActionForm) -> int:
    is_super = bool(form.fields.get("is_super", True))
    return world.new_group(who, form.text("title"), is_forum=form.flag("is_forum"), is_super=is_super)


ACTIONS: dict[str, Action] = {
    "say": _say,
    "press": lambda w, who, form: w.press(who, form.chat, form.message, form.text("data")),
    "delete_option": lambda w, who, form: w.delete_option(who, form.chat, form.message, form.text("text")),
    "add_option": lambda w, who, form: w.add_option(who, form.chat, form.message, form.text("text")),
    "vote": lambda w, who, form: w.vote(who, form.chat, form.message, form.numbers("options")),
    "react": _react,
    "edit": lambda w, who, form: w.edit(who, form.chat, form.message, form.text("text")),
    "delete": lambda w, who, form: w.delete(who, form.chat, form.message),
    "photo": _photo,
    "document": _document,
    "sticker": lambda w, who, form: w.send_sticker(who, form.chat, form.text("emoji"), **_where(form)),
    "voice": lambda w, who, form: w.send_voice(who, form.chat, form.content(), **_where(form)),
    "contact": lambda w, who, form: w.send_contact(who, form.chat, **_where(form)),
    "location": lambda w, who, form: w.send_location(who, form.chat, at=PEOPLES_SQUARE, **_where(form)),
    "inline": lambda w, who, form: w.ask_inline(who, form.chat, form.text("text", "")),
    "inline_choose": _inline_choose,
    "open_app": _open_app,
    "app_data": lambda w, who, form: w.send_app_data(who, form.message, form.text("key"), form.text("data")),
    "share_users": lambda w, who, form: w.share_users(who, form.message, form.text("key"), form.numbers("users")),
    "share_chat": lambda w, who, form: w.share_chat(who, form.message, form.text("key"), form.number("to")),
    "choices": lambda w, who, form: w.choices(who, form.message, form.text("key")),
    "forward": lambda w, who, form: w.forward(who, form.chat, form.message, form.number("to")),
    "touch": _touch,
    "join": _join,
    "approve": lambda w, who, form: w.approve(who, form.chat, form.user),
    "decline": lambda w, who, form: w.decline(who, form.chat, form.user),
    "ask_first": lambda w, who, form: w.ask_first(who, form.chat, on=form.flag("on")),
    "leave": lambda w, who, form: w.leave(who, form.chat),
    "delete_account": lambda w, who, _: w.delete_account(who),
    "newcomer": lambda w, _, form: w.newcomer(form.text("name", "")),
    "promote": lambda w, who, form: w.promote(who, form.chat, form.user, rights=form.names("rights")),
    "demote": lambda w, who, form: w.demote(who, form.chat, form.user),
    "restrict": _restrict,
    "ban": lambda w, who, form: w.ban(who, form.chat, form.user, seconds=form.number("seconds", 0)),
    "unban": lambda w, who, form: w.unban(who, form.chat, form.user),
    "add_bot": lambda w, who, form: w.add_bot(who, form.chat),
    "remove_bot": lambda w, who, form: w.remove_bot(who, form.chat),
    "block_bot": lambda w, who, _: w.set_blocked(who, blocked=True),
    "unblock_bot": lambda w, who, _: w.set_blocked(who, blocked=False),
    "topic_new": lambda w, who, form: w.topic_new(who, form.chat, form.text("name")),
    "topic_close": lambda w, who, form: w.topic_close(who, form.chat, form.number("topic")),
    "topic_reopen": lambda w, who, form: w.topic_reopen(who, form.chat, form.number("topic")),
    "topic_rename": lambda w, who, form: w.topic_rename(who, form.chat, form.number("topic"), form.text("name")),
    "topic_delete": lambda w, who, form: w.topic_delete(who, form.chat, form.number("topic")),
    "pin": lambda w, who, form: w.pin(who, form.chat, form.message),
    "migrate": lambda w, who, form: w.migrate(who, form.chat),
    "new_group": _new_group,
    "set_language": _set_language,
}
