"""The two ways the world says no: to the bot in Telegram's words, to a person in a plain sentence."""

from playground.world.values import JSON


class ApiError(Exception):
    """A refusal in the Bot API's own shape."""

    def __init__(self, code: int, description: str, *, parameters: JSON | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(what: str) -> ApiError:
    """400 with Telegram's usual prefix."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """403 with Telegram's usual prefix."""
    return ApiError(403, f"Forbidden: {what}")


class RefusedError(Exception):
    """A person tried what Telegram does not let them do; the text is a plain sentence."""


class LostConnectionError(ConnectionResetError):
    """The line breaks before the answer is read."""
