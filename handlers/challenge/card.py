"""What is shown of challenges and contests: their cards, the works on the wall, and how they came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.challenge import Challenge, Paid, Runner, Work
from bot.engine.buttons import pack, press
from bot.engine.turn import Turn
from bot.outbox import actions
from bot.outbox.actions import Key, Keys
from bot.texts.text import Lines, Raw, Text, When, text
from handlers.command.group_commands import called

_LISTED = 10


@press("cj")
@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator takes a work, or sends it back."""

    number: int
    is_taken: bool


@press("cv")
@dataclass(frozen=True, slots=True)
class Vote:
    """For a work on the wall."""

    number: int


def name_of(found: Challenge) -> str:
    return f"challenge:{found.id}"


def work_name(number: int) -> str:
    return f"challenge:work:{number}"


def opening(turn: Turn, found: Challenge) -> Lines:
    zone = turn.chats.group(found.chat_id).timezone
    is_contest = found.kind == "contest"
    lines = [
        text("challenge.open_contest" if is_contest else "challenge.open", title=Raw(found.title), id=found.id),
        text("challenge.until", when=When(found.closes_at, zone)),
    ]
    if is_contest:
        lines.append(text("challenge.how_contest", tag=Raw(found.tag)))
    else:
        lines.append(text("challenge.how", tag=Raw(found.tag), days=found.days))
    if found.reward:
        lines.append(text("challenge.prize_contest" if is_contest else "challenge.prize", reward=found.reward))
    return Lines(lines)


def ended(found: Challenge, *, is_cancelled: bool = False) -> Lines:
    key = "challenge.open_contest" if found.kind == "contest" else "challenge.open"
    how = "challenge.called_off" if is_cancelled else "challenge.ended"
    return Lines([text(key, title=Raw(found.title), id=found.id), Text(how)])


def line(turn: Turn, found: Challenge, *, mine: int) -> Text:
    zone = turn.chats.group(found.chat_id).timezone
    title, tag, when = Raw(found.title), Raw(found.tag), When(found.closes_at, zone)
    if found.state == "voting":
        return text("challenge.line_voting", id=found.id, title=title)
    if found.kind == "contest":
        return text("challenge.line_contest", id=found.id, title=title, tag=tag, when=when)
    return text("challenge.line", id=found.id, title=title, tag=tag, when=when, mine=mine, days=found.days)


def judge_keys(number: int) -> Keys:
    return [
        [
            Key(text("challenge.button_take"), pack(Judge(number, is_taken=True))),
            Key(text("challenge.button_refuse"), pack(Judge(number, is_taken=False))),
        ]
    ]


def wall(found: Challenge, work: Work) -> actions.Photo | actions.Say:
    """A picture stands as one; words as words. Both with whose they are, and a vote."""
    words = text("challenge.work", id=work.number, name=called(work.name), words=Raw(work.words))
    keys, name = vote_keys(work), work_name(work.id)
    if work.photo:
        return actions.Photo(
            chat_id=found.chat_id, topic=found.topic, file_id=work.photo, caption=words, keys=keys, name=name
        )
    return actions.Say(chat_id=found.chat_id, topic=found.topic, words=words, keys=keys, name=name)


def vote_keys(work: Work) -> Keys:
    return [[Key(text("challenge.button_vote", votes=work.votes), pack(Vote(work.id)))]]


def came_through(found: Challenge, everybody: list[Runner], done: list[Runner], paid: Paid) -> Lines:
    """Of a daily challenge: who was there on how many days."""
    lines = [text("challenge.result", title=Raw(found.title))]
    if not everybody:
        return Lines([*lines, text("challenge.nobody")])
    lines.append(text("challenge.counts", people=len(everybody), done=len(done)))
    finished = {each.user_id for each in done}
    for each in everybody[:_LISTED]:
        key = "challenge.runner_done" if each.user_id in finished else "challenge.runner"
        lines.append(Text(key, {"name": called(each.name), "n": each.days, "days": found.days}))
    if len(everybody) > _LISTED:
        lines.append(text("challenge.more", n=len(everybody) - _LISTED))
    if done:
        lines.append(text("challenge.badge", badge=text("levels.badge_challenge")))
        lines += _points(found, done, paid)
    return Lines(lines)


def came_out(found: Challenge, works: list[Work], best: list[Work], paid: Paid) -> Lines:
    """Of a contest: the votes, a tie said as one."""
    lines = [text("challenge.result", title=Raw(found.title))]
    if not works:
        return Lines([*lines, text("challenge.no_works")])
    lines += [
        text("challenge.rank", place=1 + sum(other.votes > each.votes for other in works), id=each.number,
             name=called(each.name), votes=each.votes)
        for each in works[:_LISTED]
    ]  # fmt: skip
    if len(best) > 1:
        lines.append(text("challenge.tie", n=len(best)))
    if best:
        lines.append(text("challenge.badge", badge=text("levels.badge_contest")))
        lines += _points(found, best, paid)
    else:
        lines.append(text("challenge.no_winner"))
    return Lines(lines)


def _points(found: Challenge, best: Sequence[Runner | Work], paid: Paid) -> list[Text]:
    """Who got them, and who did not although the badge is theirs."""
    if not found.reward:
        return []
    without = {each.user_id: each.name for each in best if each.user_id not in paid}
    unpaid = [text("challenge.unpaid", name=called(name)) for name in list(without.values())[:_LISTED]]
    return [text("challenge.paid", reward=found.reward)] * bool(paid) + unpaid
