"""What is wrong with the bot's surroundings, and how to mend it: rights, privacy mode, webhook, clock, disk, store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import msgspec
from telegram import Bot
from telegram.error import TelegramError

from bot.botapi import fast_updates
from bot.botapi.client import Me, asked, who_am_i
from bot.clock import FAR, Clock
from bot.config import Config
from bot.domain.people import Group
from bot.domain.rights import IN_FORUMS, WANTED
from bot.services import condition
from bot.texts.text import Text, When, text
from storage import limits, private_files
from storage.database import Database

_PATIENCE = 10.0
_MUCH_LATER = 30
"""Seconds a clock may differ from Telegram's before timers and days are wrong to the eye."""

_PENDING = 200
_SHOWN = 5
_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_LITTLE, _VERY_LITTLE = _GIGABYTE, 200 * _MEGABYTE
"""Bytes left on the disk."""


class _Webhook(msgspec.Struct):
    url: str = ""
    pending_update_count: int = 0
    last_error_date: int = 0
    last_error_message: str = ""
    allowed_updates: list[str] = []


class Doctor:
    """Sentences under `doctor.error_`, `doctor.warning_` and `doctor.ok_`, the worst first."""

    def __init__(self, database: Database, bot: Bot, config: Config, clock: Clock) -> None:
        self._database, self._bot, self._config, self._clock = database, bot, config, clock

    async def examine(self, group: Group) -> list[Text]:
        """Asks Telegram: only while the turn's transaction has not begun. In a group its rights are looked at too."""
        lines: list[Text] = []
        try:
            me = await who_am_i(self._bot, timeout=_PATIENCE)
            webhook = await asked(self._bot, "getWebhookInfo", {}, _Webhook, _PATIENCE)
            lines += await self._standing(group, me)
        except TelegramError as error:
            lines.append(text("doctor.error_telegram", error=str(error)))
        else:
            lines += [*self._delivery(webhook), *self._time()]
        lines += [*self._disk(), *self._exposed(), *await self._store(), *await self._limits(group)]
        return sorted(lines, key=_rank)

    async def _standing(self, group: Group, me: Me) -> list[Text]:
        if group.is_private:
            return [] if me.can_read_all_group_messages else [text("doctor.warning_privacy_mode")]
        who = {"chat_id": group.id, "user_id": me.id}
        member = await asked(self._bot, "getChatMember", who, dict[str, Any], _PATIENCE)
        if member.get("status") != "administrator":
            hears = me.can_read_all_group_messages
            return [text("doctor.warning_no_administrator") if hears else text("doctor.error_deaf")]
        wanted = WANTED + (IN_FORUMS if group.is_forum else ())
        if group.kind == "group":
            wanted = tuple(name for name in wanted if name != "can_manage_tags")
        missing = [name for name in wanted if not member.get(name)]
        lines = [text("doctor.warning_right", right=text(f"refusals.right_{name}")) for name in missing]
        return lines or [text("doctor.ok_rights")]

    async def _limits(self, group: Group) -> list[Text]:
        """What Telegram refused here lately, and what stands in for it."""
        found = await limits.standing(self._database.reads, now=self._clock.now(), chat_id=group.id)
        kinds = {each.kind: each.until for each in found}
        emojis = [kind.partition(":")[2] for kind in kinds if kind.startswith("reaction:")]
        lines = [text("doctor.warning_reactions", emojis=" ".join(emojis))] if emojis else []
        lines += [text("doctor.warning_photos")] if "photos" in kinds else []
        lines += [text("doctor.warning_documents")] if "documents" in kinds else []
        if "pause" in kinds:
            lines.append(text("doctor.warning_pause", until=When(kinds["pause"], group.timezone, "time")))
        return lines

    def _delivery(self, webhook: _Webhook) -> Iterator[Text]:
        is_polling = self._config.telegram.mode == "polling"
        unheard = sorted(set(fast_updates.KINDS) - set(webhook.allowed_updates)) if webhook.allowed_updates else []
        if is_polling and webhook.url:
            yield text("doctor.error_webhook_conflict", url=webhook.url)
        elif not is_polling and webhook.url != self._config.telegram.webhook.public_url:
            yield text("doctor.error_webhook_elsewhere", url=webhook.url or "-")
        elif not is_polling and webhook.last_error_date > self._clock.now() - 3600:
            yield text("doctor.error_webhook_failing", error=webhook.last_error_message)
        if unheard:
            yield text("doctor.error_unheard", kinds=", ".join(unheard))
        if webhook.pending_update_count > _PENDING:
            yield text("doctor.warning_pending", number=webhook.pending_update_count)
        if not (webhook.url and is_polling) and not unheard and webhook.pending_update_count <= _PENDING:
            yield text("doctor.ok_updates")

    def _time(self) -> Iterator[Text]:
        behind = abs(self._clock.behind)
        if behind > FAR:
            yield text("doctor.error_clock_far", seconds=behind)
        elif behind > _MUCH_LATER:
            yield text("doctor.error_clock", seconds=behind)
        else:
            yield text("doctor.ok_clock")

    def _disk(self) -> Iterator[Text]:
        left = shutil.disk_usage(self._database.path.absolute().parent).free
        if left < _VERY_LITTLE:
            yield text("doctor.error_disk", left=_size(left))
        elif left < _LITTLE:
            yield text("doctor.warning_disk", left=_size(left))
        else:
            yield text("doctor.ok_disk", left=_size(left))

    def _exposed(self) -> Iterator[Text]:
        if found := private_files.exposed(self._database.path, self._config.folder):
            yield text("doctor.error_exposed", files=", ".join(path.name for path in found[:_SHOWN]))

    async def _store(self) -> list[Text]:
        now = await condition.of(self._database.reads, now=self._clock.now())
        size = _size(await self._database.reads.size())
        lines: list[Text] = []
        if not now.is_whole:
            lines.append(text("doctor.error_store"))
        if now.bad_updates or now.bad_timers:
            lines.append(text("doctor.warning_bad", updates=now.bad_updates, timers=now.bad_timers))
        if now.oldest_unsent > 600:
            lines.append(text("doctor.warning_unsent", number=now.unsent, minutes=now.oldest_unsent // 60))
        lines = lines or [text("doctor.ok_store", size=size, engine=self._database.engine)]
        if self._database.workers is not None:
            lines.append(text("doctor.ok_workers", n=await self._database.workers.number()))
        return lines


def _size(taken: int) -> Text:
    """Bytes as people read them."""
    if taken >= _GIGABYTE:
        return text("doctor.size_gb", n=f"{taken / _GIGABYTE:,.1f}")
    if taken >= _MEGABYTE:
        return text("doctor.size_mb", n=taken // _MEGABYTE)
    return text("doctor.size_less")


def _rank(line: Text) -> int:
    levels = ("error", "warning", "ok")
    return levels.index(line.key.removeprefix("doctor.").partition("_")[0])
