"""Inline mode: what the bot offers, what is sent of it, and how the bot changes that afterwards."""

from typing import Any

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import FORUM, MODERATOR, YINUO, Hand

TEA = {
    "type": "article",
    "id": "tea",
    "title": "Tea",
    "input_message_content": {"message_text": "<b>Tea</b>", "parse_mode": "HTML"},
}
INVOICE = {"title": "Tea", "description": "Hot", "payload": "t", "currency": "XTR", "prices": []}
KEYS = {"inline_keyboard": [[{"text": "Sip", "callback_data": "sip"}]]}


async def offered(world: World, bot: Hand, *results: dict[str, Any]) -> str:
    """Somebody's question, answered with these."""
    query = world.ask_inline(YINUO, FORUM, "te")
    await bot("answerInlineQuery", inline_query_id=query, results=results)
    return query


async def test_the_bot_hears_who_asks_and_where(world: World, bot: Hand) -> None:
    query = world.ask_inline(YINUO, FORUM, "te")
    (told,) = await bot.news("inline_query")
    assert (told["id"], told["from"]["id"], told["query"], told["chat_type"]) == (query, YINUO, "te", "supergroup")
    world.ask_inline(YINUO, YINUO, "")
    assert [each["chat_type"] for each in await bot.news("inline_query")] == ["sender"]


async def test_what_is_chosen_is_said_in_ones_own_name(world: World, bot: Hand) -> None:
    query = await offered(world, bot, TEA)
    said = world.choose_inline(YINUO, FORUM, query, "tea")
    assert (said["text"], said["entities"][0]["type"], said["from"]["id"]) == ("Tea", "bold", YINUO)
    assert said["via_bot"]["id"] == world.bot.id
    assert not await bot.news("chosen_inline_result"), "@BotFather turns that on"
    world.tells_choices = True
    world.choose_inline(YINUO, FORUM, query, "tea")
    assert [each["result_id"] for each in await bot.news("chosen_inline_result")] == ["tea"]


async def test_the_bot_changes_by_its_own_id_what_came_by_way_of_it(world: World, bot: Hand) -> None:
    query = await offered(world, bot, TEA | {"reply_markup": KEYS})
    said = world.choose_inline(YINUO, FORUM, query, "tea")
    world.press(MODERATOR, FORUM, said["message_id"], "sip")
    (pressed,) = await bot.news("callback_query")
    assert "message" not in pressed
    inline_id = pressed["inline_message_id"]
    assert await bot("editMessageText", inline_message_id=inline_id, text="Empty") is True
    assert world.messages(FORUM)[-1]["text"] == "Empty"
    refusal = await bot.refusal("editMessageText", inline_message_id="other", text="Empty")
    assert refusal == "Bad Request: MESSAGE_ID_INVALID"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([TEA] * 51, "RESULTS_TOO_MUCH"),
        ([TEA, TEA], "RESULT_ID_DUPLICATE"),
        ([TEA | {"id": ""}], "RESULT_ID_INVALID"),
        ([TEA | {"input_message_content": {"message_text": ""}}], "message text is empty"),
        ([{"type": "photo", "id": "1", "photo_file_id": "unknown"}], "wrong file identifier/HTTP URL specified"),
        ([{"type": "game", "id": "1", "game_short_name": "chess"}], "the playground has no results of type game"),
        ([TEA | {"input_message_content": INVOICE}], "the playground sells nothing"),
    ],
)
async def test_answers_out_of_bounds(world: World, bot: Hand, results: list[dict[str, Any]], words: str) -> None:
    query = world.ask_inline(YINUO, FORUM, "te")
    assert await bot.refusal("answerInlineQuery", inline_query_id=query, results=results) == f"Bad Request: {words}"


async def test_a_question_is_answered_once_and_in_time(world: World, bot: Hand) -> None:
    query = await offered(world, bot, TEA)
    gone = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bot.refusal("answerInlineQuery", inline_query_id=query, results=[TEA]) == gone
    late = world.ask_inline(YINUO, FORUM, "te")
    world.clock.advance(16 * 60)
    assert await bot.refusal("answerInlineQuery", inline_query_id=late, results=[TEA]) == gone


async def test_whoever_did_not_ask_chooses_nothing_and_a_bot_may_take_no_questions(world: World, bot: Hand) -> None:
    query = await offered(world, bot, TEA)
    with pytest.raises(RefusedError, match="there is no answer 'tea'"):
        world.choose_inline(MODERATOR, FORUM, query, "tea")
    await bot("getUpdates", allowed_updates=["message"])
    with pytest.raises(RefusedError, match="the bot takes no inline queries"):
        world.ask_inline(YINUO, FORUM, "te")


async def test_places_cards_and_known_files_are_offered_too(world: World, bot: Hand) -> None:
    voice = await bot("sendVoice", chat_id=FORUM, voice=await known_voice(world, bot))
    point = {"latitude": 31.2, "longitude": 121.5}
    results: list[dict[str, Any]] = [
        {"type": "voice", "id": "v", "title": "Hum", "voice_file_id": voice["voice"]["file_id"]},
        {"type": "venue", "id": "p", "title": "Square", "address": "Shanghai", **point},
        {"type": "location", "id": "l", "title": "Here", **point},
        {"type": "contact", "id": "c", "phone_number": "+86138", "first_name": "Yinuo"},
        TEA | {"id": "w", "input_message_content": {"phone_number": "+86138", "first_name": "Yinuo"}},
        TEA | {"id": "x", "input_message_content": {"title": "Square", "address": "Shanghai", **point}},
        TEA | {"id": "y", "input_message_content": point},
    ]
    query = await offered(world, bot, *results)
    kinds = ("voice", "venue", "location", "contact", "contact", "venue", "location")
    for result, kind in zip(results, kinds, strict=True):
        assert kind in world.choose_inline(YINUO, FORUM, query, result["id"])


async def known_voice(world: World, bot: Hand) -> str:
    world.send_voice(YINUO, FORUM, b"OggS")
    return str((await bot.news("message"))[-1]["voice"]["file_id"])
