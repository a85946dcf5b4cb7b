"""A bot as aiogram's own pages teach it; nothing is bent for the playground."""

import asyncio
import base64
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

PICTURE = base64.b64decode(os.environ["PICTURE"])
dispatcher = Dispatcher()


def file(name: str) -> BufferedInputFile:
    return BufferedInputFile(PICTURE, name)


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    button = InlineKeyboardButton(text="Press me", callback_data="pressed")
    await message.answer("Hello", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))


@dispatcher.callback_query(F.data == "pressed")
async def pressed(query: CallbackQuery) -> None:
    await query.answer("Thanks")
    await query.message.edit_text("Pressed")


@dispatcher.message(Command("photo"))
async def photo(message: Message) -> None:
    await message.answer_photo(file("dot.png"), caption="A dot")


@dispatcher.message(Command("poll"))
async def poll(message: Message) -> None:
    await message.answer_poll("Tea or coffee?", ["Tea", "Coffee"], is_anonymous=False)


@dispatcher.message(Command("keyboard"))
async def keyboard(message: Message) -> None:
    row = [KeyboardButton(text="Tea"), KeyboardButton(text="Coffee")]
    await message.answer("Choose", reply_markup=ReplyKeyboardMarkup(keyboard=[row], one_time_keyboard=True))


@dispatcher.message(Command("name"))
async def name(message: Message) -> None:
    await message.answer("Your name?", reply_markup=ForceReply())


@dispatcher.message(F.text == "Tea")
async def tea(message: Message) -> None:
    await message.answer("Tea it is", reply_markup=ReplyKeyboardRemove())


@dispatcher.message(Command("media"))
async def media(message: Message) -> None:
    await message.answer_video(file("clip.mp4"))
    await message.answer_voice(file("voice.ogg"))
    await message.answer_animation(file("moving.mp4"))
    await message.answer_audio(file("song.mp3"), title="Song", performer="Nobody")
    await message.answer_location(31.23, 121.47)
    await message.answer_venue(31.23, 121.47, "People's Square", "Shanghai")
    await message.answer_contact("+8613800000000", "Yinuo")


@dispatcher.inline_query()
async def inline(query: InlineQuery) -> None:
    content = InputTextMessageContent(message_text=query.query.upper())
    await query.answer([InlineQueryResultArticle(id="1", title=f"Say {query.query}", input_message_content=content)])


@dispatcher.startup()
async def ready() -> None:
    print("ready", flush=True)


session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["API"]))
asyncio.run(dispatcher.start_polling(Bot(os.environ["TOKEN"], session=session)))
