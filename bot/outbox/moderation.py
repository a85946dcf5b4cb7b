"""Deeds on members, topics, menus and messages as such, as calls; words for people live in `messages`."""

from __future__ import annotations

from typing import Any, Final

from bot import deeds
from bot.outbox.call import GENERAL, Call, PointlessError, Where, on_message
from bot.texts.catalog import commands as command_words
from bot.texts.catalog import locale_of
from bot.texts.sentences import Locale

_SHORTEST_RESTRICTION: Final = 35
"""Telegram takes anything under 30 seconds as for ever."""

_PERMISSIONS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


_ON_TOPIC: Final = {
    "close": "closeForumTopic",
    "reopen": "reopenForumTopic",
    "rename": "editForumTopic",
    "icon": "editForumTopic",
    "delete": "deleteForumTopic",
}
_ON_GENERAL: Final = {
    "close": "closeGeneralForumTopic",
    "reopen": "reopenGeneralForumTopic",
    "rename": "editGeneralForumTopic",
}


def close_poll(_deed: deeds.ClosePoll, where: Where) -> list[Call]:
    return [Call("stopPoll", on_message(where))]


def delete(_deed: deeds.Delete, where: Where) -> list[Call]:
    return [Call("deleteMessage", on_message(where))]


def pin(deed: deeds.Pin, where: Where) -> list[Call]:
    if deed.off:
        return [Call("unpinChatMessage", on_message(where))]
    return [Call("pinChatMessage", on_message(where) | {"disable_notification": True})]


def react(deed: deeds.React, where: Where) -> list[Call]:
    reaction = [{"type": "emoji", "emoji": deed.emoji}] if deed.emoji else []
    return [
        Call(
            "setMessageReaction",
            {"chat_id": where.chat_id, "message_id": deed.message_id, "reaction": reaction},
        )
    ]


def restrict(deed: deeds.Restrict, where: Where) -> list[Call]:
    params: dict[str, Any] = {"chat_id": where.chat_id, "user_id": deed.user_id}
    if deed.rule == "unban":
        return [Call("unbanChatMember", params | {"only_if_banned": True})]
    if deed.rule == "unmute":
        return [Call("restrictChatMember", params | _permissions(allowed=True))]
    if deed.until:
        if deed.until <= where.now:
            message = f"the {deed.rule} was to end before it could begin"
            raise PointlessError(message)
        params["until_date"] = max(deed.until, where.now + _SHORTEST_RESTRICTION)
    if deed.rule == "ban":
        return [Call("banChatMember", params)]
    return [Call("restrictChatMember", params | _permissions(allowed=False))]


def _permissions(*, allowed: bool) -> dict[str, Any]:
    return {"permissions": dict.fromkeys(_PERMISSIONS, allowed), "use_independent_chat_permissions": True}


def tag(deed: deeds.Tag, where: Where) -> list[Call]:
    return [Call("setChatMemberTag", {"chat_id": where.chat_id, "user_id": deed.user_id, "tag": deed.words[:16]})]


def topic(deed: deeds.Topic, where: Where) -> list[Call]:
    params: dict[str, Any] = {"chat_id": where.chat_id}
    if deed.rule == "open":
        return [Call("createForumTopic", params | {"name": deed.title[:128]})]
    if deed.rule == "rename":
        params["name"] = deed.title[:128]
    if deed.rule == "icon":
        params["icon_custom_emoji_id"] = deed.icon
    if deed.topic == GENERAL and deed.rule in _ON_GENERAL:
        return [Call(_ON_GENERAL[deed.rule], params)]
    return [Call(_ON_TOPIC[deed.rule], params | {"message_thread_id": deed.topic})]


def commands(deed: deeds.Commands, where: Where) -> list[Call]:
    """The chat's own language for everybody, then one menu for each language Telegram can tell apart.

    Telegram knows languages by two letters: `zh` is all Chinese, and is told in the script the chat prefers.
    """
    scope = {"type": "chat", "chat_id": where.chat_id} if where.chat_id else {"type": deed.scope}
    default = locale_of(where.locale)
    chinese: Locale = "zh-Hant" if default == "zh-Hant" else "zh-Hans"
    menus: list[tuple[Locale, str]] = [(default, ""), (chinese, "zh"), ("en", "en")]
    return [
        Call(
            "setMyCommands",
            {"commands": _menu(deed.names, locale), "scope": scope} | ({"language_code": code} if code else {}),
        )
        for locale, code in menus
    ]


def _menu(names: list[str], locale: Locale) -> list[dict[str, str]]:
    known = command_words()
    return [{"command": name, "description": known[name].menu[locale][:256]} for name in names if name in known]


def leave(_deed: deeds.Leave, where: Where) -> list[Call]:
    return [Call("leaveChat", {"chat_id": where.chat_id})]
