"""Tells a page that is open when what it shows has changed, by server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from bot.console.gate import Doors
from bot.console.showing import Showing
from bot.domain.refusals import Refusal

_MOST: Final = 60
"""Pages that are looked at live at a time; more have to be loaded anew by hand."""

_OVER = "event: over\ndata: \n\n"


class Live:
    """The streams that are open; `stopping` ends them."""

    def __init__(self, showing: Showing, doors: Doors, stopping: asyncio.Event, *, pause: float) -> None:
        self._showing, self._doors, self._stopping, self._pause = showing, doors, stopping, pause
        self._open = 0

    async def stream(self, request: Request) -> Response:
        """Refused before it begins like the page itself."""
        await self._look(request)
        if self._open >= _MOST:
            return PlainTextResponse("", status_code=503)
        headers = {"x-accel-buffering": "no"}
        events = self._events(request, request.query_params.get("seen", ""))
        return StreamingResponse(events, media_type="text/event-stream", headers=headers)

    async def _events(self, request: Request, seen: str) -> AsyncIterator[str]:
        self._open += 1
        try:
            yield "retry: 5000\n\n"
            while True:
                try:
                    fresh = await self._look(request)
                except Refusal:
                    yield _OVER
                    return
                yield ":\n\n" if fresh == seen else f"event: changed\ndata: {fresh}\n\n"
                seen = fresh
                if await self._is_stopping():
                    return
        finally:
            self._open -= 1

    async def _look(self, request: Request) -> str:
        """The mark of what the page shows now. Raises Refusal where it may not be shown any more."""
        visit = await self._doors.require(request, now=self._showing.now())
        return await self._showing.mark(request, visit)

    async def _is_stopping(self) -> bool:
        try:
            async with asyncio.timeout(self._pause):
                return await self._stopping.wait()
        except TimeoutError:
            return False
