"""Forum topics: opened, renamed, closed, hidden and deleted, by people and by the bot alike."""

from playground.world.errors import RefusedError
from playground.world.posts import add_service, audience, remove_posts
from playground.world.shapes import topic_json
from playground.world.state import State, standing
from playground.world.values import GENERAL_TOPIC, JSON, Chat, Topic

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)

ICONS = {
    "💬": "5417915203100613993",
    "⚡️": "5312016608254762256",
    "🎉": "5235912661102773458",
    "📚": "5350481781306958339",
}
"""Ids of the free icons by what they show: a few out of Telegram's hundred."""


def open_topic(world: State, chat: Chat, name: str, *, by: int, color: int = 0, emoji: str = "") -> Topic:
    """A new topic with the service message that is its root."""
    color = color or COLORS[len(chat.topics) % len(COLORS)]
    number = world.next_message_id(chat)
    chat.last_id = number - 1  # the root message takes the topic's own id
    topic = Topic(id=number, name=name, icon_color=color, icon_custom_emoji_id=emoji)
    chat.topics[number] = topic
    _tell(world, chat, topic)
    fields = {key: value for key, value in topic_json(topic).items() if key != "message_thread_id"}
    add_service(world, chat, by, {"forum_topic_created": fields}, topic=number)
    return topic


def set_closed(world: State, chat: Chat, topic: Topic, *, by: int, closed: bool) -> None:
    """Close or reopen."""
    topic.is_closed = closed
    _service(world, chat, topic, by, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def set_hidden(world: State, chat: Chat, topic: Topic, *, by: int, hidden: bool) -> None:
    """Hide or show General; a hidden General is closed too."""
    topic.is_hidden = hidden
    topic.is_closed = topic.is_closed or hidden
    _service(world, chat, topic, by, {"general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden": {}})


def rename(world: State, chat: Chat, topic: Topic, *, by: int, name: str = "", emoji: str | None = None) -> None:
    """Change the name, the icon, or both."""
    fields: JSON = {}
    if name and name != topic.name:
        topic.name = fields["name"] = name
    if emoji is not None and emoji != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = fields["icon_custom_emoji_id"] = emoji
    _service(world, chat, topic, by, {"forum_topic_edited": fields})


def drop(world: State, chat: Chat, topic: Topic) -> None:
    """Delete a topic with every message in it; no service message tells of it."""
    chat.topics.pop(topic.id)
    remove_posts(world, chat, [post.id for post in chat.posts.values() if post.topic == topic.id])
    _tell(world, chat, topic, deleted=True)


def _service(world: State, chat: Chat, topic: Topic, by: int, body: JSON) -> None:
    _tell(world, chat, topic)
    add_service(world, chat, by, body, topic=0 if topic.id == GENERAL_TOPIC else topic.id)


def _tell(world: State, chat: Chat, topic: Topic, *, deleted: bool = False) -> None:
    content = page_topic(topic) | {"deleted": deleted}
    world.feed.publish("topic", {"chat_id": chat.id, "topic": content}, only=audience(world, chat))


def page_topic(topic: Topic) -> JSON:
    """A topic as the page shows it."""
    return {
        "id": topic.id,
        "name": topic.name,
        "icon_color": topic.icon_color,
        "closed": topic.is_closed,
        "hidden": topic.is_hidden,
    }


def _known(world: State, who: int, chat_id: int, topic: int) -> tuple[Chat, Topic]:
    chat = world.group(chat_id)
    if topic not in chat.topics:
        raise RefusedError(f"{chat.title} has no topic {topic}")
    world.require(chat, who, "can_manage_topics")
    return chat, chat.topics[topic]


def topic_new(world: State, who: int, chat_id: int, name: str) -> int:
    """A person opens a topic; its id."""
    chat = world.group(chat_id)
    if not chat.is_forum:
        raise RefusedError(f"{chat.title} has no topics")
    if not (standing(chat, who).is_present and world.may(chat, who, "can_manage_topics")):
        raise RefusedError(f"{world.people[who].name} may not open topics in {chat.title}")
    if not 1 <= len(name.strip()) <= 128:
        raise RefusedError("a topic's name has 1 to 128 characters")
    return open_topic(world, chat, name.strip(), by=who).id


def topic_close(world: State, who: int, chat_id: int, topic: int) -> None:
    """A person closes a topic."""
    chat, found = _known(world, who, chat_id, topic)
    set_closed(world, chat, found, by=who, closed=True)


def topic_reopen(world: State, who: int, chat_id: int, topic: int) -> None:
    """A person reopens a topic."""
    chat, found = _known(world, who, chat_id, topic)
    set_closed(world, chat, found, by=who, closed=False)


def topic_rename(world: State, who: int, chat_id: int, topic: int, name: str) -> None:
    """A person renames a topic."""
    chat, found = _known(world, who, chat_id, topic)
    rename(world, chat, found, by=who, name=name)


def topic_delete(world: State, who: int, chat_id: int, topic: int) -> None:
    """A person deletes a topic."""
    chat, found = _known(world, who, chat_id, topic)
    if topic == GENERAL_TOPIC:
        raise RefusedError("the General topic cannot be deleted")
    world.require(chat, who, "can_delete_messages")
    drop(world, chat, found)
