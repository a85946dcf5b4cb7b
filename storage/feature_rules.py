"""The rules of the features' tables, part of the registry."""

from __future__ import annotations

from storage.deed_rules import DEEDS
from storage.mood_rules import INCIDENT, MOOD
from storage.rules import YEAR, Expiry, Rule, Single
from storage.topic_rules import TOPICS

_ITS_POLL = "poll_id IN (SELECT poll_id FROM polls WHERE chat_id = :chat_id)"
_ITS_LOTTERY = "lottery_id IN (SELECT id FROM lotteries WHERE chat_id = :chat_id)"
_NO_POLL_OF_OURS = "poll_id NOT IN (SELECT poll_id FROM polls WHERE poll_id IS NOT NULL)"

FEATURES: dict[str, Rule] = {
    "polls": Rule(
        "polls and quizzes asked",
        chats=("chat_id",),
        members=("asked_by",),
        messages=("message_id",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "ballots": Rule(
        "how members voted",
        members=("voter_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("cast_at", YEAR),
        within=_ITS_POLL,
    ),
    "tallies": Rule(
        "how a poll came out, by count", expiry=Expiry("told_at", 3, where=_NO_POLL_OF_OURS), within=_ITS_POLL
    ),
    "questions": Rule(
        "a group's bank of quiz questions", chats=("chat_id",), key=("chat_id", "question"), merge={"asked_at": "max"}
    ),
    "rounds": Rule(
        "rounds of quiz questions",
        chats=("chat_id",),
        single=Single("{row}.state = 'running'", "state = 'over'", number="number"),
    ),
    "counted_topics": Rule(
        "topics whose messages are counted by member",
        chats=("chat_id",),
        key=("chat_id", "topic"),
        merge={"since": "min"},
    ),
    "topic_activity": Rule(
        "how many messages a member sent in such a topic on a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "topic", "user_id", "day"),
        merge={"messages": "sum"},
        erasure="delete",
        is_exported=True,
        expiry=Expiry("day", YEAR, unit="day"),
    ),
    "lotteries": Rule(
        "lotteries of a group, by whom opened",
        chats=("chat_id",),
        members=("opened_by",),
        apart="idempotency_key",
        erasure="pseudonym",
        is_exported=True,
        withheld=("secret", "salt"),
    ),
    "lottery_entries": Rule(
        "who is in which lottery, and what was paid",
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_places": Rule(
        "who won, and whether it was claimed",
        members=("user_id",),
        erasure="pseudonym",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_codes": Rule(
        "codes of prizes, by place",
        owned="(lottery_id, place) IN (SELECT lottery_id, place FROM lottery_places WHERE user_id = :user_id)",
        is_exported=True,
        within=_ITS_LOTTERY,
    ),
    "lottery_history": Rule(
        "what anyone may know of a lottery's course, by pseudonym",
        within=_ITS_LOTTERY,
    ),
    "lottery_drafts": Rule(
        "a lottery being put together, for a day",
        chats=("chat_id", "for_chat"),
        members=("user_id",),
        erasure="delete",
        is_brief=True,
        is_exported=True,
        expiry=Expiry("touched_at", 1),
    ),
    "awaited_answers": Rule(
        "whose words a feature asked for, for a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_brief=True,
        is_exported=True,
    ),
    "spoken_words": Rule("words a feature listens for", chats=("chat_id",), key=("chat_id", "word")),
    "schedule_lines": Rule("up to when the schedule was dealt with"),
    "schedule_runs": Rule(
        "what became of every announcement",
        chats=("chat_id",),
        key=("entry", "due_at", "chat_id"),
        expiry=Expiry("decided_at", YEAR),
    ),
    "schedule_marks": Rule(
        "announcements paused, and by whom",
        chats=("chat_id",),
        members=("user_id",),
        key=("entry", "chat_id", "mark"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "announcements": Rule(
        "announcements by moderators, for days",
        chats=("shown_in",),
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 7, where="state <> 'sending'"),
    ),
    "announcement_chats": Rule("where they go", chats=("chat_id",), key=("announcement", "chat_id")),
    "feedback": Rule(
        "what members told the desk, and how far it got",
        chats=("chat_id",),
        members=("user_id",),
        voices=("voice",),
        messages=("about",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("closed_at", YEAR, where="state IN ('closed', 'merged')"),
    ),
    "feedback_deeds": Rule(
        "what the desk did with feedback, in its words",
        chats=("chat_id",),
        members=("actor_id",),
        erasure="pseudonym",
        is_exported=True,
        owned="feedback_id IN (SELECT id FROM feedback WHERE user_id = :user_id OR voice = :voice)",
        words={"actor_id": ("actor_name", "words")},
        ends_with="feedback",
    ),
    "feedback_assigned": Rule(
        "which moderator looks after feedback",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        ends_with="feedback",
        within="feedback_id IN (SELECT id FROM feedback WHERE chat_id = :chat_id)",
    ),
    "feedback_threads": Rule(
        "which topic of the desk is which feedback's", chats=("chat_id",), key=("chat_id", "topic")
    ),
    "feedback_relays": Rule(
        "which message at the desk is which on an author's side, under marks that lead nowhere without the secret",
        chats=("chat_id",),
        key=("chat_id", "message", "mark"),
        messages=("message",),
    ),
    "feedback_blocked": Rule(
        "anonymous voices a desk will not hear", chats=("chat_id",), key=("chat_id", "voice"), voices=("voice",)
    ),
    "knowledge": Rule(
        "questions and answers of the group, in moderators' words",
        chats=("chat_id",),
        members=("actor_id",),
        key=("chat_id", "question"),
        erasure="pseudonym",
        is_exported=True,
    ),
    "invite_links": Rule(
        "members' own links into a group",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
        is_exported=True,
    ),
    "invites": Rule(
        "who came by whose link, and whether it counted",
        chats=("chat_id",),
        members=("user_id", "inviter_id"),
        key=("chat_id", "user_id"),
        merge={"inviter_id": "old", "at": "old", "state": "old"},
        erasure="delete",
        is_exported=True,
    ),
    **TOPICS,
    **DEEDS,
    **MOOD,
    **INCIDENT,
    "events": Rule(
        "what people come together for",
        chats=("chat_id",),
        single=Single("{row}.state = 'open' AND {row}.name <> ''", "state = 'cancelled'", by=("name",)),
        members=("created_by",),
        erasure="pseudonym",
        is_exported=True,
    ),
    "event_guests": Rule(
        "who goes to an event, and who came",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        within="event IN (SELECT id FROM events WHERE chat_id = :chat_id)",
    ),
}
