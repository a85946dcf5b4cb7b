"""The engine room of Weilu: what wakes the bot, one turn at a time; no feature's rules and no SQL live here."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before `telegram` is imported: periods as timedelta, without its warning
