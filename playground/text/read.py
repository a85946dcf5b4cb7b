"""From what a bot sends to what a chat shows: parse mode or entities, limits, detection; raises Telegram's refusals."""

from typing import Any

from playground.text.entities import detect, trim
from playground.text.html import FindUser, parse_html
from playground.text.markdown import parse_markdown
from playground.text.tags import MarkupError
from playground.world.errors import bad_request

JSON = dict[str, Any]
MAX_TEXT, MAX_CAPTION = 4096, 1024


def formatted(
    source: str, *, mode: str | None, entities: list[JSON] | None, find_user: FindUser
) -> tuple[str, list[JSON]]:
    """Plain text and entities as Telegram keeps them."""
    text, known = _parse(source, mode or "", find_user) if not entities else (source, entities)
    text, known = trim(text, [_clean(one) for one in known])
    return text, detect(text, known)


def _clean(entity: JSON) -> JSON:
    """Only what Telegram repeats: `language` belongs to `pre` alone."""
    return {name: value for name, value in entity.items() if name != "language" or entity["type"] == "pre"}


def _parse(source: str, mode: str, find_user: FindUser) -> tuple[str, list[JSON]]:
    try:
        match mode.lower():
            case "":
                return source, []
            case "html":
                return parse_html(source, find_user)
            case "markdownv2" | "markdown":
                return parse_markdown(source, find_user, is_old=mode.lower() == "markdown")
            case _:
                raise bad_request("unsupported parse_mode")
    except MarkupError as problem:
        raise bad_request(f"can't parse entities: {problem}") from None


def message_text(source: str, *, mode: str | None, entities: list[JSON] | None, find_user: FindUser) -> JSON:
    """The `text` and `entities` fields of a message."""
    text, found = formatted(source, mode=mode, entities=entities, find_user=find_user)
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": found} if found else {"text": text}


def message_caption(source: str | None, *, mode: str | None, entities: list[JSON] | None, find_user: FindUser) -> JSON:
    """The `caption` and `caption_entities` fields of a message, if any."""
    if not source:
        return {}
    text, found = formatted(source, mode=mode, entities=entities, find_user=find_user)
    if len(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": found} if found else {"caption": text}
