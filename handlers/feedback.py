"""/feedback: given by name or anonymously, looked up by number; what moderators do with it is `feedback_desk`'s."""

from __future__ import annotations

import unicodedata

from bot.buttons import pack
from bot.config.values import seconds
from bot.deeds import Key
from bot.domain.amounts import read_number
from bot.domain.feedback import LONGEST, Category, Deed, NotYours, NoWords, Ticket, TooLong
from bot.domain.people import Person
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, OnlyInPrivate, TelegramSilent
from bot.entrances import Entrance, button, command, timer
from bot.people import NOBODY
from bot.services import feedback, knowledge
from bot.services.feedback import Order, Voice
from bot.services.keywords import keywords
from bot.texts.fold import fold
from bot.texts.text import Lines, Raw, Text, text
from bot.turn import Turn
from handlers import feedback_desk
from handlers.feedback_words import Joins, first_of, line, page, words_of
from handlers.places import Place, answer, by_group, known_person
from handlers.privacy import VOICE

_CATEGORIES: dict[Category, str] = {
    "problem": "feedback.words_problem",
    "idea": "feedback.words_idea",
    "question": "feedback.words_question",
    "thanks": "feedback.words_thanks",
}
_DEEDS: dict[Deed, str] = {
    "claim": "feedback.words_claim",
    "ask": "feedback.words_ask",
    "answer": "feedback.words_answer",
    "close": "feedback.words_close",
    "merge": "feedback.words_merge",
    "reopen": "feedback.words_reopen",
    "add": "feedback.words_add",
}


async def begin(turn: Turn) -> None:
    """A number leads to that one, wherever it was given; words are a new one."""
    first, rest = first_of(turn.words)
    number = read_number(unicodedata.normalize("NFKC", first).removeprefix("#")) if first else None
    if number is None:
        await _by_group(turn)
    elif not rest:
        await _show(turn, number)
    else:
        await _do(turn, number, rest)


async def give(turn: Turn, place: Place) -> None:
    words, is_anonymous = _meant(place)
    if not words:
        if is_anonymous:
            raise NoWords(usage=Sentence("commands.feedback.usage"))
        await _list(turn, place)
        return
    person = known_person(turn)
    if is_anonymous and not turn.group.is_private:
        raise OnlyInPrivate
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    await _learn_administrators(turn, place)
    await _keep(turn, place, _voice(turn, person, is_anonymous=is_anonymous), words)


async def _keep(turn: Turn, place: Place, voice: Voice, words: str) -> None:
    chat_id, at = place.group.id, turn.at
    weighty = await keywords(words)
    one, like = await feedback.give(
        turn.unit,
        voice,
        chat_id=chat_id,
        words=words,
        keywords=weighty,
        known={name: words_of(key) for name, key in _CATEGORIES.items()},
        about=_about(place),
        once=turn.seal.mark("once", turn.idempotency),
        at=at,
        due_at=at + seconds(turn.book.settings(chat_id).desk.answer_within),
    )
    known = await knowledge.fitting(turn.unit, chat_id=chat_id, words=words, keywords=weighty, most=1)
    lines = [text("feedback.received", number=one.id)]
    lines += [text("feedback.maybe", question=Raw(each.question), answer=Raw(each.answer)) for each in known]
    keys = []
    if like is not None:
        lines.append(text("feedback.like", number=like.id))
        keys = [[Key(text("feedback.button_join", number=like.id), pack(Joins(one.id, like.id)))]]
    _private_answer(turn, Lines(lines), keys=keys)
    await feedback_desk.post_card(turn, one, like)
    await turn.later("feedback", str(one.id), at=one.due_at, chat_id=chat_id)


def _private_answer(turn: Turn, words: Lines | Text, *, keys: list[list[Key]] | None = None) -> None:
    """Leaves no row that holds who asked and the number together."""
    if turn.query is None:
        turn.say(words, keys=keys, doubt="resend", fleeting=True)
    else:
        turn.edit(words, keys=keys, fleeting=True)


def _voice(turn: Turn, person: Person, *, is_anonymous: bool) -> Voice:
    sealed = turn.seal.hide(feedback_desk.AUTHOR, person.id) if is_anonymous else ""
    return Voice(person, turn.seal.mark(VOICE, person.id), sealed)


def _meant(place: Place) -> tuple[str, bool]:
    """The words, and whether they are anonymous: `anonymous TEXT` after the command, or 匿名反馈 TEXT without one."""
    spoken = anonymous_words((place.message.text or "") if place.message is not None else "")
    if spoken is not None:
        return spoken, True
    first, rest = first_of(place.words)
    if first and fold(first) in words_of("feedback.words_anonymous"):
        return rest, True
    return place.words.strip(), False


def anonymous_words(spoken: str) -> str | None:
    """What follows 匿名反馈 in a message that is no command."""
    if spoken.startswith("/"):
        return None
    first, rest = first_of(spoken)
    return rest if fold(first) in words_of("feedback.words_anonymously") else None


