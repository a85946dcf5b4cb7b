"""The rules of the features' tables, part of the registry."""

from __future__ import annotations

from storage.rules import YEAR, Expiry, Rule

_NO_POLL_OF_OURS = "poll_id NOT IN (SELECT poll_id FROM polls WHERE poll_id IS NOT NULL)"

FEATURES: dict[str, Rule] = {
    "polls": Rule("polls and quizzes asked", chats=("chat_id",), members=("asked_by",), erasure="pseudonym"),
    "ballots": Rule(
        "how members voted",
        members=("voter_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("cast_at", YEAR),
    ),
    "tallies": Rule("how a poll came out, by count", expiry=Expiry("told_at", 3, where=_NO_POLL_OF_OURS)),
    "questions": Rule(
        "a group's bank of quiz questions", chats=("chat_id",), key=("chat_id", "question"), merge={"asked_at": "max"}
    ),
    "rounds": Rule("rounds of quiz questions", chats=("chat_id",)),
    "topics": Rule(
        "topics of forums, and the posts that stand for them",
        chats=("chat_id",),
        key=("chat_id", "topic"),
        merge={"last_at": "max"},
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
        "lotteries of a group, by whom opened", chats=("chat_id",), members=("opened_by",), erasure="pseudonym"
    ),
    "lottery_entries": Rule(
        "who is in which lottery, and what was paid", members=("user_id",), erasure="pseudonym", is_exported=True
    ),
    "lottery_places": Rule(
        "who won, and whether it was claimed", members=("user_id",), erasure="pseudonym", is_exported=True
    ),
    "lottery_codes": Rule("codes of prizes, by place"),
    "lottery_history": Rule("what anyone may know of a lottery's course, by pseudonym"),
    "lottery_drafts": Rule(
        "a lottery being put together, for a day",
        chats=("chat_id", "for_chat"),
        members=("user_id",),
        erasure="delete",
        expiry=Expiry("touched_at", 1),
    ),
    "awaited_answers": Rule(
        "whose words a feature asked for, for a day",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id"),
        erasure="delete",
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
        erasure="keep",
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
        words={"actor_id": ("actor_name", "words")},
    ),
    "feedback_assigned": Rule("which moderator looks after feedback", members=("user_id",), erasure="delete"),
    "feedback_threads": Rule("which topic of the desk is which feedback's", chats=("chat_id",)),
    "feedback_relays": Rule(
        "which message at the desk is which on an author's side, under marks that lead nowhere without the secret",
        chats=("chat_id",),
        key=("chat_id", "message", "mark"),
    ),
    "feedback_blocked": Rule(
        "anonymous voices a desk will not hear", chats=("chat_id",), key=("chat_id", "voice"), voices=("voice",)
    ),
    "knowledge": Rule(
        "questions and answers of the group, in moderators' words",
        chats=("chat_id",),
        members=("actor_id",),
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
        erasure="delete",
        is_exported=True,
    ),
    "grants": Rule(
        "grants that waited for a moderator's press",
        chats=("chat_id",),
        members=("by_id", "first_id"),
        erasure="pseudonym",
        is_exported=True,
        words={"by_id": ("by_name", "reason")},
        expiry=Expiry("at", 30, where="state <> 'waiting'"),
    ),
    "grant_people": Rule("whom a waiting grant is for", members=("user_id",), erasure="delete", is_exported=True),
    "audit": Rule(
        "what moderators did to whom, and why",
        chats=("chat_id",),
        members=("actor_id", "target_id"),
        erasure="pseudonym",
        is_exported=True,
        words={"actor_id": ("actor_name", "words"), "target_id": ("target_name", "words")},
    ),
    "reports": Rule(
        "which messages members reported, and what came of it",
        chats=("chat_id",),
        members=("reporter_id", "target_id"),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 90),
    ),
    "erasures": Rule("that someone was forgotten, under a mark that only the bot's own secret can make"),
    "destroyed": Rule("how much was destroyed, of which table, when and why"),
    "events": Rule("what people come together for", chats=("chat_id",), members=("created_by",), erasure="keep"),
    "event_guests": Rule(
        "who goes to an event, and who came", members=("user_id",), erasure="delete", is_exported=True
    ),
    "discussions": Rule(
        "timed discussions, by whom opened",
        chats=("chat_id",),
        members=("opened_by",),
        erasure="pseudonym",
    ),
    "discussion_voices": Rule(
        "how much a member said in a discussion",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("last_at", YEAR),
    ),
    "discussion_lines": Rule(
        "what was said there, until it is counted",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", 1),
    ),
    "discussion_words": Rule(
        "words a member used there, until it ends", members=("user_id",), erasure="delete", is_exported=True
    ),
    "discussion_thanks": Rule(
        "answers there that were thanked for", members=("user_id",), erasure="delete", is_exported=True
    ),
    "follows": Rule(
        "who wants to hear of which discussions",
        chats=("chat_id",),
        members=("user_id",),
        key=("chat_id", "user_id", "tag"),
        erasure="delete",
        is_exported=True,
    ),
    "asks": Rule(
        "rounds of questions to a guest",
        chats=("chat_id",),
        members=("guest_id", "opened_by"),
        erasure="pseudonym",
    ),
    "ask_questions": Rule(
        "what members asked a guest, and the answers",
        members=("user_id", "answered_by"),
        erasure="pseudonym",
        is_exported=True,
        words={"user_id": ("words",), "answered_by": ("answer",)},
        expiry=Expiry("at", 90),
    ),
    "ask_votes": Rule("who voted for which question", members=("user_id",), erasure="delete", is_exported=True),
    "challenges": Rule(
        "challenges and contests, by whom opened", chats=("chat_id",), members=("opened_by",), erasure="pseudonym"
    ),
    "challenge_entries": Rule(
        "who took part in a challenge on which day, and works of contests",
        members=("user_id",),
        erasure="delete",
        is_exported=True,
        expiry=Expiry("at", YEAR),
    ),
    "challenge_votes": Rule("who voted for whose work", members=("user_id",), erasure="delete", is_exported=True),
}
