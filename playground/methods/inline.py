"""Answers to inline queries; asking and choosing is the world's affair."""

from typing import Any

from playground.methods.fetching import is_address
from playground.methods.files import fetched_file, media_body
from playground.methods.keyboards import checked_keyboard, inline_only
from playground.methods.media import KINDS, contact_body, moving_body, place_body, venue_body
from playground.methods.messages import caption_body, find_user
from playground.methods.registry import Call, method
from playground.text.read import message_text
from playground.world.errors import ApiError, bad_request
from playground.world.inline import send_offer
from playground.world.offers import Offer
from playground.world.talk import QUERY_GONE, QUERY_LIFETIME
from playground.world.values import JSON

MOST_RESULTS, LONGEST_ID = 50, 64
ADDRESSES = {
    "photo": ("photo", "photo_url"),
    "gif": ("animation", "gif_url"),
    "mpeg4_gif": ("animation", "mpeg4_url"),
    "video": ("video", "video_url"),
    "audio": ("audio", "audio_url"),
    "voice": ("voice", "voice_url"),
    "document": ("document", "document_url"),
}
"""Of each kind of result: what it becomes, and the field that says where it is."""

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


@method("answerWebAppQuery")
def answer_web_app_query(call: Call) -> JSON:
    """What a Mini App sends in the name of who has it open, once."""
    world = call.world
    who = world.app_queries.get(call["web_app_query_id"])
    if who is None:
        raise bad_request("QUERY_ID_INVALID")
    offer = _offer(call, call["result"])
    del world.app_queries[call["web_app_query_id"]]
    if offer.problem:
        raise bad_request(offer.problem)
    _, inline_id = send_offer(world, who, who, offer)
    return {"inline_message_id": inline_id} if inline_id else {}


def _offer(call: Call, result: JSON) -> Offer:
    shown = {name: result[name] for name in SHOWN if result.get(name)} | {"type": result["type"]}
    if (thumbnail := result.get("thumbnail_url")) and thumbnail in call.uploads:
        shown["thumbnail"] = fetched_file(call, thumbnail, "document").file_id
    keyboard = inline_only(checked_keyboard(result.get("reply_markup")))
    if "input_message_content" in result or not (url := _address(result)):
        return Offer(shown, _body(call, result), keyboard)
    try:
        return Offer(shown, _by_address(call, result, url), keyboard)
    except ApiError as problem:
        return Offer(shown, {}, keyboard, problem=problem.description.removeprefix("Bad Request: "))


def _address(result: JSON) -> str:
    """Where the file of a result stands; empty for a result without one. Raises ApiError for what is no address."""
    url: str = result.get(ADDRESSES.get(result["type"], ("", ""))[1], "")
    if url and not is_address(url):
        raise bad_request("WEBDOCUMENT_URL_INVALID")
    return url


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
        case other:
            raise bad_request(f"the playground has no results of type {other}")


def _by_address(call: Call, result: JSON, url: str) -> JSON:
    kind, inner = ADDRESSES[result["type"]][0], Call(call.world, call.method, result, call.uploads)
    file = fetched_file(call, url, kind)
    return (moving_body(inner, file, kind) if kind in KINDS else media_body(file, kind)) | caption_body(inner)


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
