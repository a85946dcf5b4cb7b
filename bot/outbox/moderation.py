"""Actions on members, topics, menus and messages as such, as calls; words for people live in `messages`."""

from __future__ import annotations

from typing import Any, Final

from bot.outbox import actions
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


def close_poll(_action: actions.ClosePoll, where: Where) -> list[Call]:
    return [Call("stopPoll", on_message(where))]


def delete(_action: actions.Delete, where: Where) -> list[Call]:
    return [Call("deleteMessage", on_message(where))]


def delete_many(action: actions.DeleteMany, where: Where) -> list[Call]:
    return [Call("deleteMessages", {"chat_id": where.chat_id, "message_ids": action.message_ids})]


def pin(action: actions.Pin, where: Where) -> list[Call]:
    if action.off:
        return [Call("unpinChatMessage", on_message(where))]
    return [Call("pinChatMessage", on_message(where) | {"disable_notification": True})]


def react(action: actions.React, where: Where) -> list[Call]:
    reaction = [{"type": "emoji", "emoji": action.emoji}] if action.emoji else []
    return [
        Call(
            "setMessageReaction",
            {"chat_id": where.chat_id, "message_id": action.message_id, "reaction": reaction},
        )
    ]


def restrict(action: actions.Restrict, where: Where) -> list[Call]:
    if action.user_id < 0:
        method = "banChatSenderChat" if action.rule == "ban" else "unbanChatSenderChat"
        return [Call(method, {"chat_id": where.chat_id, "sender_chat_id": action.user_id})]
    params: dict[str, Any] = {"chat_id": where.chat_id, "user_id": action.user_id}
    if action.rule == "unban":
        return [Call("unbanChatMember", params | {"only_if_banned": True})]
    if action.rule == "unmute":
        return [Call("restrictChatMember", params | _permissions(allowed=True))]
    if action.until:
        if action.until <= where.now:
            message = f"the {action.rule} was to end before it could begin"
            raise PointlessError(message)
        params["until_date"] = max(action.until, where.now + _SHORTEST_RESTRICTION)
    if action.rule == "ban":
        return [Call("banChatMember", params)]
    return [Call("restrictChatMember", params | _permissions(allowed=False))]


def _permissions(*, allowed: bool) -> dict[str, Any]:
    return {"permissions": dict.fromkeys(_PERMISSIONS, allowed), "use_independent_chat_permissions": True}


def admit(action: actions.Admit, where: Where) -> list[Call]:
    method = "approveChatJoinRequest" if action.is_let_in else "declineChatJoinRequest"
    return [Call(method, {"chat_id": where.chat_id, "user_id": action.user_id})]


def tag(action: actions.Tag, where: Where) -> list[Call]:
    return [Call("setChatMemberTag", {"chat_id": where.chat_id, "user_id": action.user_id, "tag": action.words[:16]})]


def topic(action: actions.Topic, where: Where) -> list[Call]:
    params: dict[str, Any] = {"chat_id": where.chat_id}
    if action.rule == "open":
        return [Call("createForumTopic", params | {"name": action.title[:128]})]
    if action.rule == "rename":
        params["name"] = action.title[:128]
    if action.rule == "icon":
        params["icon_custom_emoji_id"] = action.icon
    if action.topic == GENERAL and action.rule in _ON_GENERAL:
        return [Call(_ON_GENERAL[action.rule], params)]
    return [Call(_ON_TOPIC[action.rule], params | {"message_thread_id": action.topic})]


def commands(action: actions.Commands, where: Where) -> list[Call]:
    """The chat's own language for everybody, then one menu for each language Telegram can tell apart.

    Telegram knows languages by two letters: `zh` is all Chinese, and is told in the script the chat prefers.
    """
    scope = {"type": "chat", "chat_id": where.chat_id} if where.chat_id else {"type": action.scope}
    default = locale_of(where.locale)
    chinese: Locale = "zh-Hant" if default == "zh-Hant" else "zh-Hans"
    menus: list[tuple[Locale, str]] = [(default, ""), (chinese, "zh"), ("en", "en")]
    return [
        Call(
            "setMyCommands",
            {"commands": _menu(action.names, locale), "scope": scope} | ({"language_code": code} if code else {}),
        )
        for locale, code in menus
    ]


def _menu(names: list[str], locale: Locale) -> list[dict[str, str]]:
    known = command_words()
    return [{"command": name, "description": known[name].menu[locale][:256]} for name in names if name in known]


def leave(_action: actions.Leave, where: Where) -> list[Call]:
    return [Call("leaveChat", {"chat_id": where.chat_id})]
