"""/topic: list, open, close, reopen, rename, icons; a group without topics gets a pinned post with the same life."""

from __future__ import annotations

from typing import Literal, TypeAlias

from bot.botapi.replies import answered
from bot.domain.grammar.fields import places_of
from bot.domain.people import Group
from bot.domain.refusals import Key as Sentence
from bot.domain.topics import GENERAL, NoIcon, Rule, Topic, WhichTopic, check_change, icon_of, plain_name
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import Done, Key, Keys
from bot.services import discussion, topics
from bot.texts.text import Argument, Lines, Raw, Text, When, text
from bot.texts.words import words_of
from handlers.command.group_commands import Place, address_of, answer, elsewhere
from handlers.command.listing import foot, page_of, pages_of
from handlers.command.subcommands import alone, how_for, verb_of, wrong_form

DONE = "topic_done"
"""The timer that tells what Telegram made of an action on a topic."""


Verb: TypeAlias = Literal["list", "new", "close", "reopen", "rename", "icon"]
_VERBS: dict[Verb, str] = {
    "list": "topics.words_list",
    "new": "topics.words_new",
    "close": "topics.words_close",
    "reopen": "topics.words_reopen",
    "rename": "topics.words_rename",
    "icon": "topics.words_icon",
}


async def topic(turn: Turn, place: Place) -> None:
    verb, rest = verb_of(place.words, _VERBS)
    if verb is None and place.words:
        raise await wrong_form(turn, place, command="topic")
    if verb is None or verb == "list":
        alone(rest, command="topic")
        await _list(turn, place)
        return
    await require_topics(turn, place)
    if verb == "new":
        open_topic(turn, place.group, plain_name(rest))
    elif verb == "rename":
        *old, new = places_of(rest)
        name = plain_name(new)
        await _change(turn, place, await meant(turn, place, "|".join(old)), rule="rename", name=name)
    elif verb == "icon":
        *old, emoji = places_of(rest)
        await _dress(turn, await meant(turn, place, "|".join(old)), emoji)
    else:
        found = await meant(turn, place, rest)
        check_change(found, verb)
        await _change(turn, place, found, rule=verb, name=found.name)


async def require_topics(turn: Turn, place: Place) -> None:
    """The right of whoever asks and the bot's own; where there are no topics, pinning is what it takes."""
    settings = turn.chats.settings(place.group.id)
    needed = "can_manage_topics" if place.group.is_forum else "can_pin_messages"
    configured = settings.rights["topic"]
    right = needed if configured == "can_manage_topics" else configured
    await turn.require("topic", group=place.group, right=right)
    await turn.permissions.require_own(needed, group=place.group)


async def meant(turn: Turn, place: Place, words: str) -> Topic:
    """By its name, else the one in which it was said, else the pinned post replied to."""
    chat_id = place.group.id
    if words:
        return await topics.by_name(turn.reads, words, chat_id=chat_id, general=general())
    if place.is_here and place.group.is_forum:
        return await topics.by_id(turn.reads, chat_id=chat_id, topic=turn.topic or GENERAL)
    replied = answered(place.message) if place.is_here else None
    if replied is not None:
        found = await topics.by_id(turn.reads, chat_id=chat_id, topic=replied.message_id)
        if found.kind == "post":
            return found
    raise WhichTopic(usage=Sentence("commands.topic.usage"))


def general() -> list[str]:
    return list(words_of("topics.general"))


# --- doing -----------------------------------------------------------------------------------------------------------


def open_topic(turn: Turn, group: Group, name: str) -> None:
    """A topic, or a pinned post; told where the turn is once it is there. Rights are the caller's to ask."""
    chat_id, note, key = group.id, _note(turn, "open", name), f"topic:{turn.idempotency}"
    if group.is_forum:
        # Twice would be two topics: after a crash in the middle it is left to people, who can see whether it is there.
        opening = actions.Topic(chat_id=chat_id, rule="open", title=name, name=key, then=DONE, note=note)
        turn.do(opening, on_crash="drop")
        return
    words = text("topics.post", name=Raw(name))
    turn.do(actions.Say(chat_id=chat_id, words=words, pin=True, name=key, then=DONE, note=note), on_crash="resend")


