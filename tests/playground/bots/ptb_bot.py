"""A bot as python-telegram-bot's own pages teach it; nothing is bent for the playground."""

import base64
import os

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultPhoto,
    InputTextMessageContent,
    KeyboardButton,
    KeyboardButtonRequestChat,
    KeyboardButtonRequestUsers,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
    WebAppInfo,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

API, PICTURE = os.environ["API"], base64.b64decode(os.environ["PICTURE"])
ADDRESS = f"{API}/icon.svg"


async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    button = InlineKeyboardButton("Press me", callback_data="pressed")
    await update.message.reply_text("Hello", reply_markup=InlineKeyboardMarkup([[button]]))


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.callback_query.answer("Thanks")
    await update.callback_query.edit_message_text("Pressed")


async def photo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_photo(PICTURE, caption="A dot")


async def poll(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_poll("Tea or coffee?", ["Tea", "Coffee"], is_anonymous=False)


async def keyboard(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    words = ReplyKeyboardMarkup([["Tea", "Coffee"]], one_time_keyboard=True, resize_keyboard=True)
    await update.message.reply_text("Choose", reply_markup=words)


async def name(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text("Your name?", reply_markup=ForceReply())


async def tea(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text("Tea it is", reply_markup=ReplyKeyboardRemove())


async def media(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.message
    await message.reply_video(PICTURE, filename="clip.mp4")
    await message.reply_voice(PICTURE)
    await message.reply_animation(PICTURE, filename="moving.mp4")
    await message.reply_audio(PICTURE, title="Song", performer="Nobody")
    await message.reply_location(31.23, 121.47)
    await message.reply_venue(31.23, 121.47, "People's Square", "Shanghai")
    await message.reply_contact("+8613800000000", "Yinuo")


async def inline(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    asked = update.inline_query.query
    content = InputTextMessageContent(asked.upper())
    article = InlineQueryResultArticle("1", f"Say {asked}", content, thumbnail_url=ADDRESS)
    await update.inline_query.answer([article, InlineQueryResultPhoto("2", ADDRESS, ADDRESS, caption="A dot")])


async def hand(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    buttons = [
        KeyboardButton("Open", web_app=WebAppInfo("https://app.example.org/")),
        KeyboardButton("Who", request_users=KeyboardButtonRequestUsers(1, max_quantity=2)),
        KeyboardButton("Where", request_chat=KeyboardButtonRequestChat(2, chat_is_channel=False, request_title=True)),
    ]
    await update.message.reply_text("Hand me something", reply_markup=ReplyKeyboardMarkup([buttons]))


async def handed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.message
    if message.web_app_data:
        await message.reply_text(f"{message.web_app_data.button_text}: {message.web_app_data.data}")
    elif message.users_shared:
        await message.reply_text(f"Who: {', '.join(str(each.user_id) for each in message.users_shared.users)}")
    else:
        await message.reply_text(f"Where: {message.chat_shared.title}")


async def ready(_: object) -> None:
    print("ready", flush=True)


def main() -> None:
    builder = Application.builder().token(os.environ["TOKEN"]).base_url(f"{API}/bot").base_file_url(f"{API}/file/bot")
    bot = builder.post_init(ready).build()
    for command in (start, photo, poll, keyboard, name, media, hand):
        bot.add_handler(CommandHandler(command.__name__, command))
    bot.add_handler(CallbackQueryHandler(pressed))
    bot.add_handler(InlineQueryHandler(inline))
    bot.add_handler(MessageHandler(filters.Regex("^Tea$"), tea))
    given = filters.StatusUpdate.WEB_APP_DATA | filters.StatusUpdate.USERS_SHARED | filters.StatusUpdate.CHAT_SHARED
    bot.add_handler(MessageHandler(given, handed))
    bot.run_polling()


main()
