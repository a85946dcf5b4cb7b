"""What the bot tells of itself: commands by scope and language, name, descriptions, menu button, wished rights."""

import re

from playground.methods.registry import Call, method
from playground.methods.targets import find_chat, require_presence
from playground.world.commands import scope_key
from playground.world.errors import bad_request
from playground.world.values import ADMIN_RIGHTS, JSON

COMMAND = re.compile(r"[a-z0-9_]+")
MAX_COMMAND, MAX_DESCRIPTION = 32, 256  # characters
TEXTS = {"Name": ("name", 64), "Description": ("description", 512), "ShortDescription": ("short_description", 120)}


def _place(call: Call) -> tuple[str, str]:
    scope = call.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = find_chat(call.world, scope["chat_id"])
        if chat.type != "private":
            require_presence(call.world, chat)
        scope = scope | {"chat_id": chat.id}
    language = call.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return scope_key(scope), language


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    """The menu for one scope and language."""
    commands = call["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        one["command"] = one["command"].removeprefix("/")
        _require_length(one["command"], MAX_COMMAND, "command")
        if not COMMAND.fullmatch(one["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        _require_length(one["description"], MAX_DESCRIPTION, "command description")
    call.world.commands[_place(call)] = commands
    call.world.feed.publish("bot", {"commands": True})
    return True


def _require_length(text: str, most: int, what: str) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > most:
        raise bad_request(f"{what} length must not exceed {most}")


@method("getMyCommands")
def get_my_commands(call: Call) -> list[JSON]:
    """What was set for exactly this scope and language."""
    return call.world.commands.get(_place(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    """Back to the wider scope."""
    call.world.commands.pop(_place(call), None)
    return True


@method("setMyName", "setMyDescription", "setMyShortDescription")
def set_my_text(call: Call) -> bool:
    """A text about the bot, by language."""
    field, most = TEXTS[call.method.removeprefix("setMy")]
    text = call.get(field, "")
    if len(text) > most:
        raise bad_request(f"bot {field} is too long")
    call.world.profile[field, call.get("language_code", "")] = text
    return True


@method("getMyName", "getMyDescription", "getMyShortDescription")
def get_my_text(call: Call) -> JSON:
    """The text for a language, or the one for all."""
    field, _ = TEXTS[call.method.removeprefix("getMy")]
    profile = call.world.profile
    text = profile.get((field, call.get("language_code", "")), "") or profile.get((field, ""), "")
    return {field: text or (call.world.bot.first_name if field == "name" else "")}


@method("setChatMenuButton")
def set_chat_menu_button(call: Call) -> bool:
    """What stands beside the writing line."""
    call.world.menu_buttons[call.get("chat_id", 0)] = call.get("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(call: Call) -> JSON:
    """What stands beside the writing line."""
    buttons = call.world.menu_buttons
    return buttons.get(call.get("chat_id", 0)) or buttons.get(0) or {"type": "commands"}


@method("setMyDefaultAdministratorRights")
def set_default_rights(call: Call) -> bool:
    """The rights the bot asks for when it is added."""
    call.world.wished_rights[bool(call.get("for_channels"))] = call.get("rights") or {}
    return True


@method("getMyDefaultAdministratorRights")
def get_default_rights(call: Call) -> JSON:
    """The rights the bot asks for when it is added."""
    rights = call.world.wished_rights.get(bool(call.get("for_channels")), {})
    names = ("is_anonymous", *ADMIN_RIGHTS)
    return {name: rights.get(name, False) for name in names} | {name: True for name in rights if rights[name]}
