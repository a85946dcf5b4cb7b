"""The wiring page: every door into the bot, in order. Telegram comes in through this room and nowhere else."""

from __future__ import annotations

from bot.engine.entrances import Entrance
from handlers import (
    ask,
    challenge,
    conduct,
    consent,
    console,
    dialogue,
    discussion,
    errata,
    events,
    feedback,
    first_week,
    home,
    icebreak,
    lottery,
    polls,
    promises,
    ratings,
    safety,
    schedule,
    surveys,
    team,
    terms,
    topics,
    welcome,
)
from handlers.ask import shortcuts as ask_shortcuts
from handlers.basics import doctor, housekeeping, members, moving, mydata, privacy, start, vanishing
from handlers.basics import help as helping
from handlers.challenge import dialogue as challenge_dialogue
from handlers.challenge import shortcuts as challenge_shortcuts
from handlers.checkin import calendar, makeup, reminders
from handlers.checkin import command as checkin
from handlers.checkin import shortcuts as checkin_shortcuts
from handlers.command import confirm, group_commands, listing, removing, two_people
from handlers.conduct import dialogue as conduct_dialogue
from handlers.counts import counting
from handlers.dialogue.declaring import Dialogue
from handlers.discussion import dialogue as discussion_dialogue
from handlers.events import dialogue as events_dialogue
from handlers.events import shortcuts as events_shortcuts
from handlers.feedback import shortcuts as feedback_shortcuts
from handlers.gate import arriving, door, ending, requests
from handlers.gate import passing as gate_passing
from handlers.grants import bulk, bulk_undo
from handlers.grants import command as grants
from handlers.grants import shortcuts as grants_shortcuts
from handlers.guard import acting, watching
from handlers.guard import command as guard
from handlers.guard import desk as guard_desk
from handlers.guard import trial as guard_trial
from handlers.insights import command as insights
from handlers.insights import notes as trend_notes
from handlers.kb import answering as kb_answering
from handlers.kb import asked as kb_asked
from handlers.kb import command as kb
from handlers.kb import reviewing as kb_reviewing
from handlers.kb import unanswered as kb_unanswered
from handlers.lottery import dialogue as lottery_dialogue
from handlers.lottery import shortcuts as lottery_shortcuts
from handlers.moderation import clearing, complain, incident, log, playbook, reports, transparency
from handlers.moderation import shortcuts as moderation_shortcuts
from handlers.mood import alerts, answers, trial
from handlers.mood import command as mood
from handlers.mood import shortcuts as mood_shortcuts
from handlers.points import (
    activity,
    balance,
    board,
    economy,
    gifts,
    inviting,
    ledger,
    ledger_check,
    levels,
    reactions,
    top,
)
from handlers.points import shortcuts as points_shortcuts
from handlers.polls import dialogue as polls_dialogue
from handlers.polls import shortcuts as polls_shortcuts
from handlers.sanctions import appeal, doing, restricting, warn
from handlers.sanctions import own as own_sanctions
from handlers.sanctions import shortcuts as sanctions_shortcuts
from handlers.schedule import announce, planned, second, sending
from handlers.schedule import dialogue as schedule_dialogue
from handlers.schedule import shortcuts as schedule_shortcuts
from handlers.settings import group, language, own
from handlers.shop import command as shop
from handlers.shop import dialogue as shop_dialogue
from handlers.shop import keeping
from handlers.shop import shortcuts as shop_shortcuts
from handlers.stats import command as stats
from handlers.surveys import dialogue as surveys_dialogue
from handlers.topics import shortcuts as topics_shortcuts
from handlers.welcome import command as welcome_command

# What is put together step by step; each feature declares its own.
_DIALOGUES: list[Dialogue] = [
    *polls_dialogue.DIALOGUES.values(),
    lottery_dialogue.DIALOGUE,
    events_dialogue.DIALOGUE,
    challenge_dialogue.DIALOGUE,
    discussion_dialogue.DIALOGUE,
    shop_dialogue.DIALOGUE,
    schedule_dialogue.DIALOGUE,
    conduct_dialogue.DIALOGUE,
    welcome_command.DIALOGUE,
    surveys_dialogue.DIALOGUE,
]

