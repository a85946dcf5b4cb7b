"""/warn: a moderator reminds a member of the rules; warnings lapse, and so many of them bring a mute or a ban."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.people import Group, Person
from bot.domain.points import reason_of
from bot.domain.refusals import Key as Sentence
from bot.domain.refusals import NoTarget
from bot.domain.rights import Rights
from bot.domain.sanctions import Step, ahead, struck
from bot.engine.buttons import pack, press
from bot.engine.entrances import Entrance, Shown, button
from bot.engine.turn import Turn
from bot.engine.woken import PressTurn
from bot.outbox.actions import Key
from bot.services import sanctions
from bot.services.sanctions import Order, Sanction, Warned
from bot.texts.text import Lines, Raw, text
from handlers.command.confirm import held
from handlers.command.group_commands import Place, answer, elsewhere
from handlers.command.targets import meant, replied
from handlers.command.two_people import command_on_people
from handlers.moderation.log import note, ruled
from handlers.sanctions import words
from handlers.sanctions.channels import of_message
from handlers.sanctions.doing import Cited, carry_out, cite, lift_keys, may_restrict, refuse_moderator, tell_target


@press("sk")
@dataclass(frozen=True, slots=True)
class Strikes:
    """What that warning was to bring is done by somebody who has the right."""

    number: int


def order_of(turn: Turn, place: Place, target: Person, cited: Cited) -> Order:
    """What a moderator's command asks for, with the message that it replies to."""
    to = replied(place)
    return Order(
        place.group.id,
        turn.person,
        target,
        turn.now,
        rule=cited.rule,
        reason=cited.why,
        message_id=to.message_id if to is not None else 0,
        said=(to.text or to.caption or "") if to is not None else "",
    )


async def warn(turn: Turn, place: Place) -> None:
    """In the group, wherever it was given: a warning that its member does not see is none."""
    rights = await turn.require("report", group=place.group)
    if of_message(replied(place)) is not None:
        raise sanctions.ChannelsAreBanned
    target = await meant(turn, place, is_amount_next=False)
    if target is None:
        raise NoTarget(usage=Sentence("commands.warn.usage"))
    await refuse_moderator(turn, place.group, target.person)
    why = reason_of(target.words)
    named = f"{target.person.id} {why}".strip()
    if await held(turn, place, "warn", command="warn", words=named, shown=f"{target.person.name} {why}".strip()):
        return
    may = await may_restrict(turn, place.group)
    chosen = turn.chats.settings(place.group.id).warnings
    cited = await cite(turn, place.group.id, why)
    order = order_of(turn, place, target.person, cited)
    given = await sanctions.warn(turn.unit, order, lasts=chosen.lasts, ladder=chosen.steps)
    await note(turn, place.group.id, "warn", target=target.person, words=ruled(cited.rule, cited.why))
    is_struck = given.step is not None and may and _may(rights, turn, place.group, given.step)
    if given.step is not None and is_struck:
        await _strike(turn, order, given.sanction, given.step)
    await _tell(turn, place, given, is_struck=is_struck, cited=cited.words)


def _may(rights: Rights, turn: Turn, group: Group, step: Step) -> bool:
    """Whether whoever warned may do what it brings, and the kind of group knows it."""
    right = turn.chats.settings(group.id).rights[step.kind]
    return rights.allow(right) and (step.kind == "ban" or group.kind != "group")


async def _strike(turn: Turn, order: Order, warning: Sanction, step: Step) -> Sanction:
    until = turn.now + step.seconds if step.seconds else 0
    followed = replace(order, at=turn.now, cause=warning.id)
    sanction = await sanctions.impose(turn.unit, followed, kind=step.kind, until=until)
    await carry_out(turn, sanction)
    await note(turn, order.chat_id, step.kind, target=order.target, words=ruled(order.rule, f"#{sanction.id}"))
    return sanction


async def _tell(turn: Turn, place: Place, given: Warned, *, is_struck: bool, cited: str) -> None:
    sanction = given.sanction
    lines = words.warned(turn, given, is_struck=is_struck, cited=cited)
    if given.step is not None and is_struck:
        lines.append(text("sanctions.struck", step=words.ahead(given.step)))
    keys = lift_keys(sanction)
    if given.step is not None and not is_struck:
        keys.append([Key(text("sanctions.button_strike"), pack(Strikes(sanction.id)))])
    shown = Lines([*lines, text("sanctions.how", id=sanction.id)])
    name = words.name_of(sanction.id)
    if place.is_here and turn.query is None:
        turn.say(shown, keys=keys, name=name)
    else:
        turn.say(shown, to=place.group.id, topic=turn.topic if place.is_here else 0, reply=False, keys=keys, name=name)
        if not place.is_here:
            answer(turn, text("panel.warned", name=sanction.target_name, group=Raw(place.group.title)))
        else:
            answer(turn, text("audit.confirmed"))
    await tell_target(turn, sanction, lines)


async def strikes(turn: PressTurn, pressed: Strikes) -> None:
    """Asked anew what the member's warnings bring now: one may have lapsed, or been taken back."""
    warning = await sanctions.find(turn.reads, pressed.number)
    place = elsewhere(turn, warning.chat_id)
    chosen = turn.chats.settings(warning.chat_id).warnings
    count = len(await sanctions.warnings(turn.reads, chat_id=warning.chat_id, user_id=warning.target_id, now=turn.now))
    step = struck(chosen.steps, count)
    if warning.lifted_at or step is None:
        raise sanctions.SanctionLifted
    rights = await turn.require(step.kind, group=place.group)
    await turn.permissions.require_own("can_restrict_members", group=place.group)
    target = Person(warning.target_id, warning.target_name)
    await refuse_moderator(turn, place.group, target)
    order = Order(
        warning.chat_id,
        turn.person,
        target,
        turn.now,
        rule=warning.rule,
        reason=warning.reason,
        message_id=warning.message_id,
        said=await sanctions.words_of(turn.reads, warning),
    )
    if not _may(rights, turn, place.group, step):
        raise sanctions.MuteNeedsSupergroup
    if await sanctions.followed(turn.reads, warning):
        raise sanctions.SanctionLifted
    await _strike(turn, order, warning, step)
    given = Warned(warning, count, step, ahead(chosen.steps, count))
    lines = [*words.warned(turn, given, is_struck=True), text("sanctions.struck", step=words.ahead(step))]
    turn.edit(Lines([*lines, text("sanctions.how", id=warning.id)]), keys=lift_keys(warning))


ENTRANCES: list[Entrance] = [
    command_on_people("warn", warn, who="moderator", shown=Shown("desk", ("administrators",))),
    button(Strikes, strikes),
]
