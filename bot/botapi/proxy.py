"""Which proxy of the environment stands between the bot and a Bot API server."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


def proxy_for(base_url: str) -> str:
    """That of the server's scheme, else ALL_PROXY's; empty for this machine, what NO_PROXY names, and where none is.

    A name without a scheme is an HTTP proxy.
    """
    try:
        parts = urlsplit(base_url)
        host = parts.hostname or ""
    except ValueError:  # another finding names it
        return ""
    if host in _LOOPBACK or proxy_bypass(host):
        return ""
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all", "")
    return f"http://{named}" if named and "://" not in named else named


def fault_of(proxy: str) -> str:
    """Why it lets nothing through, and what to do; empty where it may."""
    scheme = urlsplit(proxy).scheme
    if not proxy or scheme in ("http", "https"):
        return ""
    return (
        f"the proxy of HTTPS_PROXY or ALL_PROXY is a {scheme} one, and only HTTP ones can be used; "
        'set HTTPS_PROXY="http://127.0.0.1:PORT" (most take both at one port), or unset it'
    )
