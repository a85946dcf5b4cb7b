"""A scene in which every action can be done, and in which any outcome can strike it; stories of that live elsewhere."""

from __future__ import annotations

from typing import Any, Final

from bot.outbox import actions
from bot.outbox.actions import AnyAction
from bot.services.desk import Bound
from bot.texts.text import Raw, Words
from playground.world.faults import OnceKind
from storage.people import Chat
from tests.outbox.support import OWNER, House

HERE, WAITER, MODERATORS, OPERATORS = "the group", "whoever waits", "the moderators", "the operators"
Readers = frozenset[str]


METHODS: Final[dict[type[AnyAction], str]] = {
    actions.Say: "sendMessage",
    actions.Photo: "sendPhoto",
    actions.Document: "sendDocument",
    actions.Copy: "copyMessage",
    actions.Ask: "sendPoll",
    actions.ClosePoll: "stopPoll",
    actions.Edit: "editMessageText",
    actions.Delete: "deleteMessage",
    actions.DeleteMany: "deleteMessages",
    actions.Pin: "pinChatMessage",
    actions.React: "setMessageReaction",
    actions.Toast: "answerCallbackQuery",
    actions.Restrict: "restrictChatMember",
    actions.Admit: "approveChatJoinRequest",
    actions.Tag: "setChatMemberTag",
    actions.Topic: "createForumTopic",
    actions.Commands: "setMyCommands",
    actions.Leave: "leaveChat",
}

_NO_RIGHT = {
    "sendPhoto": "not enough rights to send photos to the chat",
    "sendDocument": "CHAT_SEND_DOCS_FORBIDDEN",
    "sendPoll": "not enough rights to send polls to the chat",
    "setMessageReaction": "REACTION_INVALID",
}
_GONE = {
    "stopPoll": "message with poll to stop not found",
    "editMessageText": "message to edit not found",
    "deleteMessage": "message to delete not found",
    "deleteMessages": "message to delete not found",
    "pinChatMessage": "message to pin not found",
    "setMessageReaction": "message to react not found",
    "answerCallbackQuery": "query is too old and response timeout expired or query ID is invalid",
    "restrictChatMember": "user not found",
    "approveChatJoinRequest": "HIDE_REQUESTER_MISSING",
    "setChatMemberTag": "USER_NOT_PARTICIPANT",
    "createForumTopic": "MESSAGE_ID_INVALID",
    "setMyCommands": "user not found",
    "leaveChat": "USER_NOT_PARTICIPANT",
}


class Scene:
    """A forum with a desk, a member's message, a poll and a card of the bot's, and a press that waits for its toast."""

    def __init__(self, home: House) -> None:
        self.home = home
        self.group = home.group(is_forum=True)
        self.desk = home.group("管理")
        home.desk, home.operators = Bound(self.desk), (OWNER,)
        home.world.say(OWNER, OWNER, "/start")
        person = home.world.add_person("陈一诺")
        home.world.join(person.id, self.group)
        self.member = person.id
        asker = home.world.add_person("王子轩")
        home.world.join(asker.id, self.group, link=home.world.new_link(OWNER, self.group, asks=True))
        self.asker = asker.id
        self.message = int(home.world.say(person.id, self.group, "你好")["message_id"])
        self.card = self.poll = 0
        self.query = ""

    async def set(self) -> None:
        await self.home.knows(Chat(self.group, "supergroup", "围炉夜话"), Chat(OWNER, "private"))
        options: list[Words] = [Raw("粥"), Raw("面")]
        card = actions.Say(chat_id=self.group, words=Raw("卡片"), keys=[[actions.Key(Raw("按"), data="a")]])
        await self.home.done(card, actions.Ask(chat_id=self.group, question=Raw("吃什么"), options=options))
        self.card, self.poll = (int(each["message_id"]) for each in self.home.world.sent(self.group))
        self.home.world.press(self.member, self.group, self.card, "a")
        self.query = next(reversed(self.home.world.queries))

    def action(self, kind: type[AnyAction]) -> AnyAction:
        fields = {name: value for name, value in self._fields().items() if name in kind.__struct_fields__}
        return kind(**fields | self._own.get(kind, {}))

    def _fields(self) -> dict[str, Any]:
        return {
            "chat_id": self.group,
            "then": "heard",
            "reply_to": self.message,
            "words": Raw("话"),
            "caption": Raw("图上的话"),
            "message_id": self.message,
            "user_id": self.member,
        }

    @property
    def _own(self) -> dict[type[AnyAction], dict[str, Any]]:
        return {
            actions.Photo: {"path": "a.png"},
            actions.Document: {"filename": "a.txt", "data": b"a"},
            actions.Copy: {"from_chat": self.group, "caption": None},
            actions.Ask: {"question": Raw("去哪"), "options": [Raw("山"), Raw("海")]},
            actions.ClosePoll: {"message_id": self.poll},
            actions.Edit: {"message_id": self.card},
            actions.DeleteMany: {"message_ids": [self.message]},
            actions.React: {"emoji": "👌"},
            actions.Toast: {"query_id": self.query},
            actions.Restrict: {"rule": "mute"},
            actions.Admit: {"user_id": self.asker, "is_let_in": True},
            actions.Tag: {"words": "金卡"},
            actions.Topic: {"rule": "open", "title": "读书会"},
            actions.Commands: {"names": ["help"]},
        }

    def strikes(self, kind: type[AnyAction], outcome: str) -> None:
        method, next_fault = METHODS[kind], self.home.world.faults.next
        times = 1
        fault: tuple[OnceKind, dict[str, Any]]
        match outcome:
            case "no right":
                words = _NO_RIGHT.get(method, "not enough rights")
                fault, times = ("error", {"code": 400, "description": f"Bad Request: {words}"}), 4
            case "refused":
                fault, times = ("error", {"code": 400, "description": "Bad Request: SOMETHING_NEW"}), 4
            case "gone":
                words = _GONE.get(method, "message to be replied not found")
                fault = ("error", {"code": 400, "description": f"Bad Request: {words}"})
            case "in doubt":
                fault = ("gateway", {"code": 504})
            case "too many":
                fault = ("flood", {"retry_after": 30})
            case _:
                return
        where = {} if method == "answerCallbackQuery" else {"chat_id": self.group}
        if method == "setMyCommands":
            where = {}
        for _ in range(times):
            next_fault(method, fault[0], **fault[1], **where)

    def here(self) -> list[dict[str, Any]]:
        return [each for each in self.home.world.sent(self.group) if each["message_id"] > self.poll]

    async def heard(self) -> list[actions.Done]:
        rows = await self.home.database.reads.all("SELECT body FROM timers WHERE kind = 'heard'")
        return [actions.read_done(row["body"]) for row in rows]

    async def readers(self) -> Readers:
        home, found = self.home, set[str]()
        if self.here():
            found.add(HERE)
        if await self.heard():
            found.add(WAITER)
        if home.said(self.desk):
            found.add(MODERATORS)
        if home.said(OWNER):
            found.add(OPERATORS)
        return frozenset(found)
