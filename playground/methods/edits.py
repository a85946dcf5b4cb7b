"""Changing and deleting the bot's messages, and answering the presses of their buttons."""

import re
from typing import Any

from playground.methods.keyboards import inline_only, read_keyboard
from playground.methods.messages import caption_body, text_body
from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, own_post
from playground.world.errors import bad_request
from playground.world.posts import change_post, remove_posts
from playground.world.shapes import message_json
from playground.world.state import standing
from playground.world.talk import QUERY_GONE, QUERY_LIFETIME
from playground.world.values import JSON, Chat, Post

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
CAPTIONED = frozenset({"photo", "document", "video", "animation", "audio", "voice"})
DELETABLE_FOR = 48 * 3600  # seconds
MOST_AT_ONCE = 100  # messages of one deleteMessages
DICE_STANDS = 24 * 3600  # seconds
_ROOTS = ("forum_topic_created", "supergroup_chat_created", "group_chat_created")


def edited(call: Call, chat: Chat, post: Post, body: JSON | None) -> JSON | bool:
    """Change content (unless None) and keyboard of a message; the same again is refused.

    True stands for a message that somebody sent by way of the bot.
    """
    keyboard = inline_only(read_keyboard(call, is_private=chat.type == "private"))
    if (body is None or body == post.body) and keyboard == post.keyboard:
        raise bad_request(NOT_MODIFIED)
    change_post(call.world, chat, post, body=body, keyboard=keyboard)
    return True if post.inline_id else message_json(call.world, post)


def meant(call: Call) -> tuple[Chat, Post]:
    """The message that a request means to change: the bot's own, or one that somebody sent by way of the bot."""
    if inline_id := call.get("inline_message_id"):
        chat_id, message_id = call.world.inline_sent.get(inline_id, (0, 0))
        chat = call.world.chats.get(chat_id)
        post = chat.posts.get(message_id) if chat else None
        if chat is None or post is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return chat, post
    if "chat_id" not in call.params or "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    chat = open_chat(call)
    return chat, own_post(call, chat)


@method("editMessageText")
def edit_message_text(call: Call) -> JSON | bool:
    """A new text, and the keyboard given with it (or none)."""
    chat, post = meant(call)
    if "text" not in post.body:
        raise bad_request("there is no text in the message to edit")
    return edited(call, chat, post, text_body(call))


@method("editMessageCaption")
def edit_message_caption(call: Call) -> JSON | bool:
    """A new caption under the same file."""
    chat, post = meant(call)
    if post.body.keys().isdisjoint(CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in post.body.items() if not name.startswith("caption")}
    return edited(call, chat, post, kept | caption_body(call))


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> JSON | bool:
    """Another keyboard, or none."""
    chat, post = meant(call)
    return edited(call, chat, post, None)


@method("deleteMessage")
def delete_message(call: Call) -> bool:
    """Delete one message."""
    chat = open_chat(call)
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request("message to delete not found")
    _require_deletable(call, chat, post)
    remove_posts(call.world, chat, [post.id])
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> bool:
    """Delete several; those that are gone are skipped."""
    if len(call["message_ids"]) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = open_chat(call)
    posts = [chat.posts[number] for number in call["message_ids"] if number in chat.posts]
    for post in posts:
        _require_deletable(call, chat, post)
    remove_posts(call.world, chat, [post.id for post in posts])
    return True


def _require_deletable(call: Call, chat: Chat, post: Post) -> None:
    """Refuse what is older than two days, whatever the bot's rights, and what only others may delete."""
    age = call.world.now() - post.date
    if chat.type == "supergroup":
        if age >= DELETABLE_FOR or not _may_delete(call, chat, post):
            raise bad_request("message can't be deleted")
    elif age > DELETABLE_FOR or not _may_revoke(call, chat, post, age):
        raise bad_request("message can't be deleted for everyone")


def _may_delete(call: Call, chat: Chat, post: Post) -> bool:
    """In a supergroup: the roots of topics and of the group never."""
    if post.id == 1 or (post.is_service and any(name.startswith("migrate") or name in _ROOTS for name in post.body)):
        return False
    if standing(chat, call.world.bot.id).has("can_delete_messages"):
        return True
    return post.sender_id == call.world.bot.id and not post.is_service


def _may_revoke(call: Call, chat: Chat, post: Post, age: int) -> bool:
    """In a private chat all but a throw of chance on its first day; in a basic group what is the bot's, or as an
    administrator everything."""
    is_own = post.sender_id == call.world.bot.id and not post.is_service
    if chat.type == "private":
        return not (age < DICE_STANDS and "dice" in post.body)
    return is_own or standing(chat, call.world.bot.id).is_admin


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """A toast (or alert) for the one who pressed."""
    world = call.world
    query = world.queries.get(call["callback_query_id"])
    if query is None or query.is_answered or world.now() - query.asked_at > QUERY_LIFETIME:
        raise bad_request(QUERY_GONE)
    text: str = call.get("text", "")
    if (url := call.get("url")) and not re.match(rf"(https?://)?t\.me/{world.bot.username}\?start=", url):
        raise bad_request("URL_INVALID")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.is_answered = True
    toast: dict[str, Any] = {"query_id": query.id, "text": text, "show_alert": bool(call.get("show_alert"))}
    world.toasts.append(toast | {"user_id": query.who})
    world.feed.publish("toast", toast, only=(query.who,))
    return True