async def _change(turn: Turn, place: Place, meant: Topic, *, rule: Rule, name: str) -> None:
    if meant.kind == "thread":
        action = actions.Topic(
            chat_id=meant.chat_id,
            rule=rule,
            topic=meant.id,
            title=name if rule == "rename" else "",
            then=DONE,
            note=_note(turn, rule, name) | {"topic": meant.id},
        )
        turn.do(action)
        return
    state = {"close": "closed", "reopen": "open"}.get(rule, meant.state)
    await topics.change_post(turn.unit, meant, name=name, is_closed=state == "closed")
    words = text("topics.post_closed" if state == "closed" else "topics.post", name=Raw(name))
    turn.do(actions.Edit(chat_id=meant.chat_id, message_id=meant.id, words=words))
    if rule != "rename":
        turn.do(actions.Pin(chat_id=meant.chat_id, message_id=meant.id, off=rule == "close"))
    answer(turn, _told(rule, Topic(meant.chat_id, meant.id, name, "post")), on_crash="resend")


async def _dress(turn: Turn, meant: Topic, emoji: str) -> None:
    if meant.kind != "thread" or meant.id == GENERAL:
        raise NoIcon
    icon = icon_of(emoji, await turn.permissions.topic_icons())
    note = _note(turn, "icon", meant.name) | {"topic": meant.id}
    turn.do(actions.Topic(chat_id=meant.chat_id, rule="icon", topic=meant.id, icon=icon, then=DONE, note=note))


def _note(turn: Turn, rule: Rule, name: str) -> dict[str, int | str]:
    """What the answer will need once Telegram has done it: where it was asked, and what."""
    asked = turn.reply_to
    return {"rule": rule, "name": name, "to": turn.group.id, "thread": turn.topic, "asked": asked}


async def done(turn: TimerTurn) -> None:
    """Telegram did it, or would not: now it can be told."""
    came = turn.done
    rule, name, to = str(came.note["rule"]), str(came.note["name"]), int(came.note["to"])
    sentence, keys = failed(came), list[list[Key]]()
    if not came.error and rule == "open":
        opened = await topics.opened_own(
            turn.unit,
            chat_id=turn.group.id,
            topic=came.message_thread_id or came.message_id,
            name=name,
            is_thread=bool(came.message_thread_id),
            at=turn.at,
        )
        sentence, keys = _told("open", opened), _link(opened)
    elif not came.error:
        sentence = _told(rule, Topic(turn.group.id, int(came.note["topic"]), name))
    message = actions.Say(
        chat_id=to, words=sentence, topic=int(came.note["thread"]), reply_to=int(came.note["asked"]), keys=keys
    )
    turn.do(message, on_crash="resend", priority=actions.Priority.ANSWER)


def failed(came: Done) -> Text:
    """What Telegram said, or that nobody knows: then people look before they ask again."""
    if came.error == "in_doubt":
        return text("topics.doubtful")
    return text("topics.gone") if came.error == "topic_lost" else text("topics.failed", why=Raw(came.why))


def _told(rule: str, meant: Topic) -> Text:
    key = {
        "open": "topics.opened",
        "close": "topics.closed",
        "reopen": "topics.reopened",
        "rename": "topics.renamed",
        "icon": "topics.dressed",
    }[rule]
    return text(key, name=called(meant))


def _link(opened: Topic) -> Keys:
    url = address_of(opened.chat_id, opened.id)
    return [[Key(text("topics.button_go"), url=url)]] if url else []


# --- listing ---------------------------------------------------------------------------------------------------------


async def show_page(turn: Turn, chat_id: int, number: int) -> None:
    await _list(turn, elsewhere(turn, chat_id), number)


async def _list(turn: Turn, place: Place, number: int = 0) -> None:
    found = await topics.known(turn.reads, chat_id=place.group.id)
    if place.group.is_forum and not any(each.id == GENERAL for each in found):
        found.append(Topic(place.group.id, GENERAL))
    if not found:
        answer(turn, Lines([text("topics.empty"), *await how_for(turn, place, command="topic")]))
        return
    discussed = turn.chats.watched[discussion.OPEN].places(place.group.id)
    page, lines = page_of(found, number), [text("topics.list")]
    for each in page.rows:
        line = _line(each, zone=place.group.timezone)
        lines.append(text("topics.line_discussed", line=line) if each.id in discussed else line)
    answer(turn, Lines([*lines, *foot(page)]), keys=pages_of(page, "topic", place.group.id))


def _line(each: Topic, *, zone: str) -> Text:
    if each.is_hidden:
        return text("topics.line_hidden", name=called(each))
    if each.state == "closed":
        return text("topics.line_closed", name=called(each))
    if each.last_at:
        return text("topics.line_said", name=called(each), when=When(each.last_at, zone))
    return text("topics.line", name=called(each))


def called(meant: Topic) -> Argument:
    if meant.name:
        return Raw(meant.name)
    return text("topics.general") if meant.id == GENERAL else f"#{meant.id}"
