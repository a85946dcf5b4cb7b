"""Opening a survey: kept, posted in its group with a way to answer in private, and its end set."""

from __future__ import annotations

from typing import Final

from bot.domain.points import ANONYMOUS
from bot.domain.surveys import read_questions
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys, Say
from bot.services import surveys
from bot.services.surveys import Survey
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.moderation.log import note

LINK: Final = "survey"
"""Of the link to the private chat: the survey's number follows."""

KIND: Final = "survey"
"""The timer of its end."""


def name_of(number: int) -> str:
    return f"survey:{number}"


async def open_survey(turn: Turn, survey: Survey) -> Survey:
    by = ANONYMOUS if turn.person.kind == "anonymous" else turn.person.id
    number = await surveys.make(turn.unit, survey, by=by)
    made = await surveys.survey(turn.unit, number)
    await turn.later(KIND, str(number), at=made.ends_at, chat_id=made.chat_id)
    await note(turn, made.chat_id, "survey_opened", words=f"#{number}")
    turn.do(Say(chat_id=made.chat_id, words=card(turn, made), keys=keys(turn, made), name=name_of(number)))
    return made


def card(turn: Turn, survey: Survey) -> Lines:
    zone = turn.chats.group(survey.chat_id).timezone
    n = len(read_questions(survey.questions))
    lines: list[Text] = [
        text("surveys.card", goal=Raw(survey.goal), number=survey.id),
        text("surveys.card_how", n=n, ends=When(survey.ends_at, zone)),
    ]
    if survey.crowd != "all":
        lines.append(text(f"surveys.crowd_{survey.crowd}"))
    if survey.follows:
        lines.append(text("surveys.card_again", number=survey.follows))
    return Lines(lines)


def keys(turn: Turn, survey: Survey) -> Keys:
    return [[Key(text("surveys.button_fill"), url=f"https://t.me/{turn.bot_username}?start={LINK}{survey.id}")]]
