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

    def config(self) -> str:
        """The config file as it stands; the bot looks at it every second."""

    def write_config(self, text: str) -> None:
        """Put another in its place, whatever it says: what is wrong with it the bot tells its operators."""
