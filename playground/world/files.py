"""Files: kept in memory under a file_id, and the pictures, documents and stickers made of them."""

import hashlib
import struct

from playground.world.state import State
from playground.world.talk import speak
from playground.world.values import JSON, StoredFile

MOVING: JSON = {"width": 320, "height": 240, "duration": 3, "mime_type": "video/mp4"}
FOLDERS = {"photo": "photos", "document": "documents", "sticker": "stickers", "video": "videos", "voice": "voice"}
PREFIXES = {"photo": "AgACAgUAAx", "document": "BQACAgUAAx", "sticker": "CAACAgUAAx"}
STICKER = b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"


def keep_file(world: State, content: bytes, *, kind: str, name: str, mime: str = "application/octet-stream") -> str:
    """Store bytes; the file_id to reach them by."""
    unique = "AQAD" + hashlib.sha256(content).hexdigest()[:16]
    number = world.next_number("file")
    file_id = f"{PREFIXES.get(kind, 'BAACAgUAAx')}{number:08d}{unique}"
    ending = name.rpartition(".")[2] if "." in name else {"photo": "jpg", "sticker": "webp"}.get(kind, "bin")
    path = f"{FOLDERS.get(kind, 'files')}/file_{number}.{ending}"
    world.files[file_id] = StoredFile(file_id, unique, path, name, mime, content)
    return file_id


def file_json(file: StoredFile) -> JSON:
    """The fields every kind of file shares."""
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": len(file.content)}


def photo_json(file: StoredFile) -> list[JSON]:
    """The Bot API's sizes of a picture (one size here)."""
    width, height = picture_size(file.content)
    return [file_json(file) | {"width": width, "height": height}]


def document_json(file: StoredFile) -> JSON:
    """The Bot API's Document."""
    return file_json(file) | {"file_name": file.name, "mime_type": file.mime}


def sticker_json(file: StoredFile, emoji: str) -> JSON:
    """The Bot API's Sticker, still and of no set."""
    sticker = file_json(file) | {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    }
    return sticker | ({"emoji": emoji} if emoji else {})


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; 320 by 240 when it is neither."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    place = 2
    while content[:2] == b"\xff\xd8" and place + 9 < len(content) and content[place] == 0xFF:
        if content[place + 1] in {0xC0, 0xC1, 0xC2}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return 320, 240


def send_photo(
    world: State,
    who: int,
    chat_id: int,
    content: bytes,
    *,
    name: str = "photo.jpg",
    caption: str = "",
    topic: int = 0,
    reply_to: int = 0,
    album: str = "",
) -> JSON:
    """A person sends a picture; those of one `album` are shown together."""
    file = world.files[keep_file(world, content, kind="photo", name=name)]
    body: JSON = {"photo": photo_json(file)} | ({"caption": caption} if caption else {})
    extra: JSON = {"media_group_id": album} if album else {}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_photos", extra=extra)


def send_animation(world: State, who: int, chat_id: int, content: bytes, *, topic: int = 0, reply_to: int = 0) -> JSON:
    """A person sends a moving picture; for old bots it is a document as well."""
    file = world.files[keep_file(world, content, kind="animation", name="animation.mp4", mime="video/mp4")]
    body: JSON = {"animation": file_json(file) | MOVING, "document": document_json(file)}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_other_messages")


def send_live_photo(world: State, who: int, chat_id: int, content: bytes, *, topic: int = 0, reply_to: int = 0) -> JSON:
    """A person sends a picture that moves when touched; for old bots it is a photo as well."""
    file = world.files[keep_file(world, content, kind="live_photo", name="live.mp4", mime="video/mp4")]
    body: JSON = {"live_photo": file_json(file) | MOVING | {"photo": photo_json(file)}, "photo": photo_json(file)}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_photos")


def send_document(
    world: State,
    who: int,
    chat_id: int,
    content: bytes,
    *,
    name: str = "file.bin",
    caption: str = "",
    topic: int = 0,
    reply_to: int = 0,
) -> JSON:
    """A person sends a document."""
    file = world.files[keep_file(world, content, kind="document", name=name)]
    body: JSON = {"document": document_json(file)} | ({"caption": caption} if caption else {})
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_documents")


def send_sticker(world: State, who: int, chat_id: int, emoji: str, *, topic: int = 0, reply_to: int = 0) -> JSON:
    """A person sends a sticker that stands for an emoji."""
    file = world.files[keep_file(world, STICKER, kind="sticker", name="sticker.webp", mime="image/webp")]
    body: JSON = {"sticker": sticker_json(file, emoji)}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_other_messages")


def send_voice(
    world: State, who: int, chat_id: int, content: bytes, *, seconds: int = 3, topic: int = 0, reply_to: int = 0
) -> JSON:
    """A person speaks into the phone."""
    file = world.files[keep_file(world, content, kind="voice", name="voice.oga", mime="audio/ogg")]
    body: JSON = {"voice": file_json(file) | {"duration": seconds, "mime_type": file.mime}}
    return speak(world, who, chat_id, body, topic=topic, reply_to=reply_to, need="can_send_voice_notes")


def send_contact(world: State, who: int, chat_id: int, *, topic: int = 0, reply_to: int = 0) -> JSON:
    """A person hands over their own number."""
    person = world.people[who]
    contact: JSON = {"phone_number": f"+86138{who % 10**8:08d}", "first_name": person.first_name, "user_id": who}
    return speak(world, who, chat_id, {"contact": contact}, topic=topic, reply_to=reply_to)


def send_location(
    world: State, who: int, chat_id: int, *, at: dict[str, float], topic: int = 0, reply_to: int = 0
) -> JSON:
    """A person shows where they are: `at` has `latitude` and `longitude`, in degrees."""
    return speak(world, who, chat_id, {"location": dict(at)}, topic=topic, reply_to=reply_to)
