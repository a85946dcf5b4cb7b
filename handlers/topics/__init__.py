"""Topics: what became of actions on them, and the service messages that tell of them; /topic enters by `discussion`."""

from bot.engine.entrances import Entrance, observer, service, timer
from bot.engine.shortcuts import Listing
from handlers.topics import command, news

ENTRANCES: list[Entrance] = [
    timer(command.DONE, command.done),
    service("forum_topic_created", news.created),
    service("forum_topic_edited", news.edited),
    service("forum_topic_reopened", news.reopened),
    service("general_forum_topic_hidden", news.hidden),
    service("general_forum_topic_unhidden", news.unhidden),
    observer(news.spoken),
    Listing("topic", command.show_page),
]
