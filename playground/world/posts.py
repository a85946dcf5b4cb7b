"""Messages come, change and go here, and whoever may know is told; what they say is decided elsewhere."""

from typing import Any

from playground.world.shapes import message_json, page_message
from playground.world.state import State
from playground.world.values import JSON, Chat, Post

KEPT_POSTS = 20_000  # a chat; the oldest go first


def add_post(world: State, chat: Chat, body: JSON, **fields: Any) -> Post:
    """Put a message into the chat and tell everybody; `told` are Post's own fields."""
    post = Post(id=world.next_message_id(chat), chat_id=chat.id, date=world.now(), body=body, **fields)
    if post.reply_to and chat.type == "supergroup" and not chat.is_forum:
        post.row = row_of(chat, post.reply_to)
    chat.posts[post.id] = post
    if len(chat.posts) > KEPT_POSTS:
        chat.posts.pop(next(iter(chat.posts)))
    announce(world, chat, post)
    return post


def row_of(chat: Chat, replied: int) -> int:
    """The first message of the row of replies that begins or goes on with an answer to `replied`."""
    earlier = chat.posts.get(replied)
    return earlier.row or earlier.id if earlier is not None else replied


def add_service(world: State, chat: Chat, sender_id: int, body: JSON, **fields: Any) -> Post:
    """A service message: what somebody did, told by Telegram itself."""
    return add_post(world, chat, body, sender_id=sender_id, is_service=True, **fields)


def announce(world: State, chat: Chat, post: Post, *, is_edit: bool = False) -> None:
    """Tell the page and the bot of a new or edited message."""
    show(world, chat, post, kind="edited" if is_edit else "message")
    if (post.sender_id != world.bot.id or post.is_service) and bot_reads(world, chat, post):
        world.updates.push("edited_message" if is_edit else "message", message_json(world, post))


def show(world: State, chat: Chat, post: Post, *, kind: str) -> None:
    """Tell the page alone; each watcher sees their own votes and reactions."""
    for viewer in world.feed.watching(audience(world, chat)):
        content = {"chat_id": chat.id, "message": page_message(world, post, viewer=viewer)}
        world.feed.publish(kind, content, only=(viewer,))


def audience(world: State, chat: Chat) -> list[int]:
    """Who can see what happens in the chat."""
    return [chat.id] if chat.type == "private" else chat.present()


def bot_is_in(world: State, chat: Chat) -> bool:
    """Whether the bot gets anything at all from the chat."""
    if chat.type == "private":
        return not world.people[chat.id].has_blocked
    member = chat.members.get(world.bot.id)
    return member is not None and member.is_present


def bot_is_admin(world: State, chat: Chat) -> bool:
    """Whether the bot gets what only administrators get."""
    member = chat.members.get(world.bot.id)
    return member is not None and member.is_admin


def bot_reads(world: State, chat: Chat, post: Post) -> bool:
    """Whether the bot may see this message: all of them, or in privacy mode those meant for it."""
    if not bot_is_in(world, chat):
        return False
    is_open = world.reads_all or chat.type == "private" or post.is_service or "via_bot" in post.extra
    if is_open or bot_is_admin(world, chat):
        return True
    replied = chat.posts.get(post.reply_to)
    return (replied is not None and replied.sender_id == world.bot.id) or _is_for_bot(world, chat, post)


def _is_for_bot(world: State, chat: Chat, post: Post) -> bool:
    """A command that names it, or any where it was the last bot to speak; to be mentioned is not enough."""
    command, _, _ = str(post.body.get("text") or post.body.get("caption") or "").partition(" ")
    if not command.startswith("/"):
        return False
    _, at, name = command.partition("@")
    if at:
        return name.lower() == world.bot.username.lower()
    by_bots = [one.sender_id for one in chat.posts.values() if world.people[one.sender_id].is_bot and one.id < post.id]
    return by_bots[-1:] == [world.bot.id]


def change_post(world: State, chat: Chat, post: Post, *, body: JSON | None = None, keyboard: JSON | None) -> None:
    """Edit in place; the date of the edit is told except when only the keyboard changes."""
    if body is not None:
        post.body = body
        post.edit_date = world.now()
    post.keyboard = keyboard
    announce(world, chat, post, is_edit=True)


def remove_posts(world: State, chat: Chat, ids: list[int]) -> None:
    """Delete messages; the Bot API tells bots nothing of it."""
    for one in ids:
        chat.posts.pop(one, None)
        if one in chat.pinned:
            chat.pinned.remove(one)
    world.feed.publish("deleted", {"chat_id": chat.id, "message_ids": ids}, only=audience(world, chat))


def pin_post(world: State, chat: Chat, post: Post, *, by: int) -> None:
    """Pin a message, with the service message that tells of it."""
    if post.id in chat.pinned:
        chat.pinned.remove(post.id)
    chat.pinned.append(post.id)
    content = {"chat_id": chat.id, "pinned": list(chat.pinned)}
    world.feed.publish("pin", content, only=audience(world, chat))
    add_service(world, chat, by, {}, pinned_id=post.id, topic=post.topic)


def unpin_posts(world: State, chat: Chat, ids: list[int]) -> None:
    """Unpin; no service message tells of it."""
    chat.pinned = [one for one in chat.pinned if one not in ids]
    world.feed.publish("pin", {"chat_id": chat.id, "pinned": list(chat.pinned)}, only=audience(world, chat))
