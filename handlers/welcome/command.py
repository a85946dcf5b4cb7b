"""/welcome: how newcomers are greeted here, for moderators to see, write, try, and turn on or off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from bot.config.values import seconds
from bot.domain.dialogue import Draft
from bot.domain.grammar.commands import after_command
from bot.domain.grammar.moments import Here
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import WrongForm
from bot.domain.schedule.markup import plain_text
from bot.domain.settings import SETTINGS, Change
from bot.domain.welcome import PLACEHOLDERS, Crowd, Newcomer, read_words
from bot.engine.entrances import Entrance, Shown
from bot.engine.shortcuts import Shortcut
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services import welcome
from bot.texts.text import Lines, Raw, Text, Words, text
from handlers import dialogue
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer, elsewhere, group_command
from handlers.command.subcommands import alone, verb_of
from handlers.dialogue.declaring import Dialogue, Step, span
from handlers.dialogue.screens import so_far
from handlers.moderation.log import note
from handlers.settings import labels
from handlers.welcome.greeting import welcoming

Verb: TypeAlias = Literal["set", "on", "off", "test"]
_VERBS: dict[Verb, str] = {
    "set": "welcome.words_set",
    "on": "welcome.words_on",
    "off": "welcome.words_off",
    "test": "welcome.words_test",
}
_AS_BEFORE: Final = ("default", "默认", "預設", "恢复", "恢復")


async def _require(turn: Turn, place: Place) -> None:
    await turn.require("welcome", group=place.group)


async def told(turn: Turn, place: Place) -> None:
    await _require(turn, place)
    verb, rest = verb_of(place.words, _VERBS)
    match verb:
        case "set":
            await _set(turn, place, rest)
        case "on" | "off":
            alone(rest, command="welcome")
            answer(turn, await switched(turn, place, is_on=verb == "on"))
        case "test":
            alone(rest, command="welcome")
            await _try(turn, place)
        case None if place.words:
            raise WrongForm(usage=Sentence("commands.welcome.usage"))
        case None:
            answer(turn, Lines(await _state(turn, place)))


async def _state(turn: Turn, place: Place) -> list[Text]:
    settings = turn.chats.settings(place.group.id).welcome
    own = await welcome.own_words(turn.reads, chat_id=place.group.id) or settings.text
    lines = [text("welcome.is_on" if settings.enabled else "welcome.is_off")]
    vanish = seconds(settings.vanish)
    if settings.enabled and vanish:
        lines.append(text("welcome.vanishes", span=span(vanish)))
    lines.append(text("welcome.own_words", words=Raw(plain_text(own))) if own else text("welcome.our_words"))
    return [*lines, text("help.one_desk", usage=text("commands.welcome.usage"))]


async def switched(turn: Turn, place: Place, *, is_on: bool) -> Text:
    setting = SETTINGS["welcome_enabled"]
    before, after = turn.chats.settings(place.group.id).setting(setting), int(is_on)
    if before != after:
        change = Change(setting.name, before, after, turn.person.name, turn.at)
        await turn.chats.choose(turn.unit, place.group.id, change, by=turn.person.id)
        await note(turn, place.group.id, "settings", words=labels.noted(setting.name, before, after))
    return text("welcome.turned_on" if is_on else "welcome.turned_off")


async def _set(turn: Turn, place: Place, rest: str) -> None:
    if not rest:
        await dialogue.begin(turn, DIALOGUE, place)
        return
    if rest.strip().casefold() in _AS_BEFORE:
        await welcome.forget_words(turn.unit, chat_id=place.group.id)
        await note(turn, place.group.id, "welcome_set")
        answer(turn, text("welcome.unset"))
        return
    html = _html(turn, place, rest)
    read_words(html)
    if await held(turn, place, "welcome_set", command="welcome", words=f"set {html}", shown=html):
        return
    answer(turn, await put_in_force(turn, place, html))


def _html(turn: Turn, place: Place, rest: str) -> str:
    """The words with the markup they were written in; of a tap, as they were kept."""
    message = place.message
    if message is None or turn.query is not None:
        return rest
    html = after_command(message.text_html or message.caption_html or "")
    return verb_of(html, _VERBS)[1]


async def put_in_force(turn: Turn, place: Place, html: str) -> Text:
    words = read_words(html)
    await welcome.write(turn.unit, words, chat_id=place.group.id, by=turn.person.id, at=turn.now)
    await note(turn, place.group.id, "welcome_set")
    return text("welcome.set")


async def _try(turn: Turn, place: Place) -> None:
    """As whoever asks would be greeted; it stays where it was asked."""
    words, keys = await _shown(turn, place)
    answer(turn, words, keys=keys)


async def _shown(turn: Turn, place: Place) -> tuple[Words, Keys]:
    me = Newcomer(turn.person.id, turn.person.name, turn.person.language, is_back=False)
    return await welcoming(turn, place.group.id, Crowd(1, 0, (me,)), locale=turn.locale)


def _read(html: str, _: Here) -> str:
    return read_words(html)


def _plain(html: str, _: Here) -> Words:
    return Raw(" ".join(plain_text(html).split())[:60])


async def _preview(turn: Turn, draft: Draft) -> Sequence[Text]:
    read_words(draft.given.get("words", ""))
    return so_far(turn, DIALOGUE, draft)


async def _tried(turn: Turn, draft: Draft) -> Sequence[Text]:
    place = elsewhere(turn, draft.for_chat)
    me = Newcomer(turn.person.id, turn.person.name, turn.person.language, is_back=False)
    words, _ = await welcoming(
        turn, place.group.id, Crowd(1, 0, (me,)), locale=turn.locale, words=draft.given.get("words", "")
    )
    return words.of if isinstance(words, Lines) else []


async def _finish(turn: Turn, draft: Draft) -> Words:
    return await put_in_force(turn, elsewhere(turn, draft.for_chat), draft.given["words"])


_ASK: Final = Text("welcome.ask_words", {each: Raw(f"{{{each}}}") for each in PLACEHOLDERS})

DIALOGUE: Final = Dialogue(
    name="welcome",
    title=text("welcome.title"),
    steps=(
        Step("words", text("welcome.step_words"), _ASK, _read, _plain, order="needed",
             is_html=True),
    ),
    recalls_about=True,
    require=_require,
    preview=_preview,
    finish=_finish,
    open_label=text("welcome.open"),
    try_label=text("welcome.try"),
    tried=_tried,
)  # fmt: skip


async def _write(turn: Turn, chat_id: int, _words: str) -> None:
    await dialogue.begin(turn, DIALOGUE, elsewhere(turn, chat_id))


ENTRANCES: list[Entrance] = [
    group_command("welcome", told, who="moderator", shown=Shown("desk")),
    Shortcut("welcome", "newcomers", "welcome", permission="welcome"),
    Shortcut("welcome_set", "newcomers", permission="welcome", begins=_write),
    Shortcut("welcome_test", "newcomers", "welcome", "test", permission="welcome"),
    Shortcut("welcome_on", "newcomers", "welcome", "on", permission="welcome"),
    Shortcut("welcome_off", "newcomers", "welcome", "off", permission="welcome"),
]
