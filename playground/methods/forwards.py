"""Forwarding with the origin told, copying without it."""

from dataclasses import replace

from playground.methods.messages import caption_body, deliver
from playground.methods.registry import Call, method
from playground.methods.targets import chat_of
from playground.world.errors import bad_request
from playground.world.shapes import message_json
from playground.world.talk import is_protected, origin
from playground.world.values import JSON, Option, Poll, Post

UNMOVABLE = frozenset({"giveaway", "giveaway_winners", "paid_media", "invoice"})


def _source(call: Call) -> Post:
    """The message to forward or copy, if that may be done with it."""
    chat, is_copy = chat_of(call, "from_chat_id"), call.method == "copyMessage"
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request(f"message to {'copy' if is_copy else 'forward'} not found")
    if post.is_service or (is_copy and UNMOVABLE & post.body.keys()):
        raise bad_request(f"the message can't be {'copied' if is_copy else 'forwarded'}")
    if is_protected(chat, post):
        raise bad_request("message has protected content and can't be forwarded")
    return post


@method("forwardMessage")
def forward_message(call: Call) -> JSON:
    """A message with its origin told."""
    return message_json(call.world, _forward(call, _source(call)))


def _forward(call: Call, post: Post, *, count: int = 1) -> Post:
    """A poll that is forwarded stays the same poll."""
    extra = {"forward_origin": origin(call.world, post)}
    sent = deliver(call, dict(post.body), count=count, poll_id=post.poll_id, extra=extra)
    if post.poll_id:
        call.world.polls[post.poll_id].copies.append((sent.chat_id, sent.id))
    return sent


@method("copyMessage")
def copy_message(call: Call) -> JSON:
    """A message without its origin."""
    return {"message_id": _copy(call, _source(call)).id}


def _copy(call: Call, post: Post, *, count: int = 1) -> Post:
    body = dict(post.body)
    if "caption" in call.params:
        body = {name: value for name, value in body.items() if not name.startswith("caption")} | caption_body(call)
    if not post.poll_id:
        return deliver(call, body, count=count)
    poll = _same_again(call, call.world.polls[post.poll_id])
    sent = deliver(call, body, count=count, poll_id=poll.id)
    poll.chat_id, poll.message_id = sent.chat_id, sent.id
    return sent


def _same_again(call: Call, poll: Poll) -> Poll:
    """A copied poll is a new one, with the same question and nobody's vote."""
    world = call.world
    options = [Option(str(world.next_number("poll_option")), each.text, each.entities) for each in poll.options]
    number = str(5_000_000_000_000_000_000 + world.next_number("poll"))
    repeated = {name: value for name, value in poll.told.items() if name not in {"open_period", "close_date"}}
    fresh = replace(poll, id=number, options=options, votes={}, copies=[], told=repeated, close_date=0, is_closed=False)
    world.polls[number] = fresh
    return fresh


@method("forwardMessages", "copyMessages")
def several(call: Call) -> list[JSON]:
    """Several at once; what is gone or may not be moved is left out."""
    action = _forward if call.method == "forwardMessages" else _copy
    chat = chat_of(call, "from_chat_id")
    known = [chat.posts[number] for number in call["message_ids"] if number in chat.posts]
    posts = [post for post in known if not (post.is_service or is_protected(chat, post))]
    if not posts:
        raise bad_request("there are no messages to forward")
    counts = [len(posts), *[0] * (len(posts) - 1)]
    return [{"message_id": action(call, post, count=count).id} for post, count in zip(posts, counts, strict=True)]
