"""Pinning and unpinning."""

from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, require_right, topic_of
from playground.world.errors import bad_request
from playground.world.posts import pin_post, unpin_posts
from playground.world.values import GENERAL_TOPIC, Chat


def _pinning(call: Call, what: str) -> Chat:
    chat = open_chat(call)
    require_right(
        call, chat, "can_pin_messages", refusal=f"not enough rights to manage pinned messages in the chat{what}"
    )
    return chat


@method("pinChatMessage")
def pin_chat_message(call: Call) -> bool:
    """Pin one."""
    chat = _pinning(call, "")
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request("message to pin not found")
    if post.is_service:
        raise bad_request("service messages can't be pinned")
    pin_post(call.world, chat, post, by=call.world.bot.id)
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> bool:
    """Unpin one, or the latest."""
    chat = _pinning(call, "")
    wanted = call.get("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.posts:
        raise bad_request("message to unpin not found")
    unpin_posts(call.world, chat, [wanted])
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = _pinning(call, "")
    unpin_posts(call.world, chat, list(chat.pinned))
    return True


@method("unpinAllForumTopicMessages", "unpinAllGeneralForumTopicMessages")
def unpin_all_topic_messages(call: Call) -> bool:
    """Unpin everything in one topic."""
    chat = _pinning(call, "")
    topic = topic_of(call, chat).id
    thread = 0 if topic == GENERAL_TOPIC else topic
    unpin_posts(call.world, chat, [one for one in chat.pinned if one in chat.posts and chat.posts[one].topic == thread])
    return True
