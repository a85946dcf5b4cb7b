"""Sending: text, dice and the typing sign, and how anything is delivered."""

from typing import Any

from playground.methods.keyboards import inline_only, read_keyboard, words_only
from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, reply_of, require_voice, thread_of
from playground.text.read import message_caption, message_text
from playground.world.posts import add_post, audience
from playground.world.shapes import message_json
from playground.world.values import JSON, Post


def find_user(call: Call) -> Any:
    """How markup finds a person to mention."""
    people = call.world.people
    return lambda number: people[number].user() if number in people else None


def text_body(call: Call) -> JSON:
    """The text of a request as a message keeps it."""
    body = message_text(
        call["text"], mode=call.get("parse_mode"), entities=call.get("entities"), find_user=find_user(call)
    )
    options = call.get("link_preview_options")
    return body | ({"link_preview_options": options} if options else {})


def caption_body(call: Call) -> JSON:
    """The caption of a request as a message keeps it."""
    return message_caption(
        call.get("caption"),
        mode=call.get("parse_mode"),
        entities=call.get("caption_entities"),
        find_user=find_user(call),
    )


def deliver(
    call: Call,
    body: JSON,
    *,
    need: str = "can_send_messages",
    what: str = "text messages",
    poll_id: str = "",
    count: int = 1,
    extra: JSON | None = None,
) -> Post:
    """Post the bot's content where the request says; it counts for `count` messages against Telegram's pace."""
    chat = open_chat(call)
    require_voice(call, chat, need, what)
    reply_to = reply_of(call, chat)
    topic = thread_of(call, chat, replied=chat.posts[reply_to].topic if reply_to else 0)
    markup = read_keyboard(call, is_private=chat.type == "private")
    call.world.floods.send(chat.id, count=count)
    fields = (extra or {}) | ({"has_protected_content": True} if call.get("protect_content") else {})
    return add_post(
        call.world,
        chat,
        body,
        sender_id=call.world.bot.id,
        topic=topic,
        reply_to=reply_to if reply_to != topic else 0,
        keyboard=inline_only(markup),
        typing=words_only(markup),
        extra=fields,
        poll_id=poll_id,
    )


@method("sendMessage")
def send_message(call: Call) -> JSON:
    """A text."""
    open_chat(call)
    return message_json(call.world, deliver(call, text_body(call)))


@method("sendDice")
def send_dice(call: Call) -> JSON:
    """A throw of chance."""
    emoji = call.get("emoji", "🎲")
    highest = {"🏀": 5, "⚽": 5, "🎰": 64}.get(emoji, 6)
    value = call.world.random.randint(1, highest)
    body = {"dice": {"emoji": emoji, "value": value}}
    return message_json(call.world, deliver(call, body, need="can_send_other_messages", what="dice"))


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """The typing sign."""
    chat = open_chat(call)
    action = {"chat_id": chat.id, "action": call["action"], "topic": thread_of(call, chat)}
    call.world.feed.publish("typing", action, only=audience(call.world, chat))
    return True
