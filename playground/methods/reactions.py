"""The bot's own reactions."""

from playground.methods.registry import Call, method
from playground.methods.targets import open_chat
from playground.world.errors import bad_request
from playground.world.reactions import is_allowed, set_reaction
from playground.world.values import JSON, Chat, Post

REACTIONS = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳❤‍🔥🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👨‍💻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷‍♂🤷🤷‍♀😡"
)


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """The bot's one reaction to a message."""
    chat = open_chat(call)
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request("message to react not found")
    reaction = call.get("reaction") or []
    if any(one["type"] == "paid" for one in reaction):
        raise bad_request("can't parse ReactionType: invalid reaction type specified")
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if not all(_may_give(chat, post, one) for one in reaction):
        raise bad_request("REACTION_INVALID")
    set_reaction(call.world, chat, post, who=call.world.bot.id, reaction=reaction)
    return True


def _may_give(chat: Chat, post: Post, one: JSON) -> bool:
    """An emoji of Telegram's that the chat allows; a custom one only where somebody gave it before."""
    if one["type"] == "custom_emoji":
        return any(one in given for given in post.reactions.values())
    emoji = one["emoji"]
    return is_allowed(chat, emoji) and bool(emoji) and all(char in REACTIONS or char == "\ufe0f" for char in emoji)
