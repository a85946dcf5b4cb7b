"""Every dialogue with answers that lead through it, held in private for a group, as a moderator would."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialogue.buttons import Begin
from tests.story import FORUM, OWNER, Message, Story


@dataclass(frozen=True)
class Row:
    """`answers` lead to the preview; one in brackets is a button's label. `bad` is no answer to the question `at`.

    `made` counts what is opened; a dialogue's command, given alone, begins it.
    """

    name: str
    command: str
    answers: tuple[str, ...]
    bad: str
    at: int
    opens: str
    made: str


ROWS = (
    Row("lottery", "/lottery new", ("热茶 x2", "[2 小时]", "[不设条件]"), "很久", 1, "发布", "SELECT 1 FROM lotteries"),
    Row("event", "/event new", ("包饺子", "明天 20:00", "[不设]"), "有空的时候", 1, "发布活动", "SELECT 1 FROM events"),
    Row("challenge", "/challenge new", ("早起", "[7 天]"), "很久", 1, "开始挑战", "SELECT 1 FROM challenges"),
    Row("discussion", "/topic discuss", ("年会吃什么", "2天"), "很久", 1, "开始讨论", "SELECT 1 FROM discussions"),
    Row("announce", "/announce", ("周五包饺子", "[现在就发]"), "改天吧", 1, "发出", "SELECT 1 FROM announcements"),
    Row("poll", "[poll]", ("周末去哪\n山里\n海边",), "只有问题", 0, "发出去", "SELECT 1 FROM polls"),
    Row("quiz", "[quiz]", ("哪个是节日\n*端午\n周一",), "只有问题", 0, "发出去", "SELECT 1 FROM polls"),
    Row(
        "rules",
        "/rules set",
        ("好好说话", "[现在就生效]"),
        "改天吧",
        1,
        "发布群规",
        "SELECT 1 FROM rule_versions",
    ),
    Row("welcome", "/welcome set", ("<b>欢迎</b> {name}",), "来了 {nmae}", 0, "就这样", "SELECT 1 FROM group_words"),
    Row(
        "survey",
        "/survey new",
        ("下次办什么", "喜欢哪样：徒步 / 读书", "[所有成员]", "[3 天]"),
        "很久",
        3,
        "发布调查",
        "SELECT 1 FROM surveys",
    ),
    Row("goods", "/shop new", ("热茶券", "[50]", "[5]"), "很贵", 1, "上架", "SELECT 1 FROM goods"),
)


async def met(story: Story, who: int = OWNER) -> None:
    """Whom the bot may write to."""
    await story.says(who, "/start", chat=who)


async def begun(story: Story, row: Row, who: int = OWNER) -> Message:
    """The first question, in private."""
    await met(story, who)
    await given(story, row, who)
    return story.world.sent(who)[-1]


async def given(story: Story, row: Row, who: int) -> Message:
    """The command alone; one in brackets lists what there is, with a button that begins."""
    if not row.command.startswith("["):
        return await story.says(who, row.command)
    await story.says(who, f"/{row.name}")
    return await story.presses(who, {"poll": "发起投票", "quiz": "出一道题"}[row.name])


async def answers(story: Story, row: Row, *, first: int = 0, upto: int | None = None, who: int = OWNER) -> Message:
    shown: Message = {}
    for each in row.answers[first:upto]:
        shown = await answered(story, each, who=who)
    return shown


async def answered(story: Story, words: str, *, who: int = OWNER) -> Message:
    if words.startswith("["):
        return await story.presses(who, words[1:-1], chat=who)
    return await story.says(who, words, chat=who)


async def made(story: Story, row: Row) -> int:
    return len(await story.rows(row.made))


async def drafts(story: Story) -> int:
    return len(await story.rows("SELECT 1 FROM dialogues"))


def labels(message: Message) -> list[str]:
    return [key["text"] for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]


def begins(row: Row) -> Begin:
    return Begin(row.name, FORUM)
