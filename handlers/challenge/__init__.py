"""Challenges of several days and contests: opened, taken part in by a tag or a reply, judged, voted on, counted out."""

from bot.engine.entrances import Entrance, Shown, button, reply, tag, timer
from bot.engine.shortcuts import Listing
from bot.services import challenge
from handlers.challenge import command, entering, life
from handlers.challenge.card import Judge, Vote
from handlers.command.group_commands import group_command

ENTRANCES: list[Entrance] = [
    group_command("challenge", command.told, shown=Shown("play")),
    Listing("challenge", command.show_page),
    timer(life.FEATURE, life.ring),
    timer(life.POSTED, life.posted),
    tag(life.FEATURE, entering.tagged),
    reply(life.FEATURE, entering.replied, load=challenge.cards),
    button(Judge, entering.judged),
    button(Vote, entering.voted),
]
