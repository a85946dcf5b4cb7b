"""`[console]`: where the pages for operators and moderators are served, and by which address from outside."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from bot.config.table import Table
from bot.config.values import PublicUrl, listen, wrong


def _listen_if_any(value: str) -> str:
    if value and listen(value).endswith(":0"):
        raise wrong("must name a port", 'write it like "127.0.0.1:8470"')
    return value


class Console(Table):
    """Empty `listen` is off. An https `public_url` is how it is reached from outside, and by the Mini App."""

    listen: Annotated[str, AfterValidator(_listen_if_any)] = ""
    public_url: PublicUrl = ""
