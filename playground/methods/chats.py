"""Questions about chats and their members, and the chat's own title and description."""

from playground.methods.registry import Call, method
from playground.methods.targets import chat_of, open_chat, person_of, public_channel, require_presence, require_right
from playground.world.errors import bad_request
from playground.world.posts import add_service
from playground.world.shapes import chat_json, message_json
from playground.world.standings import member_json, permissions_json
from playground.world.state import standing
from playground.world.values import JSON, Chat

MOST = 128  # characters of a title; the rest is cut off
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method("getChat")
def get_chat(call: Call) -> JSON:
    """All there is to know of a chat; anybody may look at a public channel."""
    if (known := public_channel(call)) is not None:
        return known | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(GIFTS, True),
        }
    chat = chat_of(call)
    full = chat_json(call.world, chat) | {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, chat.type == "private")
    if chat.type == "private":
        return full
    require_presence(call.world, chat)
    full["permissions"] = permissions_json(chat.permissions)
    full["has_visible_history"] = True
    if chat.reactions is not None:
        full["available_reactions"] = [{"type": "emoji", "emoji": each} for each in chat.reactions]
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked["id"]
    flags = {
        "join_to_send_messages": chat.joins_to_send,
        "join_by_request": chat.joins_by_request,
        "has_hidden_members": chat.hides_members,
        "has_protected_content": chat.is_protected,
        "slow_mode_delay": chat.slow_mode,
    }
    full |= {name: value for name, value in flags.items() if value}
    if chat.description:
        full["description"] = chat.description
    primary = next((link.url for link in chat.links.values() if link.is_primary and not link.is_revoked), None)
    if primary:
        full["invite_link"] = primary
    if chat.pinned and (post := chat.posts.get(chat.pinned[-1])):
        full["pinned_message"] = message_json(call.world, post, depth=0)
    return full


def _members_of(call: Call) -> Chat:
    chat = open_chat(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return chat


@method("getChatMember")
def get_chat_member(call: Call) -> JSON:
    """Somebody's standing."""
    chat, person = open_chat(call), person_of(call)
    if chat.hides_members and person.id != call.world.bot.id and not standing(chat, call.world.bot.id).is_admin:
        raise bad_request("CHAT_ADMIN_REQUIRED")
    return member_json(call.world, chat, person.id)


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[JSON]:
    """The owner and the administrators; of bots only this one unless asked for."""
    chat = _members_of(call)
    return [
        member_json(call.world, chat, who)
        for who, member in chat.members.items()
        if member.is_admin
        and (not call.world.people[who].is_bot or who == call.world.bot.id or call.get("return_bots"))
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """How many are in."""
    chat = open_chat(call)
    return 2 if chat.type == "private" else len(chat.present())


@method("setChatTitle")
def set_chat_title(call: Call) -> bool:
    """A new name, told by a service message."""
    chat = _members_of(call)
    require_right(call, chat, "can_change_info", refusal="not enough rights to change chat title")
    title = call["title"].strip()[:MOST]
    if not title:
        raise bad_request("title must be non-empty")
    if title != chat.title:
        chat.title = title
        add_service(call.world, chat, call.world.bot.id, {"new_chat_title": chat.title})
        call.world.feed.publish("chat", {"chat_id": chat.id}, only=chat.present())
    return True


@method("setChatDescription")
def set_chat_description(call: Call) -> bool:
    """A new description."""
    chat = _members_of(call)
    require_right(call, chat, "can_change_info", refusal="not enough rights to set chat description")
    description = call.get("description", "")
    if description == chat.description:
        raise bad_request("chat description is not modified")
    chat.description = description
    return True
