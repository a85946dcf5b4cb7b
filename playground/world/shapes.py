"""How the world's values look in the Bot API; reads the world, changes nothing."""

from playground.world.state import State
from playground.world.values import JSON, PERMISSIONS, Chat, Link, Poll, Post, Topic

SHOWN_OF_LINK = 24
"""Characters a bot is told of another administrator's invite link."""


def chat_json(world: State, chat: Chat) -> JSON:
    """The Bot API's Chat."""
    shape: JSON = {"id": chat.id, "type": chat.type}
    if chat.type == "private":
        person = world.people[chat.id]
        shape["first_name"] = person.first_name
        for name in ("last_name", "username"):
            if value := getattr(person, name):
                shape[name] = value
        return shape
    shape["title"] = chat.title
    if chat.type == "group":
        shape["all_members_are_administrators"] = chat.permissions.issuperset(set(PERMISSIONS) - {"can_manage_topics"})
    if chat.username:
        shape["username"] = chat.username
    if chat.is_forum:
        shape["is_forum"] = True
    return shape


def link_json(world: State, link: Link) -> JSON:
    """The Bot API's ChatInviteLink."""
    shape: JSON = {
        "invite_link": link.url if link.creator_id == world.bot.id else f"{link.url[:SHOWN_OF_LINK]}…",
        "creator": world.people[link.creator_id].user(),
        "creates_join_request": link.asks,
        "is_primary": link.is_primary,
        "is_revoked": link.is_revoked,
    }
    for name in ("name", "expire_date", "member_limit"):
        if value := getattr(link, name):
            shape[name] = value
    return shape


def topic_json(topic: Topic) -> JSON:
    """The Bot API's ForumTopic."""
    shape: JSON = {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}
    if topic.icon_custom_emoji_id:
        shape["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return shape


def poll_json(poll: Poll, *, for_bot: bool = True, viewer: int = 0, in_message: bool = True) -> JSON:
    """The Bot API's Poll; a viewer who may not yet see results or answers sees none."""
    hidden = not for_bot and poll.hides_results and not poll.is_closed
    counts = [sum(index in chosen for chosen in poll.votes.values()) for index in range(len(poll.options))]
    shape: JSON = {
        "id": poll.id,
        "question": poll.question,
        "options": [
            {"persistent_id": option.persistent_id, "text": option.text, "voter_count": 0 if hidden else count}
            | ({"text_entities": option.entities} if option.entities else {})
            | option.added
            for option, count in zip(poll.options, counts, strict=True)
        ],
        "total_voter_count": len(poll.votes),
        "is_closed": poll.is_closed,
        "is_anonymous": poll.is_anonymous,
        "type": "quiz" if poll.is_quiz else "regular",
        "allows_multiple_answers": poll.is_multiple,
        "allows_revoting": poll.allows_revoting,
        "members_only": False,
    }
    if poll.is_quiz and (for_bot or poll.is_closed or viewer in poll.votes):
        shape["correct_option_ids"] = poll.correct
    shape |= {n: v for n, v in poll.told.items() if in_message or not n.startswith(("description", "media"))}
    return shape


def message_json(world: State, post: Post, *, depth: int = 1, viewer: int = 0) -> JSON:
    """The Bot API's Message; replies are shown one level deep, as Telegram does."""
    chat = world.chats[post.chat_id]
    shape: JSON = {"message_id": post.id, "date": post.date, "chat": chat_json(world, chat)}
    if post.sender_id:
        shape["from"] = world.people[post.sender_id].user()
        sender = chat.members.get(post.sender_id)
        if sender and (tag := sender.title if sender.is_admin else sender.tag):
            shape["sender_tag"] = tag
    if post.sender_chat:
        shape["sender_chat"] = post.sender_chat
    shape |= _place(post)
    if post.edit_date:
        shape["edit_date"] = post.edit_date
    shape |= post.extra
    if chat.is_protected:
        shape["has_protected_content"] = True
    shape |= post.body
    if post.poll_id:
        shape["poll"] = poll_json(world.polls[post.poll_id], for_bot=not viewer, viewer=viewer)
    if depth:
        _add_references(world, chat, post, shape)
    if post.keyboard:
        shape["reply_markup"] = post.keyboard
    return shape


def _place(post: Post) -> JSON:
    """The topic, or the row of replies; General has no number."""
    if post.topic:
        return {"message_thread_id": post.topic, "is_topic_message": True}
    return {"message_thread_id": post.row} if post.row else {}


def _add_references(world: State, chat: Chat, post: Post, shape: JSON) -> None:
    replied = post.reply_to or (post.topic if post.topic != post.id else 0)
    if replied and (other := chat.posts.get(replied)):
        shape["reply_to_message"] = message_json(world, other, depth=0)
    if post.pinned_id:
        shape["pinned_message"] = maybe_message(world, chat, post.pinned_id)


def maybe_message(world: State, chat: Chat, message_id: int) -> JSON:
    """The message, or what is told of one that is gone."""
    post = chat.posts.get(message_id)
    if post:
        return message_json(world, post, depth=0)
    return {"chat": chat_json(world, chat), "message_id": message_id, "date": 0}


def page_message(world: State, post: Post, *, viewer: int) -> JSON:
    """The message as the page shows it to `viewer`: the Bot API's shape with the reactions beside it."""
    shape = message_json(world, post, viewer=viewer or -1)
    counts: dict[str, JSON] = {}
    for who, given in post.reactions.items():
        for one in given:
            emoji = one.get("emoji", "⭐")
            entry = counts.setdefault(emoji, {"emoji": emoji, "count": 0, "mine": False})
            entry["count"] += 1
            entry["mine"] = entry["mine"] or who == viewer
    shape["reactions"] = list(counts.values())
    if post.typing:
        shape["typing"] = post.typing
    if post.poll_id:
        poll = world.polls[post.poll_id]
        shape |= {"my_vote": poll.votes.get(viewer, []), "takes_more": poll.has_room}
    return shape
