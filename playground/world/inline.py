"""Inline mode: somebody asks the bot from within any chat, and sends what they choose of its answers."""

from playground.world.errors import RefusedError
from playground.world.offers import Asked, Offer
from playground.world.state import State
from playground.world.talk import speak
from playground.world.values import JSON, Chat


def ask_inline(world: State, who: int, chat_id: int, text: str) -> str:
    """Somebody types the bot's @name and some words; the id of the query that the bot gets."""
    chat = world.place(chat_id, who)
    if "inline_query" not in world.updates.allowed:
        raise RefusedError("the bot takes no inline queries")
    asked = Asked(str(world.next_number("inline")), who, text, world.now())
    world.inline_asked[asked.id] = asked
    query: JSON = {"id": asked.id, "from": world.people[who].user(), "query": text, "offset": ""}
    world.updates.push("inline_query", query | {"chat_type": _kind(chat)})
    return asked.id


def _kind(chat: Chat) -> str:
    return "sender" if chat.type == "private" else chat.type


def choose_inline(
    world: State, who: int, chat_id: int, query_id: str, result_id: str, *, topic: int = 0, reply_to: int = 0
) -> JSON:
    """Send one of the answers as one's own message, with the bot named as the way it came."""
    asked = world.inline_asked.get(query_id)
    offer = asked.offers.get(result_id) if asked is not None else None
    if asked is None or offer is None or asked.who != who:
        raise RefusedError(f"there is no answer {result_id!r} to the query {query_id!r}")
    sent, inline_id = send_offer(world, who, chat_id, offer, topic=topic, reply_to=reply_to)
    if world.tells_choices:
        chosen: JSON = {"result_id": result_id, "from": world.people[who].user(), "query": asked.text}
        world.updates.push("chosen_inline_result", chosen | ({"inline_message_id": inline_id} if inline_id else {}))
    return sent


def send_offer(
    world: State, who: int, chat_id: int, offer: Offer, *, topic: int = 0, reply_to: int = 0
) -> tuple[JSON, str]:
    """The message, and the id by which the bot may change it; empty for one without buttons."""
    if offer.problem:
        raise RefusedError(f"Telegram could not get what this answer shows: {offer.problem}")
    inline_id = f"inline{world.next_number('inline_message')}" if offer.keyboard else ""
    fields: JSON = {"topic": topic, "reply_to": reply_to, "keyboard": offer.keyboard, "inline_id": inline_id}
    sent = speak(world, who, chat_id, dict(offer.body), extra={"via_bot": world.bot.user()}, **fields)
    if inline_id:
        world.inline_sent[inline_id] = (sent["chat"]["id"], sent["message_id"])
    return sent, inline_id
