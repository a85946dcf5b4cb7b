"""What people say and do with messages: speak, edit, delete, forward, pin, press a button."""

from dataclasses import replace

from playground.text.entities import detect
from playground.world.errors import RefusedError
from playground.world.membership import change
from playground.world.places import channel as channel_of
from playground.world.posts import (
    add_post,
    bot_is_in,
    change_post,
    pin_post,
    remove_posts,
    row_of,
)
from playground.world.shapes import chat_json, maybe_message, message_json
from playground.world.state import Query, State, standing
from playground.world.values import ANONYMOUS_ID, CHANNEL_BOT_ID, JSON, TELEGRAM_ID, Chat, Post

QUERY_LIFETIME = 15 * 60  # seconds an unanswered press may still be answered
QUERY_GONE = "query is too old and response timeout expired or query ID is invalid"


def say(
    world: State,
    who: int,
    chat_id: int,
    text: str,
    *,
    topic: int = 0,
    reply_to: int = 0,
    entities: list[JSON] | None = None,
    anonymous: bool = False,
    channel: str = "",
) -> JSON:
    """A person writes; an administrator may do so as the group, anybody as a channel of theirs."""
    if not text.strip():
        raise RefusedError("the message is empty")
    if len(text) > 4096:
        raise RefusedError(f"a message has at most 4096 characters, this one has {len(text)}")
    found = detect(text.strip(), list(entities or ()))
    body: JSON = {"text": text.strip(), "entities": found} if found else {"text": text.strip()}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, anonymous=anonymous, channel=channel)


def speak(
    world: State,
    who: int,
    chat_id: int,
    body: JSON,
    *,
    topic: int = 0,
    reply_to: int = 0,
    anonymous: bool = False,
    channel: str = "",
    need: str = "can_send_messages",
    extra: JSON | None = None,
    poll_id: str = "",
    keyboard: JSON | None = None,
    inline_id: str = "",
) -> JSON:
    """Post any content as a person, if the chat lets them."""
    chat = world.place(chat_id, who)
    topic = 0 if topic == 1 else topic
    if reply_to and reply_to not in chat.posts:
        raise RefusedError(f"message {reply_to} is not in this chat")
    if not _may_comment(chat, who, reply_to):
        _require_voice(world, chat, who, topic=topic, need=need)
    if chat.type == "private":
        world.people[who].has_started = True
    sender, sender_chat = who, None
    if anonymous:
        if not standing(chat, who).is_admin:
            raise RefusedError("only administrators may write as the group")
        if not standing(chat, who).is_anonymous:
            change(world, chat, who, replace(standing(chat, who), is_anonymous=True), by=who)
        sender, sender_chat = ANONYMOUS_ID, chat_json(world, chat)
    elif channel:
        sender, sender_chat = CHANNEL_BOT_ID, _in_its_name(world, chat, who, channel)
    fields = dict(extra or {})
    if anonymous and (title := standing(chat, who).title):
        fields["author_signature"] = title
    says = {"sender_id": sender, "sender_chat": sender_chat, "extra": fields, "poll_id": poll_id}
    says |= {"keyboard": keyboard, "inline_id": inline_id}
    return message_json(world, add_post(world, chat, body, topic=topic, reply_to=reply_to, **says))


def _in_its_name(world: State, chat: Chat, who: int, channel: str) -> JSON:
    if chat.type != "supergroup":
        raise RefusedError("only in a supergroup can one write as a channel")
    known = channel_of(world, channel)
    owner = chat.owners.setdefault(known["id"], who)
    if any(each == known["id"] or chat.owners.get(each) == owner for each in chat.kept_out):
        raise RefusedError(f"{channel} is banned from {chat.title}, with all channels of its owner")
    return known


def _may_comment(chat: Chat, who: int, reply_to: int) -> bool:
    """Under a post of the linked channel anybody writes who was not put out, unless they have to join first."""
    if not reply_to or chat.linked is None or chat.joins_to_send or standing(chat, who).status != "left":
        return False
    first = chat.posts.get(row_of(chat, reply_to))
    return first is not None and bool(first.extra.get("is_automatic_forward"))


def _require_voice(world: State, chat: Chat, who: int, *, topic: int, need: str) -> None:
    if chat.type == "private":
        if world.people[who].has_blocked:
            raise RefusedError("you have blocked the bot; unblock it first")
        return
    member = standing(chat, who)
    if not member.is_present:
        raise RefusedError(f"{world.people[who].name} is not in {chat.title}")
    if not world.may(chat, who, need):
        raise RefusedError(f"{world.people[who].name} may not send this in {chat.title}")
    if chat.slow_mode and not member.is_admin and _last_said(chat, who) + chat.slow_mode > world.now():
        raise RefusedError(f"slow mode: one message in {chat.slow_mode} seconds in {chat.title}")
    if topic and topic not in chat.topics:
        raise RefusedError(f"{chat.title} has no topic {topic}")
    room = chat.topics.get(topic or 1)
    if room and room.is_closed and not member.has("can_manage_topics"):
        raise RefusedError(f"the topic {room.name} is closed")


def _last_said(chat: Chat, who: int) -> int:
    return max((post.date for post in chat.posts.values() if post.sender_id == who and not post.is_service), default=0)


