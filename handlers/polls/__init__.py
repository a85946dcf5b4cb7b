"""Polls and quizzes: asking and closing them by command, and the turns of their lives that no member begins."""

from bot.engine.entrances import Entrance, Shown, counter, timer
from bot.services import polls as _polls
from handlers.command.group_commands import group_command
from handlers.polls import asking, bank, command, dialogue, life, quiz, reminding, rounds, scheduled

ENTRANCES: list[Entrance] = [
    group_command("poll", command.poll, shown=Shown("play", ("administrators",))),
    group_command("quiz", quiz.quiz, shown=Shown("play")),
    *dialogue.ENTRANCES,
    *bank.ENTRANCES,
    *scheduled.ENTRANCES,
    timer(asking.SENT, life.sent),
    timer(life.DOUBTFUL, life.doubtful),
    timer(asking.DUE, life.due),
    timer(reminding.KIND, reminding.due),
    timer(asking.STOPPED, life.stopped),
    timer(_polls.CLOSED, life.closed),
    timer(rounds.NEXT, rounds.next_asked),
    # Votes by the hundred and every new count: settled a batch at a time.
    counter(_polls.count),
]
