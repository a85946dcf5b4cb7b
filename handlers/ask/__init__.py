"""Questions to a guest, asked by members, voted on, answered and written down."""

from bot.engine.awaiting import answer
from bot.engine.entrances import Entrance, Shown, button, timer
from handlers.ask import command, questions, rounds
from handlers.ask.card import Answered, Vote
from handlers.command.group_commands import group_command

ENTRANCES: list[Entrance] = [
    group_command("ask", command.told, shown=Shown("talk")),
    timer(rounds.FEATURE, rounds.due),
    answer(rounds.Answering, questions.replied),
    button(Vote, questions.voted),
    button(Answered, questions.marked),
]
