"""Members: restricting, banning, promoting, tags, titles, join requests."""

import unicodedata
from dataclasses import replace

from playground.methods.registry import Call, method
from playground.methods.targets import member_of, open_chat, person_of, require_right
from playground.world.errors import bad_request
from playground.world.joining import settle_request
from playground.world.membership import change, go, restricted
from playground.world.posts import remove_posts
from playground.world.state import standing
from playground.world.values import ADMIN_RIGHTS, JSON, PERMISSIONS, Member

MAX_LABEL = 16  # characters of a title or tag
MAX_BAN = 366 * 24 * 3600  # seconds; longer, or under half a minute, means for ever
PUT_OUT_FOR = 60  # seconds of a ban by which somebody inside is put out
NO_RIGHTS = "not enough rights to restrict/unrestrict chat member"


def _until(call: Call) -> int:
    until = int(call.get("until_date") or 0)
    return until if 30 <= until - call.world.now() <= MAX_BAN else 0


def _allowed(permissions: JSON, *, independent: bool) -> frozenset[str]:
    """The permissions a request gives; without the switch, text implies the kinds Telegram bundles with others."""
    given = {name for name, value in permissions.items() if value}
    if not independent and {"can_send_other_messages", "can_add_web_page_previews"} & given:
        given |= {name for name in PERMISSIONS if name.startswith("can_send_") and name != "can_send_polls"}
    if not independent and "can_send_polls" in given:
        given.add("can_send_messages")
    for name, stand_in in (("can_react_to_messages", "can_send_messages"), ("can_edit_tag", "can_pin_messages")):
        if name not in permissions and stand_in in given:
            given.add(name)
    return frozenset(given).intersection(PERMISSIONS)


@method("restrictChatMember")
def restrict_chat_member(call: Call) -> bool:
    """Take or give back permissions."""
    chat = open_chat(call)
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    require_right(call, chat, "can_restrict_members", refusal=NO_RIGHTS)
    who, member = member_of(call, chat)
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    allowed = _allowed(call["permissions"], independent=call.get("use_independent_chat_permissions", False))
    restricted(call.world, chat, who, by=call.world.bot.id, allowed=allowed, until=_until(call))
    return True


@method("banChatMember")
def ban_chat_member(call: Call) -> bool:
    """Put out and keep out."""
    chat = open_chat(call)
    require_right(call, chat, "can_restrict_members", refusal=NO_RIGHTS)
    who, member = member_of(call, chat)
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    gone = Member(status="left") if chat.type == "group" else Member("kicked", until=_until(call), tag=member.tag)
    go(call.world, chat, who, gone, by=call.world.bot.id)
    if call.get("revoke_messages"):
        remove_posts(call.world, chat, [post.id for post in chat.posts.values() if post.sender_id == who])
    return True


@method("unbanChatMember")
def unban_chat_member(call: Call) -> bool:
    """Let in again; somebody who is inside is put out unless only_if_banned."""
    chat = open_chat(call)
    require_right(call, chat, "can_restrict_members", refusal=NO_RIGHTS)
    if chat.type == "group":
        raise bad_request("method is available for supergroup and channel chats only")
    who, member = member_of(call, chat)
    if member.status == "kicked":
        change(call.world, chat, who, Member(status="left"), by=call.world.bot.id)
    elif member.is_present and not call.get("only_if_banned"):
        if member.is_admin:
            raise bad_request("user is an administrator of the chat")
        go(call.world, chat, who, Member("kicked", until=call.world.now() + PUT_OUT_FOR), by=call.world.bot.id)
        change(call.world, chat, who, Member(status="left"), by=call.world.bot.id)
    return True


