"""Invite links; joining by them is the people's affair."""

from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, require_right
from playground.world.errors import bad_request
from playground.world.joining import new_link
from playground.world.shapes import link_json
from playground.world.values import JSON, Chat, Link


def _inviting(call: Call) -> Chat:
    chat = open_chat(call)
    if chat.type == "private":
        raise bad_request("can't invite members to a private chat")
    require_right(call, chat, "can_invite_users", refusal="not enough rights to manage chat invite link")
    return chat


def _new(call: Call, chat: Chat) -> Link:
    return chat.links[new_link(call.world, call.world.bot.id, chat.id)]


def _known(call: Call, chat: Chat) -> Link:
    link = chat.links.get(call["invite_link"])
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    return link


def _fill(call: Call, link: Link) -> None:
    if call.get("creates_join_request") and call.get("member_limit"):
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    if len(call.get("name", "")) > 32:
        raise bad_request("invite link name is too long")
    link.name = call.get("name", "")
    link.expire_date = call.get("expire_date", 0)
    link.member_limit = call.get("member_limit", 0)
    link.asks = call.get("creates_join_request", False)


@method("exportChatInviteLink")
def export_chat_invite_link(call: Call) -> str:
    """A fresh primary link; the old one ends."""
    chat = _inviting(call)
    for link in chat.links.values():
        link.is_revoked = link.is_revoked or link.is_primary
    link = _new(call, chat)
    link.is_primary = True
    return link.url


@method("createChatInviteLink")
def create_chat_invite_link(call: Call) -> JSON:
    """One more link."""
    chat = _inviting(call)
    link = _new(call, chat)
    _fill(call, link)
    return link_json(call.world, link)


@method("editChatInviteLink")
def edit_chat_invite_link(call: Call) -> JSON:
    """Other terms for a link of the bot's."""
    link = _known(call, _inviting(call))
    _fill(call, link)
    return link_json(call.world, link)


@method("revokeChatInviteLink")
def revoke_chat_invite_link(call: Call) -> JSON:
    """End a link."""
    link = _known(call, _inviting(call))
    link.is_revoked = True
    return link_json(call.world, link)
