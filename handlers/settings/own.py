"""A member's own settings, by buttons: what the bot shall not do with them; /settings shows them to members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.domain.consent import Consents
from bot.domain.refusals import NotYourButton, OldButton
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, button
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services import consent, points, privacy, reminders
from bot.texts.catalog import LOCALES
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.checkin import reminders as reminding
from handlers.command.group_commands import Place, answer, called, known_person, within
from handlers.consent import notice

Choice: TypeAlias = Literal["mood", "board", "private", "lists", "remind"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@press("pf")
@dataclass(frozen=True, slots=True)
class Preferred:
    """`user_id` is whose it is; `is_on` is what it shall be, so that a second press changes nothing."""

    user_id: int
    chat_id: int
    choice: Choice
    is_on: bool


@press("pl")
@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of the private chat, chosen on the card there."""

    chat_id: int
    locale: str


async def show_own(turn: Turn, place: Place, *, hint: Text | None = None, is_apart: bool = False) -> None:
    """`hint` is one more line, such as why a group's settings are not shown; `is_apart` leaves the pressed card be."""
    known_person(turn)
    chosen = {choice: await _is_on(turn, place, choice) for choice in CHOICES}
    words, keys = await _card(turn, place, chosen)
    lines = Lines([*words.of, hint]) if hint is not None else words
    if is_apart:
        turn.say(lines, keys=keys)
    else:
        answer(turn, lines, keys=keys)


async def preferred(turn: Turn, pressed: Preferred) -> None:
    if pressed.user_id != turn.person.id:
        raise NotYourButton
    place = await within(turn, pressed.chat_id)
    chosen = {choice: await _is_on(turn, place, choice) for choice in CHOICES}
    if chosen[pressed.choice] != pressed.is_on:
        await _choose(turn, place, pressed)
    words, keys = await _card(turn, place, chosen | {pressed.choice: pressed.is_on})
    turn.edit(words, keys=keys)


async def spoken(turn: Turn, pressed: Spoken) -> None:
    if pressed.locale not in LOCALES or not turn.group.is_private:
        raise OldButton
    place = await within(turn, pressed.chat_id)
    chosen = {choice: await _is_on(turn, place, choice) for choice in CHOICES}
    await turn.chats.speak(turn.unit, turn.group.id, locale=pressed.locale, now=turn.now)
    words, keys = await _card(turn, place, chosen)
    turn.edit(words, keys=keys, locale=pressed.locale)


async def _is_on(turn: Turn, place: Place, choice: Choice) -> bool:
    chat_id, user_id = place.group.id, turn.person.id
    match choice:
        case "mood":
            is_asked = notice.asks(turn, chat_id)
            agreed = not is_asked or user_id in turn.chats.own(Consents).agreed
            return agreed and user_id not in turn.chats.opt_outs.declined(choice)
        case "private" | "lists":
            return user_id not in turn.chats.opt_outs.declined(choice)
        case "board":
            return not await points.is_hidden(turn.reads, chat_id=chat_id, user_id=user_id)
        case "remind":
            return await reminders.is_wanted(turn.reads, chat_id=chat_id, user_id=user_id)


async def _choose(turn: Turn, place: Place, wish: Preferred) -> None:
    chat_id, user_id = place.group.id, turn.person.id
    match wish.choice:
        case "mood" | "private" | "lists":
            await turn.chats.opt_outs.choose(
                turn.unit, wish.choice, user_id=user_id, is_declined=not wish.is_on, at=turn.at
            )
            if wish.choice == "mood":
                await notice.choose(turn, is_yes=wish.is_on)
        case "board" if wish.is_on:
            await points.show(turn.unit, chat_id=chat_id, user_id=user_id)
        case "board":
            await points.hide(turn.unit, chat_id=chat_id, user_id=user_id)
        case "remind":
            await reminding.switch(turn, place)


async def _card(turn: Turn, place: Place, chosen: dict[Choice, bool]) -> tuple[Lines, Keys]:
    """In the group its buttons are for the one whose card it is alone; the language is that of private words."""
    lines = [text("preferences.open", name=called(turn.person.name), group=Raw(place.group.title))]
    lines += [text(f"preferences.{choice}_{'on' if is_on else 'off'}") for choice, is_on in chosen.items()]
    lines += await _agreed(turn, place)
    keys = [[_key(turn, place, choice, is_on=is_on)] for choice, is_on in chosen.items()]
    if turn.group.is_private:
        keys.append([Key(_language(each), pack(Spoken(place.group.id, each))) for each in LOCALES])
    elif not await privacy.may_write(turn.unit, user_id=turn.person.id):
        lines.append(text("preferences.begin"))
        keys.append([Key(text("preferences.button_begin"), url=f"https://t.me/{turn.bot_username}?start=settings")])
    return Lines(lines), keys


async def _agreed(turn: Turn, place: Place) -> list[Text]:
    """Where the group asks first: to which version of the notice they agreed, and when."""
    found = await consent.of(turn.unit, user_id=turn.person.id) if notice.asks(turn, place.group.id) else None
    if found is None:
        return []
    return [text("consent.since", version=found.version, when=When(found.at, place.group.timezone, "day"))]


def _key(turn: Turn, place: Place, choice: Choice, *, is_on: bool) -> Key:
    wish = Preferred(turn.person.id, place.group.id, choice, is_on=not is_on)
    return Key(text(f"preferences.button_{choice}_{'off' if is_on else 'on'}"), pack(wish))


def _language(locale: str) -> Text:
    return text(f"general.button_{locale.replace('-', '_').casefold()}")


ENTRANCES: list[Entrance] = [button(Preferred, preferred), button(Spoken, spoken)]
