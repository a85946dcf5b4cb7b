"""/invite: one's own link into the group; who came by it counts once they stayed and spoke."""

from __future__ import annotations

from urllib.parse import quote

from bot.domain.inviting import InvitesOff
from bot.domain.passages import Passage
from bot.domain.refusals import BotMissesRight, Key
from bot.engine.entrances import Entrance, Shown, passing, timer
from bot.engine.fast_path import Passing
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox.actions import Key as Button
from bot.services import inviting
from bot.texts.text import Lines, Raw, text
from handlers.basics.privacy import KIND as ERASURE
from handlers.command.group_commands import Place, answer, elsewhere, known_person, wordless_group_command
from handlers.points.earning import invite_rule

KIND = "invite"
_RIGHT = "can_invite_users"


async def invite(turn: Turn, place: Place) -> None:
    person, group = known_person(turn), place.group
    rule = invite_rule(turn.chats.settings(group.id).points)
    if not rule.is_on:
        raise InvitesOff
    link = await inviting.link(turn.reads, chat_id=group.id, user_id=person.id)
    if not link:
        await turn.permissions.require_own(_RIGHT, group=group)
        made = await turn.permissions.invite_link(chat_id=group.id, name=person.name)
        if not made:
            raise BotMissesRight(right=Key(f"refusals.right_{_RIGHT}"))
        link = await inviting.keep_link(turn.unit, made, chat_id=group.id, user_id=person.id, at=turn.now)
    counts = await inviting.counts(turn.unit, chat_id=group.id, inviter_id=person.id)
    lines = [
        text("inviting.link", link=Raw(link)),
        text("inviting.rule", reward=rule.reward, days=rule.days, messages=rule.messages, monthly=rule.monthly),
    ]
    if counts:
        lines.append(text("inviting.counts", paid=counts.get("paid", 0), waiting=counts.get("waiting", 0)))
    share = f"https://t.me/share/url?url={quote(link, safe='')}"
    answer(turn, Lines(lines), keys=[[Button(text("inviting.button_share"), url=share)]])


async def passed(passing: Passing) -> None:
    """Before newcomers count as met; who came by no member's link costs one question together."""
    came = [each for each in passing.passages if each.came and each.link]
    owners = await inviting.owners(passing.unit, {each.link for each in came}) if came else {}
    for each in came:
        inviter = owners.get((each.chat_id, each.link))
        if inviter is not None:
            await _came(passing, each, inviter)


async def _came(passing: Passing, each: Passage, inviter: int) -> None:
    newcomer = each.person.id
    number = await inviting.came(
        passing.unit,
        chat_id=each.chat_id,
        user_id=newcomer,
        inviter=inviter,
        at=each.at,
        mark=passing.sealing.mark(ERASURE, newcomer),
    )
    if number:
        days = invite_rule(passing.chats.settings(each.chat_id).points).days
        await passing.later(KIND, str(number), at=each.at + days * 86_400, chat_id=each.chat_id)


async def judged(turn: TimerTurn) -> None:
    number = turn.number
    day = elsewhere(turn, turn.group.id).calendar.day_of(turn.at)
    await inviting.judge(turn.unit, invite_rule(turn.settings.points), number=number, at=turn.at, day=day)


ENTRANCES: list[Entrance] = [
    wordless_group_command("invite", invite, shown=Shown("gifts")),
    passing(passed),
    timer(KIND, judged),
]
