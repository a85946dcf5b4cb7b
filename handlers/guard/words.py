"""How what the guard found is told: to the member, to the group, at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox.actions import Key, Keys
from bot.services.guard.finds import Kept
from bot.texts.text import Lines, Raw, Text, Who, text
from handlers.command.group_commands import address_of
from handlers.feedback.words import cut

Verdict: TypeAlias = Literal["right", "wrong", "delete"]


@press("gj")
@dataclass(frozen=True, slots=True)
class Judged:
    """What was done about a member's messages was right, or wrong: then it is taken back."""

    sanction: int
    is_right: bool


@press("gk")
@dataclass(frozen=True, slots=True)
class Answered:
    """What becomes of one message that moderators are asked about, or that was only counted."""

    find: int
    what: Verdict


def why(one: Kept) -> Text:
    return text(f"guard.why_{one.why}")


def card(turn: Turn, found: Sequence[Kept], *, done: Literal["held", "deleted", "asked"]) -> Lines:
    one = found[0]
    who, group = Who(one.user_id, one.name), turn.chats.group(one.chat_id).title
    lines = [text(f"guard.card_{done}", who=who, group=group, n=len(found), why=why(one))]
    if one.said:
        lines.append(text("guard.said", words=Raw(cut(one.said))))
    if done == "asked" and (link := address_of(one.chat_id, one.message_id, topic=one.topic)):
        lines.append(text("guard.link", link=link))
    return Lines(lines)


def judge_keys(sanction: int, *, is_held: bool) -> Keys:
    wrong = "guard.button_release" if is_held else "guard.button_wrong"
    return [
        [
            Key(text(wrong), pack(Judged(sanction, is_right=False))),
            Key(text("guard.button_right"), pack(Judged(sanction, is_right=True))),
        ]
    ]


def answer_keys(one: Kept) -> Keys:
    return [
        [
            Key(text("guard.button_delete"), pack(Answered(one.id, "delete"))),
            Key(text("guard.button_fine"), pack(Answered(one.id, "wrong"))),
        ]
    ]


def name_of(sanction: int) -> str:
    """Of its card, in every chat that got one."""
    return f"guard:{sanction}"


def name_of_find(number: int) -> str:
    return f"guard_find:{number}"