# What waits for a turn of its own, by feature. No two may bind the same command, button or kind of update.
_FEATURES: list[Entrance] = [
    kb_answering.BEGINNING,
    *counting.BEFORE,
    watching.BEGINNING,
    *checkin.ENTRANCES,
    *makeup.ENTRANCES,
    *calendar.ENTRANCES,
    *reminders.ENTRANCES,
    *checkin_shortcuts.SHORTCUTS,
    *balance.ENTRANCES,
    *levels.ENTRANCES,
    *ledger.ENTRANCES,
    *top.ENTRANCES,
    *points_shortcuts.SHORTCUTS,
    *board.ENTRANCES,
    *transparency.ENTRANCES,
    *shop.ENTRANCES,
    *keeping.ENTRANCES,
    *shop_shortcuts.SHORTCUTS,
    *gifts.ENTRANCES,
    *reactions.ENTRANCES,
    *inviting.ENTRANCES,
    *grants.ENTRANCES,
    *bulk.ENTRANCES,
    *bulk_undo.ENTRANCES,
    *grants_shortcuts.SHORTCUTS,
    *topics.ENTRANCES,
    *topics_shortcuts.SHORTCUTS,
    # /topic comes in here: it opens discussions too.
    *discussion.ENTRANCES,
    *ask.ENTRANCES,
    *ask_shortcuts.SHORTCUTS,
    *challenge.ENTRANCES,
    *challenge_shortcuts.SHORTCUTS,
    *polls.ENTRANCES,
    *surveys.ENTRANCES,
    *polls_shortcuts.SHORTCUTS,
    *lottery.ENTRANCES,
    *lottery_shortcuts.SHORTCUTS,
    *events.ENTRANCES,
    *events_shortcuts.SHORTCUTS,
    *schedule.ENTRANCES,
    *schedule_shortcuts.SHORTCUTS,
    *announce.ENTRANCES,
    *second.ENTRANCES,
    *errata.ENTRANCES,
    *promises.ENTRANCES,
    *sending.ENTRANCES,
    *planned.ENTRANCES,
    *stats.ENTRANCES,
    *insights.ENTRANCES,
    *trend_notes.ENTRANCES,
    *feedback.ENTRANCES,
    *feedback_shortcuts.SHORTCUTS,
    *kb.ENTRANCES,
    *kb_answering.ENTRANCES,
    *kb_asked.ENTRANCES,
    *kb_reviewing.ENTRANCES,
    *kb_unanswered.ENTRANCES,
    # Who did what, what members complain of, and hidden hands that show themselves to the bot alone.
    *log.ENTRANCES,
    *reports.ENTRANCES,
    *clearing.ENTRANCES,
    *playbook.ENTRANCES,
    *team.ENTRANCES,
    *complain.ENTRANCES,
    *warn.ENTRANCES,
    *restricting.ENTRANCES,
    *doing.ENTRANCES,
    *own_sanctions.ENTRANCES,
    *appeal.ENTRANCES,
    *sanctions_shortcuts.SHORTCUTS,
    *moderation_shortcuts.SHORTCUTS,
    *door.ENTRANCES,
    *arriving.ENTRANCES,
    *ending.ENTRANCES,
    *gate_passing.ENTRANCES,
    *requests.ENTRANCES,
    *acting.ENTRANCES,
    *guard.ENTRANCES,
    *guard_desk.ENTRANCES,
    *guard_trial.ENTRANCES,
    # What the group says of itself, and the rules it goes by; and who comes into it.
    *conduct.ENTRANCES,
    *terms.ENTRANCES,
    *ratings.ENTRANCES,
    *welcome.ENTRANCES,
    *icebreak.ENTRANCES,
    *first_week.ENTRANCES,
    *safety.ENTRANCES,
    *consent.ENTRANCES,
    # What is seen and done in the browser.
    *console.ENTRANCES,
    *confirm.ENTRANCES,
    *group.ENTRANCES,
    *own.ENTRANCES,
    *economy.ENTRANCES,
    *start.ENTRANCES,
    *language.ENTRANCES,
    *privacy.ENTRANCES,
    *mydata.ENTRANCES,
    *doctor.ENTRANCES,
    *two_people.ENTRANCES,
    # Their questions, answers and drafts: one mechanism for all of them.
    *dialogue.entrances(_DIALOGUES),
    # What is done by buttons alone, in private: the home and the panel over all of the above.
    *home.ENTRANCES,
    # Which group a command told in private is meant for: one button for all of the above.
    *group_commands.ENTRANCES,
    *listing.ENTRANCES,
    # Who is new is known before they count as met.
    *watching.ENTRANCES,
    # Who is who: what the rights of all the others rest on.
    *members.ENTRANCES,
    *moving.ENTRANCES,
    # Settled a batch at a time, in the transaction that keeps the batch.
    *activity.ENTRANCES,
    *counting.ENTRANCES,
    # Scored before that transaction, counted within it; /mood tells moderators what the counts say.
    *mood.ENTRANCES,
    *alerts.ENTRANCES,
    *answers.ENTRANCES,
    *trial.ENTRANCES,
    *mood_shortcuts.SHORTCUTS,
    *incident.ENTRANCES,
    *removing.ENTRANCES,
    *vanishing.ENTRANCES,
    *housekeeping.ENTRANCES,
    *ledger_check.ENTRANCES,
]

# Help comes last: it lists the commands of all the others.
ENTRANCES: list[Entrance] = [*_FEATURES, *helping.Help(_FEATURES).entrances]
