"""What the page shows: the community at a glance, and everything one person can see; changes nothing."""

from typing import TYPE_CHECKING

from playground.schema import API_VERSION
from playground.world.commands import commands_for
from playground.world.shapes import page_message
from playground.world.state import standing
from playground.world.topics import page_topic
from playground.world.values import JSON, Chat

if TYPE_CHECKING:
    from playground.supervisor import Supervisor
    from playground.world import World

SHOWN_POSTS = 200


def info(world: "World", supervisor: "Supervisor | None") -> JSON:
    """Token, chats and people."""
    return {
        "token": world.token,
        "bot_api": API_VERSION,
        "bot": {"id": world.bot.id, "username": world.bot.username, "name": world.bot.name},
        "supervised": supervisor is not None,
        "chats": [
            {"id": chat.id, "title": chat.title, "is_forum": chat.is_forum, "type": chat.type}
            for chat in world.chats.values()
            if chat.type != "private" and not chat.migrated_to
        ],
        "users": [
            {"id": person.id, "name": person.name, "role": person.role, "username": person.username}
            | {"language_code": person.language_code, "is_deleted": person.is_deleted}
            for person in world.residents()
        ],
    }


def state(world: "World", viewer: int, *, supervisor: "Supervisor | None") -> JSON:
    """The whole page of one person, the lively switch aside."""
    person = world.people[viewer]
    world.private(viewer)
    return {
        "now": world.now(),
        "offset": world.clock.offset,
        "me": {
            "id": viewer,
            "name": person.name,
            "username": person.username,
            "role": person.role,
            "language_code": person.language_code,
            "has_blocked_bot": person.has_blocked,
        },
        "chats": [_chat(world, chat, viewer) for chat in world.chats.values() if _is_seen(chat, viewer)],
        "network": world.faults.state(),
        "bot": bot_state(supervisor),
        "privacy": not world.reads_all,
        "inline": "inline_query" in world.updates.allowed,
    }


def bot_state(supervisor: "Supervisor | None") -> JSON:
    """Whether the bot runs, as far as is known here."""
    return {"running": supervisor is not None and supervisor.running, "supervised": supervisor is not None}


def _is_seen(chat: Chat, viewer: int) -> bool:
    if chat.type == "private":
        return chat.id == viewer
    return standing(chat, viewer).is_present and not chat.migrated_to


def _chat(world: "World", chat: Chat, viewer: int) -> JSON:
    posts = list(chat.posts.values())[-SHOWN_POSTS:]
    is_private = chat.type == "private"
    return {
        "id": chat.id,
        "type": chat.type,
        "title": world.bot.name if is_private else chat.title,
        "is_forum": chat.is_forum,
        "topics": [page_topic(topic) for topic in chat.topics.values()],
        "members": [
            _member(world, chat, who)
            for who, member in chat.members.items()
            if member.is_present or member.status == "kicked"
        ],
        "pinned": list(chat.pinned),
        "asks_first": chat.joins_by_request,
        "requests": _requests(world, chat, viewer),
        "messages": [page_message(world, post, viewer=viewer) for post in posts],
        "commands": commands_for(world, chat, viewer),
        "can_send": not world.people[viewer].has_blocked
        if is_private
        else world.may(chat, viewer, "can_send_messages"),
    }


def _requests(world: "World", chat: Chat, viewer: int) -> list[JSON]:
    """Who waits to be let in, for those who may."""
    waiting = chat.join_requests if standing(chat, viewer).has("can_invite_users") else ()
    return [{"id": who, "name": world.people[who].name, "username": world.people[who].username} for who in waiting]


def _member(world: "World", chat: Chat, who: int) -> JSON:
    person, member = world.people[who], standing(chat, who)
    return {
        "id": who,
        "name": person.name,
        "username": person.username,
        "role": person.role,
        "status": member.status,
        "is_bot": person.is_bot,
        "tag": member.title if member.is_admin else member.tag,
    }
