"""Deeds that show words to people, as calls; deeds on members, topics and messages as such live in `moderation`."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import PurePath
from typing import Any, Final

from bot import deeds
from bot.deeds import Keys
from bot.network import Upload
from bot.outbox.call import GENERAL, Call, Where, on_message
from bot.texts.catalog import plain, render, shorten
from bot.texts.text import Words

CAPTION_LIMIT: Final = 1024
TOAST_LIMIT: Final = 200
LABEL_LIMIT: Final = 64
QUESTION_LIMIT: Final = 300
OPTION_LIMIT: Final = 100
DRAWN: Final = "picture.png"
_POLL_OPEN: Final = range(5, 2_628_001)
"""Seconds a poll may stay open; outside them its owner's timer closes it."""


def say(deed: deeds.Say, where: Where) -> list[Call]:
    return [Call("sendMessage", _message(deed, where) | _text("text", deed.words, where))]


def photo(deed: deeds.Photo, where: Where) -> list[Call]:
    params = _message(deed, where) | _caption(deed.caption, where)
    if deed.drawn is not None:
        return [Call("sendPhoto", params, {"photo": _upload(DRAWN, where.content)})]
    if deed.file_id:
        return [Call("sendPhoto", params | {"photo": deed.file_id})]
    return [Call("sendPhoto", params, {"photo": _upload(PurePath(deed.path).name, where.content)})]


def document(deed: deeds.Document, where: Where) -> list[Call]:
    params = _message(deed, where) | _caption(deed.caption, where)
    if deed.file_id:
        return [Call("sendDocument", params | {"document": deed.file_id})]
    return [Call("sendDocument", params, {"document": _upload(deed.filename, deed.data or where.content)})]


def copy(deed: deeds.Copy, where: Where) -> list[Call]:
    source = {"from_chat_id": deed.from_chat, "message_id": deed.message_id}
    return [Call("copyMessage", _message(deed, where) | source | _caption(deed.caption, where))]


def ask(deed: deeds.Ask, where: Where) -> list[Call]:
    params = _message(deed, where) | {
        "question": plain(deed.question, where.locale, most=QUESTION_LIMIT),
        "options": [{"text": plain(each, where.locale, most=OPTION_LIMIT)} for each in deed.options],
        "is_anonymous": deed.anonymous,
        "allows_multiple_answers": deed.multiple,
        "allows_revoting": deed.revoting,
    }
    wished = {
        "shuffle_options": deed.shuffled,
        "hide_results_until_closes": deed.hidden,
        "allow_adding_options": deed.adding,
    }
    params |= {name: True for name, is_wished in wished.items() if is_wished}
    if deed.about is not None:
        params["description"] = plain(deed.about, where.locale, most=CAPTION_LIMIT)
    if deed.photo:
        params["media"] = {"type": "photo", "media": deed.photo}
    if deed.right:
        params |= {"type": "quiz", "correct_option_ids": sorted(deed.right)}
        if deed.explanation is not None:
            params["explanation"] = plain(deed.explanation, where.locale, most=TOAST_LIMIT)
    if deed.closes_at - where.now in _POLL_OPEN:
        params["close_date"] = deed.closes_at
    return [Call("sendPoll", params)]


def edit(deed: deeds.Edit, where: Where) -> list[Call]:
    params = on_message(where) | _markup(deed.keys, where)
    if where.content:
        media = {"type": "photo", "media": f"attach://{DRAWN}"} | _caption(deed.words, where)
        return [Call("editMessageMedia", params | {"media": media}, {DRAWN: _upload(DRAWN, where.content)})]
    if deed.words is None:
        return [Call("editMessageReplyMarkup", params)]
    if deed.is_caption or deed.drawn is not None:
        return [Call("editMessageCaption", params | _caption(deed.words, where))]
    return [Call("editMessageText", params | _text("text", deed.words, where))]


def toast(deed: deeds.Toast, where: Where) -> list[Call]:
    params: dict[str, Any] = {"callback_query_id": deed.query_id}
    if deed.words is not None:
        params["text"] = plain(deed.words, where.locale, most=TOAST_LIMIT, now=where.now)
    if deed.alert:
        params["show_alert"] = True
    if deed.url:
        params["url"] = deed.url
    return [Call("answerCallbackQuery", params)]


def _message(deed: deeds.Message, where: Where) -> dict[str, Any]:
    params: dict[str, Any] = {"chat_id": where.chat_id}
    if where.topic not in (0, GENERAL):
        params["message_thread_id"] = where.topic
    if deed.reply_to:
        params["reply_parameters"] = {"message_id": deed.reply_to, "allow_sending_without_reply": True}
    if deed.silent:
        params["disable_notification"] = True
    if deed.protect:
        params["protect_content"] = True
    return params | _markup(deed.keys, where)


def _markup(keys: Keys, where: Where) -> dict[str, Any]:
    rows = [
        [
            {"text": plain(key.label, where.locale, most=LABEL_LIMIT, now=where.now)}
            | ({"url": key.url} if key.url else {"callback_data": key.data})
            for key in row
        ]
        for row in keys
        if row
    ]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


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
