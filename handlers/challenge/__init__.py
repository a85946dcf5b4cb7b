"""Challenges of several days and contests: opened, taken part in by a tag, judged, voted on, counted out."""

from bot.entrances import Entrance, button, tag, timer
from handlers.challenge import command, entering, life
from handlers.challenge.card import Judge, Vote
from handlers.places import group_command

ENTRANCES: list[Entrance] = [
    group_command("challenge", command.told),
    timer(life.FEATURE, life.ring),
    tag(life.FEATURE, entering.tagged),
    button(Judge, entering.judged),
    button(Vote, entering.voted),
]
