"""What the names in a lottery's conditions mean: level, topic, poll and other chat are found, or refused."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.lottery.conditions import called_level
from bot.domain.lottery.refusals import AnonymousPoll, NoTopics, UnknownChat, UnknownPoll
from bot.domain.lottery.terms import Condition, Terms
from bot.domain.people import Group
from bot.domain.topics import GENERAL, Topic
from bot.engine.turn import Turn
from bot.services import polls, topics
from bot.texts.catalog import plain
from bot.texts.sentences import sentence
from bot.texts.words import words_of
from handlers.points.earning import file_name, level_name, levels

_DAY = 86400
_NAME_LENGTH = 40


async def meant(turn: Turn, group: Group, terms: Terms) -> Terms:
    """Telegram may be asked, so before the turn's first statement. What was found before stays as it was found."""
    conditions = tuple([await _meant(turn, group, each) for each in terms.conditions])
    if terms.topic_name and not terms.topic:
        topic = await _topic_called(turn, group, terms.topic_name)
        terms = replace(terms, topic=topic.id, topic_name=_name_of(turn, topic))
    return replace(terms, conditions=conditions)


async def _meant(turn: Turn, group: Group, condition: Condition) -> Condition:
    match condition.measure:
        case "level" if not condition.need:
            known = levels(turn.chats.settings(group.id).points)
            shown_as = [plain(level_name(each.name), turn.locale) for each in known]
            level = called_level(known, file_name(condition.name), shown_as=shown_as)
            return replace(condition, need=level.score, name=level.name)
        case "topic" if not condition.where:
            return await _topic(turn, group, condition)
        case "poll":
            await _check_poll(turn, group, condition.where)
        case "chat" if not condition.where or not condition.name:
            return await _chat(turn, condition)
    return condition


async def _topic(turn: Turn, group: Group, condition: Condition) -> Condition:
    """Messages of a topic are counted by member only once that was asked for: until then it is said since when."""
    topic = await _topic_called(turn, group, condition.name)
    since = await topics.counted_since(turn.reads, chat_id=group.id, topic=topic.id) or turn.at
    is_late = since > turn.at - condition.days * _DAY
    return replace(condition, where=topic.id, name=_name_of(turn, topic), since=since if is_late else 0)


async def _topic_called(turn: Turn, group: Group, name: str) -> Topic:
    if not group.is_forum:
        raise NoTopics
    general = list(words_of("topics.general"))
    return await topics.by_name(turn.reads, name, chat_id=group.id, general=general)


def _name_of(turn: Turn, topic: Topic) -> str:
    name = topic.name or (sentence("topics.general", turn.locale) if topic.id == GENERAL else f"#{topic.id}")
    return name[:_NAME_LENGTH]


async def _check_poll(turn: Turn, group: Group, number: int) -> None:
    poll = await polls.poll(turn.reads, number=number, chat_id=group.id)
    if poll is None:
        raise UnknownPoll(id=number)
    if poll.terms.is_anonymous:
        raise AnonymousPoll(id=number)


async def _chat(turn: Turn, condition: Condition) -> Condition:
    named = condition.where or condition.name
    found = await turn.permissions.find_chat(named)
    if found is None or not await _is_in(turn, found[0]):
        raise UnknownChat(seen=str(named))
    return replace(condition, where=found[0], name=found[1][:_NAME_LENGTH])


async def _is_in(turn: Turn, chat_id: int) -> bool:
    """Who is in a chat is no news for those who are in it; a line of the schedule is the operator's."""
    if turn.due_timer is not None or turn.person.id in turn.operators:
        return True
    return turn.person.kind == "member" and await turn.permissions.is_member(chat_id=chat_id, user_id=turn.person.id)
