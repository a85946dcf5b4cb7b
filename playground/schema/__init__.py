"""The published schema of the Bot API, and the checks of requests and answers against it."""

from playground.schema.answers import ViolationError, check_answer, check_update
from playground.schema.load import API_VERSION, METHODS, TYPES
from playground.schema.requests import BadParameterError, read_parameters

__all__ = [
    "API_VERSION",
    "METHODS",
    "TYPES",
    "BadParameterError",
    "ViolationError",
    "check_answer",
    "check_update",
    "read_parameters",
]
