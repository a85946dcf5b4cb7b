"""Giving feedback, by name or anonymously, and joining an earlier one; looking it up is `looking`'s."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.botapi.people import NOBODY, sender_of
from bot.botapi.replies import answered
from bot.domain.feedback import LONGEST, Category, NotYours, NoWords, Ticket, TooLong
from bot.domain.grammar.commands import is_command
from bot.domain.people import Person
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import OldButton, OnlyInPrivate, TelegramSilent
from bot.engine.entrances import Entrance, beginning, button
from bot.engine.fast_path import Begun
from bot.engine.turn import Turn
from bot.outbox.actions import Keys
from bot.services import privacy
from bot.services.desk import Destination
from bot.services.feedback import figures as counted
from bot.services.feedback import sorting, tickets
from bot.services.feedback.tickets import Order, Voice
from bot.services.kb import entries
from bot.services.keywords import cuts, keywords, load
from bot.texts.text import Lines, Raw, When, text
from bot.texts.words import folded_words_of, is_word
from handlers.basics.privacy import VOICE
from handlers.command.group_commands import Place, known_person
from handlers.feedback import figures, threads, waiting
from handlers.feedback.attaching import attach, attached
from handlers.feedback.buttons import Joins, join_keys
from handlers.feedback.looking import is_own, private_answer, show_list
from handlers.feedback.sorting import marks_of
from handlers.feedback.telling import AUTHOR, post_card, renew_cards
from handlers.feedback.words import cut, first_of

_CATEGORIES: dict[Category, str] = {
    "problem": "feedback.words_problem",
    "idea": "feedback.words_idea",
    "question": "feedback.words_question",
    "thanks": "feedback.words_thanks",
}


_ASKED: dict[str, Callable[[Turn, Place], Awaitable[None]]] = {
    "feedback.words_figures": figures.show,
    "feedback.words_export": figures.export,
}


async def give(turn: Turn, place: Place) -> None:
    """With words a new one, without any the list; one word alone may ask for the desk's figures or files."""
    for key, asked in _ASKED.items():
        if is_word(place.words, key):
            await asked(turn, place)
            return
    words, is_anonymous = _meant(place)
    if not (words or is_anonymous) and (quoted := await _said_by_another(turn, place)) is not None:
        await _take_down(turn, place, *quoted)
        return
    if not words:
        if is_anonymous:
            raise NoWords(usage=Sentence("commands.feedback.usage"))
        await show_list(turn, place)
        return
    person = known_person(turn)
    if is_anonymous and not turn.group.is_private:
        raise OnlyInPrivate
    if len(words) > LONGEST:
        raise TooLong(most=LONGEST)
    await _learn_administrators(turn, place)
    forum = await threads.possible_at(turn, place.group.id)
    await _keep(turn, place, _voice(turn, person, is_anonymous=is_anonymous), words, forum=forum)


async def _said_by_another(turn: Turn, place: Place) -> tuple[Person, str] | None:
    """What a member said that a moderator replies to: it becomes the member's feedback, not the moderator's."""
    replied = answered(place.message) if place.is_here else None
    if replied is None or not (words := (replied.text or replied.caption or "")[:LONGEST]):
        return None
    author, rights = sender_of(replied), await turn.rights(group=place.group)
    is_desk = rights.allow(turn.chats.settings(place.group.id).rights["feedback"])
    return (author, words) if is_desk and author.kind == "member" and author.id != turn.person.id else None


async def _take_down(turn: Turn, place: Place, author: Person, words: str) -> None:
    forum = await threads.possible_at(turn, place.group.id)
    await _keep(turn, place, _voice(turn, author, is_anonymous=False), words, forum=forum)
    if await privacy.may_write(turn.unit, user_id=author.id):
        sentence = text("feedback.taken_down", group=place.group.title, words=Raw(cut(words)))
        turn.say(sentence, to=author.id, reply=False, ephemeral=True)


async def _keep(turn: Turn, place: Place, voice: Voice, words: str, *, forum: Destination | None) -> None:
    weighty = await keywords(words)
    ticket, like = await _give(turn, place, voice, words, about=_about(place), weighty=weighty)
    known = await entries.fitting(turn.unit, chat_id=place.group.id, words=words, keywords=weighty, most=1)
    lines = [text("feedback.received", number=ticket.id, due=When(ticket.due_at, place.group.timezone))]
    lines += [text("feedback.maybe", question=Raw(each.question), answer=Raw(each.answer)) for each in known]
    keys: Keys = []
    if like is not None:
        lines.append(text("feedback.like", number=like.id))
        keys = join_keys(ticket, like)
    private_answer(turn, Lines(lines), keys=keys)
    await _post(turn, place, ticket, forum=forum)


