"""Actions that show words to people, as calls; actions on members, topics and messages as such live in `moderation`."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import PurePath
from typing import Any, Final

from bot.botapi.client import Upload
from bot.outbox import actions
from bot.outbox.actions import Key, Keys
from bot.outbox.call import GENERAL, Call, Where, on_message
from bot.texts.catalog import plain, render, shorten
from bot.texts.shorten import CAPTION_LIMIT
from bot.texts.text import Words

TOAST_LIMIT: Final = 200
LABEL_LIMIT: Final = 64
QUESTION_LIMIT: Final = 300
OPTION_LIMIT: Final = 100
DRAWN: Final = "picture.png"
_POLL_OPEN: Final = range(5, 2_628_001)
"""Seconds a poll may stay open; outside them its owner's timer closes it."""


def say(action: actions.Say, where: Where) -> list[Call]:
    return [Call("sendMessage", _message(action, where) | _text("text", action.words, where))]


def photo(action: actions.Photo, where: Where) -> list[Call]:
    params = _message(action, where) | _caption(action.caption, where)
    if action.drawn is not None:
        return [Call("sendPhoto", params, {"photo": _upload(DRAWN, where.content)})]
    if action.file_id:
        return [Call("sendPhoto", params | {"photo": action.file_id})]
    return [Call("sendPhoto", params, {"photo": _upload(PurePath(action.path).name, where.content)})]


def document(action: actions.Document, where: Where) -> list[Call]:
    params = _message(action, where) | _caption(action.caption, where)
    if action.file_id:
        return [Call("sendDocument", params | {"document": action.file_id})]
    return [Call("sendDocument", params, {"document": _upload(action.filename, action.data or where.content)})]


def copy(action: actions.Copy, where: Where) -> list[Call]:
    source = {"from_chat_id": action.from_chat, "message_id": action.message_id}
    return [Call("copyMessage", _message(action, where) | source | _caption(action.caption, where))]


def ask(action: actions.Ask, where: Where) -> list[Call]:
    params = _message(action, where) | {
        "question": plain(action.question, where.locale, most=QUESTION_LIMIT),
        "options": [{"text": plain(each, where.locale, most=OPTION_LIMIT)} for each in action.options],
        "is_anonymous": action.anonymous,
        "allows_multiple_answers": action.multiple,
        "allows_revoting": action.revoting,
    }
    wished = {
        "shuffle_options": action.shuffled,
        "hide_results_until_closes": action.hidden,
        "allow_adding_options": action.adding,
    }
    params |= {name: True for name, is_wished in wished.items() if is_wished}
    if action.about is not None:
        params["description"] = plain(action.about, where.locale, most=CAPTION_LIMIT)
    if action.photo:
        params["media"] = {"type": "photo", "media": action.photo}
    if action.right:
        params |= {"type": "quiz", "correct_option_ids": sorted(action.right)}
        if action.explanation is not None:
            params["explanation"] = plain(action.explanation, where.locale, most=TOAST_LIMIT)
    if action.lasts:
        params["open_period"] = action.lasts
    elif action.closes_at - where.now in _POLL_OPEN:
        params["close_date"] = action.closes_at
    return [Call("sendPoll", params)]


def edit(action: actions.Edit, where: Where) -> list[Call]:
    params = on_message(where) | _markup(action.keys, where)
    if where.content:
        media = {"type": "photo", "media": f"attach://{DRAWN}"} | _caption(action.words, where)
        return [Call("editMessageMedia", params | {"media": media}, {DRAWN: _upload(DRAWN, where.content)})]
    if action.words is None:
        return [Call("editMessageReplyMarkup", params)]
    if action.is_caption or action.drawn is not None:
        return [Call("editMessageCaption", params | _caption(action.words, where))]
    return [Call("editMessageText", params | _text("text", action.words, where))]


def toast(action: actions.Toast, where: Where) -> list[Call]:
    params: dict[str, Any] = {"callback_query_id": action.query_id}
    if action.words is not None:
        params["text"] = plain(action.words, where.locale, most=TOAST_LIMIT, now=where.now)
    if action.alert:
        params["show_alert"] = True
    if action.url:
        params["url"] = action.url
    return [Call("answerCallbackQuery", params)]


def _message(action: actions.Message, where: Where) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": where.chat_id}
    if where.topic not in (0, GENERAL):
        params["message_thread_id"] = where.topic
    if action.reply_to:
        params["reply_parameters"] = {"message_id": action.reply_to, "allow_sending_without_reply": True}
    if action.silent:
        params["disable_notification"] = True
    if action.protect:
        params["protect_content"] = True
    return params | _markup(action.keys, where)


def _markup(keys: Keys, where: Where) -> dict[str, Any]:
    rows = [
        [{"text": plain(key.label, where.locale, most=LABEL_LIMIT, now=where.now)} | _pressed(key) for key in row]
        for row in keys
        if row
    ]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _pressed(key: Key) -> dict[str, Any]:
    if key.app:
        return {"web_app": {"url": key.app}}
    return {"url": key.url} if key.url else {"callback_data": key.data}


def _text(name: str, words: Words, where: Where) -> dict[str, Any]:
    preview = {"link_preview_options": {"is_disabled": True}}
    if where.is_plain:
        return {name: plain(words, where.locale, now=where.now)} | preview
    return {name: render(words, where.locale, now=where.now), "parse_mode": "HTML"} | preview


def _caption(words: Words | None, where: Where) -> dict[str, Any]:
    if words is None:
        return {}
    if where.is_plain:
        return {"caption": plain(words, where.locale, most=CAPTION_LIMIT, now=where.now)}
    return {"caption": shorten(render(words, where.locale, now=where.now), CAPTION_LIMIT), "parse_mode": "HTML"}


def _upload(name: str, content: bytes) -> Upload:
    return Upload(name, content, guess_type(name)[0] or "application/octet-stream")
