"""The members' home: points, streak, level, what one can join now, and eight buttons; one message that is edited."""

from __future__ import annotations

from typing import Final

from bot.domain.names import short
from bot.domain.refusals import NotInGroup, OldButton, TelegramSilent
from bot.domain.rights import IN_FORUMS, WANTED
from bot.engine.buttons import pack
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key, Keys
from bot.services import checkin, points
from bot.services import levels as service
from bot.texts.text import Lines, Raw, Text, Who, Words, text
from handlers.command.doors import Area, Home, Panel, gathered, groups_keys, rows
from handlers.command.group_commands import Place, called, elsewhere, within
from handlers.command.shortcuts import forget, key_to
from handlers.first_week.tasks import on_home
from handlers.points.earning import levels
from handlers.points.levels import told

_OPEN: Final = 5
"""Lines of what can be joined."""

_ABOUT: Final = 60


def adding_url(username: str) -> str:
    """Adds the bot to a group, and asks for the rights it needs in the same step."""
    rights = "+".join(name.removeprefix("can_") for name in (*WANTED, *IN_FORUMS))
    return f"https://t.me/{username}?startgroup=true&admin={rights}"


async def greet(turn: Turn) -> None:
    """In private: the home of the only group, else the question which one; without any, how to begin."""
    groups = await turn.groups()
    if len(groups) == 1:
        words, keys = await _card(turn, elsewhere(turn, groups[0]), is_only=True)
    else:
        words, keys = _which(turn, groups)
    turn.say(words, keys=keys, reply=False)


async def home(turn: PressTurn, pressed: Home) -> None:
    if not turn.group.is_private:
        raise OldButton
    if pressed.chat_id:
        place = await within(turn, pressed.chat_id)
        words, keys = await _card(turn, place, is_only=len(await turn.groups()) == 1)
    else:
        words, keys = _which(turn, await turn.groups())
    await forget(turn)
    turn.way_back = keys[-1:]
    turn.edit(words, keys=keys)


def _which(turn: Turn, groups: list[int]) -> tuple[Words, Keys]:
    who = Who(turn.person.id, turn.person.name)
    invitation = Key(text("general.button_add"), url=adding_url(turn.bot_username))
    if not groups:
        return text("home.no_group", who=who), [[invitation], [Key(text("home.button_look"), pack(Home(0)))]]
    keys = groups_keys(turn, groups, Home)
    return text("home.which", who=who), [*keys, [invitation]]


async def _card(turn: Turn, place: Place, *, is_only: bool) -> tuple[Words, Keys]:
    chat_id = place.group.id
    is_moderator = await _may_moderate(turn, place)
    joinable = await gathered(turn, chat_id, "open", most=_OPEN)
    lines = [
        text("home.head", group=Raw(place.group.title)),
        *_about(turn, chat_id),
        *await _standing(turn, place),
        *await on_home(turn, place),
        text("home.open") if joinable else text("home.nothing_open"),
        *joinable,
    ]
    eight = [key_to(each, chat_id) for each in turn.wiring.shortcuts.values() if each.area == "home"]
    last = [Key(text("home.button_renew"), pack(Home(chat_id)))]
    if not is_only:
        last.append(Key(text("home.button_other"), pack(Home(0))))
    if is_moderator:
        last.append(Key(text("home.button_panel"), pack(Panel(chat_id))))
    return Lines(lines), [*rows([*eight, Key(text("home.button_more"), pack(Area(chat_id, "more")))]), last]


def _about(turn: Turn, chat_id: int) -> list[Text]:
    """Whom the group is for, in one line of its own words."""
    about = turn.chats.settings(chat_id).about
    return [text("home.about", about=short(about, most=_ABOUT))] if about else []


async def _may_moderate(turn: Turn, place: Place) -> bool:
    """Whether the way to the panel is shown; it asks again. Without Telegram's word the home comes all the same."""
    try:
        rights = await turn.rights(group=place.group)
    except (TelegramSilent, NotInGroup):
        return False
    return rights.is_administrator or rights.is_operator or rights.is_owner


async def _standing(turn: Turn, place: Place) -> list[Text]:
    chat_id, user_id = place.group.id, turn.person.id
    standing = await points.standing(turn.reads, chat_id=chat_id, user_id=user_id)
    streak = await checkin.streak(turn.reads, chat_id=chat_id, user_id=user_id, at=turn.now, calendar=place.calendar)
    name = called(turn.person.name)
    if not standing.points and not streak:
        return [text("home.fresh", name=name)]
    key = "home.standing" if streak else "home.standing_no_streak"
    lines = [text(key, name=name, balance=standing.points, streak=streak)]
    own = levels(turn.chats.settings(chat_id).points)
    height = await service.standing(turn.reads, own, chat_id=chat_id, user_id=user_id)
    if (level := told(height)) is not None:
        lines.append(level)
    return lines