async def hand_over(turn: Turn, place: Place, words: str, *, about: int) -> int:
    """A question that the person had asked the group becomes their feedback: its number. Call it first of all."""
    await _learn_administrators(turn, place)
    forum = await threads.possible_at(turn, place.group.id)
    voice, weighty = _voice(turn, known_person(turn), is_anonymous=False), await keywords(words)
    ticket, _ = await _give(turn, place, voice, words, about=about, weighty=weighty)
    await _post(turn, place, ticket, forum=forum)
    return ticket.id


async def _give(
    turn: Turn, place: Place, voice: Voice, words: str, *, about: int, weighty: tuple[str, ...]
) -> tuple[Ticket, Ticket | None]:
    """The new one, and an earlier one it is very like."""
    chat_id, places = place.group.id, await cuts(words)
    ticket, like = await tickets.give(
        turn.unit,
        voice,
        chat_id=chat_id,
        words=words,
        keywords=weighty,
        known={name: list(folded_words_of(key)) for name, key in _CATEGORIES.items()},
        cuts=places,
        about=about,
        once=turn.sealing.mark("once", turn.idempotency),
        at=turn.at,
        due_at=waiting.due_at(turn, chat_id, at=turn.at),
    )
    learnt = await sorting.known(turn.unit, marks_of(turn, weighty), chat_id=chat_id)
    if learnt is not None and await sorting.sort(turn.unit, ticket.id, learnt):
        ticket = await tickets.ticket(turn.unit, ticket.id)
    return await waiting.aim(turn, ticket), like


async def _post(turn: Turn, place: Place, ticket: Ticket, *, forum: Destination | None) -> None:
    if forum is not None:
        threads.open_for(turn, ticket, at=forum, attached=attached(turn, place))
    else:
        await post_card(turn, ticket)
        await attach(turn, ticket, attached(turn, place))
    await waiting.begin(turn, ticket)


def _voice(turn: Turn, person: Person, *, is_anonymous: bool) -> Voice:
    sealed = turn.sealing.hide(AUTHOR, person.id) if is_anonymous else ""
    return Voice(person, turn.sealing.mark(VOICE, person.id), sealed)


def _meant(place: Place) -> tuple[str, bool]:
    """The words, and whether they are anonymous: `anonymous TEXT` after the command, or 匿名反馈 TEXT without one."""
    message = place.message
    spoken = anonymous_words((message.text or message.caption or "") if message is not None else "")
    if spoken is not None:
        return spoken, True
    first, rest = first_of(place.words)
    if is_word(first, "feedback.words_anonymous"):
        return rest, True
    return place.words.strip(), False


def anonymous_words(spoken: str) -> str | None:
    """What follows 匿名反馈 in a message that is no command."""
    if is_command(spoken):
        return None
    first, rest = first_of(spoken)
    return rest if is_word(first, "feedback.words_anonymously") else None


def _about(place: Place) -> int:
    """The message replied to, in the group itself; 0 without one."""
    replied = answered(place.message) if place.is_here else None
    return replied.message_id if replied is not None else 0


async def _learn_administrators(turn: Turn, place: Place) -> None:
    """Who is to get the card; where Telegram is silent, those known from before."""
    try:
        await turn.permissions.rights(group=place.group, person=NOBODY)
    except TelegramSilent:
        return


async def joined(turn: Turn, pressed: Joins) -> None:
    """By its author, from the receipt: their own becomes a +1 of the earlier one."""
    ticket = await tickets.ticket(turn.reads, pressed.number)
    if not is_own(turn, ticket):
        raise NotYours
    if pressed.other != ticket.like_id:
        raise OldButton
    order = Order("merge", NOBODY, "", turn.now)
    ticket, target = await tickets.join(turn.unit, pressed.number, order, into=ticket.like_id)
    await waiting.end(turn, pressed.number)
    await threads.follow(turn, ticket, "close")
    await renew_cards(turn, ticket)
    turn.edit(text("feedback.joined", number=ticket.id, other=target.id), secret=True)


async def begin(begun: Begun) -> None:
    """Where feedback is given, the dictionary is read before the next: it takes seconds, and a hundred megabytes."""
    if await counted.was_given(begun.reads):
        await load()


ENTRANCES: list[Entrance] = [beginning(begin), button(Joins, joined)]
