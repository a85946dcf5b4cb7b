"""The default little community: its people, its groups, and what they said before you came."""

from dataclasses import dataclass

from playground.world.membership import change
from playground.world.places import add_group, add_person
from playground.world.topics import open_topic
from playground.world.values import ADMIN_RIGHTS, Chat, Member, Person
from playground.world.world import World


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody who lives in the default community."""

    name: str
    username: str = ""
    language: str = "zh-hans"
    role: str = "member"


RESIDENTS = (
    Resident("林书瑶", "shuyao_lin", role="owner"),
    Resident("周明远", "mingyuan", role="moderator"),
    Resident("陈一诺", "yinuo_chen"),
    Resident("王子轩", "zixuan_w"),
    Resident("蔡佩珊", "peishan_tsai", "zh-hant"),
    Resident("李沐阳", "muyang_li"),
    Resident("黃子晴", "tszching", "zh-hant"),
    Resident("赵小满", ""),
    Resident("Emma Zhang", "emma_zh", "en"),
    Resident("吴浩然", "haoran_wu"),
    Resident("新来的小鹿", "xiaolu_new", role="newcomer"),
)
TOPICS = (("闲聊", 16766590), ("活动", 9367192), ("建议", 13338331))
OPENING = (
    (0, "", "欢迎来到围炉夜话，先去「闲聊」坐坐，有想法写到「建议」。"),
    (2, "闲聊", "今晚有人一起看流星雨吗？听说凌晨两点最多"),
    (4, "闲聊", "我這邊雲太厚了，只能看直播 😭"),
    (3, "闲聊", "带了热可可，楼顶集合！"),
    (8, "闲聊", "Count me in, bringing blankets"),
    (1, "活动", "周六下午的读书会改到三点，老地方见。"),
    (5, "活动", "收到，我带点心"),
    (7, "建议", "能不能每周留一天晚上专门聊电影？"),
    (6, "建议", "贊成！可以先從王家衛開始"),
)
HIKE = ((1, "这周爬香山还是凤凰岭？"), (3, "凤凰岭吧，人少"), (2, "+1，早上七点地铁口见"))
KITCHEN = ((0, "这里只聊吃的，不许饿着肚子进来"), (5, "刚学会做葱油拌面，真香"), (9, "求方子！"))


def populate(world: World) -> World:
    """Fill an empty world with the default community; the same world back."""
    people = [_settle(world, resident) for resident in RESIDENTS]
    settled = people[:-1]
    forum = _found(world, "围炉夜话", settled, is_forum=True)
    for name, color in TOPICS:
        open_topic(world, forum, name, by=people[0].id, color=color)
    hike = _found(world, "周末爬山小队", settled[:5], is_super=False)
    kitchen = _found(world, "深夜厨房", settled[:1] + settled[3:])
    for index, topic, text in OPENING:
        world.say(people[index].id, forum.id, text, topic=world.topic_id(forum.id, topic) if topic else 0)
    for chat, lines in ((hike, HIKE), (kitchen, KITCHEN)):
        for index, text in lines:
            world.say(people[index].id, chat.id, text)
    world.updates.drop()  # the bot was not there yet
    return world


def bring_bot(world: World) -> None:
    """The bot hears that it came into each of its groups, as it does once in its life and never again."""
    for chat in [each for each in world.chats.values() if world.bot.id in each.members]:
        owner = next(who for who, member in chat.members.items() if member.status == "creator")
        change(world, chat, world.bot.id, chat.members.pop(world.bot.id), by=owner)


def _settle(world: World, resident: Resident) -> Person:
    return add_person(
        world, resident.name, username=resident.username, language_code=resident.language, role=resident.role
    )


def _found(world: World, title: str, people: list[Person], *, is_forum: bool = False, is_super: bool = True) -> Chat:
    chat = add_group(world, title, owner=people[0].id, is_forum=is_forum, is_super=is_super)
    now = world.now()
    for person in people[1:]:
        is_moderator = person.role == "moderator"
        rights = frozenset(ADMIN_RIGHTS) - {"can_promote_members"} if is_moderator else frozenset()
        chat.members[person.id] = Member("administrator" if is_moderator else "member", rights, joined_at=now)
    chat.members[world.bot.id] = Member("administrator", frozenset(ADMIN_RIGHTS), joined_at=now)
    return chat
