"""How somebody's standing and rights look in the Bot API; reads the world, changes nothing."""

from playground.world.state import State
from playground.world.values import ADMIN_RIGHTS, JSON, PERMISSIONS, Chat, Member

MEDIA = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
NOT_IN_BASIC_GROUPS = frozenset({"can_manage_topics"})


def member_json(world: State, chat: Chat, who: int) -> JSON:
    """The Bot API's ChatMember of `who`, who may never have been there."""
    return standing_json(world, chat, who, chat.members.get(who) or Member(status="left"))


def standing_json(world: State, chat: Chat, who: int, member: Member) -> JSON:
    """The Bot API's ChatMember for a given standing."""
    shape: JSON = {"status": member.status, "user": world.people[who].user()}
    match member.status:
        case "creator":
            shape["is_anonymous"] = member.is_anonymous
        case "administrator":
            shape |= {"can_be_edited": False, "is_anonymous": member.is_anonymous}
            shape |= rights_json(member.rights, is_basic=chat.type == "group")
        case "restricted":
            shape |= {"is_member": member.is_inside, "until_date": member.until} | permissions_json(member.allowed)
        case "kicked":
            shape["until_date"] = member.until
        case _:
            pass
    if member.tag and member.status in {"member", "restricted"}:
        shape["tag"] = member.tag
    if member.title and member.is_admin:
        shape["custom_title"] = member.title
    return shape


def rights_json(rights: frozenset[str], *, is_basic: bool) -> JSON:
    """Every right an administrator can have here, given or not; one of them by its old name too."""
    shape = {right: right in rights for right in ADMIN_RIGHTS if not (is_basic and right in NOT_IN_BASIC_GROUPS)}
    return shape | {"can_manage_voice_chats": shape["can_manage_video_chats"]}


def permissions_json(allowed: frozenset[str]) -> JSON:
    """Every permission, given or not; media in one word too, as it once was."""
    shape = {name: name in allowed for name in PERMISSIONS}
    return shape | {"can_send_media_messages": any(shape[name] for name in MEDIA)}
