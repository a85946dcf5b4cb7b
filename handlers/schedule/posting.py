"""An entry's content becomes actions for the outbox: words filled in, the last one unpinned or taken away."""

from __future__ import annotations

from msgspec.structs import replace

from bot.domain.schedule.plan import Entry, Scheduled
from bot.domain.schedule.policy import wall_of
from bot.domain.schedule.wording import fill
from bot.engine.turn import Turn
from bot.engine.woken import TimerTurn
from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.services import topics
from bot.services.schedule import reading
from bot.services.schedule.days import lunar_name
from bot.services.schedule.runs import Posting, name_of
from bot.texts.catalog import plain
from bot.texts.text import Markup, Raw, Text
from handlers.command.removing import LastLine, remove
from handlers.schedule import aiming, unsent
from handlers.topics.bound import thread_for

OPENED = "schedule-opened"


async def post(turn: Turn, entry: Entry, posting: Posting) -> None:
    """Never twice: in doubt whether a crash let it through it is not sent again, which /schedule then says."""
    await _say(turn, entry, posting)
    if posting.previous is not None and not _opens_thread(turn, entry, posting.chat_id):
        _retire(turn, entry, posting, name_of(entry.name, posting.previous))


def _retire(turn: Turn, entry: Entry, posting: Posting, before: str) -> None:
    """What went out the last time; where Telegram does not let it be deleted any more, it points to what came now."""
    chat_id, kind = posting.chat_id, entry.content.kind
    if entry.replace:
        last_line = LastLine(
            "" if kind in ("poll", "quiz") else "schedule.replaced",
            newer=name_of(entry.name, posting.due),
            is_caption=kind in ("photo", "document"),
            is_pinned=entry.pin,
        )
        remove(turn, chat_id=chat_id, named=before, last_line=last_line)
    elif entry.pin:
        turn.do(actions.Pin(chat_id=chat_id, named=before, off=True), priority=actions.Priority.ANNOUNCEMENT)


async def _say(turn: Turn, entry: Entry, posting: Posting) -> None:
    topic = await thread_for(turn, entry.name, entry.topic, chat_id=posting.chat_id)
    make = turn.wiring.contents.get(entry.content.kind)
    if make is not None:
        await make(turn, _scheduled(entry, posting, topic=topic))
        return
    action = await _action(turn, entry, posting, topic=topic)
    if entry.segment and isinstance(action, actions.Say | actions.Photo | actions.Document):
        people = await aiming.reached(turn, entry.segment, posting.chat_id)
        group = Raw(turn.chats.group(posting.chat_id).title or str(posting.chat_id))
        for each in aiming.to_each(replace(action, name="", topic=0), people, group=group):
            turn.do(each, on_crash="drop", priority=actions.Priority.ANNOUNCEMENT)
    elif action is not None:
        turn.do(_heard(action, entry, posting), on_crash="drop", priority=actions.Priority.ANNOUNCEMENT)


def _heard(action: AnyAction, entry: Entry, posting: Posting) -> AnyAction:
    note = action.note | {"entry": entry.name, "due": posting.due}
    return replace(action, then=action.then or unsent.POSTED, note=note)


def _scheduled(entry: Entry, posting: Posting, *, topic: int) -> Scheduled:
    return Scheduled(
        entry.name,
        entry.content.kind,
        entry.content.value,
        posting.chat_id,
        topic,
        entry.pin,
        name_of(entry.name, posting.due),
        posting.due,
        posting.previous,
    )


async def _action(turn: Turn, entry: Entry, posting: Posting, *, topic: int) -> AnyAction | None:
    """None where there is nothing to tell."""
    chat_id, content = posting.chat_id, entry.content
    name = name_of(entry.name, posting.due)
    words = await _words(turn, entry, posting)
    match content.kind:
        case "photo":
            return actions.Photo(
                chat_id=chat_id, topic=topic, name=name, pin=entry.pin,
                path=content.value, file_id=content.file_id, caption=words,
            )  # fmt: skip
        case "document":
            filename = content.value.rpartition("/")[2]
            return actions.Document(
                chat_id=chat_id, topic=topic, name=name, pin=entry.pin,
                path=content.value, filename=filename, caption=words,
            )  # fmt: skip
        case "open_topic":
            return _opening(turn, entry, chat_id=chat_id, name=name)
        case "report":
            lines = await turn.wiring.reports[content.value](turn, _scheduled(entry, posting, topic=topic))
            message = actions.Say(chat_id=chat_id, topic=topic, name=name, pin=entry.pin, words=lines)
            return message if lines.of else None
    return actions.Say(chat_id=chat_id, topic=topic, name=name, pin=entry.pin, words=words or Raw(content.value))


def _opens_thread(turn: Turn, entry: Entry, chat_id: int) -> bool:
    """Which is neither pinned nor taken away: what people said in it stays."""
    return entry.content.kind == "open_topic" and turn.chats.group(chat_id).is_forum


def _opening(turn: Turn, entry: Entry, *, chat_id: int, name: str) -> AnyAction:
    """A topic, or a pinned post that stands for one; what Telegram made of it is learnt by `opened`."""
    title = entry.content.value
    note: dict[str, int | str] = {"name": title}
    if _opens_thread(turn, entry, chat_id):
        return actions.Topic(chat_id=chat_id, rule="open", title=title, name=name, then=OPENED, note=note)
    return actions.Say(chat_id=chat_id, name=name, pin=True, words=Raw(title), then=OPENED, note=note)


async def opened(turn: TimerTurn) -> None:
    """Now the topic can be called by its name."""
    came = turn.done
    await unsent.posted(turn)
    topic = came.message_thread_id or came.message_id
    if topic:
        await topics.opened_own(
            turn.unit,
            chat_id=turn.group.id,
            topic=topic,
            name=str(came.note["name"]),
            is_thread=bool(came.message_thread_id),
            at=turn.at,
        )


async def _words(turn: Turn, entry: Entry, posting: Posting) -> Markup | None:
    if "{" not in posting.words:
        return Markup(posting.words) if posting.words else None
    return Markup(fill(posting.words, await _values(turn, entry, posting)))


async def _values(turn: Turn, entry: Entry, posting: Posting) -> dict[str, str]:
    group = turn.chats.group(posting.chat_id)
    wall = wall_of(posting.due, entry.zone or group.timezone)
    weekday = Text(f"schedule.weekday_{wall.isoweekday()}")
    date = Text("general.when_day", {"month": f"{wall:%b}" if group.locale == "en" else wall.month, "day": wall.day})
    return {
        "group": group.title,
        "date": plain(date, group.locale),
        "time": f"{wall:%H:%M}",
        "weekday": plain(weekday, group.locale),
        "lunar": lunar_name(wall.date()),
        "year": str(wall.year),
        "month": str(wall.month),
        "day": str(wall.day),
        "number": str(posting.number),
        "members": str(await reading.members(turn.reads, chat_id=posting.chat_id)),
    }