def edit(world: State, who: int, chat_id: int, message_id: int, text: str) -> JSON:
    """A person changes their own message."""
    chat, post = find(world, who, chat_id, message_id)
    if who not in (post.sender_id, chat.owners.get((post.sender_chat or {}).get("id", 0))) or post.is_service:
        raise RefusedError("only the author may edit a message")
    if not text.strip():
        raise RefusedError("the message is empty")
    name = "text" if "text" in post.body else "caption"
    marks = "entities" if name == "text" else "caption_entities"
    body = {key: value for key, value in post.body.items() if key not in {name, marks}} | {name: text.strip()}
    if found := detect(text.strip(), []):
        body[marks] = found
    change_post(world, chat, post, body=body, keyboard=post.keyboard)
    return message_json(world, post)


def touch(world: State, chat_id: int, message_id: int) -> None:
    """Something about a message changed that nobody sees; the bot hears of an edit all the same."""
    chat = world.group(chat_id) if chat_id < 0 else world.private(chat_id)
    post = chat.posts[message_id]
    change_post(world, chat, post, body=post.body, keyboard=post.keyboard)


def delete(world: State, who: int, chat_id: int, message_id: int) -> None:
    """A person deletes their own message, or an administrator anybody's."""
    chat, post = find(world, who, chat_id, message_id)
    if chat.type != "private" and post.sender_id != who:
        world.require(chat, who, "can_delete_messages")
    remove_posts(world, chat, [message_id])


def forward(world: State, who: int, chat_id: int, message_id: int, to: int) -> JSON:
    """A person forwards a message to another chat they are in."""
    chat, post = find(world, who, chat_id, message_id)
    if post.is_service or is_protected(chat, post):
        raise RefusedError("this message cannot be forwarded")
    sent = speak(world, who, to, dict(post.body), extra={"forward_origin": origin(world, post)}, poll_id=post.poll_id)
    if post.poll_id:
        world.polls[post.poll_id].copies.append((to, sent["message_id"]))
    return sent


def is_protected(chat: Chat, post: Post) -> bool:
    """Whether nobody may forward, copy or save it."""
    return chat.is_protected or bool(post.extra.get("has_protected_content"))


def origin(world: State, post: Post) -> JSON:
    """The Bot API's MessageOrigin of a forwarded message."""
    if known := post.extra.get("forward_origin"):
        return dict(known)
    if post.sender_chat:
        return {"type": "chat", "date": post.date, "sender_chat": post.sender_chat}
    return {"type": "user", "date": post.date, "sender_user": world.people[post.sender_id].user()}


def auto_forward(world: State, chat_id: int, channel: str, text: str) -> JSON:
    """A post of the linked channel arrives in its discussion group."""
    chat = world.group(chat_id)
    source = channel_of(world, channel)
    chat.linked = source
    origin = {"type": "channel", "date": world.now(), "chat": source, "message_id": world.next_number("channel_post")}
    extra = {"is_automatic_forward": True, "forward_origin": origin}
    post = add_post(world, chat, {"text": text}, sender_id=TELEGRAM_ID, sender_chat=source, extra=extra)
    return message_json(world, post)


def pin(world: State, who: int, chat_id: int, message_id: int) -> None:
    """Pin a message."""
    chat, post = find(world, who, chat_id, message_id)
    if chat.type != "private":
        world.require(chat, who, "can_pin_messages")
    pin_post(world, chat, post, by=who)


def press(world: State, who: int, chat_id: int, message_id: int, data: str) -> str:
    """A person presses a button that carries `data`; the id of the query the bot gets."""
    _, post = find(world, who, chat_id, message_id)
    rows = (post.keyboard or {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise RefusedError(f"message {message_id} has no button {data!r}")
    return press_made_up(world, who, chat_id, message_id, data)


def press_made_up(world: State, who: int, chat_id: int, message_id: int, data: str) -> str:
    """A changed client sends data of its own making from under a message: no button of it need carry them.

    Whoever can look into a group can do so, a member or not.
    """
    chat = world.place(chat_id, who)
    query = Query(str(world.next_number("query")), who, world.now())
    world.queries[query.id] = query
    post = chat.posts[message_id]
    if bot_is_in(world, chat) or post.inline_id:
        update: JSON = {"id": query.id, "from": world.people[who].user()}
        update |= {"inline_message_id": post.inline_id} if post.inline_id else {"message": message_json(world, post)}
        update |= {"chat_instance": str(7_000_000_000 + abs(chat.id)), "data": data}
        world.updates.push("callback_query", update)
    return query.id


def press_vanished(world: State, who: int, chat_id: int, message_id: int, data: str) -> str:
    """A button of a message that was deleted meanwhile: the bot hears of a message it cannot reach."""
    chat = world.place(chat_id, who)
    query = Query(str(world.next_number("query")), who, world.now())
    world.queries[query.id] = query
    update: JSON = {"id": query.id, "from": world.people[who].user(), "message": maybe_message(world, chat, message_id)}
    update |= {"chat_instance": str(7_000_000_000 + abs(chat.id)), "data": data}
    world.updates.push("callback_query", update)
    return query.id


def find(world: State, who: int, chat_id: int, message_id: int) -> tuple[Chat, Post]:
    """The message, if this person can see it."""
    chat = world.place(chat_id, who)
    if chat.type != "private" and not standing(chat, who).is_present:
        raise RefusedError(f"{world.people[who].name} is not in {chat.title}")
    post = chat.posts.get(message_id)
    if post is None:
        raise RefusedError(f"message {message_id} is not in this chat")
    return chat, post
