"""Reactions: who may give which, what the bot hears of them, and the counts it is told where names are kept back."""

from collections import Counter

from playground.world.errors import RefusedError
from playground.world.places import channel as channel_of
from playground.world.posts import bot_is_admin, bot_is_in, show
from playground.world.shapes import chat_json
from playground.world.state import State, standing
from playground.world.talk import find
from playground.world.values import CHANNEL_BOT_ID, JSON, Chat, Post

COUNTED_AFTER = 180  # seconds after which counts are told, all at once
PAID: JSON = {"type": "paid"}


def emoji_reaction(emoji: str) -> JSON:
    """An emoji as the Bot API's ReactionType; digits alone are the id of a custom one, ⭐ is paid."""
    if emoji == "⭐":
        return PAID
    return {"type": "custom_emoji", "custom_emoji_id": emoji} if emoji.isdigit() else {"type": "emoji", "emoji": emoji}


def react(world: State, who: int, chat_id: int, message_id: int, emoji: str | None, *, channel: str = "") -> None:
    """A person sets one reaction, or takes it back with None; in the name of a channel of theirs if one is named."""
    chat, post = find(world, who, chat_id, message_id)
    if emoji and chat.type != "private" and not world.may(chat, who, "can_react_to_messages"):
        raise RefusedError(f"{world.people[who].name} may not react in {chat.title}")
    reaction = [emoji_reaction(emoji)] if emoji else []
    if any(each["type"] == "emoji" and not is_allowed(chat, each["emoji"]) for each in reaction):
        raise RefusedError(f"{emoji} is not among the reactions of {chat.title}")
    sender = channel_of(world, channel) if channel else None
    set_reaction(world, chat, post, who=CHANNEL_BOT_ID if channel else who, reaction=reaction, sender=sender)


def is_allowed(chat: Chat, emoji: str) -> bool:
    """Whether the chat's own list, if it has one, has this emoji."""
    return chat.reactions is None or emoji in chat.reactions


def set_reaction(
    world: State, chat: Chat, post: Post, *, who: int, reaction: list[JSON], sender: JSON | None = None
) -> None:
    """Replace the reactions of one person; an administrator bot hears of others' reactions."""
    old = post.reactions.get(who, [])
    if old == reaction:
        return
    if reaction:
        post.reactions[who] = reaction
    else:
        post.reactions.pop(who, None)
    show(world, chat, post, kind="reaction")
    if who == world.bot.id or not bot_is_in(world, chat):
        return
    if chat.type != "private" and not bot_is_admin(world, chat):
        return
    if chat.hides_reactors:
        world.uncounted.setdefault((chat.id, post.id), world.now() + COUNTED_AFTER)
        return
    update = {"chat": chat_json(world, chat), "message_id": post.id, "date": world.now()}
    update |= _actor(world, chat, who, sender) | {"old_reaction": old, "new_reaction": reaction}
    world.updates.push("message_reaction", update)


def _actor(world: State, chat: Chat, who: int, sender: JSON | None) -> JSON:
    """Anonymous administrators and channels are told as chats, without a user."""
    member = standing(chat, who)
    if sender is None and member.is_admin and member.is_anonymous:
        sender = chat_json(world, chat)
    return {"actor_chat": sender} if sender is not None else {"user": world.people[who].user()}


def settle_counts(world: State) -> None:
    """Tell the counts that have waited long enough, each message's in one update."""
    for place in [place for place, due in world.uncounted.items() if due <= world.now()]:
        del world.uncounted[place]
        chat, post = world.chats[place[0]], world.chats[place[0]].posts.get(place[1])
        if post is not None and bot_is_in(world, chat):
            update = {"chat": chat_json(world, chat), "message_id": post.id, "date": world.now()}
            world.updates.push("message_reaction_count", update | {"reactions": _counts(post)})


def _counts(post: Post) -> list[JSON]:
    given = [each for reactions in post.reactions.values() for each in reactions]
    counts = Counter(tuple(sorted(each.items())) for each in given)
    return [{"type": dict(kind), "total_count": count} for kind, count in counts.most_common()]
