"""Receiving: who the bot is, long polling, the webhook."""

import contextlib
import ipaddress
import re
from urllib.parse import urlsplit

from playground.methods.registry import Call, method
from playground.world.errors import bad_request
from playground.world.values import JSON

MAX_WAIT = 50  # seconds; Telegram cuts longer waits to this


@method("getMe")
def get_me(call: Call) -> JSON:
    """The bot itself."""
    me = call.world.bot.user() | {"can_join_groups": True, "supports_inline_queries": True}
    return me | ({"can_read_all_group_messages": True} if call.world.reads_all else {})


@method("getUpdates")
async def get_updates(call: Call) -> list[JSON]:
    """What waits for the bot, at once or when it comes."""
    if "allowed_updates" in call.params:
        call.world.updates.allow(call["allowed_updates"])
    limit = call.get("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    timeout = min(max(call.get("timeout", 0), 0), MAX_WAIT)
    return await call.world.updates.get(offset=call.get("offset", 0), limit=limit, timeout=timeout)


WEBHOOK_PORTS = (80, 88, 443, 8443)


@method("setWebhook")
async def set_webhook(call: Call) -> bool:
    """Deliver updates to a URL; plain HTTP is taken too, for loopback."""
    url, world = call["url"], call.world
    secret = call.get("secret_token", "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if url:
        _require_reachable(url)
        world.floods.set_webhook()
    if "allowed_updates" in call.params:
        world.updates.allow(call["allowed_updates"])
    if call.get("drop_pending_updates"):
        world.updates.drop()
    world.webhook.set(
        url, secret=secret, max_connections=call.get("max_connections", 40), ip_address=call.get("ip_address", "")
    )
    return True


def _require_reachable(url: str) -> None:
    """What Telegram's own servers call; this machine is called by plain HTTP at any port."""
    parts = urlsplit(url)
    if parts.hostname in {"127.0.0.1", "localhost"} and parts.scheme == "http":
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in WEBHOOK_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    with contextlib.suppress(ValueError):  # a name: it is not looked up
        _require_public(ipaddress.ip_address(parts.hostname))


def _require_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if address.version == 6:
        raise bad_request("bad webhook: IPv6-only addresses are not allowed")
    if not address.is_global:
        raise bad_request(f"bad webhook: IP address {address} is reserved")


@method("deleteWebhook")
async def delete_webhook(call: Call) -> bool:
    """Back to getUpdates."""
    call.world.webhook.stop()
    if call.get("drop_pending_updates"):
        call.world.updates.drop()
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> JSON:
    """How the delivery goes."""
    return call.world.webhook.info()
