// A bot as grammY's own pages teach it: keyboards, presses, edits, pictures, polls, inline mode. Nothing is bent for the playground.
import { Bot, InlineKeyboard, InlineQueryResultBuilder, InputFile, Keyboard } from "grammy";

const bot = new Bot(process.env.TOKEN, { client: { apiRoot: process.env.API } });
const picture = Buffer.from(process.env.PICTURE, "base64");
const file = (name) => new InputFile(picture, name);

bot.command("start", (ctx) => ctx.reply("Hello", { reply_markup: new InlineKeyboard().text("Press me", "pressed") }));
bot.callbackQuery("pressed", async (ctx) => {
  await ctx.answerCallbackQuery("Thanks");
  await ctx.editMessageText("Pressed");
});
bot.command("photo", (ctx) => ctx.replyWithPhoto(file("dot.png"), { caption: "A dot" }));
bot.command("poll", (ctx) => ctx.replyWithPoll("Tea or coffee?", [{ text: "Tea" }, { text: "Coffee" }], { is_anonymous: false }));
bot.command("keyboard", (ctx) => ctx.reply("Choose", { reply_markup: new Keyboard().text("Tea").text("Coffee").oneTime().resized() }));
bot.command("name", (ctx) => ctx.reply("Your name?", { reply_markup: { force_reply: true } }));
bot.hears("Tea", (ctx) => ctx.reply("Tea it is", { reply_markup: { remove_keyboard: true } }));
bot.command("media", async (ctx) => {
  await ctx.replyWithVideo(file("clip.mp4"));
  await ctx.replyWithVoice(file("voice.ogg"));
  await ctx.replyWithAnimation(file("moving.mp4"));
  await ctx.replyWithAudio(file("song.mp3"), { title: "Song", performer: "Nobody" });
  await ctx.replyWithLocation(31.23, 121.47);
  await ctx.replyWithVenue(31.23, 121.47, "People's Square", "Shanghai");
  await ctx.replyWithContact("+8613800000000", "Yinuo");
});
bot.on("inline_query", (ctx) => ctx.answerInlineQuery([
  InlineQueryResultBuilder.article("1", `Say ${ctx.inlineQuery.query}`).text(ctx.inlineQuery.query.toUpperCase()),
]));
bot.on("message", (ctx) => ctx.reply(`Heard a ${Object.keys(ctx.message).at(-1)}`));

process.once("SIGTERM", () => bot.stop());
bot.start({ onStart: () => console.log("ready") }).catch((error) => { console.error(error); process.exit(1); });
