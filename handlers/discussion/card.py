"""What is shown of a discussion: its opening with the countdown, and the card at its close."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.discussion import Discussion, Summary, Thanked, Voice, left_of
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys, Priority
from bot.pictures.forms import Bar, Bars
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import address_of, called

_LEFT = {"days": "discussion.left_days", "hours": "discussion.left_hours", "minutes": "discussion.left_minutes"}


@press("df")
@dataclass(frozen=True, slots=True)
class Follow:
    """Tell me of new discussions here."""

    chat_id: int


def name_of(discussion: Discussion) -> str:
    return f"discussion:{discussion.id}"


def has_caption(discussion: Discussion) -> bool:
    """Whether the opening stands under its picture; a post that stands for a topic stays words, and has it above."""
    return bool(discussion.photo) and discussion.kind == "thread"


def opening(turn: Turn, discussion: Discussion, *, voices: int = 0, messages: int = 0) -> Lines:
    group = turn.chats.group(discussion.chat_id)
    reward = turn.chats.settings(discussion.chat_id).points.discussion_reward
    unit, n = left_of(discussion.closes_at - turn.now)
    lines = [
        text("discussion.open", title=Raw(discussion.title)),
        text("discussion.until", when=When(discussion.closes_at, group.timezone), left=text(_LEFT[unit], n=n)),
        text("discussion.how_post" if discussion.kind == "post" else "discussion.how_thread"),
    ]
    if reward:
        lines.append(text("discussion.prize", reward=reward))
    if messages:
        lines.append(text("discussion.so_far", voices=voices, messages=messages))
    return Lines(lines)


def over(discussion: Discussion) -> Lines:
    """In place of the opening, once it is over."""
    return Lines([text("discussion.open", title=Raw(discussion.title)), text("discussion.ended")])


def opening_keys(discussion: Discussion) -> Keys:
    return [[Key(text("discussion.button_follow"), pack(Follow(discussion.chat_id)))]]


def edit_opening(turn: Turn, discussion: Discussion, words: Lines, *, keys: Keys | None = None) -> None:
    edit = actions.Edit(
        chat_id=discussion.chat_id,
        words=words,
        keys=keys or [],
        named=name_of(discussion),
        is_caption=has_caption(discussion),
    )
    turn.do(edit, on_crash="resend", priority=Priority.REPORT)


def closing(discussion: Discussion, summary: Summary) -> Lines:
    lines = [text("discussion.over", title=Raw(discussion.title))]
    if not summary.voices:
        return Lines([*lines, text("discussion.nobody")])
    lines.append(text("discussion.counts", voices=summary.voices, messages=summary.messages))
    if summary.replies:
        lines.append(text("discussion.replies", replies=summary.replies))
    if summary.words:
        lines.append(text("discussion.words", words=Raw("、".join(summary.words))))
    if summary.thanked:
        lines += [text("discussion.thanked"), *map(_thanked, summary.thanked)]
    if summary.best:
        lines += [text("discussion.best"), *(_best(n, each, summary.paid) for n, each in enumerate(summary.best, 1))]
    return Lines(lines)


def closing_picture(discussion: Discussion, summary: Summary) -> Bars | None:
    """Those who gave most, over the words said most; none where nobody is named."""
    if not summary.best:
        return None
    words = text("discussion.picture_words", words=Raw("、".join(summary.words))) if summary.words else None
    return Bars(
        title=Raw(discussion.title),
        subtitle=text("discussion.counts", voices=summary.voices, messages=summary.messages),
        bars=[
            Bar(
                Raw(each.name) if each.name else text("general.somebody"),
                each.score,
                _gave(each),
                "first" if place == 1 else "",
                place,
            )
            for place, each in enumerate(summary.best, 1)
        ],
        foot=words,
    )


def _gave(voice: Voice) -> Text:
    key = "discussion.picture_thanked" if voice.thanks else "discussion.picture_said"
    return Text(key, {"n": voice.messages, "thanks": voice.thanks})


def _thanked(answer: Thanked) -> Text:
    return text("discussion.thanked_line", name=called(answer.name), n=answer.thanks)


def _best(place: int, voice: Voice, paid: int) -> Text:
    key = "discussion.best_paid" if paid else "discussion.best_line"
    return text(key, place=place, name=called(voice.name), n=voice.messages, paid=paid)


def closing_keys(discussion: Discussion, summary: Summary) -> Keys:
    """The way to each thanked answer, where messages have addresses."""
    rows = [
        [Key(text("discussion.button_answer", name=called(each.name)), url=url)]
        for each in summary.thanked
        if (url := address(discussion, each.message_id))
    ]
    return [*rows, *opening_keys(discussion)]


def address(discussion: Discussion, message_id: int = 0) -> str:
    """Of a message, or of the place of the discussion itself."""
    topic = discussion.place if discussion.kind == "thread" and message_id else 0
    return address_of(discussion.chat_id, message_id or discussion.place, topic=topic)
