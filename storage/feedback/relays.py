"""Which topic is which feedback's, and which message at the desk is which on its author's side, under marks."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database import Reader, Row, Unit


@dataclass(frozen=True, slots=True)
class Relay:
    """`chat_id` and `message` are the desk's side; `mark` and `sealed` the author's, unreadable without the secret.

    `action` is the number under which its words are kept, `said` the feedback they belong to: `number`, or one that
    joined it.
    """

    number: int
    chat_id: int
    message: int
    mark: str
    sealed: str
    transition: int
    said: int = 0


def _relay(row: Row) -> Relay:
    at = row["chat_id"], row["message"]
    return Relay(row["feedback_id"], *at, row["mark"], row["sealed"], row["deed"], row["said"])


_SELECT = (
    "SELECT relays.*, coalesce(deeds.feedback_id, relays.feedback_id) AS said FROM feedback_relays AS relays "
    "LEFT JOIN feedback_deeds AS deeds ON deeds.id = relays.deed "
)


async def keep(unit: Unit, relay: Relay) -> None:
    """One of a feedback that is gone meanwhile is not kept."""
    await unit.run(
        "INSERT INTO feedback_relays (feedback_id, chat_id, message, mark, sealed, deed) "
        "SELECT id, :chat_id, :message, :mark, :sealed, :deed FROM feedback WHERE id = :number "
        "ON CONFLICT DO NOTHING",
        {
            "number": relay.number,
            "chat_id": relay.chat_id,
            "message": relay.message,
            "mark": relay.mark,
            "sealed": relay.sealed,
            "deed": relay.transition,
        },
    )


async def of_author(reader: Reader, *, mark: str) -> list[Relay]:
    rows = await reader.all(_SELECT + "WHERE relays.mark = :mark", {"mark": mark})
    return [_relay(row) for row in rows]


async def of_desk(reader: Reader, *, chat_id: int, message: int) -> list[Relay]:
    where = "WHERE relays.chat_id = :chat_id AND relays.message = :message"
    rows = await reader.all(_SELECT + where, {"chat_id": chat_id, "message": message})
    return [_relay(row) for row in rows]


async def reword(unit: Unit, transition: int, *, words: str) -> None:
    await unit.run("UPDATE feedback_deeds SET words = :words WHERE id = :id", {"id": transition, "words": words})


async def cards(reader: Reader) -> list[tuple[int, int, int]]:
    """(chat id, message, feedback) of the cards, and of the authors' words at desks, that can be replied to still."""
    rows = await reader.all(
        "SELECT posts.chat_id, posts.message_id, feedback.id AS number FROM feedback "
        "JOIN posts ON posts.name = 'feedback:' || feedback.id || ':card' WHERE state NOT IN ('closed', 'merged') "
        "UNION SELECT relays.chat_id, message, feedback_id FROM feedback_relays AS relays "
        "JOIN feedback ON feedback.id = feedback_id WHERE state NOT IN ('closed', 'merged')"
    )
    return [(row["chat_id"], row["message_id"], row["number"]) for row in rows]


# --- topics ----------------------------------------------------------------------------------------------------------


async def threads(reader: Reader) -> list[tuple[int, int, int]]:
    """(chat id, topic, feedback) of them all."""
    rows = await reader.all("SELECT chat_id, topic, feedback_id FROM feedback_threads")
    return [(row["chat_id"], row["topic"], row["feedback_id"]) for row in rows]


async def thread(reader: Reader, number: int) -> tuple[int, int] | None:
    """The chat and the topic."""
    row = await reader.one("SELECT chat_id, topic FROM feedback_threads WHERE feedback_id = :id", {"id": number})
    return (row["chat_id"], row["topic"]) if row else None


async def keep_thread(unit: Unit, number: int, *, chat_id: int, topic: int) -> bool:
    """Whether it is this feedback's: it has one, and one that is gone meanwhile none."""
    return await unit.change(
        "INSERT INTO feedback_threads (feedback_id, chat_id, topic) "
        "SELECT id, :chat_id, :topic FROM feedback WHERE id = :id ON CONFLICT DO NOTHING",
        {"id": number, "chat_id": chat_id, "topic": topic},
    )
