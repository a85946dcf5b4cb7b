"""The wire to Telegram: requests on aiohttp, and every failure told without the token; what is sent lives elsewhere.

One session with few kept connections costs a third of httpx's time a request. A call while the running task holds a
transaction is refused, so that "no network inside" is kept by the code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final

import aiohttp
import msgspec
from telegram.request import BaseRequest, RequestData

from bot.botapi.proxy import fault_of
from bot.botapi.responses import NetworkInsideTransaction, NotSentError, failure, result_of
from storage.database import is_unit_open

CONNECT_WITHIN: Final = 10.0
ANSWER_WITHIN: Final = 20.0
UPLOAD_WITHIN: Final = 60.0
"""Seconds. A long poll's own waiting comes on top."""

_CONNECTIONS = 16


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to be sent by its content."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


_write_body = msgspec.json.Encoder().encode


class Network(BaseRequest):
    """python-telegram-bot's way to the network, and ours (`call`); `on_date` hears the server's time, epoch seconds."""

    def __init__(self, *, on_date: Callable[[int], None] | None = None, proxy: str = "") -> None:
        self._on_date = on_date
        self._last_date = ""
        self._proxy, self._fault = proxy, fault_of(proxy)
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return "Network()"

    @property
    def read_timeout(self) -> float:
        return ANSWER_WITHIN

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=30, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(
                connector=connector,
                proxy=self._proxy or None,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "weilu"},
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Called by python-telegram-bot alone; of its timeouts the one for reading is kept."""
        within = ANSWER_WITHIN if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        if request_data is None:
            return await self._fetch(url, http=method, within=within)
        if request_data.contains_files:
            form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
            for part, (name, content, mime) in request_data.multipart_data.items():
                form.add_field(part, content, filename=name, content_type=mime)
            return await self._fetch(url, http=method, within=UPLOAD_WITHIN, data=form)
        return await self._fetch(url, http=method, within=within, data=request_data.json_parameters)

    async def call(
        self, url: str, params: Mapping[str, Any], *, within: float, files: Mapping[str, Upload] | None = None
    ) -> bytes:
        """The undecoded `result` of a method's answer; raises `telegram.error` otherwise."""
        if files:
            status, body = await self._fetch(url, within=max(within, UPLOAD_WITHIN), data=_form(params, files))
        else:
            status, body = await self._fetch(
                url, within=within, data=_write_body(params), headers={"Content-Type": "application/json"}
            )
        return result_of(status, body)

    async def _fetch(self, url: str, *, http: str = "POST", within: float | None, **body: Any) -> tuple[int, bytes]:
        """Status and body. The error is raised outside `except`, so that no chained one carries the URL along."""
        method = url.rpartition("/")[2]
        if is_unit_open():
            raise NetworkInsideTransaction(method)
        if self._fault:
            raise NotSentError(f"{method} was not sent: {self._fault}")
        if self._session is None:
            await self.initialize()
        assert self._session is not None  # noqa: S101 - for the type checker
        total = None if within is None else within + CONNECT_WITHIN
        timeout = aiohttp.ClientTimeout(total=total, connect=CONNECT_WITHIN, sock_read=within)
        try:
            async with self._session.request(http, url, timeout=timeout, allow_redirects=False, **body) as response:
                content = await response.read()
                self._tell_date(response.headers.get("Date", ""))
                return response.status, content
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            lost = failure(error, method)
        raise lost

    def _tell_date(self, date: str) -> None:
        """A second's answers share one header: it is read once."""
        if self._on_date is None or not date or date == self._last_date:
            return
        self._last_date = date
        try:
            seconds = int(parsedate_to_datetime(date).timestamp())
        except ValueError:
            return
        self._on_date(seconds)


def _form(params: Mapping[str, Any], files: Mapping[str, Upload]) -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)  # names of files stay as people wrote them
    for name, value in params.items():
        form.add_field(name, value if isinstance(value, str) else _write_body(value).decode())
    for part, file in files.items():
        form.add_field(part, file.content, filename=file.name, content_type=file.mime)
    return form
