"""What the inhabitants of a group do at some hour of a day: come and go, talk, check in, enter, redeem, are given."""

from __future__ import annotations

from collections.abc import Iterator

from playground.actions import do
from playground.world.joining import new_link
from playground.world.places import add_person
from tests.handlers.insights.inhabitants import Month, Person
from tests.handlers.insights.stream import HOUR, MINUTE, Happening, day_of
from tests.story import EMMA, FORUM, HAORAN, MODERATOR, MUYANG, OWNER, PEISHAN, YINUO, ZIXUAN

PRICE, CORE = 15, 12
LONE_DAYS = (1, 2, 7, 8, 30)
"""Days after coming on which who stays is told from who does not."""

CALM, GLOOMY = "今天天气真不错啊", "太累了，烦死人了"
TALKERS = (OWNER, MODERATOR, YINUO, ZIXUAN, PEISHAN, MUYANG, EMMA, HAORAN)
NOON, EVENING, LATE, NIGHT, MORNING = range(5)
SLOTS = ((NOON, 5 * HOUR), (EVENING, 400 * MINUTE), (LATE, 40 * MINUTE), (NIGHT, 520 * MINUTE), (MORNING, 3 * HOUR))
"""From noon to five o'clock, to twenty to twelve, over midnight, to nine, and to noon again."""

CALM_SLOTS = ((NOON, 21 * HOUR), (MORNING, 3 * HOUR))


def comes_and_goes(month: Month, day: int, slot: int) -> None:
    chance = month.chance
    for each in list(month.people.values()):
        if each.is_back_on == day and not each.is_in and slot == EVENING:
            month.story.world.join(each.id, month.chat)
            month.note(each.id, "came", "open")
            each.is_in = True
    if slot in (NOON, LATE) and (day < 20 or chance.random() < 0.3) and chance.random() < 0.8:
        _comes(month, day)
    if slot == NOON and chance.random() < 0.4:
        here = [each for each in month.people.values() if each.is_in and each.came_on > 0 and each.came_on < day - 1]
        if here:
            _goes(month, chance.choice(here), day)


def _comes(month: Month, day: int) -> None:
    chance, world = month.chance, month.story.world
    who = add_person(world, f"山友{len(month.people)}").id
    source = chance.choice(("open", "added", "link", "request"))
    if source in ("link", "request") and source not in month.links:
        month.links[source] = new_link(world, OWNER, month.chat, asks=source == "request")
    world.join(who, month.chat, by=OWNER if source == "added" else None, link=month.links.get(source))
    if source == "request":
        world.approve(OWNER, month.chat, who)
    month.note(who, "came", source)
    kind = chance.random()
    talks = 0.0 if kind < 0.2 else 0.25 if kind < 0.5 else 0.8
    number, each = len(month.people), Person(who, day + 1, talks, fades_on=15 if kind > 0.65 else 99)
    if number % 4 == 3:
        each.only = LONE_DAYS[number // 4 % len(LONE_DAYS)]
    elif number % 5 == 4:
        each.talks, each.fades_on, each.most = 0.8, 99, CORE
    month.people[who] = each


def _goes(month: Month, each: Person, day: int) -> None:
    is_put_out = month.chance.random() < 0.4
    month.story.world.leave(each.id, month.chat, by=OWNER if is_put_out else None)
    month.note(each.id, "went", "removed" if is_put_out else "left")
    each.is_in = False
    each.is_back_on = day + month.chance.choice((0, 1, 4)) if not is_put_out and month.chance.random() < 0.7 else -1


def _wakes(month: Month, day: int, slot: int) -> Iterator[Person]:
    for each in month.people.values():
        today = day_of(month.now)
        if each.only:
            is_up = slot == NOON and day == each.came_on - 1 + each.only
        else:
            is_left = len(each.spoke) < each.most or today in each.spoke
            is_up = is_left and day < each.fades_on and month.chance.random() < each.talks
            is_up = is_up and month.chance.random() < (0.75 if slot == NOON else 0.25)
        if each.is_in and is_up:
            each.spoke.add(today)
            yield each


def talks(month: Month, day: int, slot: int) -> None:
    chance, world = month.chance, month.story.world
    for each in _wakes(month, day, slot):
        for _ in range(chance.choice((1, 1, 2))):
            do(world, {"as": each.id, "do": "say", "chat_id": month.chat, "text": "早呀"})
            month.note(each.id, "said")
    rooms = [world.topic_id(FORUM, name) for name in ("闲聊", "活动")]
    for topic, gloom in ((0, 0.1), (rooms[0], 0.5), (rooms[1], 0.2)) * 2:
        who, words = chance.choice(TALKERS), GLOOMY if chance.random() < gloom else CALM
        do(world, {"as": who, "do": "say", "chat_id": FORUM, "text": words, "topic": topic})
        month.stream.elsewhere.append(Happening(month.now, str(who), "said", words, topic))


def takes_part(month: Month, slot: int) -> None:
    here = [each for each in month.people.values() if each.is_in and each.talks]
    for each in month.chance.sample(here, min(2 if slot == NOON else 1, len(here))):
        deed = month.chance.choice((_checks_in, _checks_in, _enters, _redeems, _is_given))
        deed(month, each.id)


def _says(month: Month, who: int, words: str) -> None:
    do(month.story.world, {"as": who, "do": "say", "chat_id": month.chat, "text": words})


def _checks_in(month: Month, who: int) -> None:
    _says(month, who, "签到")
    stream, name, today = month.stream, month.stream.name(who), day_of(month.now)
    last, streak = stream.streaks.get(name, (0, 0))
    if last == today:
        month.note(who, "command", "checkin")
        return
    streak = streak + 1 if last == today - 1 else 1
    pay = 10 + min(streak - 1, 7) + (20 if streak % 7 == 0 else 0)
    stream.streaks[name] = today, streak
    stream.balances[name] += pay
    month.note(who, "checkin", n=pay)


def _enters(month: Month, who: int) -> None:
    message_id, data = month.cards[-1]
    if all(each["message_id"] != message_id for each in month.story.world.sent(month.chat)):
        return  # the card stayed behind in the group of before
    do(month.story.world, {"as": who, "do": "press", "chat_id": month.chat, "message_id": message_id, "data": data})
    is_new = (who, len(month.cards)) not in month.entered
    month.entered.add((who, len(month.cards)))
    month.note(who, "took" if is_new else "press")


def _redeems(month: Month, who: int) -> None:
    _says(month, who, "/redeem 1")
    name = month.stream.name(who)
    if month.stream.balances[name] < PRICE:
        month.note(who, "refused", "refused redeem")
        return
    month.stream.balances[name] -= PRICE
    month.note(who, "redeemed", "redeem", n=PRICE)


def _is_given(month: Month, who: int) -> None:
    name = month.stream.name(who)
    if month.stream.balances[name] > 40:
        _says(month, OWNER, f"/deduct {who} 10 用错了")
        month.stream.balances[name] -= 10
        month.note(OWNER, "command", "deduct")
        month.note(who, "taken", n=10)
    elif who != MODERATOR and any(each.who == name for each in month.stream.deeds):
        _says(month, MODERATOR, f"/grant {who} 7 带路")
        month.stream.balances[name] += 7
        month.note(MODERATOR, "command", "grant")
        month.note(who, "granted", n=7)
