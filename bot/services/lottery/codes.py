"""Codes of a prize: kept before the draw, each for one winner; giving them out is the claim's."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.lottery.terms import Lottery
from storage.database import Unit
from storage.lottery import codes as kept

MOST_CODES = 1000
_LONGEST = 500


async def add_codes(unit: Unit, lottery: Lottery, *, prize: int, codes: Sequence[str]) -> int:
    """How many the prize has now; 0 where its winners may have claimed already. A code told twice is kept once."""
    if lottery.state not in ("open", "frozen"):
        return 0
    known = await kept.known(unit, lottery_id=lottery.id)
    fresh = [code[:_LONGEST] for code in dict.fromkeys(codes) if code[:_LONGEST] not in known]
    await kept.keep(unit, lottery_id=lottery.id, prize=prize, codes=fresh)
    return (await kept.count(unit, lottery_id=lottery.id)).get(prize, 0)
