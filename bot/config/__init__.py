"""The operator's settings: typed tables, all findings at once, one merged view for each group."""

from bot.config.access import Access, Right, Rights
from bot.config.findings import ConfigErrors, Finding, Level, format_finding
from bot.config.load import check, load, load_all
from bot.config.settings import Config, GroupSettings
from bot.config.tables import Caps, Community, Desk, Points, Quiet, Storage, Telegram, Webhook

__all__ = [
    "Access",
    "Caps",
    "Community",
    "Config",
    "ConfigErrors",
    "Desk",
    "Finding",
    "GroupSettings",
    "Level",
    "Points",
    "Quiet",
    "Right",
    "Rights",
    "Storage",
    "Telegram",
    "Webhook",
    "check",
    "format_finding",
    "load",
    "load_all",
]
