"""A script of what a community does for some days: the same seed tells the same story; no bot, no clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

from playground.world import World
from playground.world.population import populate
from playground.world.values import Member

NOON = 1_800_072_000
"""2027-01-16 12:00 in Shanghai: actions stay far from where the local day rolls over."""

DAY = 86_400
_LINES = ("早", "今晚吃什么", "凤凰岭人少", "刚学会做葱油拌面", "贊成！", "Count me in", "😭", "几点集合？")
Kind = Literal["chatter", "checkin", "grant", "points", "dawn"]


@dataclass(frozen=True, slots=True)
class Action:
    """`kind` "dawn" moves the clock on by a day, everything else is said in a chat."""

    kind: Kind
    who: int = 0
    chat: int = 0
    text: str = ""
    is_first: bool = False

    @property
    def is_promised(self) -> bool:
        """Whether the answer is one that may not be lost: that of a check-in that counts, and of a grant."""
        return self.kind == "grant" or (self.kind == "checkin" and self.is_first)


@dataclass(frozen=True, slots=True)
class Said:
    """An action done: the message it became."""

    action: Action
    message_id: int


def new_world() -> World:
    """The default community, with more people in it."""
    world = populate(World(seed=7, start=NOON))
    world.floods.counts = False  # days pass in seconds
    world.updates.forgets = False  # days pass while the bot is down, and all is compared afterwards
    for number in range(20):
        person = world.add_person(f"街坊{number}", username=f"neighbour_{number}")
        for chat in world.chats.values():
            if chat.type != "private":
                chat.members[person.id] = Member(joined_at=NOON)
    return world


def greetings(world: World) -> list[Action]:
    """Everybody is known before anybody is named: chatter is settled at once, a command has to wait for its turn."""
    groups = [chat for chat in world.chats.values() if chat.type != "private"]
    people = {person.id for person in world.residents()}
    return [Action("chatter", who, chat.id, "早") for chat in groups for who in chat.members if who in people]


def script(world: World, *, count: int, seed: int) -> list[Action]:
    """About a third each of check-ins, of other commands, of chatter; a day passes every 120 actions."""
    random = Random(seed)
    groups = [chat for chat in world.chats.values() if chat.type != "private"]
    moderators = {chat.id: [who for who, each in chat.members.items() if each.status == "creator"] for chat in groups}
    named = {person.id: person.username for person in world.residents() if person.username}
    actions: list[Action] = []
    done: set[tuple[int, int]] = set()
    for number in range(count):
        if number % 120 == 119:
            actions.append(Action("dawn"))
            done.clear()
            continue
        chat = random.choice(groups)
        people = [who for who in chat.members if who in named]
        who = random.choice(people)
        kind = random.choices(("checkin", "grant", "points", "chatter"), (35, 20, 10, 35))[0]
        if kind == "checkin":
            actions.append(
                Action("checkin", who, chat.id, random.choice(("签到", "/checkin")), (chat.id, who) not in done)
            )
            done.add((chat.id, who))
        elif kind == "grant":
            actor = moderators[chat.id][0]
            target = random.choice([each for each in people if each != actor])
            actions.append(Action("grant", actor, chat.id, f"/grant @{named[target]} {random.randint(1, 30)} 热心"))
        elif kind == "points":
            actions.append(Action("points", who, chat.id, "/points"))
        else:
            actions.append(Action("chatter", who, chat.id, random.choice(_LINES)))
    return actions


def act(world: World, action: Action) -> Said | None:
    """Let it happen now."""
    if action.kind == "dawn":
        world.clock.advance(DAY)
        return None
    return Said(action, world.say(action.who, action.chat, action.text)["message_id"])
