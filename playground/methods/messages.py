"""Sending: text, stickers, dice, forwards, copies, reactions and the typing sign."""

from typing import Any

from playground.methods.keyboards import inline_only, read_keyboard
from playground.methods.registry import Call, method
from playground.methods.targets import chat_of, open_chat, reply_of, require_voice, thread_of
from playground.text.read import message_caption, message_text
from playground.world.errors import bad_request
from playground.world.posts import add_post, audience, set_reaction
from playground.world.shapes import message_json
from playground.world.talk import origin
from playground.world.values import JSON, Chat, Post

REACTIONS = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳❤‍🔥🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👨‍💻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷‍♂🤷🤷‍♀😡"
)


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
    call: Call, body: JSON, *, need: str = "can_send_messages", what: str = "text messages", poll_id: str = ""
) -> Post:
    """Post the bot's content where the request says."""
    chat = open_chat(call)
    require_voice(call, chat, need, what)
    reply_to = reply_of(call, chat)
    topic = thread_of(call, chat, replied=chat.posts[reply_to].topic if reply_to else 0)
    keyboard = inline_only(read_keyboard(call))
    extra = {"has_protected_content": True} if call.get("protect_content") else {}
    return add_post(
        call.world,
        chat,
        body,
        sender_id=call.world.bot.id,
        topic=topic,
        reply_to=reply_to if reply_to != topic else 0,
        keyboard=keyboard,
        extra=extra,
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
    need = {"need": "can_send_other_messages", "what": "dice"}
    return message_json(call.world, deliver(call, {"dice": {"emoji": emoji, "value": value}}, **need))


@method("sendChatAction")
def send_chat_action(call: Call) -> bool:
    """The typing sign."""
    chat = open_chat(call)
    told = {"chat_id": chat.id, "action": call["action"], "topic": thread_of(call, chat)}
    call.world.feed.publish("typing", told, only=audience(call.world, chat))
    return True


def source_post(call: Call, message_id: int) -> Post:
    """The message to forward or copy."""
    post = chat_of(call, "from_chat_id").posts.get(message_id)
    if post is None:
        raise bad_request("message to forward not found" if "forward" in call.method else "message to copy not found")
    if post.is_service or post.extra.get("has_protected_content"):
        raise bad_request("message can't be forwarded" if "forward" in call.method else "message can't be copied")
    return post


@method("forwardMessage")
def forward_message(call: Call) -> JSON:
    """A message with its origin told."""
    return message_json(call.world, _forward(call, source_post(call, call["message_id"])))


def _forward(call: Call, post: Post) -> Post:
    sent = deliver(call, dict(post.body))
    sent.extra["forward_origin"] = origin(call.world, post)
    sent.poll_id = post.poll_id
    return sent


@method("copyMessage")
def copy_message(call: Call) -> JSON:
    """A message without its origin."""
    return {"message_id": _copy(call, source_post(call, call["message_id"])).id}


def _copy(call: Call, post: Post) -> Post:
    body = dict(post.body)
    if "caption" in call.params:
        body = {name: value for name, value in body.items() if not name.startswith("caption")} | caption_body(call)
    return deliver(call, body)


@method("forwardMessages", "copyMessages")
def several(call: Call) -> list[JSON]:
    """Several at once; those that are gone are left out."""
    action = _forward if call.method == "forwardMessages" else _copy
    known = chat_of(call, "from_chat_id").posts
    posts = [known[number] for number in call["message_ids"] if number in known and not known[number].is_service]
    if not posts:
        raise bad_request("there are no messages to forward")
    return [{"message_id": action(call, post).id} for post in posts]


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """The bot's one reaction to a message."""
    chat = open_chat(call)
    post = reacted_post(call, chat)
    reaction = call.get("reaction") or []
    if len(reaction) > 1 or any(one["type"] == "emoji" and not _is_allowed(chat, one["emoji"]) for one in reaction):
        raise bad_request("REACTIONS_TOO_MANY" if len(reaction) > 1 else "REACTION_INVALID")
    set_reaction(call.world, chat, post, who=call.world.bot.id, reaction=reaction)
    return True


def _is_allowed(chat: Chat, emoji: str) -> bool:
    if chat.reactions is not None and emoji not in chat.reactions:
        return False
    return bool(emoji) and all(char in REACTIONS or char == "\ufe0f" for char in emoji)


def reacted_post(call: Call, chat: Chat) -> Post:
    """The message a reaction is for."""
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request("message to react not found")
    return post
