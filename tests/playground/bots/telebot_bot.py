"""A bot as pyTelegramBotAPI's own pages teach it; nothing is bent for the playground."""

import base64
import os

from telebot import TeleBot, apihelper
from telebot.types import (
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

API, PICTURE = os.environ["API"], base64.b64decode(os.environ["PICTURE"])
apihelper.API_URL = API + "/bot{0}/{1}"
apihelper.FILE_URL = API + "/file/bot{0}/{1}"
bot = TeleBot(os.environ["TOKEN"])


@bot.message_handler(commands=["start"])
def start(message: Message) -> None:
    button = InlineKeyboardButton("Press me", callback_data="pressed")
    bot.send_message(message.chat.id, "Hello", reply_markup=InlineKeyboardMarkup().add(button))


@bot.callback_query_handler(func=lambda query: query.data == "pressed")
def pressed(query: CallbackQuery) -> None:
    bot.answer_callback_query(query.id, "Thanks")
    bot.edit_message_text("Pressed", query.message.chat.id, query.message.message_id)


@bot.message_handler(commands=["photo"])
def photo(message: Message) -> None:
    bot.send_photo(message.chat.id, PICTURE, caption="A dot")


@bot.message_handler(commands=["poll"])
def poll(message: Message) -> None:
    bot.send_poll(message.chat.id, "Tea or coffee?", ["Tea", "Coffee"], is_anonymous=False)


@bot.message_handler(commands=["keyboard"])
def keyboard(message: Message) -> None:
    words = ReplyKeyboardMarkup(one_time_keyboard=True, resize_keyboard=True).row("Tea", "Coffee")
    bot.send_message(message.chat.id, "Choose", reply_markup=words)


@bot.message_handler(commands=["name"])
def name(message: Message) -> None:
    bot.send_message(message.chat.id, "Your name?", reply_markup=ForceReply())


@bot.message_handler(func=lambda message: message.text == "Tea")
def tea(message: Message) -> None:
    bot.send_message(message.chat.id, "Tea it is", reply_markup=ReplyKeyboardRemove())


@bot.message_handler(commands=["media"])
def media(message: Message) -> None:
    chat = message.chat.id
    bot.send_video(chat, PICTURE)
    bot.send_voice(chat, PICTURE)
    bot.send_animation(chat, PICTURE)
    bot.send_audio(chat, PICTURE, title="Song", performer="Nobody")
    bot.send_location(chat, 31.23, 121.47)
    bot.send_venue(chat, 31.23, 121.47, "People's Square", "Shanghai")
    bot.send_contact(chat, "+8613800000000", "Yinuo")


@bot.inline_handler(func=lambda _: True)
def inline(query: InlineQuery) -> None:
    content = InputTextMessageContent(query.query.upper())
    bot.answer_inline_query(query.id, [InlineQueryResultArticle("1", f"Say {query.query}", content)])


bot.get_me()
print("ready", flush=True)
bot.polling()
