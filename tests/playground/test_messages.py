"""What a bot may write, how markup becomes entities, and Telegram's words when it refuses."""

import pytest

from playground.text.entities import slice_utf16
from playground.world import World
from tests.playground.conftest import FORUM, KITCHEN, MODERATOR, OWNER, YINUO, ZIXUAN, Hand

KEYS = {"inline_keyboard": [[{"text": "参加", "callback_data": "join"}]]}
MARKUP = "😀<b>粗<i>斜</i></b> <a href='https://a.b/'>链</a> <tg-spoiler>密</tg-spoiler>"


async def test_html_becomes_entities_in_utf16_units(bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text=MARKUP, parse_mode="HTML")
    assert sent["text"] == "😀粗斜 链 密"
    told = [(one["type"], slice_utf16(sent["text"], one["offset"], one["length"])) for one in sent["entities"]]
    assert told == [("bold", "粗斜"), ("italic", "斜"), ("text_link", "链"), ("spoiler", "密")]
    assert sent["entities"][0]["offset"] == 2, "an emoji is two units"


async def test_code_quotations_and_mentions_without_a_name(bot: Hand) -> None:
    text = '<pre><code class="language-py">x</code></pre><blockquote expandable>长</blockquote>'
    sent = await bot("sendMessage", chat_id=FORUM, text=text, parse_mode="HTML")
    assert sent["entities"] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "py"},
        {"type": "expandable_blockquote", "offset": 1, "length": 1},
    ]
    named = await bot("sendMessage", chat_id=FORUM, text=f'<a href="tg://user?id={YINUO}">她</a>', parse_mode="HTML")
    assert named["entities"][0]["user"]["id"] == YINUO


async def test_markdown_v2_reads_marks_links_quotations_and_escapes(bot: Hand) -> None:
    text = "*粗_斜_* `码` [链](https://a.b/c) ||密||\\.\n>引\n>文\n尾"
    sent = await bot("sendMessage", chat_id=FORUM, text=text, parse_mode="MarkdownV2")
    told = [(one["type"], slice_utf16(sent["text"], one["offset"], one["length"])) for one in sent["entities"]]
    assert told == [
        ("bold", "粗斜"),
        ("italic", "斜"),
        ("code", "码"),
        ("text_link", "链"),
        ("spoiler", "密"),
        ("blockquote", "引\n文"),
    ]


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("", None, "message text is empty"),
        (" \n ", None, "message text is empty"),
        ("<b></b>", "HTML", "message text is empty"),
        ("字" * 4097, None, "message is too long"),
    ],
)
async def test_length_counts_after_markup(bot: Hand, text: str, mode: str | None, words: str) -> None:
    assert await bot.refusal("sendMessage", chat_id=FORUM, text=text, parse_mode=mode) == f"Bad Request: {words}"


async def test_markup_does_not_count_towards_the_length(bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="<b>" + "字" * 4096 + "</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096


async def test_commands_mentions_tags_and_links_of_people_are_marked(world: World) -> None:
    said = world.say(YINUO, FORUM, "/checkin@weilu_bot 😀 @yinuo_chen #周末 https://t.me/x。完 3/4")
    told = [(one["type"], slice_utf16(said["text"], one["offset"], one["length"])) for one in said["entities"]]
    assert told == [
        ("bot_command", "/checkin@weilu_bot"),
        ("mention", "@yinuo_chen"),
        ("hashtag", "#周末"),
        ("url", "https://t.me/x"),
    ]


async def test_a_pressed_button_is_answered_once_and_only_while_fresh(world: World, bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="抽奖", reply_markup=KEYS)
    first = world.press(YINUO, FORUM, sent["message_id"], "join")
    query = (await bot.news("callback_query"))[0]
    assert (query["id"], query["data"], query["from"]["id"]) == (first, "join", YINUO)
    assert query["message"]["message_id"] == sent["message_id"]
    assert await bot("answerCallbackQuery", callback_query_id=first, text="好") is True
    assert world.toasts[-1] == {"query_id": first, "text": "好", "show_alert": False, "user_id": YINUO}
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bot.refusal("answerCallbackQuery", callback_query_id=first) == stale
    assert await bot.refusal("answerCallbackQuery", callback_query_id="999") == stale
    second = world.press(YINUO, FORUM, sent["message_id"], "join")
    world.clock.advance(3600)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=second) == stale


