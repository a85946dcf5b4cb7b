"""One message for all who came within half a minute, by name, gone after a while and the former one with it."""

from __future__ import annotations

from typing import Final

from bot.config.values import seconds
from bot.domain.names import short
from bot.domain.welcome import MINUTE, RAID, Crowd, Newcomer, filled
from bot.engine.entrances import Entrance, timer
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Delete, Key, Keys, Priority, Say
from bot.services import conduct, welcome
from bot.texts.catalog import plain, render
from bot.texts.sentences import LOCALES, Locale, locale_of
from bot.texts.text import Lines, Markup, Raw, Text, Who, Words, text
from handlers.conduct.card import LINK as RULES
from handlers.conduct.card import configured
from handlers.first_week.tasks import LINK as FIRST

_GONE: Final = "welcome_gone"
_NAME: Final = "welcome"
"""Under which a group's latest welcome is kept."""

_ABOUT: Final = 120
_LOOKS_AGAIN: Final = 30


async def greet(turn: TimerTurn) -> None:
    """Once: who waits is taken as greeted by the turn that says so, or passed over where the group wants none."""
    chat_id, settings = turn.group.id, turn.settings.welcome
    if settings.enabled and await turn.waits_for_calm():
        return
    if settings.enabled and await welcome.goes_on(turn.reads, chat_id=chat_id, now=turn.now):
        await turn.later(welcome.GREET, turn.timer.key, after=MINUTE)
        return
    crowd = await welcome.take_all(turn.unit, chat_id=chat_id, at=turn.now, is_greeted=settings.enabled)
    if await welcome.first_waiting(turn.unit, chat_id=chat_id):  # at the gate, which ends sooner or later
        await turn.later(welcome.GREET, turn.timer.key, after=_LOOKS_AGAIN)
    if not settings.enabled or not crowd.new + crowd.back:
        return
    locale = language_of(crowd, turn.locale)
    turn.do(Delete(chat_id=chat_id, named=_NAME), priority=Priority.ANNOUNCEMENT)
    words, keys = await welcoming(turn, chat_id, crowd, locale=locale)
    said = Say(chat_id=chat_id, words=words, keys=keys, name=_NAME, silent=True, locale=locale)
    turn.do(said, on_crash="drop", priority=Priority.ANNOUNCEMENT)
    if vanish := seconds(settings.vanish):
        await turn.later(_GONE, turn.timer.key, after=vanish)


async def gone(turn: TimerTurn) -> None:
    turn.do(Delete(chat_id=turn.group.id, named=_NAME), priority=Priority.REPORT)


def language_of(crowd: Crowd, locale: Locale) -> Locale:
    """Theirs where all of them have one of ours in common; else the group's."""
    spoken = {locale_of(each.language, locale) for each in crowd.named}
    return spoken.pop() if len(spoken) == 1 else locale


async def welcoming(turn: Turn, chat_id: int, crowd: Crowd, *, locale: Locale, words: str = "") -> tuple[Words, Keys]:
    """The words and the ways on: the rules, and the first steps; `words` are tried in place of the group's own."""
    group, settings = turn.chats.group(chat_id), turn.chats.settings(chat_id)
    own = words or await welcome.own_words(turn.reads, chat_id=chat_id) or settings.welcome.text
    has_rules = await conduct.in_force(turn.reads, chat_id=chat_id, configured=configured(turn, chat_id), at=turn.now)
    start = f"https://t.me/{turn.bot_username}?start="
    link = f"{start}{RULES}{chat_id}"
    lines: list[Text] = []
    if crowd.new and own:
        rules = f'<a href="{link}">{plain(text("welcome.rules"), locale)}</a>'
        html = filled(own, names=render(_names(crowd), locale), group=group.title, rules=rules, about=settings.about)
        lines.append(text("welcome.own", words=Markup(html)))
    elif crowd.new:
        lines.append(text("welcome.hello", names=_names(crowd), group=Raw(group.title)))
        if settings.about:
            lines.append(text("welcome.about", about=short(settings.about, most=_ABOUT)))
    if crowd.back:
        lines.append(text("welcome.back", names=_names(crowd, are_back=True)))
    keys = [Key(text("welcome.button_rules"), url=link)] if has_rules else []
    if crowd.new and settings.welcome.tasks:
        keys.append(Key(text("welcome.button_tasks"), url=f"{start}{FIRST}{chat_id}"))
    return Lines([*lines, *_others(crowd, locale)]), [keys] if keys else []


def _names(crowd: Crowd, *, are_back: bool = False) -> Text:
    """By name while they are few; with how many there are beside these; of a raid the number alone."""
    number = crowd.back if are_back else crowd.new
    named = [each for each in crowd.named if each.is_back == are_back]
    if number >= RAID or not named:
        return text("welcome.so_many", n=number)
    names = text("welcome.one", who=_who(named[0]))
    for each in named[1:]:
        names = text("welcome.and", names=names, who=_who(each))
    return text("welcome.more", names=names, n=number - len(named)) if number > len(named) else names


def _who(one: Newcomer) -> Who:
    return Who(one.user_id, one.name)


def _others(crowd: Crowd, locale: Locale) -> list[Text]:
    """A line in each language that some of them have and the message has not."""
    spoken = {locale_of(each.language, locale) for each in crowd.named} - {locale}
    chinese = locale != "en"
    told = [each for each in LOCALES if each in spoken and not (chinese and each != "en")]
    return [text("welcome.own", words=Raw(plain(text("welcome.line"), each))) for each in told]


ENTRANCES: list[Entrance] = [timer(welcome.GREET, greet), timer(_GONE, gone)]
