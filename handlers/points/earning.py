"""How points are won and passed on in a group: the rules made of its settings, and told from those same values."""

from __future__ import annotations

from functools import lru_cache

from bot.config.tables import Points
from bot.config.values import seconds
from bot.domain.activity import Earning
from bot.domain.checkin import Rule
from bot.domain.gifts import GiftRule, ThanksRule
from bot.domain.inviting import InviteRule
from bot.domain.levels import SHIPPED, Level, named
from bot.domain.makeup import MOST_HELD, MakeupRule
from bot.domain.reactions import ReactionRule
from bot.domain.refusals import Key
from bot.texts.text import Raw, Text, Words, text
from bot.texts.words import is_word


def checkin_rule(points: Points) -> Rule:
    return Rule(
        reward=points.checkin_reward,
        step=points.streak_step,
        cap=points.streak_cap,
        seventh_day_bonus=points.seventh_day_bonus,
        lucky_chance=points.lucky_chance,
        pity=points.lucky_pity,
        first=points.first_bonus,
    )


def earning(points: Points) -> Earning | None:
    """None where talking earns nothing; the same object for the same settings, asked for with every batch."""
    if not points.activity or not points.activity_reward or points.activity_daily < points.activity_reward:
        return None
    return _earning(points.activity_reward, points.activity_daily, points.activity_cooldown, points.activity_length)


@lru_cache(maxsize=64)
def _earning(reward: int, daily: int, cooldown: str, length: int) -> Earning:
    return Earning(reward, daily, seconds(cooldown), length)


def gift_rule(points: Points, level: Level | None = None) -> GiftRule:
    more = level.give_more if level is not None and points.give_daily else 0
    return GiftRule(points.give_least, points.give_daily + more, points.give_tax)


def makeup_rule(points: Points) -> MakeupRule:
    return MakeupRule(points.makeup_price, points.makeup_monthly, points.makeup_every)


def levels(points: Points) -> list[Level]:
    return [Level(level.name, level.score, level.give_more) for level in points.levels]


def thanks_rule(points: Points) -> ThanksRule:
    return ThanksRule(points.thanks_reward, points.thanks_daily, points.thanks_received)


def reaction_rule(points: Points) -> ReactionRule:
    return ReactionRule(points.reaction_reward, points.reaction_daily, points.reaction_received)


def invite_rule(points: Points) -> InviteRule:
    return InviteRule(points.invite_reward, points.invite_days, points.invite_messages, points.invite_monthly)


def told(points: Points) -> list[Text]:
    """The rules as members read them; what is off is not told."""
    return [
        *_checkin_told(checkin_rule(points)),
        *_makeup_told(makeup_rule(points)),
        *_earning_told(earning(points)),
        *_warmth_told(points),
        *_talks_told(points),
        *_gifts_told(points),
        *map(_level_told, levels(points)),
    ]


def _checkin_told(rule: Rule) -> list[Text]:
    most = rule.reward + rule.step * rule.cap
    lines = [text("earning.checkin", reward=rule.reward, step=rule.step, most=most)]
    if rule.seventh_day_bonus:
        lines.append(text("earning.seventh_day", bonus=rule.seventh_day_bonus))
    if rule.lucky_chance:
        lines.append(text("earning.lucky", percent=rule.lucky_chance * 100))
    if rule.lucky_chance and rule.pity:
        lines.append(text("earning.pity", pity=rule.pity))
    if rule.first:
        lines.append(text("earning.first", bonus=rule.first))
    return lines


def level_name(name: str) -> Words:
    """In the language of whoever reads it where it is one of ours; else as the file has it."""
    shown = named(name)
    return text(str(shown)) if isinstance(shown, Key) else Raw(shown)


def file_name(words: str) -> str:
    """The file's name of the level that any of our languages calls so."""
    return next((name for name, key in SHIPPED.items() if is_word(words, key)), words)


def _level_told(level: Level) -> Text:
    key = "earning.level_more" if level.give_more else "earning.level"
    return text(key, level=level_name(level.name), score=level.score, more=level.give_more)


def _makeup_told(rule: MakeupRule) -> list[Text]:
    if not rule.is_on:
        return []
    lines = [text("earning.makeup", monthly=rule.monthly)]
    if rule.every:
        lines.append(text("earning.makeup_card", every=rule.every, held=MOST_HELD))
    if rule.price:
        lines.append(text("earning.makeup_price", price=rule.price))
    return lines


def _earning_told(rule: Earning | None) -> list[Text]:
    if rule is None:
        return []
    return [text("earning.activity", reward=rule.reward, daily=rule.daily, seconds=rule.cooldown, length=rule.length)]


def _warmth_told(points: Points) -> list[Text]:
    lines: list[Text] = []
    thanks, reaction, invite = thanks_rule(points), reaction_rule(points), invite_rule(points)
    if thanks.is_on:
        lines.append(text("earning.thanks", reward=thanks.reward, daily=thanks.daily, received=thanks.received))
    if reaction.is_on:
        lines.append(text("earning.reaction", reward=reaction.reward, daily=reaction.daily, received=reaction.received))
    if invite.is_on:
        terms = {"days": invite.days, "messages": invite.messages, "monthly": invite.monthly}
        lines.append(text("earning.invite", reward=invite.reward, **terms))
    return lines


def _talks_told(points: Points) -> list[Text]:
    lines: list[Text] = []
    if points.vote_reward:
        lines.append(text("earning.vote", reward=points.vote_reward))
    if points.quiz_reward and points.quiz_daily:
        lines.append(text("earning.quiz", reward=points.quiz_reward, daily=points.quiz_daily))
    if points.discussion_reward:
        lines.append(text("earning.discussion", reward=points.discussion_reward))
    if points.adopted_reward:
        lines.append(text("earning.adopted", reward=points.adopted_reward))
    return lines


def _gifts_told(points: Points) -> list[Text]:
    lines: list[Text] = []
    gifts = gift_rule(points)
    if gifts.daily:
        lines.append(text("earning.gifts", least=gifts.least, daily=gifts.daily))
    if gifts.daily and gifts.tax:
        lines.append(text("earning.tax", percent=gifts.tax * 100))
    return lines