@pytest.mark.parametrize("data", ["", "字" * 22])
async def test_button_data_is_1_to_64_bytes(bot: Hand, data: str) -> None:
    keys = {"inline_keyboard": [[{"text": "按", "callback_data": data}]]}
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, text="按", reply_markup=keys)
    assert refusal == "Bad Request: BUTTON_DATA_INVALID"


async def test_edits_change_what_everybody_sees_but_not_into_the_same(world: World, bot: Hand) -> None:
    sent = await bot("sendMessage", chat_id=FORUM, text="报名 0", reply_markup=KEYS)
    here = {"chat_id": FORUM, "message_id": sent["message_id"]}
    same = await bot.refusal("editMessageText", **here, text="报名 0", reply_markup=KEYS)
    assert same == (
        "Bad Request: message is not modified: specified new message content and reply markup "
        "are exactly the same as a current content and reply markup of the message"
    )
    edited = await bot("editMessageText", **here, text="报名 1")
    assert edited["edit_date"] == world.now()
    assert "reply_markup" not in edited, "a keyboard not given again is gone"
    assert world.sent(FORUM)[-1]["text"] == "报名 1"
    assert await bot.refusal("editMessageText", chat_id=FORUM, message_id=9999, text="无") == (
        "Bad Request: message to edit not found"
    )


async def test_deletes_need_the_right_and_the_message(world: World, bot: Hand) -> None:
    said = world.say(YINUO, FORUM, "广告")
    assert await bot("deleteMessage", chat_id=FORUM, message_id=said["message_id"]) is True
    gone = await bot.refusal("deleteMessage", chat_id=FORUM, message_id=said["message_id"])
    assert gone == "Bad Request: message to delete not found"
    said = world.say(YINUO, FORUM, "又是广告")
    world.demote(OWNER, FORUM, world.bot.id)
    refused = await bot.refusal("deleteMessage", chat_id=FORUM, message_id=said["message_id"])
    assert refused == "Bad Request: message can't be deleted"


@pytest.mark.parametrize(
    ("chat", "words"),
    [(FORUM, "message can't be deleted"), (YINUO, "message can't be deleted for everyone")],
)
async def test_nothing_older_than_two_days_is_deleted_whoever_said_it(
    world: World, bot: Hand, chat: int, words: str
) -> None:
    world.say(YINUO, chat, "你好")
    own = await bot("sendMessage", chat_id=chat, text="你好")
    said = world.say(YINUO, chat, "再见")
    world.clock.advance(48 * 3600 + 1)
    young = await bot("sendMessage", chat_id=chat, text="又见面了")
    for one in (own, said):
        refused = await bot.refusal("deleteMessage", chat_id=chat, message_id=one["message_id"])
        assert refused == f"Bad Request: {words}"
    both = [said["message_id"], young["message_id"]]
    assert await bot.refusal("deleteMessages", chat_id=chat, message_ids=both) == f"Bad Request: {words}"
    assert await bot("deleteMessages", chat_id=chat, message_ids=both[1:]) is True


async def test_many_are_deleted_at_one_go_and_those_that_are_gone_passed_over(world: World, bot: Hand) -> None:
    said = [world.say(YINUO, FORUM, f"第{number}句")["message_id"] for number in range(101)]
    refused = await bot.refusal("deleteMessages", chat_id=FORUM, message_ids=said)
    assert refused == "Bad Request: too many message identifiers specified"
    world.delete(YINUO, FORUM, said[0])
    assert await bot("deleteMessages", chat_id=FORUM, message_ids=said[:100]) is True
    assert set(said) & set(world.chats[FORUM].posts) == {said[100]}
    assert await bot("deleteMessages", chat_id=FORUM, message_ids=[]) is True


async def test_the_bot_may_not_write_first_nor_to_who_blocked_it(world: World, bot: Hand) -> None:
    told = await bot.envelope("sendMessage", chat_id=YINUO, text="你好")
    assert (told["error_code"], told["description"]) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    world.say(YINUO, YINUO, "/start")
    assert (await bot("sendMessage", chat_id=YINUO, text="你好"))["chat"]["type"] == "private"
    world.set_blocked(YINUO, blocked=True)
    assert await bot.refusal("sendMessage", chat_id=YINUO, text="喂") == "Forbidden: bot was blocked by the user"
    change = (await bot.news("my_chat_member"))[0]
    assert change["new_chat_member"] | {"user": None} == {"status": "kicked", "user": None, "until_date": 0}


