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


def name_of(challenge: Challenge) -> str:
    return f"challenge:{challenge.id}"


def work_name(number: int) -> str:
    return f"challenge:work:{number}"


def opening(turn: Turn, challenge: Challenge) -> Lines:
    zone = turn.chats.group(challenge.chat_id).timezone
    is_contest = challenge.kind == "contest"
    lines = [
        text("challenge.open_contest" if is_contest else "challenge.open", title=Raw(challenge.title), id=challenge.id),
        text("challenge.until", when=When(challenge.closes_at, zone)),
    ]
    if is_contest:
        lines.append(text("challenge.how_contest", tag=Raw(challenge.tag)))
    else:
        lines.append(text("challenge.how", tag=Raw(challenge.tag), days=challenge.days))
    if challenge.reward:
        lines.append(text("challenge.prize_contest" if is_contest else "challenge.prize", reward=challenge.reward))
    return Lines(lines)


def ended(challenge: Challenge, *, is_cancelled: bool = False) -> Lines:
    key = "challenge.open_contest" if challenge.kind == "contest" else "challenge.open"
    how = "challenge.called_off" if is_cancelled else "challenge.ended"
    return Lines([text(key, title=Raw(challenge.title), id=challenge.id), Text(how)])


def line(turn: Turn, challenge: Challenge, *, mine: int) -> Text:
    zone = turn.chats.group(challenge.chat_id).timezone
    title, tag, when = Raw(challenge.title), Raw(challenge.tag), When(challenge.closes_at, zone)
    if challenge.state == "voting":
        return text("challenge.line_voting", id=challenge.id, title=title)
    if challenge.kind == "contest":
        return text("challenge.line_contest", id=challenge.id, title=title, tag=tag, when=when)
    return text("challenge.line", id=challenge.id, title=title, tag=tag, when=when, mine=mine, days=challenge.days)


def judge_keys(number: int) -> Keys:
    return [
        [
            Key(text("challenge.button_take"), pack(Judge(number, is_taken=True))),
            Key(text("challenge.button_refuse"), pack(Judge(number, is_taken=False))),
        ]
    ]


def wall(challenge: Challenge, work: Work) -> actions.Photo | actions.Say:
    """A picture stands as one; words as words. Both with whose they are, and a vote."""
    words = text("challenge.work", id=work.number, name=called(work.name), words=Raw(work.words))
    keys, name = vote_keys(work), work_name(work.id)
    if work.photo:
        return actions.Photo(
            chat_id=challenge.chat_id, topic=challenge.topic, file_id=work.photo, caption=words, keys=keys, name=name
        )
    return actions.Say(chat_id=challenge.chat_id, topic=challenge.topic, words=words, keys=keys, name=name)


def vote_keys(work: Work) -> Keys:
    return [[Key(text("challenge.button_vote", votes=work.votes), pack(Vote(work.id)))]]


def came_through(challenge: Challenge, everybody: list[Runner], done: list[Runner], paid: Paid) -> Lines:
    """Of a daily challenge: who was there on how many days."""
    lines = [text("challenge.result", title=Raw(challenge.title))]
    if not everybody:
        return Lines([*lines, text("challenge.nobody")])
    lines.append(text("challenge.counts", people=len(everybody), done=len(done)))
    finished = {each.user_id for each in done}
    for each in everybody[:_LISTED]:
        key = "challenge.runner_done" if each.user_id in finished else "challenge.runner"
        lines.append(Text(key, {"name": called(each.name), "n": each.days, "days": challenge.days}))
    if len(everybody) > _LISTED:
        lines.append(text("challenge.more", n=len(everybody) - _LISTED))
    if done:
        lines.append(text("challenge.badge", badge=text("levels.badge_challenge")))
        lines += _points(challenge, done, paid)
    return Lines(lines)


def came_out(challenge: Challenge, works: list[Work], best: list[Work], paid: Paid) -> Lines:
    """Of a contest: the votes, a tie said as one."""
    lines = [text("challenge.result", title=Raw(challenge.title))]
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
        lines += _points(challenge, best, paid)
    else:
        lines.append(text("challenge.no_winner"))
    return Lines(lines)


def _points(challenge: Challenge, best: Sequence[Runner | Work], paid: Paid) -> list[Text]:
    """Who got them, and who did not although the badge is theirs."""
    if not challenge.reward:
        return []
    without = {each.user_id: each.name for each in best if each.user_id not in paid}
    unpaid = [text("challenge.unpaid", name=called(name)) for name in list(without.values())[:_LISTED]]
    return [text("challenge.paid", reward=challenge.reward)] * bool(paid) + unpaid
