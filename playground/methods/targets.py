"""Finds what a request is about (chat, topic, message, person, right) or refuses in Telegram's words."""

from typing import Any

from playground.methods.registry import Call
from playground.world.errors import ApiError, bad_request, forbidden
from playground.world.state import standing
from playground.world.values import GENERAL_TOPIC, JSON, Chat, Member, Person, Post, Topic
from playground.world.world import World

JOIN_REQUEST_OPEN = 300  # seconds in which whoever asks to join may be written to


def chat_of(call: Call, name: str = "chat_id") -> Chat:
    """The chat a parameter names, whether or not the bot may act there."""
    return find_chat(call.world, call.params.get(name))


def find_chat(world: World, wanted: Any) -> Chat:
    """The chat by id or @username; a migrated one answers where it went."""
    chat = world.chats.get(wanted) if isinstance(wanted, int) else _by_username(world, str(wanted))
    if chat is None and isinstance(wanted, int) and wanted in world.people and wanted != world.bot.id:
        chat = world.private(wanted)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def _by_username(world: World, name: str) -> Chat | None:
    wanted = name.removeprefix("@").lower()
    return next((chat for chat in world.chats.values() if wanted and chat.username.lower() == wanted), None)


def public_channel(call: Call) -> JSON | None:
    """The channel that the chat's @username is of."""
    name = str(call.params.get("chat_id", "")).removeprefix("@").lower()
    found = (each for each in call.world.channels.values() if name and each.get("username", "").lower() == name)
    return next((dict(each) for each in found), None)


def open_chat(call: Call, name: str = "chat_id") -> Chat:
    """The chat, if the bot may be there at all."""
    chat = chat_of(call, name)
    require_presence(call.world, chat)
    return chat


def require_presence(world: World, chat: Chat) -> None:
    """Refuse when the bot is out of the chat, blocked, or was never written to."""
    if chat.type == "private":
        person = world.people[chat.id]
        if person.is_deleted:
            raise forbidden("user is deactivated")
        if person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if not person.has_started and world.now() - person.asked_to_join_at >= JOIN_REQUEST_OPEN:
            raise forbidden("bot can't initiate conversation with a user")
        return
    member = chat.members.get(world.bot.id)
    kind = "group chat" if chat.type == "group" else f"{chat.type} chat"
    if member is None:
        raise bad_request("chat not found")
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {kind}")
    if not member.is_present:
        raise forbidden(f"bot is not a member of the {kind}")


def require_right(call: Call, chat: Chat, right: str, *, refusal: str = "") -> None:
    """Refuse unless the bot is an administrator with this right."""
    if chat.type == "private":
        return
    bot = standing(chat, call.world.bot.id)
    if not bot.has(right):
        raise bad_request(refusal or ("not enough rights" if bot.is_admin else "CHAT_ADMIN_REQUIRED"))


def require_voice(call: Call, chat: Chat, permission: str, what: str) -> None:
    """Refuse unless the bot may send this kind of content."""
    if chat.type != "private" and not call.world.may(chat, call.world.bot.id, permission):
        raise bad_request(f"not enough rights to send {what} to the chat")


def thread_of(call: Call, chat: Chat, *, replied: int = 0) -> int:
    """The topic a message goes to, that of what it replies to where none is named; 0 for none or General."""
    if not chat.is_forum and chat.type != "private":
        return 0  # a thread that is named where there are none is not looked at
    wanted = int(call.get("message_thread_id") or replied)
    if wanted and (wanted == GENERAL_TOPIC or wanted not in chat.topics):
        raise bad_request("message thread not found")
    topic = chat.topics.get(wanted or GENERAL_TOPIC)
    if topic and topic.is_closed and not standing(chat, call.world.bot.id).has("can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return wanted


def topic_of(call: Call, chat: Chat) -> Topic:
    """The topic a topic method is about."""
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    topic = chat.topics.get(int(call.get("message_thread_id") or GENERAL_TOPIC))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic


def reply_of(call: Call, chat: Chat) -> int:
    """The message that is replied to; 0 for none."""
    wanted = call.get("reply_parameters")
    if not wanted:
        return 0
    found = int(wanted["message_id"])
    elsewhere = wanted.get("chat_id") not in {None, chat.id}
    if found in chat.posts and not elsewhere:
        return found
    if elsewhere and found in find_chat(call.world, wanted["chat_id"]).posts:
        return 0
    if wanted.get("allow_sending_without_reply"):
        return 0
    raise bad_request("message to be replied not found")


def own_post(call: Call, chat: Chat, *, missing: str = "message to edit not found") -> Post:
    """The bot's own message that a request means to change."""
    post = chat.posts.get(int(call.get("message_id") or 0))
    if post is None:
        raise bad_request(missing)
    if post.sender_id != call.world.bot.id or post.is_service or "forward_origin" in post.extra:
        raise bad_request("message can't be edited")
    return post


def person_of(call: Call, name: str = "user_id") -> Person:
    """The person a parameter names."""
    person = call.world.people.get(call.params[name])
    if person is None:
        raise bad_request("user not found" if call.method.startswith("getUser") else "member not found")
    return person


def member_of(call: Call, chat: Chat) -> tuple[int, Member]:
    """The person meant and their standing, unless Telegram forbids touching them."""
    if chat.type == "private":
        raise bad_request(f"method {call.method} is available only for supergroup and channel chats")
    person = person_of(call)
    member = standing(chat, person.id)
    if member.status == "creator":
        raise bad_request("can't remove chat owner")
    if person.id == call.world.bot.id:
        raise bad_request("can't promote self" if call.method.startswith("promote") else "can't restrict self")
    return person.id, member
