"""Mini Apps: the address that a client opens, and what the app is told of who opens it, signed by the bot's token."""

import hashlib
import hmac
from urllib.parse import quote, urlencode, urlsplit

import msgspec

from playground.world.errors import RefusedError
from playground.world.state import State
from playground.world.values import JSON

APP_VERSION = "8.0"
"""Of the Mini Apps' own language that a client says it speaks."""


def open_app(world: State, who: int, url: str) -> str:
    """The address with its launch parameters in the fragment, where only the page itself reads them."""
    if not is_app_url(url):
        raise RefusedError(f"a Mini App is opened by https, or from this machine; saw {url!r}")
    given = {"tgWebAppData": init_data(world, who), "tgWebAppVersion": APP_VERSION, "tgWebAppPlatform": "web"}
    return f"{url}{'&' if urlsplit(url).fragment else '#'}{urlencode(given, quote_via=quote)}"


def init_data(world: State, who: int) -> str:
    """Signed as core.telegram.org/bots/webapps says: HMAC-SHA-256 by a key that is made of the token."""
    person = world.people[who]
    user: JSON = {"id": person.id, "first_name": person.first_name, "language_code": person.language_code or "zh-hans"}
    user |= {name: value for name in ("last_name", "username") if (value := getattr(person, name))}
    query_id = f"AA{world.next_number('app'):012d}"
    fields = {"auth_date": str(world.now()), "query_id": query_id, "user": msgspec.json.encode(user).decode()}
    checked = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", world.token.encode(), hashlib.sha256)
    return urlencode(fields | {"hash": hmac.new(key, checked.encode(), hashlib.sha256).hexdigest()}, quote_via=quote)


def is_app_url(url: str) -> bool:
    """By https alone; plain http to this machine is the playground's own."""
    parts = urlsplit(url)
    return (parts.scheme == "https" and bool(parts.netloc)) or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    )
