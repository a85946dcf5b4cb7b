"""How a sanction is told: to the group, to whom it struck, to moderators."""

from __future__ import annotations

from collections.abc import Sequence
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


def actor(sanction: Sanction) -> Argument:
    if not sanction.actor_id:
        return text("sanctions.by_bot")
    return text("points.by_anonymous") if sanction.actor_id == ANONYMOUS else called(sanction.actor_name)


def moment(turn: Turn, chat_id: int, at: int) -> When:
    return When(at, turn.chats.group(chat_id).timezone)


def what(turn: Turn, sanction: Sanction, brought: Sequence[Sanction] = ()) -> Text:
    """In a few words: "禁言到 12月5日 20:00"; with what it brought, as far as that is in force."""
    words = _timed(turn, sanction, "what")
    for each in brought:
        words = text("sanctions.what_with", what=words, also=_timed(turn, each, "what"))
    return words


def _timed(turn: Turn, sanction: Sanction, which: Literal["what", "done"], **args: Argument) -> Text:
    """A mute or a ban with its end, or without one."""
    if sanction.kind not in ("mute", "ban"):
        return text(f"sanctions.{which}_{sanction.kind}", **args)
    if not sanction.until:
        return text(f"sanctions.{which}_{sanction.kind}_for_good", **args)
    return text(f"sanctions.{which}_{sanction.kind}", until=moment(turn, sanction.chat_id, sanction.until), **args)


def why(sanction: Sanction, *, cited: str = "") -> list[Text]:
    """The rule that was cited (`cited` is how it reads) and the reason that was given, as far as there are any."""
    lines = [text("sanctions.rule", number=sanction.rule)] if sanction.rule and not cited else []
    if cited:
        lines.append(text("sanctions.rule_cited", number=sanction.rule, words=Raw(cited)))
    if sanction.why:
        lines.append(text("sanctions.reason", reason=text(f"guard.why_{sanction.why}")))
    elif sanction.reason:
        lines.append(text("sanctions.reason", reason=Raw(sanction.reason)))
    return lines


def ahead(step: Step) -> Text:
    """What a step brings."""
    if not step.seconds:
        return text(f"sanctions.step_{step.kind}_for_good")
    return text(f"sanctions.step_{step.kind}", span=span(step.seconds))


def warned(turn: Turn, found: Warned, *, is_struck: bool, cited: str = "") -> list[Text]:
    sanction = found.sanction
    who = Who(sanction.target_id, sanction.target_name)
    lines = [
        text("sanctions.warned", who=who, count=found.count, until=moment(turn, sanction.chat_id, sanction.until)),
        *why(sanction, cited=cited),
    ]
    if found.step is not None and not is_struck:
        lines.append(text("sanctions.not_struck", step=ahead(found.step)))
    elif found.step is None and found.following is not None:
        following = found.following
        lines.append(text("sanctions.ahead", more=following.at - found.count, step=ahead(following)))
    return lines


def done(turn: Turn, sanction: Sanction) -> Text:
    """To the group: who was muted or banned, and until when."""
    return _timed(turn, sanction, "done", who=Who(sanction.target_id, sanction.target_name))


def line(turn: Turn, sanction: Sanction, *, cited: str = "") -> Text:
    """One of a list: its number, when, what, why (`cited` is how the rule reads), and whether it was taken back."""
    reason: Argument = text(f"guard.why_{sanction.why}") if sanction.why else Raw(sanction.reason)
    key = "sanctions.line_lifted" if sanction.lifted_at else "sanctions.line"
    because: Argument = text("sanctions.because", reason=reason) if sanction.why or sanction.reason else Raw("")
    if sanction.rule:
        rule = text("sanctions.rule_briefly", number=sanction.rule, words=Raw(cited))
        because = text("sanctions.because_of", rule=rule, because=because)
    return text(
        key,
        id=sanction.id,
        when=moment(turn, sanction.chat_id, sanction.at),
        what=what(turn, sanction),
        because=because,
    )


def lifted(turn: Turn, sanction: Sanction, brought: Sequence[Sanction] = ()) -> Text:
    who = Who(sanction.target_id, sanction.target_name)
    return text("sanctions.lifted", who=who, what=what(turn, sanction, brought))


def failed(turn: Turn, sanction: Sanction) -> Text:
    return text("sanctions.failed", who=Who(sanction.target_id, sanction.target_name), what=what(turn, sanction))
