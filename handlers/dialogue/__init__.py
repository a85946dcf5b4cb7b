"""Dialogues: one mechanism for all that is put together by questions and buttons; features declare theirs.

`begin` starts one, for a command or for a line that `is_first_shown`; `entrances` are those of all.
"""

from handlers.dialogue.going import entrances
from handlers.dialogue.life import begin, is_first_shown

__all__ = ["begin", "entrances", "is_first_shown"]
