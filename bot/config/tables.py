"""Every table of the config file with its defaults; how values are read lives in `values`, merging in `settings`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, Strict

from bot.config.access import Access, GroupAccess
from bot.config.announce import Announce
from bot.config.answers import Answers
from bot.config.conduct import About, Announced, Rules
from bot.config.consent import Privacy
from bot.config.console import Console
from bot.config.desk import read_targets
from bot.config.entries import Entry
from bot.config.events import Occasion
from bot.config.icebreak import Icebreak
from bot.config.incident import Incident
from bot.config.kb import Kb
from bot.config.mood import Mood
from bot.config.safety import Gate, Guard, Warnings
from bot.config.stats import Stats
from bot.config.table import Table
from bot.config.values import (
    Amount,
    BaseUrl,
    Chance,
    ChatId,
    Clock,
    Hours,
    Line,
    Listen,
    Locale,
    LocalPath,
    Loopback,
    PositiveAmount,
    PublicUrl,
    Secret,
    Span,
    StoreUrl,
    Token,
    Topic,
    Zone,
    rising,
)
from bot.config.welcome import Welcome


class Webhook(Table):
    listen: Listen = "127.0.0.1:8443"
    public_url: PublicUrl = ""
    path: LocalPath = ""
    secret: Secret = SecretStr("")


class Telegram(Table):
    token: Token = SecretStr("")
    base_url: BaseUrl = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    pace: Literal["telegram", "none"] = "telegram"
    clock: Literal["system", "server"] = "system"
    webhook: Webhook = Webhook()


class Storage(Table):
    """A file, or a PostgreSQL database at `url`: then only the secret lies beside `path`."""

    path: Line = "weilu.db"
    url: StoreUrl = SecretStr("")
    workers: bool = False


class Health(Table):
    """Where machines ask how the bot is; empty is nowhere."""

    listen: Loopback = ""


class Logging(Table):
    """How the log on stderr is written: for people, or one JSON object a line."""

    format: Literal["lines", "json"] = "lines"


class Community(Table):
    timezone: Zone = "Asia/Shanghai"
    locale: Locale = "zh-Hans"
    day_starts_at: Clock = "00:00"
    pictures: Literal["light", "dark"] = "light"
    about: About = ""


class Level(Table):
    """A tier by lifetime score; whoever is there may pass on `give_more` points a day beyond `give_daily`."""

    name: Annotated[str, Field(min_length=1, max_length=16)]
    score: PositiveAmount
    give_more: Amount = 0


class Points(Announced):
    checkin_reward: Amount = 10
    streak_step: Amount = 1
    streak_cap: Amount = 7
    seventh_day_bonus: Amount = 20
    lucky_chance: Chance = 0.02
    lucky_pity: Amount = 60
    first_bonus: Amount = 0
    makeup_price: Amount = 50
    makeup_monthly: Amount = 3
    makeup_every: Amount = 7
    activity: bool = True
    activity_reward: Amount = 2
    activity_daily: Amount = 20
    activity_cooldown: Span = "1m"
    activity_length: Annotated[int, Field(ge=1, le=200)] = 8
    thanks_reward: Amount = 2
    thanks_daily: Amount = 3
    thanks_received: Amount = 5
    reaction_reward: Amount = 1
    reaction_daily: Amount = 5
    reaction_received: Amount = 10
    invite_reward: Amount = 20
    invite_days: Annotated[int, Field(ge=1, le=90)] = 7
    invite_messages: Amount = 5
    invite_monthly: Amount = 10
    grant_max: PositiveAmount = 10000
    grant_daily: PositiveAmount = 50000
    grant_alone: Amount = 10000
    give_least: PositiveAmount = 1
    give_daily: Amount = 1000
    vote_reward: Amount = 2
    quiz_reward: Amount = 5
    quiz_daily: Amount = 100
    discussion_reward: Amount = 10
    adopted_reward: Amount = 20
    give_tax: Chance = 0.0
    level_tags: bool = True
    board_daily: bool = False
    board_weekly: bool = False
    board_hour: Annotated[int, Field(ge=12, le=23)] = 21
    board_transparency: bool = False
    levels: Annotated[tuple[Level, ...], Strict(strict=False), AfterValidator(rising)] = (
        Level(name="银卡", score=500),
        Level(name="金卡", score=2000),
        Level(name="钻石卡", score=8000),
    )


class Desk(Table):
    """Without a chat, cards go privately to the administrators who started the bot.

    `answer_within` counts office time: `hours` ("" is all day), on `workdays` of the mainland calendar alone if so set.
    `targets` are spans for kinds of feedback, and for what is urgent ("urgent 2h"); `templates` are first answers.
    `signed` shows authors which moderator answered.
    """

    chat: ChatId | None = None
    topic: Topic = None
    answer_within: Span = "24h"
    hours: Hours = ""
    workdays: bool = False
    signed: bool = True
    targets: Annotated[list[str], AfterValidator(read_targets)] = Field(default_factory=list)
    templates: Annotated[list[Annotated[str, Field(min_length=1, max_length=300)]], Field(max_length=6)] = Field(
        default_factory=list
    )


class Quiet(Table):
    hours: Hours = "23:00-08:00"


class Caps(Announced):
    """Announcements a group sees at most, and promotions among them; `None` is no cap."""

    per_day: PositiveAmount | None = None
    per_week: PositiveAmount | None = None
    promo_per_week: PositiveAmount | None = None
    topic_per_day: PositiveAmount | None = None


class Drafts(Table):
    """A poll or draw of one line is shown before it is opened where a part was in doubt; `always`: every one is."""

    always: bool = False


class Overlay(Table):
    """What a `[groups."-100…"]` may say otherwise; only the keys it names count."""

    community: Community = Community()
    access: GroupAccess = GroupAccess()
    points: Points = Points()
    desk: Desk = Desk()
    rules: Rules = Rules()
    announce: Announce = Announce()
    incident: Incident = Incident()
    welcome: Welcome = Welcome()
    mood: Mood = Mood()
    privacy: Privacy = Privacy()
    answers: Answers = Answers()
    kb: Kb = Kb()
    icebreak: Icebreak = Icebreak()
    quiet: Quiet = Quiet()
    caps: Caps = Caps()
    drafts: Drafts = Drafts()
    gate: Gate = Gate()
    guard: Guard = Guard()
    warnings: Warnings = Warnings()
    stats: Stats = Stats()


class Tables(Table):
    """The whole file."""

    telegram: Telegram = Telegram()
    storage: Storage = Storage()
    health: Health = Health()
    console: Console = Console()
    logging: Logging = Logging()
    community: Community = Community()
    access: Access = Access()
    points: Points = Points()
    desk: Desk = Desk()
    rules: Rules = Rules()
    announce: Announce = Announce()
    incident: Incident = Incident()
    welcome: Welcome = Welcome()
    mood: Mood = Mood()
    privacy: Privacy = Privacy()
    answers: Answers = Answers()
    kb: Kb = Kb()
    icebreak: Icebreak = Icebreak()
    quiet: Quiet = Quiet()
    caps: Caps = Caps()
    drafts: Drafts = Drafts()
    gate: Gate = Gate()
    guard: Guard = Guard()
    warnings: Warnings = Warnings()
    stats: Stats = Stats()
    schedule: Annotated[tuple[Entry, ...], Strict(strict=False)] = ()
    event: Annotated[tuple[Occasion, ...], Strict(strict=False)] = ()
    groups: dict[str, Overlay] = Field(default_factory=dict)
