"""Answers to inline queries; asking and choosing is the world's affair."""

from typing import Any

from playground.methods.files import media_body
from playground.methods.keyboards import checked_keyboard, inline_only
from playground.methods.media import KINDS, contact_body, moving_body, place_body, venue_body
from playground.methods.messages import caption_body, find_user
from playground.methods.registry import Call, method
from playground.text.read import message_text
from playground.world.errors import bad_request
from playground.world.offers import Offer
from playground.world.talk import QUERY_GONE, QUERY_LIFETIME
from playground.world.values import JSON

MOST_RESULTS, LONGEST_ID = 50, 64
SHOWN = ("title", "description", "caption", "first_name", "phone_number", "address")
FILES = ("photo", "document", "sticker", *KINDS)


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    """What the bot offers to send; who asked is shown it."""
    world = call.world
    asked = world.inline_asked.get(call["inline_query_id"])
    if asked is None or asked.is_answered or world.now() - asked.asked_at > QUERY_LIFETIME:
        raise bad_request(QUERY_GONE)
    results: list[JSON] = call["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if any(not 1 <= len(each["id"].encode()) <= LONGEST_ID for each in results):
        raise bad_request("RESULT_ID_INVALID")
    if len({each["id"] for each in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    asked.offers = {each["id"]: _offer(call, each) for each in results}
    asked.is_answered = True
    offered = {"query_id": asked.id, "results": [{"id": name} | offer.shown for name, offer in asked.offers.items()]}
    world.feed.publish("inline", offered, only=(asked.who,))
    return True


def _offer(call: Call, result: JSON) -> Offer:
    shown = {name: result[name] for name in SHOWN if result.get(name)} | {"type": result["type"]}
    return Offer(shown, _body(call, result), inline_only(checked_keyboard(result.get("reply_markup"))))


def _body(call: Call, result: JSON) -> JSON:
    if content := result.get("input_message_content"):
        return _content(call, content)
    file = next((kind for kind in FILES if result.get(f"{kind}_file_id")), "")
    if file:
        return _file(Call(call.world, call.method, result), file)
    match result["type"]:
        case "location":
            return {"location": place_body(result)}
        case "venue":
            return venue_body(result)
        case "contact":
            return contact_body(result)
        case kind:
            raise bad_request(f"the playground fetches nothing from the web, and has no {kind} but by file_id")


def _file(call: Call, kind: str) -> JSON:
    file = call.world.files.get(call[f"{kind}_file_id"])
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return (moving_body(call, file, kind) if kind in KINDS else media_body(file, kind)) | caption_body(call)


def _content(call: Call, content: dict[str, Any]) -> JSON:
    if "message_text" in content:
        mode, entities = content.get("parse_mode"), content.get("entities")
        return message_text(content["message_text"], mode=mode, entities=entities, find_user=find_user(call))
    if "phone_number" in content:
        return contact_body(content)
    if "title" in content and "address" in content:
        return venue_body(content)
    if "latitude" in content:
        return {"location": place_body(content)}
    raise bad_request("the playground sells nothing")
