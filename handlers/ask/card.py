"""What is shown of questions to a guest: the round's card, each question's own, the list, and the transcript."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.ask import Ask, Question
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys
from bot.texts.catalog import plain
from bot.texts.text import Lines, Raw, Text, When, Who, text
from handlers.command.group_commands import called

_LISTED = 10
_SHOWN = 400
"""Characters of an answer on its question's card; the transcript has it whole."""


@press("aq")
@dataclass(frozen=True, slots=True)
class Vote:
    """For a question."""

    number: int


@press("aa")
@dataclass(frozen=True, slots=True)
class Answered:
    """The guest, or a moderator, says it was."""

    number: int


def name_of(running: Ask) -> str:
    return f"ask:{running.id}"


def card_of(question: Question) -> str:
    return f"ask:question:{question.id}"


def round_card(turn: Turn, running: Ask) -> Lines:
    lines = [text("ask.open", title=Raw(running.title))]
    if running.guest_id:
        lines.append(text("ask.guest", who=Who(running.guest_id, running.guest)))
    lines.append(text("ask.until", when=When(running.closes_at, turn.chats.group(running.chat_id).timezone)))
    lines.append(text("ask.how"))
    return Lines(lines)


def over_card(running: Ask) -> Lines:
    return Lines([text("ask.open", title=Raw(running.title)), text("ask.over")])


def question_card(question: Question) -> Lines:
    """Its number comes first: an answer is told to belong to it by that."""
    words, name = Raw(question.words), called(question.name)
    if question.state == "waiting":
        return Lines([text("ask.question", number=question.id, words=words, name=name)])
    lines = [text("ask.question_done", number=question.id, words=words, name=name)]
    if question.answer:
        cut = question.answer[:_SHOWN] + ("…" if len(question.answer) > _SHOWN else "")
        lines.append(text("ask.answer", name=called(question.answerer), answer=Raw(cut)))
    return Lines(lines)


def question_keys(question: Question) -> Keys:
    if question.state != "waiting":
        return []
    return [
        [
            Key(text("ask.button_vote", votes=question.votes), pack(Vote(question.id))),
            Key(text("ask.button_done"), pack(Answered(question.id))),
        ]
    ]


def post_question(turn: Turn, running: Ask, question: Question) -> None:
    card = actions.Say(
        chat_id=running.chat_id,
        topic=running.topic,
        words=question_card(question),
        keys=question_keys(question),
        name=card_of(question),
    )
    turn.do(card, on_crash="resend")


def refresh(turn: Turn, question: Question, *, chat_id: int) -> None:
    """The question's card as it stands now."""
    edit = actions.Edit(
        chat_id=chat_id, words=question_card(question), keys=question_keys(question), named=card_of(question)
    )
    turn.do(edit, on_crash="resend")


def listing(running: Ask, questions: list[Question]) -> Lines:
    waiting = [each for each in questions if each.state == "waiting"]
    lines = [text("ask.open", title=Raw(running.title))]
    lines += [_line(each) for each in waiting[:_LISTED]]
    lines.append(text("ask.count", waiting=len(waiting), answered=len(questions) - len(waiting)))
    lines.append(text("ask.how"))
    return Lines(lines)


def _line(question: Question) -> Text:
    words = question.words if len(question.words) <= 60 else question.words[:59] + "…"
    return text("ask.line", number=question.id, words=Raw(words), votes=question.votes)


def transcript(turn: Turn, running: Ask, questions: list[Question]) -> actions.Document:
    """Plain text, each question and answer behind a mark of ours, so that nobody's words pass for another's."""
    group = turn.chats.group(running.chat_id)
    lines: list[Text] = [text("ask.script", title=Raw(running.title), group=Raw(group.title))]
    if running.guest_id:
        lines.append(text("ask.script_guest", name=called(running.guest)))
    for each in questions:
        lines.append(
            text("ask.script_question", number=each.id, name=called(each.name), words=_quoted(each.words), n=each.votes)
        )
        if each.answer:
            lines.append(text("ask.script_answer", name=called(each.answerer), words=_quoted(each.answer)))
        elif each.state == "answered":
            lines.append(text("ask.script_aloud"))
    content = "\ufeff" + "\n".join(plain(line, group.locale, most=100_000) for line in lines) + "\n"
    return actions.Document(
        chat_id=running.chat_id,
        topic=running.topic,
        filename=f"ask-{running.id}.txt",
        data=content.encode(),
        caption=text("ask.script_caption", title=Raw(running.title), n=len(questions)),
        name=f"{name_of(running)}:script",
    )


def _quoted(words: str) -> Raw:
    """Lines after the first are set in, and what no eye sees is left out."""
    lines = ["".join(char for char in line if char.isprintable()) for line in words.splitlines()]
    return Raw("\n    ".join(lines))
