"""What is settled without a turn, read of the light decode: talk, votes, moves of groups, comings and goings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from bot.botapi import fast_updates
from bot.botapi.beside import beside
from bot.botapi.people import SERVICE_USER
from bot.domain import guard
from bot.domain.activity import Heard
from bot.domain.counts import Echo
from bot.domain.names import shown_name
from bot.domain.passages import Passage
from bot.domain.people import Person
from bot.domain.polls import Ballot, Cast

T = TypeVar("T")


def echo(update: fast_updates.Update) -> Echo | None:
    """A member's reaction or press in a group, or how many reactions without a name there are under a message."""
    reaction, count, query = update.message_reaction, update.message_reaction_count, update.callback_query
    if reaction is not None:
        by, more = reaction.user, len(reaction.new) - len(reaction.old)
        if reaction.chat.type == "private" or by is None or by.is_bot or not more:
            return None
        return Echo(reaction.chat.id, reaction.message_id, by.id, reaction.date, "reaction", more)
    if count is not None and count.chat.type != "private":
        total = sum(each.total for each in count.reactions)
        return Echo(count.chat.id, count.message_id, 0, count.date, "unnamed", total)
    if query is not None and query.message is not None and query.message.chat.type != "private":
        return Echo(query.message.chat.id, query.message.message_id, query.sender.id, 0, "press", 1)
    return None


def plain(message: fast_updates.Message | None) -> Heard | None:
    """What the light path settles: a member's own words in a group."""
    if message is None or message.sender is None or message.chat.type not in ("group", "supergroup"):
        return None
    sender = message.sender
    if sender.is_bot or message.sender_chat is not None or sender.id == SERVICE_USER:
        return None
    return heard(message, sender) if fast_updates.is_talk(message) else None


def aside(update: fast_updates.Update, talk: Heard | None, *, is_wanted: bool) -> Heard | None:
    """What counts for nothing and is looked at all the same: words edited, what is said in a channel's name, and what
    wakes a turn of its own (`is_wanted`), as commands do. `talk` is what `plain` reads of the update's message.

    Of a channel the id and the title stand for its author's. What an administrator says in the group's own name, and
    what Telegram brings from a linked channel, is not asked about.
    """
    if talk is not None:
        return talk._replace(is_to_bot=True) if is_wanted else None
    message = update.message or update.edited_message
    if message is None or message.chat.type not in ("group", "supergroup") or message.is_automatic_forward:
        return None
    if update.message is None and (edited := plain(message)) is not None:
        return edited._replace(is_edit=True)
    channel = message.sender_chat
    if channel is None or channel.id == message.chat.id or not fast_updates.is_talk(message):
        return None
    author = fast_updates.User(channel.id, channel.title)
    return heard(message, author)._replace(is_edit=update.message is None)


def heard(message: fast_updates.Message, sender: fast_updates.User) -> Heard:
    """A reply that nobody gave (`replies.answered` tells when Telegram shows one) is none."""
    shown = message.reply_to_message
    reply = shown if shown is not None and not _is_implied(message, shown) else None
    return Heard(
        message.chat.id,
        sender.id,
        shown_name(sender.first_name, sender.last_name),
        sender.username,
        message.date,
        message.message_thread_id if message.is_topic_message else 0,
        message.text or message.caption,
        reply.sender.id if reply is not None and reply.sender is not None else 0,
        message.forward_origin is not None or message.story is not None,
        _topic_of(shown),
        reply.message_id if reply is not None else 0,
        0 if message.is_topic_message else message.message_thread_id,
        message.message_id,
        message.sticker.emoji if message.sticker is not None else "",
        _marks(message),
        beside=beside(message),
    )


_LINKS = ("url", "text_link")
_CALLS = ("mention", "text_mention")


def _marks(message: fast_updates.Message) -> int:
    """What the guard asks of a message beside its words."""
    entities = message.entities or message.caption_entities
    if entities is None and message.text and message.external_reply is None:
        return 0
    marks = 0 if message.text else guard.MEDIA
    if message.contact is not None:
        marks |= guard.CONTACT
    if message.media_group_id:
        marks |= guard.ALBUM
    if _leads_elsewhere(message):
        marks |= guard.LINK
    for each in entities if isinstance(entities, list) else ():
        kind = each.get("type") if isinstance(each, dict) else None
        if kind in _LINKS:
            marks |= guard.LINK
        elif kind in _CALLS:
            marks += guard.MENTIONS
    return marks


