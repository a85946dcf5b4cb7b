"""Buttons of words that ask for people or a group: what fits is offered, and what is chosen is told to the bot."""

from collections.abc import Iterator, Sequence

from playground.world.errors import RefusedError
from playground.world.posts import add_service
from playground.world.shapes import message_json
from playground.world.state import State, standing
from playground.world.values import JSON, Chat, Person


def key_of(world: State, who: int, message_id: int, text: str) -> JSON:
    """The button of words that reads so under a message of one's private chat with the bot."""
    post = world.private(who).posts.get(message_id)
    rows = ((post.typing if post is not None else None) or {}).get("keyboard", [])
    for key in (key for row in rows for key in row):
        if key["text"] == text:
            return dict(key)
    raise RefusedError(f"message {message_id} has no button {text!r}")


def fitting_people(world: State, who: int, wish: JSON) -> list[Person]:
    """Who may be chosen: bots and people with Premium or without, as the button says."""
    fits = [person for person in _known(world, who) if wish.get("user_is_bot") in (None, person.is_bot)]
    return fits if not wish.get("user_is_premium") else []  # nobody in this world pays Telegram


def _known(world: State, who: int) -> Iterator[Person]:
    yield from (person for person in world.residents() if person.id != who and not person.is_deleted)
    yield world.bot


def fitting_chats(world: State, who: int, wish: JSON) -> list[Chat]:
    """The groups of that person which are as the button says."""
    groups = (chat for chat in world.chats.values() if chat.type != "private" and not chat.migrated_to)
    return [chat for chat in groups if standing(chat, who).is_present and _fits(world, chat, who, wish)]


def _fits(world: State, chat: Chat, who: int, wish: JSON) -> bool:
    me, bot = standing(chat, who), standing(chat, world.bot.id)
    return (
        not wish["chat_is_channel"]
        and wish.get("chat_is_forum") in (None, chat.is_forum)
        and wish.get("chat_has_username") in (None, bool(chat.username))
        and (not wish.get("chat_is_created") or me.status == "creator")
        and (not wish.get("bot_is_member") or bot.is_present)
        and all(me.has(right) for right in _asked(wish, "user_administrator_rights"))
    )


def _asked(wish: JSON, whose: str) -> list[str]:
    return [right for right, is_asked in (wish.get(whose) or {}).items() if is_asked and right.startswith("can_")]


def share_users(world: State, who: int, message_id: int, text: str, users: Sequence[int]) -> JSON:
    """Hand the chosen people to the bot."""
    wish = key_of(world, who, message_id, text).get("request_users")
    if wish is None:
        raise RefusedError(f"the button {text!r} asks for nobody")
    most = wish.get("max_quantity", 1)
    if not 1 <= len(set(users)) == len(users) <= most:
        raise RefusedError(f"the button {text!r} takes 1 to {most} people, saw {len(users)}")
    fitting = {person.id: person for person in fitting_people(world, who, wish)}
    if others := set(users) - fitting.keys():
        raise RefusedError(f"the button {text!r} does not take {others.pop()}")
    shared = [_user(fitting[user_id], wish) for user_id in users]
    return _tell(world, who, {"users_shared": {"request_id": wish["request_id"], "users": shared}})


def _user(person: Person, wish: JSON) -> JSON:
    names = ("first_name", "last_name") if wish.get("request_name") else ()
    fields = (*names, *(("username",) if wish.get("request_username") else ()))
    return {"user_id": person.id} | {name: value for name in fields if (value := getattr(person, name))}


def share_chat(world: State, who: int, message_id: int, text: str, chat_id: int) -> JSON:
    """Hand the chosen group to the bot."""
    wish = key_of(world, who, message_id, text).get("request_chat")
    if wish is None:
        raise RefusedError(f"the button {text!r} asks for no chat")
    chat = next((each for each in fitting_chats(world, who, wish) if each.id == chat_id), None)
    if chat is None:
        raise RefusedError(f"the button {text!r} does not take {chat_id}")
    shared: JSON = {"request_id": wish["request_id"], "chat_id": chat.id}
    if wish.get("request_title"):
        shared["title"] = chat.title
    if wish.get("request_username") and chat.username:
        shared["username"] = chat.username
    return _tell(world, who, {"chat_shared": shared})


def choices(world: State, who: int, message_id: int, text: str) -> list[JSON]:
    """What somebody may choose from under such a button."""
    key = key_of(world, who, message_id, text)
    if wish := key.get("request_users"):
        return [{"id": person.id, "name": person.name} for person in fitting_people(world, who, wish)]
    return [{"id": chat.id, "name": chat.title} for chat in fitting_chats(world, who, key.get("request_chat") or {})]


def _tell(world: State, who: int, body: JSON) -> JSON:
    return message_json(world, add_service(world, world.private(who), who, body))
