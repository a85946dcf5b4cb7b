"""Films, sounds, albums, places and cards; buttons of words; Mini Apps and what they are told."""

import hashlib
import hmac
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from playground.world import World
from playground.world.errors import RefusedError
from tests.playground.conftest import FORUM, YINUO, Hand


async def sent_film(world: World, bot: Hand) -> str:
    world.send_animation(YINUO, FORUM, b"film")
    return str((await bot.news("message"))[-1]["animation"]["file_id"])


async def test_what_is_said_of_a_film_is_told_of_it(world: World, bot: Hand) -> None:
    file_id = await sent_film(world, bot)
    film = await bot("sendVideo", chat_id=FORUM, video=file_id, width=640, height=360, duration=9, caption="看")
    assert (film["video"]["width"], film["video"]["duration"], film["caption"]) == (640, 9, "看")
    moving = await bot("sendAnimation", chat_id=FORUM, animation=file_id)
    assert moving["document"]["file_id"] == moving["animation"]["file_id"]
    song = await bot("sendAudio", chat_id=FORUM, audio=file_id, title="炉边", performer="一诺")
    assert (song["audio"]["title"], song["audio"]["performer"]) == ("炉边", "一诺")
    assert (await bot("sendVideoNote", chat_id=FORUM, video_note=file_id))["video_note"]["length"] == 240


async def test_an_album_holds_films_beside_pictures_and_nothing_else_beside_another(world: World, bot: Hand) -> None:
    film = {"type": "video", "media": await sent_film(world, bot)}
    song = {"type": "audio", "media": film["media"]}
    picture = {"type": "photo", "media": film["media"]}
    album = await bot("sendMediaGroup", chat_id=FORUM, media=[film, picture])
    assert album[0]["media_group_id"] == album[1]["media_group_id"]
    assert len(await bot("sendMediaGroup", chat_id=FORUM, media=[song, song])) == 2
    refusal = await bot.refusal("sendMediaGroup", chat_id=FORUM, media=[film, song])
    assert refusal == "Bad Request: can't use the media of the specified type in the album"


async def test_a_place_lies_on_the_earth(bot: Hand) -> None:
    assert (await bot("sendLocation", chat_id=FORUM, latitude=31.2, longitude=121.5))["location"]["latitude"] == 31.2
    refusal = await bot.refusal("sendLocation", chat_id=FORUM, latitude=91, longitude=0)
    assert refusal == "Bad Request: wrong location specified"


async def test_a_button_of_words_may_be_a_plain_string(world: World, bot: Hand) -> None:
    rows = [["茶", {"text": "咖啡"}], ["", "水"], [""], [str(n) for n in range(20)]]
    sent = await bot("sendMessage", chat_id=FORUM, text="选", reply_markup={"keyboard": rows})
    assert "reply_markup" not in sent, "bots are told of buttons under messages alone"
    shown = (world.chats[FORUM].posts[sent["message_id"]].typing or {})["keyboard"]
    assert [[key["text"] for key in row] for row in shown[:2]] == [["茶", "咖啡"], ["水"]]
    assert len(shown[2]) == 12, "a row holds twelve"
    poll = await bot("sendPoll", chat_id=FORUM, question="喝什么", options=["茶", "水"])
    assert poll["poll"]["options"][1]["text"] == "水"
    assert world.complaints == []


async def test_people_answer_with_their_number_or_their_place(world: World, bot: Hand) -> None:
    world.send_contact(YINUO, YINUO)
    world.send_location(YINUO, YINUO, at={"latitude": 31.2, "longitude": 121.5})
    card, place = await bot.news("message")
    assert (card["contact"]["user_id"], place["location"]["longitude"]) == (YINUO, 121.5)


async def test_a_mini_app_is_told_who_opens_it_signed_by_the_token(world: World) -> None:
    address = world.open_app(YINUO, "https://app.example.org/page?x=1")
    told = dict(parse_qsl(parse_qs(urlsplit(address).fragment)["tgWebAppData"][0]))
    signature = told.pop("hash")
    checked = "\n".join(f"{name}={told[name]}" for name in sorted(told))
    key = hmac.digest(b"WebAppData", world.token.encode(), hashlib.sha256)
    assert hmac.new(key, checked.encode(), hashlib.sha256).hexdigest() == signature
    assert (int(told["auth_date"]), f'"id":{YINUO}' in told["user"]) == (world.now(), True)


async def test_a_mini_app_is_opened_by_https_or_from_this_machine(world: World, bot: Hand) -> None:
    world.open_app(YINUO, "http://127.0.0.1:8470/")
    with pytest.raises(RefusedError, match="opened by https"):
        world.open_app(YINUO, "http://app.example.org/")
    button = {"text": "开", "web_app": {"url": "http://app.example.org/"}}
    refusal = await bot.refusal("sendMessage", chat_id=FORUM, text="开", reply_markup={"inline_keyboard": [[button]]})
    address = "web app URL 'http://app.example.org/"
    assert refusal == f"Bad Request: inline keyboard button {address}' is invalid: Only HTTPS links are allowed"
