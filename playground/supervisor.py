"""What the playground asks of whoever runs the bot beside it."""

from typing import Protocol


class Supervisor(Protocol):
    """Starts, stops and kills the bot."""

    @property
    def running(self) -> bool:
        """Whether the bot runs now."""

    async def kill(self) -> None:
        """End it at once, mid-sentence."""

    async def stop(self) -> None:
        """End it cleanly."""

    async def start(self) -> None:
        """Begin."""

    async def restart(self) -> None:
        """Stop, then start."""
