"""Polls and quizzes: votes, stopping, closing by the clock, and the updates they bring."""

from playground.world.errors import RefusedError, bad_request
from playground.world.posts import add_service, show
from playground.world.shapes import chat_json, poll_json
from playground.world.state import State, standing
from playground.world.talk import find
from playground.world.values import CHANNEL_BOT_ID, JSON, MAX_OPTIONS, Option, Poll

MAX_OPTION_LENGTH = 100


def vote(world: State, who: int, chat_id: int, message_id: int, options: list[int]) -> None:
    """A person votes; an empty list takes the vote back."""
    _, post = find(world, who, chat_id, message_id)
    poll = world.polls.get(post.poll_id)
    if poll is None:
        raise RefusedError("this message is no poll")
    settle_polls(world)
    _refuse_vote(poll, who, options)
    if options:
        poll.votes[who] = sorted(set(options))
    else:
        poll.votes.pop(who, None)
    _show(world, poll)
    world.updates.push("poll", poll_json(poll, in_message=False))
    if not poll.is_anonymous:
        world.updates.push("poll_answer", _answer(world, poll, who))


def add_option(world: State, who: int, chat_id: int, message_id: int, text: str) -> None:
    """A member adds an answer to a poll that takes more; the bot hears of it and of the poll as it is now."""
    chat, post = find(world, who, chat_id, message_id)
    poll = world.polls.get(post.poll_id)
    settle_polls(world)
    if poll is None or not poll.takes_more or poll.is_closed:
        raise RefusedError("no options can be added here")
    if not 1 <= len(text) <= MAX_OPTION_LENGTH or len(poll.options) >= MAX_OPTIONS:
        raise RefusedError(f"a poll has {MAX_OPTIONS} options of 1 to {MAX_OPTION_LENGTH} characters at most")
    if text in [option.text for option in poll.options]:
        raise RefusedError("there is such an option already")
    by = {"added_by_user": world.people[who].user(), "addition_date": world.now()}
    added = Option(str(world.next_number("poll_option")), text, added=by)
    poll.options.append(added)
    body = {"poll_option_added": {"option_persistent_id": added.persistent_id, "option_text": text}}
    add_service(world, chat, who, body, topic=post.topic)
    _show(world, poll)
    world.updates.push("poll", poll_json(poll, in_message=False))


def delete_option(world: State, who: int, chat_id: int, message_id: int, text: str) -> None:
    """Whoever added an answer takes it away, with the votes for it; no bot is told of those one by one."""
    chat, post = find(world, who, chat_id, message_id)
    poll = world.polls.get(post.poll_id)
    place = next((at for at, option in enumerate(poll.options) if option.text == text), -1) if poll is not None else -1
    if poll is None or poll.is_closed or place < 0:
        raise RefusedError("there is no such option here")
    if poll.options[place].added.get("added_by_user", {}).get("id") != who:
        raise RefusedError("only whoever added an option may take it away")
    gone = poll.options.pop(place)
    poll.votes = {
        voter: kept
        for voter, chosen in poll.votes.items()
        if (kept := [each - (each > place) for each in chosen if each != place])
    }
    body = {"poll_option_deleted": {"option_persistent_id": gone.persistent_id, "option_text": text}}
    add_service(world, chat, who, body, topic=post.topic)
    _show(world, poll)
    world.updates.push("poll", poll_json(poll, in_message=False))


def _refuse_vote(poll: Poll, who: int, options: list[int]) -> None:
    if poll.is_closed:
        raise RefusedError("the poll is closed")
    if any(not 0 <= one < len(poll.options) for one in options):
        raise RefusedError(f"the poll has options 0 to {len(poll.options) - 1}")
    if len(options) > 1 and not poll.is_multiple:
        raise RefusedError("only one answer may be chosen")
    if who in poll.votes and not poll.allows_revoting:
        raise RefusedError("the answer cannot be changed")


def _answer(world: State, poll: Poll, who: int) -> JSON:
    chosen = poll.votes.get(who, [])
    answer: JSON = {
        "poll_id": poll.id,
        "option_ids": chosen,
        "option_persistent_ids": [poll.options[one].persistent_id for one in chosen],
    }
    chat = world.chats[poll.chat_id]
    if standing(chat, who).is_anonymous and standing(chat, who).is_admin:
        return answer | {"voter_chat": chat_json(world, chat), "user": world.people[CHANNEL_BOT_ID].user()}
    return answer | {"user": world.people[who].user()}


def stop(world: State, poll: Poll) -> None:
    """Close a poll for good; the bot that sent it hears."""
    if poll.is_closed:
        raise bad_request("poll can't be stopped")
    _close(world, poll)
    world.updates.push("poll", poll_json(poll, in_message=False))


def _close(world: State, poll: Poll) -> None:
    poll.is_closed = True
    _show(world, poll)


def _show(world: State, poll: Poll) -> None:
    """Wherever it can be seen: where it was asked, and where it was forwarded to."""
    for chat_id, message_id in ((poll.chat_id, poll.message_id), *poll.copies):
        chat = world.chats.get(chat_id)
        if chat is not None and (post := chat.posts.get(message_id)):
            show(world, chat, post, kind="poll")


def settle_polls(world: State) -> None:
    """Close the polls whose time is over; bots are told nothing of that."""
    now = world.now()
    for poll_id in [one for one in world.timed_polls if world.polls[one].close_date <= now]:
        world.timed_polls.discard(poll_id)
        if not world.polls[poll_id].is_closed:
            _close(world, world.polls[poll_id])
