"""How the world says no: to the bot in Telegram's words, to a person in a plain sentence, or by a broken wire."""

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


class GatewayError(Exception):
    """A gateway answers in the place of the Bot API, which may have done the action; `code` is 500 or more."""

    def __init__(self, code: int) -> None:
        super().__init__(f"a gateway's own page, HTTP {code}")
        self.code = code


class LostConnectionError(ConnectionResetError):
    """The line breaks before the answer is read."""
