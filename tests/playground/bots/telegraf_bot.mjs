// A bot as telegraf's own pages teach it: keyboards, presses, edits, pictures, polls, inline mode. Nothing is bent for the playground.
import { Input, Markup, Telegraf } from "telegraf";

const bot = new Telegraf(process.env.TOKEN, { telegram: { apiRoot: process.env.API } });
const picture = Buffer.from(process.env.PICTURE, "base64");

bot.start((ctx) => ctx.reply("Hello", Markup.inlineKeyboard([Markup.button.callback("Press me", "pressed")])));
bot.action("pressed", async (ctx) => {
  await ctx.answerCbQuery("Thanks");
  await ctx.editMessageText("Pressed");
});
bot.command("photo", (ctx) => ctx.replyWithPhoto(Input.fromBuffer(picture, "dot.png"), { caption: "A dot" }));
bot.command("poll", (ctx) => ctx.replyWithPoll("Tea or coffee?", ["Tea", "Coffee"], { is_anonymous: false }));
bot.command("keyboard", (ctx) => ctx.reply("Choose", Markup.keyboard([["Tea", "Coffee"]]).oneTime().resize()));
bot.command("name", (ctx) => ctx.reply("Your name?", Markup.forceReply()));
bot.hears("Tea", (ctx) => ctx.reply("Tea it is", Markup.removeKeyboard()));
bot.command("media", async (ctx) => {
  await ctx.replyWithVideo(Input.fromBuffer(picture, "clip.mp4"));
  await ctx.replyWithVoice(Input.fromBuffer(picture, "voice.ogg"));
  await ctx.replyWithAnimation(Input.fromBuffer(picture, "moving.mp4"));
  await ctx.replyWithAudio(Input.fromBuffer(picture, "song.mp3"), { title: "Song", performer: "Nobody" });
  await ctx.replyWithLocation(31.23, 121.47);
  await ctx.replyWithVenue(31.23, 121.47, "People's Square", "Shanghai");
  await ctx.replyWithContact("+8613800000000", "Yinuo");
});
bot.on("inline_query", (ctx) => ctx.answerInlineQuery([{
  type: "article", id: "1", title: `Say ${ctx.inlineQuery.query}`, input_message_content: { message_text: ctx.inlineQuery.query.toUpperCase() },
}]));
bot.on("message", (ctx) => ctx.reply(`Heard a ${Object.keys(ctx.message).at(-1)}`));

process.once("SIGTERM", () => bot.stop("SIGTERM"));
bot.launch(() => console.log("ready")).catch((error) => { console.error(error); process.exit(1); });
