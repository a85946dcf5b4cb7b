"""How people come into a group: by themselves, by a link, added, or let in after they have asked."""

from playground.world.errors import RefusedError
from playground.world.membership import enter
from playground.world.posts import audience
from playground.world.shapes import chat_json, link_json
from playground.world.state import State, standing
from playground.world.values import Chat, Link


def join(world: State, who: int, chat_id: int, *, by: int | None = None, link: str | None = None) -> None:
    """Enter a group, by oneself, by an invite link, or added by somebody."""
    chat = world.group(chat_id)
    now = standing(chat, who)
    if now.is_present:
        raise RefusedError(f"{world.people[who].name} is already in {chat.title}")
    if now.status == "kicked":
        raise RefusedError(f"{world.people[who].name} is banned from {chat.title}")
    used = chat.links.get(link) if link else None
    if link and not used:
        raise RefusedError(f"{chat.title} has no invite link {link}")
    if _asks_first(world, chat, who, used, is_added=by is not None):
        return
    enter(world, chat, who, by=who if by is None else by, link=used)


def _asks_first(world: State, chat: Chat, who: int, link: Link | None, *, is_added: bool) -> bool:
    if link and (link.is_revoked or (link.expire_date and link.expire_date <= world.now())):
        raise RefusedError("this invite link has expired")
    if link and link.member_limit and link.used >= link.member_limit:
        raise RefusedError("this invite link has been used up")
    if not (link.asks if link else chat.joins_by_request and not is_added):
        return False
    chat.join_requests[who] = link.url if link else ""
    _show_requests(world, chat)
    world.people[who].asked_to_join_at = world.now()
    bot = standing(chat, world.bot.id)
    if bot.has("can_invite_users"):
        request = {"chat": chat_json(world, chat), "from": world.people[who].user(), "user_chat_id": who}
        request |= {"date": world.now()} | ({"invite_link": link_json(world, link)} if link else {})
        world.updates.push("chat_join_request", request)
    return True


def new_link(world: State, by: int, chat_id: int, *, asks: bool = False) -> str:
    """An administrator makes an invite link; its address."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_invite_users")
    link = Link(url=f"https://t.me/+playground{world.next_number('link'):06d}", creator_id=by, asks=asks)
    chat.links[link.url] = link
    return link.url


def ask_first(world: State, by: int, chat_id: int, *, on: bool) -> None:
    """From now on whoever comes without a link asks an administrator first, or does not."""
    chat = world.group(chat_id)
    world.require(chat, by, "can_invite_users")
    if chat.type != "supergroup":
        raise RefusedError(f"{chat.title} is a basic group: whoever is added is in")
    chat.joins_by_request = on
    _show_requests(world, chat)


def _show_requests(world: State, chat: Chat) -> None:
    """The page alone: the Bot API has a way of its own."""
    world.feed.publish("requests", {"chat_id": chat.id}, only=audience(world, chat))


def approve(world: State, by: int, chat_id: int, user_id: int) -> None:
    """An administrator lets in somebody who asked."""
    settle_request(world, world.group(chat_id), user_id, by=by, is_let_in=True)


def decline(world: State, by: int, chat_id: int, user_id: int) -> None:
    """An administrator turns away somebody who asked."""
    settle_request(world, world.group(chat_id), user_id, by=by, is_let_in=False)


def settle_request(world: State, chat: Chat, who: int, *, by: int, is_let_in: bool) -> None:
    """Yes or no to a request to join; raises RefusedError where there is none."""
    world.require(chat, by, "can_invite_users")
    if who not in chat.join_requests:
        raise RefusedError(f"{world.people[who].name} has not asked to join {chat.title}")
    link = chat.links.get(chat.join_requests.pop(who))
    _show_requests(world, chat)
    if is_let_in:
        enter(world, chat, who, by=by, link=link, has_asked=True)


def add_bot(world: State, by: int, chat_id: int) -> None:
    """Put the bot into the group as a plain member."""
    join(world, world.bot.id, chat_id, by=by)
