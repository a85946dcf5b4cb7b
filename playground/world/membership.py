"""Who is in which chat and with what rights: every change of standing, and the updates it brings."""

from dataclasses import replace

from playground.world.errors import RefusedError
from playground.world.posts import add_service, audience, bot_is_admin
from playground.world.shapes import chat_json, link_json, message_json
from playground.world.standings import standing_json
from playground.world.state import State, standing
from playground.world.values import ADMIN_RIGHTS, JSON, PERMISSIONS, Chat, Link, Member

USUAL_RIGHTS = frozenset(ADMIN_RIGHTS) - {"can_promote_members"}


def change(
    world: State, chat: Chat, who: int, new: Member, *, by: int, link: Link | None = None, has_asked: bool = False
) -> None:
    """Give somebody a new standing; the bot hears if it is about itself or if it is an administrator."""
    old = standing(chat, who)
    hears = bot_is_admin(world, chat)
    chat.members[who] = new
    watchers = {*audience(world, chat), who}
    world.feed.publish("member", {"chat_id": chat.id, "member": standing_json(world, chat, who, new)}, only=watchers)
    kind = "my_chat_member" if who == world.bot.id else "chat_member"
    if kind == "my_chat_member" or hears:
        update: JSON = {
            "chat": chat_json(world, chat),
            "from": world.people[by].user(),
            "date": world.now(),
            "old_chat_member": standing_json(world, chat, who, old),
            "new_chat_member": standing_json(world, chat, who, new),
        }
        if link:
            update["invite_link"] = link_json(world, link)
        if has_asked:
            update["via_join_request"] = True
        world.updates.push(kind, update)


def settle_members(world: State) -> None:
    """End restrictions and bans whose time is over."""
    now = world.now()
    for chat in world.chats.values():
        for who, member in chat.members.items():
            if member.until and member.until <= now and member.status in {"restricted", "kicked"}:
                inside = member.status == "restricted" and member.is_inside
                chat.members[who] = Member(status="member" if inside else "left", tag=member.tag)


def enter(world: State, chat: Chat, who: int, *, by: int, link: Link | None = None, has_asked: bool = False) -> None:
    """Somebody comes in: the service message and the change of standing."""
    old = standing(chat, who)
    if link:
        link.used += 1
    if old.status == "restricted":
        new = replace(old, is_inside=True)
    else:
        new = Member(status="member", tag=old.tag, joined_at=world.now())
    change(world, chat, who, new, by=by, link=link, has_asked=has_asked)
    add_service(world, chat, who if has_asked else by, {"new_chat_members": [world.people[who].user()]})
    world.feed.publish("chat", {"chat_id": chat.id}, only=(who,))


def leave(world: State, who: int, chat_id: int, *, by: int | None = None) -> None:
    """Go, or be put out without a ban."""
    chat = world.group(chat_id)
    now = standing(chat, who)
    if not now.is_present:
        raise RefusedError(f"{world.people[who].name} is not in {chat.title}")
    gone = replace(now, is_inside=False) if now.status == "restricted" else Member(status="left", tag=now.tag)
    go(world, chat, who, gone, by=who if by is None else by)


def go(world: State, chat: Chat, who: int, new: Member, *, by: int) -> None:
    """Somebody is no longer in: the service message (if they were) and the change of standing."""
    was_present = standing(chat, who).is_present
    if was_present and who != world.bot.id:
        add_service(world, chat, by, {"left_chat_member": world.people[who].user()})
    change(world, chat, who, new, by=by)
    if was_present and who == world.bot.id and chat.type == "supergroup":
        _tell_bot_it_is_out(world, chat, by)


def _tell_bot_it_is_out(world: State, chat: Chat, by: int) -> None:
    """The one message that still reaches it."""
    post = add_service(world, chat, by, {"left_chat_member": world.bot.user()})
    world.updates.push("message", message_json(world, post))


def promote(world: State, by: int, chat_id: int, user_id: int, *, rights: list[str] | None = None) -> None:
    """An administrator gives somebody rights (all but promoting, unless named)."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_promote_members")
    _refuse_owner(world, chat, user_id)
    given = frozenset(rights).intersection(ADMIN_RIGHTS) if rights is not None else USUAL_RIGHTS
    old = standing(chat, user_id)
    if not old.is_present:
        raise RefusedError(f"{world.people[user_id].name} is not in {chat.title}")
    new = Member(status="administrator", rights=given | {"can_manage_chat"}, title=old.title, joined_at=old.joined_at)
    change(world, chat, user_id, new, by=by)


def demote(world: State, by: int, chat_id: int, user_id: int) -> None:
    """Take an administrator's rights away."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_promote_members")
    _refuse_owner(world, chat, user_id)
    change(world, chat, user_id, Member(joined_at=standing(chat, user_id).joined_at), by=by)


def restrict(
    world: State, by: int, chat_id: int, user_id: int, *, allowed: list[str] | None = None, seconds: int = 0
) -> None:
    """Take permissions from a member (all, unless some are named), for a time or for ever."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_restrict_members")
    _refuse_owner(world, chat, user_id)
    restricted(world, chat, user_id, by=by, allowed=frozenset(allowed or ()), until=seconds and world.now() + seconds)


def restricted(world: State, chat: Chat, who: int, *, by: int, allowed: frozenset[str], until: int) -> None:
    """The change of standing behind a restriction; every permission given lifts it."""
    old = standing(chat, who)
    if allowed.issuperset(PERMISSIONS):
        new = Member(status="member" if old.is_present else "left", tag=old.tag, joined_at=old.joined_at)
    else:
        new = Member(status="restricted", allowed=allowed, until=until, tag=old.tag, is_inside=old.is_present)
    change(world, chat, who, new, by=by)


def ban(world: State, by: int, chat_id: int, user_id: int, *, seconds: int = 0) -> None:
    """Put somebody out and keep them out."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_restrict_members")
    _refuse_owner(world, chat, user_id)
    go(world, chat, user_id, Member(status="kicked", until=seconds and world.now() + seconds), by=by)


def unban(world: State, by: int, chat_id: int, user_id: int) -> None:
    """Let somebody banned come again."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_restrict_members")
    if standing(chat, user_id).status == "kicked":
        change(world, chat, user_id, Member(status="left"), by=by)


def remove_bot(world: State, by: int, chat_id: int) -> None:
    """Put the bot out; Telegram bans a bot that is put out."""
    chat = world.group(chat_id)
    if not standing(chat, world.bot.id).is_present:
        raise RefusedError(f"the bot is not in {chat.title}")
    world.require(chat, by, "can_restrict_members")
    go(world, chat, world.bot.id, Member(status="kicked"), by=by)


def set_blocked(world: State, who: int, *, blocked: bool) -> None:
    """Block or unblock the bot privately."""
    person = world.people[who]
    if person.has_blocked == blocked:
        raise RefusedError("the bot is already blocked" if blocked else "the bot is not blocked")
    chat = world.private(who)
    person.has_blocked = blocked
    old, new = Member(status="kicked"), Member()
    change_private = (new, old) if blocked else (old, new)
    chat.members[world.bot.id] = change_private[0]
    change(world, chat, world.bot.id, change_private[1], by=who)


def _refuse_owner(world: State, chat: Chat, who: int) -> None:
    if standing(chat, who).status == "creator":
        raise RefusedError(f"{world.people[who].name} owns {chat.title}")
