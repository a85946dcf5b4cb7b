"""A Bot API server that costs next to nothing: updates built beforehand, every call answered at once."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import Callable

import msgspec

from bench import traffic
from bench.course import Course
from bench.traffic import JSON, Traffic

TOKEN = "87654321:bench-token-that-opens-nothing-at-all"  # noqa: S105  (opens nothing)
_BOT = {"id": 87654321, "is_bot": True, "first_name": "围炉", "username": "bench_bot", "can_join_groups": True}
_RIGHTS = ("can_manage_chat", "can_delete_messages", "can_restrict_members", "can_promote_members", "can_pin_messages")
_TRUE = b'{"ok":true,"result":true}'
_NOTHING = b'{"ok":true,"result":[]}'


class Wire(asyncio.Protocol):
    """HTTP/1.1 as bots speak it: one request after another on kept connections, each with its length."""

    def __init__(self, course: Course, answers: Answers) -> None:
        self._course, self._answers = course, answers
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  (for the type checker)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._buffer) < whole:
                if b"100-continue" in head.lower():
                    self._write(b"HTTP/1.1 100 Continue\r\n\r\n")
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._answers.take(head.split(b" ", 2)[1].decode(), body, self._reply)

    def _reply(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._write(head + body)

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)


Reply = Callable[[bytes], None]
_OFFSET = re.compile(rb'offset"?[=:\s]*(\d+)')
_LIMIT = re.compile(rb'limit"?[=:\s]*(\d+)')
_USER = re.compile(rb'user_id"?[=:\s]*(\d+)')
_CHAT = re.compile(rb'chat_id"?[=:\s]*(-?\d+)')


class _ReplyTo(msgspec.Struct):
    message_id: int = 0


class _Sent(msgspec.Struct):
    chat_id: int
    reply_parameters: _ReplyTo | None = None


_read_sent = msgspec.json.Decoder(_Sent).decode


class Answers:
    """Finds what a request asks for: the Bot API's methods, and `/bench/...` for whoever measures."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._sent = 10**6

    def take(self, path: str, body: bytes, reply: Reply) -> None:
        method = path.partition("?")[0].rpartition("/")[2]
        if method == "getUpdates":
            offset, limit = _OFFSET.search(body), _LIMIT.search(body)
            if offset:
                self._course.confirm(int(offset[1]))
            self._updates(int(limit[1]) if limit else 100, reply)
        elif method == "getMe":
            reply(_ok(_BOT))
        elif method == "getChatAdministrators":
            chat = _CHAT.search(body)
            reply(_ok(_administrators(int(chat[1]) if chat else 0)))
        elif method == "getChatMember":
            user = _USER.search(body)
            person = {"id": int(user[1]) if user else 0, "is_bot": False, "first_name": "成员"}
            reply(_ok({"status": "member", "user": person}))
        elif method == "getChat":
            chat = _CHAT.search(body)
            reply(_ok({"id": int(chat[1]) if chat else 0, "type": "supergroup", "title": "围炉夜话"}))
        elif method.startswith(("send", "edit")):
            self._posted(body, reply)
        elif path.startswith("/bench/"):
            self._control(path.split("/")[2:], reply)
        else:
            reply(_TRUE)

    def _updates(self, limit: int, reply: Reply) -> None:
        batch = self._course.batch(limit)
        if batch:
            reply(b'{"ok":true,"result":[' + batch + b"]}")
            return
        later = self._course.next_in()
        loop = asyncio.get_running_loop()
        if later is None:
            loop.call_later(0.5, reply, _NOTHING)
        else:
            loop.call_later(later, self._updates, limit, reply)

    def _posted(self, body: bytes, reply: Reply) -> None:
        sent = _read_sent(body)
        self._sent += 1
        chat = {"id": sent.chat_id, "type": "supergroup", "title": "围炉夜话"}
        reply(_ok({"message_id": self._sent, "date": int(time.time()), "chat": chat, "text": "好"}))
        if sent.reply_parameters is not None:
            self._course.answered(sent.reply_parameters.message_id)

    def _control(self, words: list[str], reply: Reply) -> None:
        match words:
            case ["watch", pids]:
                self._course.watched = {
                    name: [int(pid) for pid in each.split("+")]
                    for name, each in (group.split("=") for group in pids.split("&"))
                }
                reply(_TRUE)
            case ["handled"]:
                self._course.handled()
                reply(_TRUE)
            case _:
                self._course.when_finished(lambda result: reply(_ok(result)))


def _ok(result: object) -> bytes:
    return b'{"ok":true,"result":' + msgspec.json.encode(result) + b"}"


def _administrators(chat_id: int) -> list[JSON]:
    given: JSON = dict.fromkeys(_RIGHTS, True) | {"can_be_edited": False, "is_anonymous": False}
    owner, *others = traffic.moderators(traffic.chat_id_of(0) - chat_id)
    return [
        {"status": "creator", "user": owner, "is_anonymous": False},
        *({"status": "administrator", "user": each, **given} for each in others),
    ]


async def serve(told: Traffic, *, rate: float, warmup: int) -> None:
    """Until SIGTERM; prints `ready URL`."""
    course = Course(told, rate=rate, warmup=warmup)
    answers = Answers(course)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(course, answers), "127.0.0.1", 0)
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    print(f"ready http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await stopped.wait()
    server.close()
