"""Mini Apps: the address that a client opens, what the app is told of who opens it, and what it hands back."""

import hashlib
import hmac
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from playground.world.errors import RefusedError
from playground.world.posts import add_service
from playground.world.shapes import message_json
from playground.world.sharing import key_of
from playground.world.state import State
from playground.world.values import JSON

APP_VERSION = "8.0"
"""Of the Mini Apps' own language that a client says it speaks."""

MOST_DATA = 4096  # bytes


def open_app(world: State, who: int, url: str, *, is_of_words: bool = False, theme: JSON | None = None) -> str:
    """The address with its launch parameters in the fragment, where only the page itself reads them.

    An app under a button of words (`is_of_words`) is not told who opens it; it may send data instead.
    """
    if not is_app_url(url):
        raise RefusedError(f"a Mini App is opened by https, or from this machine; saw {url!r}")
    fields = {"tgWebAppData": "" if is_of_words else init_data(world, who), "tgWebAppVersion": APP_VERSION}
    fields |= {"tgWebAppPlatform": "web", "tgWebAppThemeParams": msgspec.json.encode(theme or {}).decode()}
    return f"{url}{'&' if urlsplit(url).fragment else '#'}{urlencode(fields, quote_via=quote)}"


def init_data(world: State, who: int) -> str:
    """Signed as core.telegram.org/bots/webapps says: HMAC-SHA-256 by a key that is made of the token."""
    person = world.people[who]
    user: JSON = {"id": person.id, "first_name": person.first_name, "language_code": person.language_code or "zh-hans"}
    user |= {name: value for name in ("last_name", "username") if (value := getattr(person, name))}
    query_id = f"AA{world.next_number('app'):012d}"
    world.app_queries[query_id] = who
    fields = {"auth_date": str(world.now()), "query_id": query_id, "user": msgspec.json.encode(user).decode()}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", world.token.encode(), hashlib.sha256)
    return urlencode(fields | {"hash": hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()}, quote_via=quote)


def send_app_data(world: State, who: int, message_id: int, text: str, data: str) -> JSON:
    """What an app that was opened by a button of words hands to the bot."""
    if "web_app" not in key_of(world, who, message_id, text):
        raise RefusedError(f"the button {text!r} opens no Mini App")
    if not 1 <= len(data.encode()) <= MOST_DATA:
        raise RefusedError(f"a Mini App sends 1 to {MOST_DATA} bytes, saw {len(data.encode())}")
    post = add_service(world, world.private(who), who, {"web_app_data": {"data": data, "button_text": text}})
    return message_json(world, post)


def is_app_url(url: str) -> bool:
    """By https alone; plain http to this machine is the playground's own."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and bool(parts.netloc)) or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    )
