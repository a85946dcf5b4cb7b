"""The wiring page: every door into the bot, in order. Telegram comes in through this room and nowhere else."""

from __future__ import annotations

from bot.entrances import Entrance
from handlers import (
    activity,
    announce,
    ask,
    audit,
    auditing,
    board,
    calendar,
    checkin,
    confirm,
    discussion,
    doctor,
    economy,
    events,
    feedback,
    general,
    gifts,
    granting,
    grants,
    helping,
    housekeeping,
    inviting,
    kb,
    language,
    ledger,
    levels,
    lottery,
    makeup,
    members,
    places,
    points,
    polls,
    preferences,
    privacy,
    reactions,
    reminding,
    report,
    schedule,
    settings,
    shop,
    shopkeeping,
    top,
    topics,
)

# What waits for a turn of its own, by feature. No two may bind the same command, button or kind of update.
_FEATURES: list[Entrance] = [
    *checkin.ENTRANCES,
    *makeup.ENTRANCES,
    *calendar.ENTRANCES,
    *reminding.ENTRANCES,
    *points.ENTRANCES,
    *levels.ENTRANCES,
    *ledger.ENTRANCES,
    *top.ENTRANCES,
    *board.ENTRANCES,
    *shop.ENTRANCES,
    *shopkeeping.ENTRANCES,
    *gifts.ENTRANCES,
    *reactions.ENTRANCES,
    *inviting.ENTRANCES,
    *grants.ENTRANCES,
    *granting.ENTRANCES,
    *topics.ENTRANCES,
    # /topic comes in here: it opens discussions too.
    *discussion.ENTRANCES,
    *ask.ENTRANCES,
    *polls.ENTRANCES,
    *lottery.ENTRANCES,
    *events.ENTRANCES,
    *schedule.ENTRANCES,
    *announce.ENTRANCES,
    *feedback.ENTRANCES,
    *kb.ENTRANCES,
    # Who did what, what members complain of, and hidden hands that show themselves to the bot alone.
    *audit.ENTRANCES,
    *report.ENTRANCES,
    *confirm.ENTRANCES,
    *settings.ENTRANCES,
    *preferences.ENTRANCES,
    *economy.ENTRANCES,
    *general.ENTRANCES,
    *language.ENTRANCES,
    *privacy.ENTRANCES,
    *doctor.ENTRANCES,
    # Which group a command told in private is meant for: one button for all of the above.
    *places.ENTRANCES,
    # Who is who: what the rights of all the others rest on.
    *members.ENTRANCES,
    # Settled a batch at a time, in the transaction that keeps the batch.
    *activity.ENTRANCES,
    # Nightly, by its own timer.
    *housekeeping.ENTRANCES,
    *auditing.ENTRANCES,
]

# Help comes last: it lists the commands of all the others.
ENTRANCES: list[Entrance] = [*_FEATURES, *helping.entrances(_FEATURES)]