@method("banChatSenderChat", "unbanChatSenderChat")
def ban_chat_sender_chat(call: Call) -> bool:
    """Whether anybody may write in a channel's name here; in a basic group nobody can anyway."""
    chat = open_chat(call)
    is_ban, channel = call.method == "banChatSenderChat", int(call["sender_chat_id"])
    if channel not in {each["id"] for each in call.world.channels.values()}:
        raise bad_request("chat not found")
    if chat.type == "group":
        if is_ban:
            raise bad_request("can't ban chats in basic groups")
        return True
    require_right(call, chat, "can_restrict_members", refusal=NO_RIGHTS)
    (chat.kept_out.add if is_ban else chat.kept_out.discard)(channel)
    return True


@method("promoteChatMember")
def promote_chat_member(call: Call) -> bool:
    """Give rights the bot has itself; none at all demotes."""
    chat = open_chat(call)
    if chat.type == "group":
        raise bad_request("method is available for supergroup and channel chats only")
    require_right(call, chat, "can_promote_members", refusal="not enough rights")
    who, member = member_of(call, chat)
    if not member.is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    given = frozenset(name for name in ADMIN_RIGHTS if call.get(name))
    if not given <= standing(chat, call.world.bot.id).rights:
        raise bad_request("RIGHT_FORBIDDEN")
    if not given:
        new = Member(status="member", joined_at=member.joined_at)
    else:
        rights = given | {"can_manage_chat"}
        new = Member(status="administrator", rights=rights, title=member.title, joined_at=member.joined_at)
        new.is_anonymous = call.get("is_anonymous", False)
    change(call.world, chat, who, new, by=call.world.bot.id)
    return True


@method("setChatAdministratorCustomTitle")
def set_custom_title(call: Call) -> bool:
    """The word beside an administrator's name."""
    chat = open_chat(call)
    require_right(call, chat, "can_promote_members", refusal="not enough rights to change custom title of the user")
    who, member = member_of(call, chat)
    if not member.is_admin:
        raise bad_request("user is not an administrator")
    _require_label(call["custom_title"], "CUSTOM_TITLE")
    change(call.world, chat, who, replace(member, title=call["custom_title"]), by=call.world.bot.id)
    return True


@method("setChatMemberTag")
def set_chat_member_tag(call: Call) -> bool:
    """The word beside a regular member's name."""
    chat = open_chat(call)
    require_right(call, chat, "can_manage_tags")
    who, member = member_of(call, chat)
    tag = call.get("tag", "")
    _require_label(tag, "TAG")
    if not member.is_present:
        raise bad_request("USER_NOT_PARTICIPANT")
    if member.is_admin:
        raise bad_request("user is an administrator of the chat")
    change(call.world, chat, who, replace(member, tag=tag), by=call.world.bot.id)
    return True


def _require_label(text: str, what: str) -> None:
    if len(text) > MAX_LABEL:
        raise bad_request(f"{what}_INVALID")
    if any(unicodedata.category(char) == "So" for char in text):
        raise bad_request(f"{what}_EMOJI_NOT_ALLOWED")


@method("approveChatJoinRequest", "declineChatJoinRequest")
def settle_join_request(call: Call) -> bool:
    """Yes or no to somebody who asked to come in."""
    chat = open_chat(call)
    require_right(call, chat, "can_invite_users", refusal="not enough rights to manage chat join requests")
    who = person_of(call).id
    if who not in chat.join_requests:
        raise bad_request("HIDE_REQUESTER_MISSING")
    is_let_in = call.method == "approveChatJoinRequest"
    settle_request(call.world, chat, who, by=call.world.bot.id, is_let_in=is_let_in)
    return True


@method("setChatPermissions")
def set_chat_permissions(call: Call) -> bool:
    """What everybody may do by default."""
    chat = open_chat(call)
    require_right(call, chat, "can_restrict_members", refusal="not enough rights to change chat permissions")
    chat.permissions = _allowed(call["permissions"], independent=call.get("use_independent_chat_permissions", False))
    return True


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """The bot goes."""
    chat = open_chat(call)
    if chat.type == "private":
        raise bad_request("can't leave private chats")
    go(call.world, chat, call.world.bot.id, Member(status="left"), by=call.world.bot.id)
    return True
