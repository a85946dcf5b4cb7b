"""Which commands the bot offers to whom: the narrowest scope that has any, by language."""

from playground.world.state import State, standing
from playground.world.values import JSON, Chat


def scope_key(scope: JSON) -> str:
    """One string for a BotCommandScope."""
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts)


def commands_for(world: State, chat: Chat, who: int) -> list[JSON]:
    """What this person sees behind the slash in this chat."""
    scopes = [f"chat_member:{chat.id}:{who}"]
    if chat.type != "private":
        if standing(chat, who).is_admin:
            scopes.append(f"chat_administrators:{chat.id}")
        scopes.append(f"chat:{chat.id}")
        if standing(chat, who).is_admin:
            scopes.append("all_chat_administrators")
        scopes.append("all_group_chats")
    else:
        scopes += [f"chat:{chat.id}", "all_private_chats"]
    language = world.people[who].language_code[:2]
    for scope in [*scopes, "default"]:
        for code in (language, ""):
            if found := world.commands.get((scope, code)):
                return found
    return []