def _leads_elsewhere(message: fast_updates.Message) -> bool:
    """In reply to a message of another chat, which is shown with it and leads there; of another topic it is here."""
    reply = message.external_reply
    chat = reply.get("chat") if isinstance(reply, dict) else None
    return isinstance(reply, dict) and not (isinstance(chat, dict) and chat.get("id") == message.chat.id)


def _is_implied(message: fast_updates.Message, shown: fast_updates.Reply) -> bool:
    is_comment = shown.is_automatic_forward and shown.message_id == message.message_thread_id
    return is_comment or shown.forum_topic_created is not None


def _topic_of(reply: fast_updates.Reply | None) -> str:
    return reply.forum_topic_created.name if reply is not None and reply.forum_topic_created is not None else ""


def move(message: fast_updates.Message | None) -> tuple[int, int] | None:
    """The old and the new id of a group that became a supergroup; either message tells of it."""
    if message is not None and message.migrate_to_chat_id:
        return message.chat.id, message.migrate_to_chat_id
    if message is not None and message.migrate_from_chat_id:
        return message.migrate_from_chat_id, message.chat.id
    return None


def cast(update: fast_updates.Update) -> Cast | None:
    """A vote or a poll's new state; whoever votes in the name of a group or channel goes by that chat's id."""
    if update.poll is not None:
        return update.poll.tally
    answer = update.poll_answer
    if answer is None:
        return None
    chosen = tuple(answer.option_ids), tuple(answer.option_persistent_ids)
    chat, user = answer.voter_chat, answer.user
    if chat is not None:
        return Ballot(answer.poll_id, chat.id, shown_name(chat.title), "", *chosen)
    return Ballot(answer.poll_id, user.id, user.name, user.username, *chosen) if user is not None else None


class _Member(msgspec.Struct):
    status: str
    user: fast_updates.User
    is_member: bool = False
    until_date: int = 0
    can_send_messages: bool = True

    @property
    def is_in(self) -> bool:
        return self.is_member if self.status == "restricted" else self.status not in _OUT


class _Link(msgspec.Struct):
    invite_link: str = ""


_OUT = ("left", "kicked")
_PLAIN = ("member", "restricted", *_OUT)
"""What a member may be who is no administrator: whose rights changed waits for a turn of its own."""


def passages(update: fast_updates.Update) -> Sequence[Passage]:
    """Members who came, went, or stay with other permissions; nothing where it is told of administrators or bots, or
    cannot be read.
    """
    if update.chat_member is not None:
        return _by_standing(update.chat_member)
    message = update.message
    if message is None or message.text or message.chat.type == "private":
        return ()
    came, went = message.new_chat_members, message.left_chat_member
    users = _read(came, list[fast_updates.User]) or _read([went] if went else None, list[fast_updates.User]) or []
    is_in = bool(came)
    return [
        Passage(
            *(message.chat.id, _person(user), not is_in, is_in, message.date),
            notice=message.message_id,
            by_other=message.sender is not None and message.sender.id != user.id,
        )
        for user in users
        if not user.is_bot
    ]


def _by_standing(standing: fast_updates.Standing) -> Sequence[Passage]:
    old, new, at = _read(standing.old, _Member), _read(standing.new, _Member), _read(standing.date, fast_updates.Id)
    if old is None or new is None or new.user.is_bot or not at or not {old.status, new.status} <= {*_PLAIN}:
        return ()
    link = _read(standing.invite_link, _Link)
    address = link.invite_link if link is not None else ""
    by_other, by_request = standing.sender.id != new.user.id, standing.via_join_request is True
    return [
        Passage(
            *(standing.chat.id, _person(new.user), old.is_in, new.is_in, at, address),
            is_vouched=by_other or by_request,
            is_banned=new.status == "kicked" and not new.until_date,
            by_other=by_other,
            by_request=by_request,
            is_silenced=new.status == "restricted" and not new.can_send_messages,
        )
    ]


def _read(raw: Any, shape: type[T]) -> T | None:
    try:
        return msgspec.convert(raw, shape) if raw is not None else None
    except msgspec.ValidationError:
        return None


def _person(user: fast_updates.User) -> Person:
    return Person(user.id, user.name, user.username, language=user.language_code)
