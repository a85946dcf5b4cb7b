"""Moving pictures and sounds, albums, places and business cards."""

from dataclasses import dataclass

from playground.methods.edits import edited, meant
from playground.methods.files import media_body, sent_file
from playground.methods.messages import caption_body, deliver
from playground.methods.registry import Call, method
from playground.methods.targets import open_chat
from playground.world.errors import bad_request
from playground.world.files import document_json, file_json
from playground.world.shapes import message_json
from playground.world.values import JSON, StoredFile

SIDE, NOTE_SIDE = (320, 240), 240  # of what nobody measured


@dataclass(frozen=True, slots=True)
class Kind:
    """What a permission calls it, its type where the file says none, and fields that are told of it."""

    need: str
    what: str
    mime: str
    told: tuple[str, ...] = ()


KINDS = {
    "video": Kind("can_send_videos", "videos", "video/mp4", ("width", "height", "duration")),
    "animation": Kind("can_send_other_messages", "animations", "video/mp4", ("width", "height", "duration")),
    "audio": Kind("can_send_audios", "audios", "audio/mpeg", ("duration", "performer", "title")),
    "voice": Kind("can_send_voice_notes", "voice notes", "audio/ogg", ("duration",)),
    "video_note": Kind("can_send_video_notes", "video notes", "", ("length", "duration")),
}


def moving_body(call: Call, file: StoredFile, name: str) -> JSON:
    """The content field of a moving picture or a sound; what the request does not say of it is a guess."""
    kind = KINDS[name]
    width, height = SIDE
    usual: JSON = {"width": width, "height": height, "duration": 3, "length": NOTE_SIDE}
    body = file_json(file) | {field: usual.get(field) for field in kind.told if field in usual}
    body |= {field: call[field] for field in kind.told if call.get(field)}
    if kind.mime:
        body["mime_type"] = file.mime if file.mime.startswith(kind.mime.partition("/")[0]) else kind.mime
    if name in ("video", "animation", "audio"):
        body["file_name"] = file.name
    return {name: body} | ({"document": document_json(file)} if name == "animation" else {})


@method("sendVideo", "sendAnimation", "sendAudio", "sendVoice", "sendVideoNote")
def send_moving(call: Call) -> JSON:
    """A moving picture or a sound, with a caption where there may be one."""
    open_chat(call)
    name = {"sendVideoNote": "video_note"}.get(call.method, call.method.removeprefix("send").lower())
    body = moving_body(call, sent_file(call, call[name], name), name)
    body |= caption_body(call) if name != "video_note" else {}
    kind = KINDS[name]
    return message_json(call.world, deliver(call, body, need=kind.need, what=kind.what))


ALBUMS = {"photo": "can_send_photos", "document": "can_send_documents"} | {
    name: KINDS[name].need for name in ("video", "audio")
}
"""What an album may hold, and the permission each takes."""


@method("sendMediaGroup")
def send_media_group(call: Call) -> list[JSON]:
    """An album: pictures and films together, or documents, or music."""
    open_chat(call)
    if not 2 <= len(call["media"]) <= 10:
        raise bad_request("album must contain 2-10 items")
    kinds = {item["type"] for item in call["media"]}
    if len(kinds) > 1 and kinds != {"photo", "video"}:
        raise bad_request("can't use the media of the specified type in the album")
    group = str(13_000_000_000_000_000 + call.world.next_number("album"))
    bodies = [(item["type"], _item_body(call, item)) for item in call["media"]]
    sent = []
    for place, (kind, body) in enumerate(bodies):
        count = 0 if place else len(bodies)
        post = deliver(call, body | {"media_group_id": group}, need=ALBUMS[kind], what="media", count=count)
        sent.append(message_json(call.world, post))
    return sent


def _item_body(call: Call, item: JSON) -> JSON:
    kind = item["type"]
    if kind not in {"animation", *ALBUMS}:
        raise bad_request(f"the playground has no media of type {kind}")
    inner = Call(call.world, call.method, item, call.uploads)
    file = sent_file(call, item["media"], kind)
    return (moving_body(inner, file, kind) if kind in KINDS else media_body(file, kind)) | caption_body(inner)


@method("editMessageMedia")
def edit_message_media(call: Call) -> JSON | bool:
    """Another picture, film or document in the same message."""
    chat, post = meant(call)
    if post.body.keys().isdisjoint({"photo", "document", "video", "audio", "animation"}):
        raise bad_request("message can't be edited")
    return edited(call, chat, post, _item_body(call, call["media"]))


def place_body(fields: JSON) -> JSON:
    """A point on the map. Raises ApiError where there is none such."""
    latitude, longitude = float(fields["latitude"]), float(fields["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendLocation")
def send_location(call: Call) -> JSON:
    """A point on the map."""
    return message_json(call.world, deliver(call, {"location": place_body(call.params)}, what="locations"))


@method("sendVenue")
def send_venue(call: Call) -> JSON:
    """A point on the map with a name and an address."""
    return message_json(call.world, deliver(call, venue_body(call.params), what="venues"))


def venue_body(fields: JSON) -> JSON:
    """Its location stands beside it, as Telegram tells it."""
    point = place_body(fields)
    return {"location": point, "venue": {"location": point, "title": fields["title"], "address": fields["address"]}}


@method("sendContact")
def send_contact(call: Call) -> JSON:
    """Somebody's number."""
    return message_json(call.world, deliver(call, contact_body(call.params), what="contacts"))


def contact_body(call: JSON) -> JSON:
    """A business card."""
    fields = ("phone_number", "first_name", "last_name", "vcard")
    return {"contact": {name: call[name] for name in fields if call.get(name)}}
