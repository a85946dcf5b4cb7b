"""Pictures, documents and stickers: by upload, by file_id; and the way back to the bytes."""

from playground.methods.fetching import is_address
from playground.methods.messages import caption_body, deliver
from playground.methods.registry import Call, method
from playground.methods.targets import open_chat, person_of
from playground.world.errors import ApiError, bad_request
from playground.world.files import document_json, file_json, keep_file, photo_json, sticker_json
from playground.world.shapes import message_json
from playground.world.values import JSON, StoredFile

MAX_SIZES = {"photo": 10 * 2**20, "sticker": 2**19}
MOST_FETCHED = {"photo": 5 * 2**20}
MOST_TAKEN = 50 * 2**20
MOST_GIVEN_OUT = 20 * 2**20
WRONG_ID = "wrong file identifier/HTTP URL specified"


def sent_file(call: Call, source: str, kind: str) -> StoredFile:
    """The file a parameter means: an upload, a known file_id, or what was fetched from an address."""
    if is_address(source):
        return fetched_file(call, source, kind)
    if not source.startswith("attach://"):
        if source not in call.world.files:
            raise bad_request(WRONG_ID)
        return call.world.files[source]
    upload = call.uploads.get(source.removeprefix("attach://"))
    if upload is None:
        raise bad_request(f"there is no {kind} in the request")
    if not upload.content:
        raise bad_request("file must be non-empty")
    size = len(upload.content)
    if size > MOST_TAKEN:
        raise ApiError(413, "Request Entity Too Large")
    if size > MAX_SIZES.get(kind, size):
        raise bad_request(
            f"file of size {size} bytes is too big for a {kind}; the maximum size is {MAX_SIZES[kind]} bytes"
        )
    name = keep_file(call.world, upload.content, kind=kind, name=upload.name, mime=upload.mime)
    return call.world.files[name]


def fetched_file(call: Call, url: str, kind: str) -> StoredFile:
    """What stood under an address, as a file of that kind."""
    found = call.uploads.get(url)
    if found is None or len(found.content) > MOST_FETCHED.get(kind, len(found.content)):
        raise bad_request("failed to get HTTP URL content")
    if kind != "document" and found.mime.startswith("text/"):
        raise bad_request("wrong type of the web page content")
    return call.world.files[keep_file(call.world, found.content, kind=kind, name=found.name, mime=found.mime)]


def media_body(file: StoredFile, kind: str, *, emoji: str = "") -> JSON:
    """The content field of one kind of file."""
    if kind == "photo":
        return {"photo": photo_json(file)}
    return {"sticker": sticker_json(file, emoji)} if kind == "sticker" else {"document": document_json(file)}


@method("sendPhoto")
def send_photo(call: Call) -> JSON:
    """A picture with an optional caption."""
    open_chat(call)
    body = media_body(sent_file(call, call["photo"], "photo"), "photo") | caption_body(call)
    return message_json(call.world, deliver(call, body, need="can_send_photos", what="photos"))


@method("sendDocument")
def send_document(call: Call) -> JSON:
    """A document with an optional caption."""
    open_chat(call)
    body = media_body(sent_file(call, call["document"], "document"), "document") | caption_body(call)
    return message_json(call.world, deliver(call, body, need="can_send_documents", what="documents"))


@method("sendSticker")
def send_sticker(call: Call) -> JSON:
    """A sticker."""
    body = media_body(sent_file(call, call["sticker"], "sticker"), "sticker", emoji=call.get("emoji", ""))
    return message_json(call.world, deliver(call, body, need="can_send_other_messages", what="stickers"))


@method("getFile")
def get_file(call: Call) -> JSON:
    """Where to download a file."""
    file = call.world.files.get(call["file_id"])
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > MOST_GIVEN_OUT:
        raise bad_request("file is too big")
    return file_json(file) | {"file_path": file.path}


@method("getUserProfilePhotos")
def get_user_profile_photos(call: Call) -> JSON:
    """Nobody here has a picture."""
    person_of(call)
    return {"total_count": 0, "photos": []}
