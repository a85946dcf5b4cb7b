"""Chats come to be and change their kind: new groups, private chats, channels, newcomers, migration."""

from typing import Any

from playground.world.errors import RefusedError
from playground.world.joining import join
from playground.world.membership import USUAL_RIGHTS, promote
from playground.world.posts import add_post, add_service
from playground.world.shapes import chat_json
from playground.world.state import State, standing
from playground.world.values import GENERAL_TOPIC, JSON, Chat, Member, Person, Topic

FIRST_SUPERGROUP, FIRST_GROUP, FIRST_CHANNEL, FIRST_PERSON = -1001000000001, -1001, -1002000000001, 1001


def add_person(world: State, first_name: str, **fields: Any) -> Person:
    """Somebody new in the world, in no chat yet; `told` are Person's own fields."""
    person = Person(id=FIRST_PERSON - 1 + world.next_number("person"), first_name=first_name, **fields)
    world.people[person.id] = person
    return person


def add_group(world: State, title: str, *, owner: int, is_forum: bool = False, is_super: bool = True) -> Chat:
    """A group with its owner alone in it."""
    if is_super or is_forum:
        number = FIRST_SUPERGROUP + 1 - world.next_number("supergroup")
        chat = Chat(id=number, type="supergroup", title=title, is_forum=is_forum)
    else:
        chat = Chat(id=FIRST_GROUP + 1 - world.next_number("group"), type="group", title=title)
    chat.members[owner] = Member(status="creator", joined_at=world.now())
    if is_forum:
        chat.topics[GENERAL_TOPIC] = Topic(GENERAL_TOPIC, "General")
        chat.last_id = 1
    world.chats[chat.id] = chat
    return chat


def new_group(world: State, who: int, title: str, *, is_forum: bool = False, is_super: bool = True) -> int:
    """A person founds a group and puts the bot in as administrator; its id."""
    if not title.strip():
        raise RefusedError("a group needs a title")
    chat = add_group(world, title.strip(), owner=who, is_forum=is_forum, is_super=is_super)
    join(world, world.bot.id, chat.id, by=who)
    promote(world, who, chat.id, world.bot.id, rights=sorted(USUAL_RIGHTS | {"can_promote_members"}))
    return chat.id


def newcomer(world: State, name: str = "") -> int:
    """Somebody nobody knows yet; their id."""
    number = world.next_number("newcomer")
    person = add_person(world, name or f"新朋友{number}", language_code="zh-hans", role="newcomer")
    world.feed.publish("chat", {"chat_id": person.id})
    return person.id


def delete_account(world: State, who: int) -> None:
    """Somebody leaves Telegram: nameless from now on, and still in every list they were in."""
    person = world.people[who]
    person.is_deleted = True
    person.first_name = person.last_name = person.username = person.language_code = ""
    for chat in world.chats.values():
        chat.join_requests.pop(who, None)
    world.feed.publish("chat", {"chat_id": who})


def channel(world: State, title: str, *, username: str = "") -> JSON:
    """The Bot API's Chat of a channel, made at first mention; public by a username."""
    known = world.channels.get(title)
    if known is None:
        number = FIRST_CHANNEL + 1 - world.next_number("channel")
        known = world.channels[title] = {"id": number, "type": "channel", "title": title}
    if username:
        known["username"] = username
    return dict(known)


def migrate(world: State, who: int, chat_id: int) -> int:
    """A plain group becomes a supergroup; the new id. The old one answers with where it went."""
    old = world.group(chat_id)
    if old.type != "group":
        raise RefusedError(f"{old.title} is a supergroup already")
    if standing(old, who).status != "creator":
        raise RefusedError("only the owner may turn a group into a supergroup")
    number = FIRST_SUPERGROUP + 1 - world.next_number("supergroup")
    new = Chat(
        id=number,
        type="supergroup",
        title=old.title,
        description=old.description,
        permissions=old.permissions,
        members=dict(old.members),
    )
    world.chats[number] = new
    add_service(world, old, who, {"migrate_to_chat_id": number})
    old.migrated_to = number
    add_post(
        world,
        new,
        {"migrate_from_chat_id": old.id},
        sender_id=1087968824,
        sender_chat=chat_json(world, new),
        is_service=True,
    )
    world.feed.publish("chat", {"chat_id": old.id, "migrated_to": number}, only=new.present())
    return number