def _about(place: Place) -> int:
    """The message replied to, in the group itself; a topic's root is no reply."""
    replied = place.message.reply_to_message if place.is_here and place.message is not None else None
    return replied.message_id if replied is not None and replied.forum_topic_created is None else 0


async def _learn_administrators(turn: Turn, place: Place) -> None:
    """Who is to get the card; where Telegram is silent, those known from before."""
    try:
        await turn.gate.rights(group=place.group, person=NOBODY)
    except TelegramSilent:
        return


async def _list(turn: Turn, place: Place) -> None:
    """One's own in private; in the group, for moderators, what is owed an answer."""
    rights = await turn.gate.rights(group=place.group, person=turn.person)
    if place.is_here and rights.allow(turn.book.settings(place.group.id).rights["feedback"]):
        owed = await feedback.owed(turn.reads, chat_id=place.group.id)
        title = text("feedback.queue", number=len(owed)) if owed else text("feedback.queue_empty")
        answer(turn, Lines([title, *map(line, owed)]))
        return
    person = known_person(turn)
    voice = turn.seal.mark(VOICE, person.id) if turn.group.is_private else "-"
    own = await feedback.mine(turn.reads, user_id=person.id, voice=voice)
    title = text("feedback.own") if own else text("feedback.own_empty")
    _private_answer(turn, Lines([title, *map(line, own)]))


async def _show(turn: Turn, number: int) -> None:
    one = await feedback.ticket(turn.reads, number)
    if not _is_own(turn, one):
        await _require_own_or_desk(turn, one)
    zone = turn.book.group(one.chat_id).timezone
    _private_answer(turn, page(one, await feedback.history(turn.reads, number), zone=zone))


def _is_own(turn: Turn, one: Ticket) -> bool:
    """An anonymous one is owned in private alone: in the group the answer would tell whose it is."""
    if turn.person.kind != "member":
        return False
    if one.is_anonymous:
        return turn.group.is_private and one.voice == turn.seal.mark(VOICE, turn.person.id)
    return one.user_id == turn.person.id


async def _require_own_or_desk(turn: Turn, one: Ticket) -> None:
    rights = await turn.gate.rights(group=turn.book.group(one.chat_id), person=turn.person)
    if not rights.allow(turn.book.settings(one.chat_id).rights["feedback"]):
        raise NotYours


async def _do(turn: Turn, number: int, words: str) -> None:
    first, rest = first_of(words)
    what = next((each for each, key in _DEEDS.items() if fold(first) in words_of(key)), None)
    if what is None:
        if fold(first) in words_of("feedback.words_block"):
            await feedback_desk.block(turn, number)
            return
        if fold(first) in words_of("feedback.words_keep"):
            await _remember(turn, number, rest)
            return
        raise NoWords(usage=Sentence("commands.feedback.usage"))
    one = await feedback.ticket(turn.reads, number)
    if what in ("reopen", "add") and _is_own(turn, one):
        await feedback.do(turn.unit, number, Order(what, NOBODY, rest[:LONGEST], turn.now))
        await feedback_desk.post_card(turn, await feedback.ticket(turn.unit, number), None)
        _private_answer(turn, text("feedback.noted", number=number))
        return
    into = read_number(rest.removeprefix("#")) if what == "merge" else None
    done = await feedback_desk.deed(turn, number, what, "" if what == "merge" else rest, into=into)
    turn.say(text("feedback.done", number=number, state=text(f"feedback.state_{done.state}")), fleeting=True)


async def _remember(turn: Turn, number: int, question: str) -> None:
    one = await feedback.ticket(turn.reads, number)
    await feedback_desk.require(turn, one.chat_id)
    said = await feedback.last_answer(turn.reads, number)
    if not question or not said:
        raise NoWords(usage=Sentence("commands.feedback.usage"))
    weighty = await keywords(question)
    await knowledge.keep(
        turn.unit,
        chat_id=one.chat_id,
        question=question[:LONGEST],
        answer=said,
        keywords=weighty,
        actor_id=turn.person.id,
        now=turn.now,
    )
    turn.say(text("feedback.kept", question=Raw(question)))


async def joined(turn: Turn) -> None:
    """By its author, from the receipt: their own becomes a +1 of the earlier one."""
    pressed = turn.pressed
    if not isinstance(pressed, Joins):
        raise OldButton
    one = await feedback.ticket(turn.reads, pressed.number)
    if not _is_own(turn, one):
        raise NotYours
    order = Order("merge", NOBODY, "", turn.now)
    one, target = await feedback.join(turn.unit, pressed.number, order, into=pressed.other)
    await turn.cancel("feedback", str(pressed.number))
    turn.edit(text("feedback.joined", number=one.id, other=target.id), fleeting=True)


_by_group = by_group("feedback", give)

ENTRANCES: list[Entrance] = [
    command("feedback", begin),
    button(Joins, joined),
    timer("feedback", feedback_desk.overdue),
    *feedback_desk.ENTRANCES,
]
