"""A group with members, goods, codes and a poll, from which a made-up life begins."""

from __future__ import annotations

from bot.domain.polls import Ballot, Terms
from bot.domain.shop import Offer
from bot.services import shop
from storage import polls
from storage.database import Unit
from storage.people import Spoken, keep_spoken

GROUP, MODERATOR = -100123, 99
NOON = 1_800_072_000
DAY = 86_400


async def furnished(unit: Unit, key: str) -> None:
    # Every store mixes chance of its own into luck: here it is the same, or a life could not be lived again.
    await unit.run("UPDATE facts SET value = '00' WHERE name = 'luck'")
    long_ago = NOON - 5 * DAY
    await keep_spoken(unit, [Spoken(GROUP, who, long_ago, long_ago, 1) for who in range(1, 5)])
    hand = Offer("票", 15, 4, 0, "hand")
    await shop.put_up(unit, hand, chat_id=GROUP, by=MODERATOR, at=0)
    await shop.put_up(unit, Offer("码", 10, 0, 0, "code"), chat_id=GROUP, by=MODERATOR, at=0)
    await shop.stock_up(unit, [f"c{n}" for n in range(6)], number=2, chat_id=GROUP)
    terms = Terms("吃什么", ("火锅", "烧烤"))
    poll = await polls.ask(unit, terms, chat_id=GROUP, topic=0, by=MODERATOR, at=0, key=key)
    await polls.sent(unit, number=poll or 0, message_id=5, poll_id="p1")
    await polls.keep_ballots(unit, [Ballot("p1", who, "x", "", (0,)) for who in range(1, 5)], at=0)
