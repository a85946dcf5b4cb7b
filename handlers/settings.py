"""/settings: a group's numbers by buttons, within bounds, every change logged; the rest is the config file's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import pack, press
from bot.config.tables import Points
from bot.deeds import Key, Keys
from bot.domain.refusals import OldButton
from bot.domain.settings import KNOBS, Change, Knob
from bot.entrances import button
from bot.services import settings
from bot.texts.text import Lines, Text, When, text
from bot.turn import Turn
from handlers.audit import note
from handlers.places import Place, answer, elsewhere, group_command


@press("kn")
@dataclass(frozen=True, slots=True)
class Turned:
    """`seen` is the value the button stood beside: of two who press at once the second is shown what the first did."""

    chat_id: int
    name: str
    is_up: bool
    seen: int


async def show_settings(turn: Turn, place: Place) -> None:
    await _require(turn, place)
    await _show(turn, place, turn.book.settings(place.group.id).points)


async def turned(turn: Turn) -> None:
    pressed = turn.pressed
    if not isinstance(pressed, Turned) or pressed.name not in KNOBS:
        raise OldButton
    place, knob = elsewhere(turn, pressed.chat_id), KNOBS[pressed.name]
    await _require(turn, place)
    points = turn.book.settings(place.group.id).points
    before = _value(points, knob)
    after = knob.turned(before, up=pressed.is_up)
    if before != pressed.seen:
        turn.toast(text("settings.toast_changed"))
    elif after == before:
        turn.toast(text("settings.toast_bound", least=knob.least, most=knob.most))
        return
    else:
        change = Change(knob.name, before, after, turn.person.name, turn.at)
        await turn.book.choose(turn.unit, place.group.id, change, by=turn.person.id)
        await note(turn, place.group.id, "settings", words=f"{knob.name}: {before} → {after}")
        points = points.model_copy(update={knob.name: bool(after) if knob.is_switch else after})
    await _show(turn, place, points)


async def _require(turn: Turn, place: Place) -> None:
    in_force = turn.book.settings(place.group.id)
    await turn.gate.require("settings", settings=in_force, group=place.group, person=turn.person)


async def _show(turn: Turn, place: Place, points: Points) -> None:
    lines = [text("settings.open", group=place.group.title), *(_line(knob, points) for knob in KNOBS.values())]
    changes = await settings.log(turn.unit, chat_id=place.group.id)
    if changes:
        lines.append(text("settings.log"))
    lines += [_change(each, zone=place.group.timezone) for each in changes]
    answer(turn, Lines(lines), keys=_keys(place.group.id, points))


def _line(knob: Knob, points: Points) -> Text:
    return text("settings.line", name=_name(knob.name), value=_shown(knob, _value(points, knob)))


def _change(each: Change, *, zone: str) -> Text:
    knob = KNOBS.get(each.name, Knob(each.name, most=each.after, step=1))
    return text(
        "settings.change",
        name=_name(each.name),
        before=_shown(knob, each.before),
        after=_shown(knob, each.after),
        by=each.by or text("general.somebody"),
        when=When(each.at, zone),
    )


def _keys(chat_id: int, points: Points) -> Keys:
    return [_row(chat_id, knob, _value(points, knob)) for knob in KNOBS.values()]


def _row(chat_id: int, knob: Knob, value: int) -> list[Key]:
    name = _name(knob.name)
    if knob.is_switch:
        key = "settings.button_on" if not value else "settings.button_off"
        return [Key(text(key, name=name), pack(Turned(chat_id, knob.name, not value, value)))]
    return [
        Key(text("settings.button_less", name=name), pack(Turned(chat_id, knob.name, is_up=False, seen=value))),
        Key(text("settings.button_more", name=name), pack(Turned(chat_id, knob.name, is_up=True, seen=value))),
    ]


def _value(points: Points, knob: Knob) -> int:
    return int(getattr(points, knob.name))


def _shown(knob: Knob, value: int) -> Text | int:
    if not knob.is_switch:
        return value
    return text("settings.on") if value else text("settings.off")


def _name(name: str) -> Text:
    return text(f"settings.knob_{name}")


ENTRANCES = [group_command("settings", show_settings, who="moderator"), button(Turned, turned)]