async def test_a_bot_put_out_may_not_write(world: World, bot: Hand) -> None:
    world.remove_bot(OWNER, KITCHEN)
    refusal = await bot.refusal("sendMessage", chat_id=KITCHEN, text="喂")
    assert refusal == "Forbidden: bot was kicked from the supergroup chat"
    assert await bot.refusal("sendMessage", chat_id=-100999, text="喂") == "Bad Request: chat not found"


async def test_replies_show_one_level_and_need_their_message(world: World, bot: Hand) -> None:
    first = world.say(YINUO, FORUM, "问")
    second = world.say(ZIXUAN, FORUM, "再问", reply_to=first["message_id"])
    answer = await bot("sendMessage", chat_id=FORUM, text="答", reply_parameters={"message_id": second["message_id"]})
    assert answer["reply_to_message"]["text"] == "再问"
    assert "reply_to_message" not in answer["reply_to_message"]
    lost = {"message_id": 9999}
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, text="答", reply_parameters=lost)
    assert refusal == "Bad Request: message to be replied not found"
    await bot("sendMessage", chat_id=FORUM, text="答", reply_parameters=lost | {"allow_sending_without_reply": True})


async def test_anonymous_administrators_and_channels_hide_the_person(world: World, bot: Hand) -> None:
    world.say(MODERATOR, FORUM, "匿名说", anonymous=True)
    world.say(YINUO, FORUM, "频道说", channel="一诺的频道")
    world.auto_forward(FORUM, "围炉频道", "新文章")
    group, channel, forwarded = await bot.news("message")
    assert (group["from"]["id"], group["sender_chat"]["id"]) == (1087968824, FORUM)
    assert (channel["from"]["id"], channel["sender_chat"]["type"]) == (136817688, "channel")
    assert (forwarded["from"]["id"], forwarded["is_automatic_forward"]) == (777000, True)


async def test_an_upload_can_be_sent_again_by_id_and_fetched_back(world: World, bot: Hand) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + b"\0\0\x01\x00\0\0\0\x80" + b"\0" * 9
    url = f"/bot{bot.token}/sendPhoto"
    sent = (
        await bot.client.post(url, data={"chat_id": str(FORUM), "caption": "图"}, files={"photo": ("a.png", picture)})
    ).json()["result"]
    photo = sent["photo"][-1]
    assert (photo["width"], photo["height"], sent["caption"]) == (256, 128, "图")
    again = await bot("sendPhoto", chat_id=FORUM, photo=photo["file_id"])
    assert again["photo"][-1]["file_unique_id"] == photo["file_unique_id"]
    path = (await bot("getFile", file_id=photo["file_id"]))["file_path"]
    assert (await bot.client.get(f"/file/bot{bot.token}/{path}")).content == picture
    assert await bot.refusal("getFile", file_id="nonsense") == "Bad Request: invalid file_id"
    assert not world.complaints


async def test_a_broken_network_breaks_as_asked(world: World, bot: Hand) -> None:
    flood = {"mode": "flood", "chat_id": FORUM, "retry_after": 7}
    assert (await bot.client.post("/playground/network", json=flood)).status_code == 200
    told = await bot.envelope("sendMessage", chat_id=FORUM, text="喂")
    assert (told["error_code"], told["parameters"]) == (429, {"retry_after": 7})
    await bot("sendMessage", chat_id=KITCHEN, text="这里没事")
    await bot.client.post("/playground/network", json={"mode": "ok"})
    world.faults.next("sendMessage", "lost_after")
    with pytest.raises(ConnectionError):
        await bot("sendMessage", chat_id=FORUM, text="到了没")
    assert world.sent(FORUM)[-1]["text"] == "到了没", "performed, but nobody was told"
    world.faults.next("sendMessage", "error", code=500, description="Internal Server Error")
    assert await bot.refusal("sendMessage", chat_id=FORUM, text="喂") == "Internal Server Error"
    await bot.client.post("/playground/network", json={"mode": "down"})
    with pytest.raises(ConnectionError):
        await bot("getMe")
