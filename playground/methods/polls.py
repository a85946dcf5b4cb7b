"""Sending and stopping polls; voting is the people's affair."""

from typing import Any

from playground.methods.files import media_body, sent_file
from playground.methods.keyboards import inline_only, read_keyboard
from playground.methods.messages import deliver, find_user
from playground.methods.registry import Call, method
from playground.methods.targets import open_chat
from playground.text.read import formatted
from playground.world.errors import bad_request
from playground.world.polls import stop
from playground.world.posts import show
from playground.world.shapes import message_json, poll_json
from playground.world.values import JSON, MAX_OPTIONS, Option, Poll, Post

LEAST_OPEN, MAX_OPEN = 5, 2_628_000  # seconds
MAX_OPTION = 100  # characters
MAX_LINE_FEEDS = 2  # of an explanation


def _words(
    call: Call, name: str, most: int, *, least: int = 0, given: JSON | None = None, what: str = ""
) -> tuple[str, list[JSON]]:
    source = call.params if given is None else given
    text, marks = formatted(
        source.get(name, ""),
        mode=source.get(f"{name}_parse_mode"),
        entities=source.get(f"{name}_entities"),
        find_user=find_user(call),
    )
    if len(text) < least:
        raise bad_request("text must be non-empty")
    if len(text) > most:
        raise bad_request(f"poll {what or name} length must not exceed {most}")
    return text, marks


def _options(call: Call) -> list[Option]:
    given = call["options"]
    if not given:
        raise bad_request("poll must have at least one answer option")
    if len(given) > MAX_OPTIONS:
        raise bad_request(f"poll can't have more than {MAX_OPTIONS} options")
    options = []
    for one in given:
        text, _ = _words(call, "text", MAX_OPTION, given=one, what="options")
        if not text:
            raise bad_request("poll option must be non-empty")
        options.append(Option(str(call.world.next_number("poll_option")), text))
    return options


def _correct(call: Call, count: int) -> list[int]:
    ids: list[int] = call.get("correct_option_ids") or []
    if call.get("type") != "quiz":
        return []
    if not ids:
        raise bad_request("correct quiz option list must be non-empty")
    if ids != sorted(set(ids)):
        raise bad_request("correct quiz option list must be increasing")
    if not all(0 <= one < count for one in ids):
        raise bad_request("Wrong quiz correct_option_id")
    return ids


def _closing(call: Call) -> dict[str, int]:
    """When the poll closes by itself, as the message tells it."""
    now = call.world.now()
    if (period := min(call.get("open_period", 0), MAX_OPEN)) > 0:
        if period < LEAST_OPEN:
            raise bad_request("open period must be between 5 and 2628000 seconds")
        return {"open_period": period, "close_date": now + period}
    if date := call.get("close_date"):
        if not LEAST_OPEN <= date - now <= MAX_OPEN:
            raise bad_request("poll close date is invalid")
        return {"close_date": date}
    return {}


def _told(call: Call) -> JSON:
    """Fields of a poll that are only repeated."""
    fields: dict[str, Any] = dict(_closing(call))
    for name, most in (("explanation", 200), ("description", 1024)):
        text, marks = _words(call, name, most)
        if name == "explanation" and text.count("\n") > MAX_LINE_FEEDS:
            raise bad_request("QUIZ_EXPLANATION_INVALID")
        if text:
            fields[name] = text
        if marks:
            fields[f"{name}_entities"] = marks
    if media := call.get("media"):
        if media["type"] != "photo":
            raise bad_request(f"the playground shows no poll with media of type {media['type']}")
        fields["media"] = media_body(sent_file(call, media["media"], "photo"), "photo")
    if call.get("members_only") or call.get("country_codes"):
        raise bad_request("poll voters can be restricted only in channel chats")
    return fields


@method("sendPoll")
def send_poll(call: Call) -> JSON:
    """A poll or a quiz."""
    world, chat = call.world, open_chat(call)
    question, _ = _words(call, "question", 300, least=1)
    options, is_quiz = _options(call), call.get("type") == "quiz"
    if call.get("allow_adding_options") and (is_quiz or call.get("is_anonymous", True)):
        raise bad_request("options can't be added to anonymous polls and quizzes")
    poll = Poll(
        id=str(5_000_000_000_000_000_000 + world.next_number("poll")),
        chat_id=chat.id,
        message_id=0,
        question=question,
        options=options,
        is_anonymous=call.get("is_anonymous", True),
        is_quiz=is_quiz,
        is_multiple=call.get("allows_multiple_answers", False),
        allows_revoting=call.get("allows_revoting", not is_quiz),
        hides_results=call.get("hide_results_until_closes", False),
        takes_more=call.get("allow_adding_options", False),
        correct=_correct(call, len(options)),
        told=_told(call),
        is_closed=call.get("is_closed", False),
    )
    poll.close_date = poll.told.get("close_date", 0)
    return message_json(world, _post_poll(call, poll))


def _post_poll(call: Call, poll: Poll) -> Post:
    world = call.world
    world.polls[poll.id] = poll
    post = deliver(call, {}, need="can_send_polls", what="polls", poll_id=poll.id)
    poll.message_id = post.id
    if poll.close_date and not poll.is_closed:
        world.timed_polls.add(poll.id)
    return post


@method("stopPoll")
def stop_poll(call: Call) -> JSON:
    """Close the bot's own poll and tell its last state."""
    chat = open_chat(call)
    post = chat.posts.get(call["message_id"])
    if post is None:
        raise bad_request("message with poll to stop not found")
    if not post.poll_id or post.sender_id != call.world.bot.id:
        raise bad_request("message is not a poll" if not post.poll_id else "poll can't be stopped")
    poll = call.world.polls[post.poll_id]
    post.keyboard = inline_only(read_keyboard(call, is_private=chat.type == "private"))
    stop(call.world, poll)
    show(call.world, chat, post, kind="edited")
    return poll_json(poll, in_message=False)
