"""Checks the keyboards bots attach, under messages and in place of the phone's own; pressing is the world's affair."""

from playground.methods.registry import Call
from playground.world.errors import bad_request
from playground.world.mini_apps import is_app_url
from playground.world.values import JSON

LABELS = frozenset({"text", "style", "icon_custom_emoji_id"})
MAX_BUTTONS, MOST_WORDS_IN_ROW, MOST_WORDS = 100, 12, 300


PRIVATE_ALONE = {
    "request_contact": "phone number can be requested in private chats only",
    "request_location": "location can be requested in private chats only",
    "request_poll": "poll can be requested in private chats only",
    "request_users": "users can be requested in private chats only",
    "request_chat": "chats can be requested in private chats only",
    "web_app": "web App buttons can be used in private chats only",
}
"""What buttons of words do with somebody alone, and Telegram's words in a group."""


def read_keyboard(call: Call, *, is_private: bool = False) -> JSON | None:
    """The reply_markup of a request, refused in Telegram's words when a button is wrong."""
    markup: JSON | None = call.get("reply_markup")
    keyboard = checked_keyboard(markup)
    if not is_private and keyboard:
        _require_for_groups(keyboard)
    return keyboard


def _require_for_groups(markup: JSON) -> None:
    for button in (button for row in markup.get("keyboard", ()) for button in row):
        for name, refusal in PRIVATE_ALONE.items():
            if button.get(name, False) is not False:
                raise bad_request(refusal)
    if any("web_app" in button for row in markup.get("inline_keyboard", ()) for button in row):
        raise bad_request("BUTTON_TYPE_INVALID")


def checked_keyboard(markup: JSON | None) -> JSON | None:
    """As `read_keyboard` does, wherever a markup stands."""
    if markup and "keyboard" in markup:
        return _of_words(markup)
    rows = (markup or {}).get("inline_keyboard")
    if rows is None:
        return markup
    rows = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def inline_only(markup: JSON | None) -> JSON | None:
    """What of a keyboard a message shows to everybody."""
    return markup if markup and "inline_keyboard" in markup else None


def words_only(markup: JSON | None) -> JSON | None:
    """What of a keyboard changes how people write: buttons of words, their end, or a reply that is asked for."""
    return markup if markup and "inline_keyboard" not in markup else None


def _of_words(markup: JSON) -> JSON | None:
    """Buttons without words are passed over, and those beyond what a row and a keyboard hold."""
    rows, left = [], MOST_WORDS
    for row in markup["keyboard"]:
        buttons = [button for button in row if button["text"]][: min(MOST_WORDS_IN_ROW, left)]
        left -= len(buttons)
        if buttons:
            rows.append(buttons)
    return markup | {"keyboard": rows} if rows else None


def _button(button: JSON) -> JSON:
    actions = [name for name in button if name not in LABELS]
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not url.startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    app = (button.get("web_app") or {}).get("url", "https://")
    if not is_app_url(app) and app != "https://":
        raise bad_request(f"inline keyboard button web app URL '{app}' is invalid: Only HTTPS links are allowed")
    return button
