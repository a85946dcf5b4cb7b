"""What python-telegram-bot costs by itself: its own polling, one handler for everything, which does nothing."""

from __future__ import annotations

import logging
import sys
import urllib.request

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bench.server import TOKEN


def main(url: str, count: int) -> None:
    """`count`: after so many updates the server is told that all were dealt with."""
    seen = 0

    async def nothing(_: Update, __: ContextTypes.DEFAULT_TYPE) -> None:
        nonlocal seen
        seen += 1
        if seen == count:
            urllib.request.urlopen(f"{url}/bench/handled").close()  # noqa: S310

    logging.getLogger("httpx").setLevel(logging.WARNING)
    application = Application.builder().token(TOKEN).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.ALL, nothing))
    print("ready", flush=True)
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
