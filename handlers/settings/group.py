"""/settings for moderators: a group's numbers by buttons, within bounds, every change logged; members get their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from bot.config import GroupSettings
from bot.domain.refusals import MissingRight, NotAllowed, OldButton
from bot.domain.settings import SETTINGS, Change, Page, Setting
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Shown, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import settings
from bot.texts.text import Lines, Text, When, text
from handlers import terms
from handlers.command.group_commands import Place, answer, elsewhere, wordless_group_command
from handlers.moderation.log import note
from handlers.settings import labels
from handlers.settings import own as preferences

_PAGES: tuple[Page, ...] = get_args(Page)


@press("kn")
@dataclass(frozen=True, slots=True)
class Turned:
    """`seen` is the value the button stood beside: of two who press at once the second is shown what the first did."""

    chat_id: int
    name: str
    is_up: bool
    seen: int


@press("kp")
@dataclass(frozen=True, slots=True)
class Opened:
    """Another page of the card."""

    chat_id: int
    page: str


@press("ko")
@dataclass(frozen=True, slots=True)
class Own:
    """The way from a group's settings to the presser's own."""

    chat_id: int


async def show_settings(turn: Turn, place: Place) -> None:
    """A moderator's card has a way to their own; whoever lacks the right for the group's gets their own at once."""
    try:
        await _require(turn, place)
    except NotAllowed as refusal:
        if turn.person.kind == "anonymous":
            raise
        await preferences.show_own(turn, place, hint=_lacking(refusal))
        return
    await _show(turn, place, turn.chats.wanted(place.group.id), page=_PAGES[0])


async def opened(turn: Turn, pressed: Opened) -> None:
    page = next((page for page in _PAGES if page == pressed.page), None)
    if page is None:
        raise OldButton
    place = elsewhere(turn, pressed.chat_id)
    await _require(turn, place)
    await _show(turn, place, turn.chats.wanted(place.group.id), page=page)


def _lacking(refusal: NotAllowed) -> Text | None:
    """What a moderator is missing; members miss nothing."""
    right = refusal.fills.get("right")
    return text("preferences.group_needs", right=text(str(right))) if isinstance(refusal, MissingRight) else None


async def own(turn: Turn, pressed: Own) -> None:
    """A card of one's own below the group's."""
    place = elsewhere(turn, pressed.chat_id)
    await _require(turn, place)
    await preferences.show_own(turn, place, is_apart=True)


async def turned(turn: Turn, pressed: Turned) -> None:
    if pressed.name not in SETTINGS:
        raise OldButton
    place, setting = elsewhere(turn, pressed.chat_id), SETTINGS[pressed.name]
    await _require(turn, place)
    in_force = turn.chats.wanted(place.group.id)
    before = in_force.setting(setting)
    after = setting.turned(before, up=pressed.is_up)
    if before != pressed.seen:
        turn.toast(text("settings.toast_changed"))
    elif after == before:
        turn.toast(text("settings.toast_bound", least=setting.least, most=setting.most))
        return
    else:
        change = Change(setting.name, before, after, turn.person.name, turn.at)
        await turn.chats.choose(turn.unit, place.group.id, change, by=turn.person.id)
        await terms.chosen(turn, place.group.id, setting)
        await note(turn, place.group.id, "settings", words=labels.noted(setting.name, before, after))
        in_force = in_force.turned(setting, after)
    await _show(turn, place, in_force, page=setting.page)


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("settings", group=place.group)


async def _show(turn: Turn, place: Place, in_force: GroupSettings, *, page: Page) -> None:
    shown = [setting for setting in SETTINGS.values() if setting.page == page]
    lines = [
        text("settings.open", group=place.group.title, page=text(f"settings.page_{page}")),
        *(_line(setting, in_force, turn.chats.settings(place.group.id)) for setting in shown),
    ]
    changes = await settings.log(turn.unit, chat_id=place.group.id)
    if changes:
        lines.append(text("settings.log"))
    lines += [_change(each, zone=place.group.timezone) for each in changes]
    rows = [_row(place.group.id, setting, in_force.setting(setting)) for setting in shown]
    answer(turn, Lines(lines), keys=[*rows, *_ways(place.group.id, page)])


def _line(setting: Setting, wanted: GroupSettings, in_force: GroupSettings) -> Text:
    """What members count on is announced before it holds: until then what holds stands beside it."""
    value, now = wanted.setting(setting), in_force.setting(setting)
    is_coming = terms.is_counted_on(setting) and value != now
    shown, soon = (labels.shown(setting.name, each) for each in (value, now))
    return text(
        "settings.line",
        name=labels.named(setting.name),
        value=text("terms.value_soon", value=shown, now=soon) if is_coming else shown,
    )


def _change(each: Change, *, zone: str) -> Text:
    return text(
        "settings.change",
        name=labels.named(each.name),
        before=labels.shown(each.name, each.before),
        after=labels.shown(each.name, each.after),
        by=each.by or text("general.somebody"),
        when=When(each.at, zone),
    )


def _ways(chat_id: int, page: Page) -> Keys:
    """To the other pages, two a row, and to the presser's own settings."""
    others = [Key(text(f"settings.page_{each}"), pack(Opened(chat_id, each))) for each in _PAGES if each != page]
    own = Key(text("settings.button_own"), pack(Own(chat_id)))
    return [*([*others[at : at + 2]] for at in range(0, len(others), 2)), [own]]


def _row(chat_id: int, setting: Setting, value: int) -> list[Key]:
    name = labels.named(setting.name)
    if setting.is_switch:
        key = "settings.button_on" if not value else "settings.button_off"
        return [Key(text(key, name=name), pack(Turned(chat_id, setting.name, not value, value)))]
    return [
        Key(text("settings.button_less", name=name), pack(Turned(chat_id, setting.name, is_up=False, seen=value))),
        Key(text("settings.button_more", name=name), pack(Turned(chat_id, setting.name, is_up=True, seen=value))),
    ]


ENTRANCES: list[Entrance] = [
    wordless_group_command("settings", show_settings, shown=Shown("more", ("private",))),
    button(Turned, turned),
    button(Opened, opened),
    button(Own, own),
]
