"""Forum topics as the bot handles them."""

from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, require_right, topic_of
from playground.world.errors import bad_request
from playground.world.shapes import topic_json
from playground.world.topics import COLORS, ICONS, drop, open_topic, rename, set_closed, set_hidden
from playground.world.values import GENERAL_TOPIC, JSON, Chat, Topic

MOST = 128  # characters of a name; the rest is cut off
NO_RIGHTS = "not enough rights to {} topic"


def _forum(call: Call, verb: str) -> Chat:
    chat = open_chat(call)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    require_right(call, chat, "can_manage_topics", refusal=NO_RIGHTS.format(verb))
    return chat


def _named(call: Call, verb: str) -> tuple[Chat, Topic]:
    chat = _forum(call, verb)
    topic = topic_of(call, chat)
    if topic.id == GENERAL_TOPIC and "message_thread_id" in call.params and verb == "delete the":
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


@method("createForumTopic")
def create_forum_topic(call: Call) -> JSON:
    """Open a topic."""
    chat = _forum(call, "create a")
    name = call["name"].strip()[:MOST]
    if not name:
        raise bad_request("name must be non-empty")
    color = call.get("icon_color", 0)
    if color and color not in COLORS:
        raise bad_request("invalid icon color specified")
    emoji = call.get("icon_custom_emoji_id", "")
    return topic_json(open_topic(call.world, chat, name, by=call.world.bot.id, color=color, emoji=emoji))


@method("editForumTopic", "editGeneralForumTopic")
def edit_forum_topic(call: Call) -> bool:
    """Another name or icon."""
    chat, topic = _named(call, "edit the")
    name, emoji = call.get("name", "").strip()[:MOST], call.get("icon_custom_emoji_id")
    if name in {"", topic.name} and emoji in {None, topic.icon_custom_emoji_id}:
        raise bad_request("TOPIC_NOT_MODIFIED")
    rename(call.world, chat, topic, by=call.world.bot.id, name=name, emoji=emoji)
    return True


@method("closeForumTopic", "closeGeneralForumTopic", "reopenForumTopic", "reopenGeneralForumTopic")
def close_or_reopen(call: Call) -> bool:
    """Close or reopen; twice the same is refused."""
    closed = call.method.startswith("close")
    chat, topic = _named(call, "close or open the")
    if topic.is_closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    if not closed and topic.is_hidden:
        set_hidden(call.world, chat, topic, by=call.world.bot.id, hidden=False)
    set_closed(call.world, chat, topic, by=call.world.bot.id, closed=closed)
    return True


@method("hideGeneralForumTopic", "unhideGeneralForumTopic")
def hide_or_unhide(call: Call) -> bool:
    """Hide or show General."""
    hidden = call.method.startswith("hide")
    chat, topic = _named(call, "close or open the")
    if topic.is_hidden == hidden:
        raise bad_request("TOPIC_NOT_MODIFIED")
    set_hidden(call.world, chat, topic, by=call.world.bot.id, hidden=hidden)
    return True


@method("deleteForumTopic")
def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with its messages."""
    chat, topic = _named(call, "delete the")
    require_right(call, chat, "can_delete_messages", refusal=NO_RIGHTS.format("delete the"))
    drop(call.world, chat, topic)
    return True


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(call: Call) -> list[JSON]:
    """The free icons; their pictures are not shipped."""
    del call
    look = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": False, "is_video": False}
    return [
        look | {"file_id": f"icon{icon}", "file_unique_id": icon, "emoji": emoji, "custom_emoji_id": icon}
        for emoji, icon in ICONS.items()
    ]
