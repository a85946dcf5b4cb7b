"""How a sanction is told: to the group, to whom it struck, to moderators."""

from __future__ import annotations

from typing import Literal

from bot.domain.points import ANONYMOUS
from bot.domain.sanctions import Step
from bot.engine.turn import Turn
from bot.services.sanctions import Sanction, Warned
from bot.texts.text import Argument, Raw, Text, When, Who, text
from handlers.command.group_commands import called
from handlers.dialogue.declaring import span


def name_of(number: int) -> str:
    """Of its post in the group."""
    return f"sanction:{number}"


def actor(one: Sanction) -> Argument:
    if not one.actor_id:
        return text("sanctions.by_bot")
    return text("points.by_anonymous") if one.actor_id == ANONYMOUS else called(one.actor_name)


def moment(turn: Turn, chat_id: int, at: int) -> When:
    return When(at, turn.chats.group(chat_id).timezone)


def what(turn: Turn, one: Sanction) -> Text:
    """In a few words: "禁言到 12月5日 20:00"."""
    return _timed(turn, one, "what")


def _timed(turn: Turn, one: Sanction, which: Literal["what", "done"], **args: Argument) -> Text:
    """A mute or a ban with its end, or without one."""
    if one.kind not in ("mute", "ban"):
        return text(f"sanctions.{which}_{one.kind}", **args)
    if not one.until:
        return text(f"sanctions.{which}_{one.kind}_for_good", **args)
    return text(f"sanctions.{which}_{one.kind}", until=moment(turn, one.chat_id, one.until), **args)


def why(one: Sanction, *, cited: str = "") -> list[Text]:
    """The rule that was cited (`cited` is how it reads) and the reason that was given, as far as there are any."""
    lines = [text("sanctions.rule", number=one.rule)] if one.rule and not cited else []
    if cited:
        lines.append(text("sanctions.rule_cited", number=one.rule, words=Raw(cited)))
    if one.why:
        lines.append(text("sanctions.reason", reason=text(f"guard.why_{one.why}")))
    elif one.reason:
        lines.append(text("sanctions.reason", reason=Raw(one.reason)))
    return lines


def ahead(step: Step) -> Text:
    """What a step brings."""
    if not step.seconds:
        return text(f"sanctions.step_{step.kind}_for_good")
    return text(f"sanctions.step_{step.kind}", span=span(step.seconds))


def warned(turn: Turn, found: Warned, *, is_struck: bool, cited: str = "") -> list[Text]:
    one = found.sanction
    who = Who(one.target_id, one.target_name)
    lines = [
        text("sanctions.warned", who=who, count=found.count, until=moment(turn, one.chat_id, one.until)),
        *why(one, cited=cited),
    ]
    if found.step is not None and not is_struck:
        lines.append(text("sanctions.not_struck", step=ahead(found.step)))
    elif found.step is None and found.following is not None:
        following = found.following
        lines.append(text("sanctions.ahead", more=following.at - found.count, step=ahead(following)))
    return lines


def done(turn: Turn, one: Sanction) -> Text:
    """To the group: who was muted or banned, and until when."""
    return _timed(turn, one, "done", who=Who(one.target_id, one.target_name))


def line(turn: Turn, one: Sanction) -> Text:
    """One of a list: its number, when, what, why, and whether it was taken back."""
    reason: Argument = text(f"guard.why_{one.why}") if one.why else Raw(one.reason)
    key = "sanctions.line_lifted" if one.lifted_at else "sanctions.line"
    because = text("sanctions.because", reason=reason) if one.why or one.reason else Raw("")
    return text(key, id=one.id, when=moment(turn, one.chat_id, one.at), what=what(turn, one), because=because)


def lifted(turn: Turn, one: Sanction) -> Text:
    return text("sanctions.lifted", who=Who(one.target_id, one.target_name), what=what(turn, one))


def failed(turn: Turn, one: Sanction) -> Text:
    return text("sanctions.failed", who=Who(one.target_id, one.target_name), what=what(turn, one))
