// What each step of the tour does as the people of the group; each returns the selector of what there is to see.
import { get, post } from "./api.js";
import { check } from "./proof.js";
import { act, chatById, choosePerson, now, openChat, refresh, store, tell } from "./store.js";

const LOW = [
  "真的好累，什么都不想做", "又被骂了，难受死了", "这个活动办得太差劲了，失望", "烦死了，每天都这样", "越来越没意思了", "气死我了，根本没人管",
  "太失望了，再也不想来了", "心里好难受", "越来越糟糕", "无聊死了，真没劲", "讨厌这样的安排", "烂透了，谁定的规矩",
];
const ADDED = "\n# 导览加的";
const PATIENCE = 60_000; // milliseconds
const LOOK = 120;

const forum = () => store.state.chats.find((one) => one.is_forum);
const isBot = (message) => message.from?.id === store.info.bot.id;
const byRole = (role, place = 0) => store.info.users.filter((one) => one.role === role && !one.is_deleted)[place].id;
const messageHook = (message) => `#messages [data-message="${message.message_id}"]`;

async function go(person, chatId, topic = null) {
  if (store.person !== person) await choosePerson(person);
  await until(() => store.state && chatById(chatId));
  openChat(chatId, { topic });
  tell("tab", "chat");
}

/** Until `fact` gives something; undefined when it never does. */
async function until(fact) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    const found = fact();
    if (found) return found;
    await new Promise((resolve) => { setTimeout(resolve, LOOK); });
  }
  return undefined;
}

/** Does something in a chat, and waits for the bot's next message there that fits. */
async function answered(chatId, doing, fits = () => true) {
  const before = new Set(chatById(chatId).messages.map((one) => one.message_id));
  await doing();
  const answer = await until(() => chatById(chatId).messages.find((one) => isBot(one) && !before.has(one.message_id) && fits(one)));
  return answer && messageHook(answer);
}

async function passTime(seconds) {
  await post("/playground/clock", { advance: seconds });
  await refresh();
}

const say = (chatId, text, more = {}) => act("say", { chat_id: chatId, text, ...more });

function buttonOf(where, begins) {
  const key = (message) => message.reply_markup?.inline_keyboard.flat().find((one) => one.callback_data && one.text.startsWith(begins));
  const message = where.messages.findLast(key);
  return message && { message, data: key(message).callback_data };
}

async function checkIn() {
  const where = forum();
  await go(byRole("member"), where.id);
  return answered(where.id, () => say(where.id, "签到"), (one) => one.reply_to_message?.from?.id === store.person);
}

async function tomorrow() {
  await passTime(86_400);
  return checkIn();
}

async function thanks() {
  const where = forum();
  await go(byRole("member"), where.id);
  const helper = where.messages.findLast((one) => one.text && !one.is_topic_message && !isBot(one) && one.from.id !== store.person);
  const points = await say(where.id, "谢谢", { reply_to: helper.message_id });
  const said = await until(() => where.messages.find((one) => one.message_id === points.message_id && one.reactions?.length));
  return said && messageHook(said);
}

async function draw() {
  const where = forum();
  await go(byRole("member"), where.id);
  const entry = buttonOf(where, "参加");
  if (!entry) return undefined;
  await act("press", { chat_id: where.id, message_id: entry.message.message_id, data: entry.data });
  const before = buttonOf(where, "领奖")?.message.message_id ?? 0;
  await passTime(2 * 86_400);
  const result = await until(() => { const found = buttonOf(forum(), "领奖"); return found?.message.message_id > before && found; });
  return result && messageHook(result.message);
}

/** The draw's record is looked for among the documents that the group can see, and drawn once more right here. */
async function proof() {
  const where = forum();
  const record = () => where.messages.findLast((one) => /^lottery-\d+\.json$/.test(one.document?.file_name ?? ""));
  const message = await until(record);
  if (!message) return undefined;
  const found = await check(await (await fetch(`/playground/file/${encodeURIComponent(message.document.file_id)}`)).json());
  if (found.length) throw new Error(found.join("; "));
  openChat(where.id);
  return messageHook(message);
}

/** The poll is a tie until the visitor votes; the moderator closes it, and what won becomes a topic of the group. */
async function vote() {
  const where = forum();
  await go(byRole("member"), where.id);
  const poll = where.messages.findLast((one) => one.poll && !one.poll.is_closed);
  if (!poll) return undefined;
  await act("vote", { chat_id: where.id, message_id: poll.message_id, options: [1] });
  const closing = { as: byRole("moderator"), do: "say", chat_id: where.id, text: "/poll close", reply_to: poll.message_id };
  return answered(where.id, () => post("/playground/do", closing), (one) => one.text?.includes(`「${poll.poll.options[1].text}」已开`));
}

async function feedback() {
  const [moderator, member] = [byRole("moderator"), byRole("member", 1)];
  await go(moderator, moderator);
  await answered(moderator, () => say(moderator, "/start"));
  await go(member, member);
  await answered(member, () => say(member, "/start"));
  await answered(member, () => say(member, "匿名反馈 活动室晚上太冷了"));
  await go(moderator, moderator);
  const card = await until(() => chatById(moderator).messages.findLast((one) => isBot(one) && one.text?.includes("活动室晚上太冷了")));
  return card && messageHook(card);
}

/** A dozen low lines by several members: the bot counts them, and tells the moderators that the mood has turned. */
async function mood() {
  const where = forum();
  const [moderator, people] = [byRole("moderator"), [1, 2, 3, 4].map((place) => byRole("member", place))];
  await go(moderator, moderator);
  return answered(moderator, async () => {
    for (const [at, text] of LOW.entries()) await post("/playground/do", { as: people[at % people.length], do: "say", chat_id: where.id, text });
    await passTime(600);
  });
}

/** An entry with a slip in it is not taken over; mended it is, while the bot runs on. */
async function schedule() {
  const operator = byRole("owner");
  await go(operator, operator);
  await answered(operator, () => say(operator, "/start"));
  const before = (await get("/playground/config")).result.text.split(ADDED)[0];
  const saved = (cron) => answered(operator, () => post("/playground/config", { text: `${before}${ADDED}\n[[schedule]]\nname = "早安"\ncron = "${cron}"\ntext = "早上好"\n` }));
  return (await saved("每天 9 点")) && saved("0 9 * * *");
}

async function kill() {
  const where = forum();
  const people = [1, 2, 3].map((place) => byRole("member", place));
  await go(people[0], where.id);
  await post("/playground/bot", { do: "kill" });
  for (const who of people) await post("/playground/do", { as: who, do: "say", chat_id: where.id, text: "签到" });
  const seen = await answered(where.id, () => post("/playground/bot", { do: "start" }));
  await refresh();
  return seen;
}

async function newcomer() {
  const where = forum();
  const who = await act("newcomer");
  await choosePerson(who);
  await act("join", { chat_id: where.id });
  await refresh();
  await until(() => store.state && chatById(where.id));
  await go(who, where.id);
  return answered(where.id, () => passTime(60));
}

async function consolePage() {
  const moderator = byRole("moderator");
  await go(moderator, moderator);
  return answered(moderator, () => say(moderator, "/console"));
}

export const STEPS = [
  { name: "checkin", play: checkIn }, { name: "tomorrow", play: tomorrow }, { name: "thanks", play: thanks },
  { name: "vote", play: vote }, { name: "draw", play: draw }, { name: "proof", play: proof },
  { name: "feedback", play: feedback }, { name: "mood", play: mood }, { name: "schedule", play: schedule }, { name: "kill", play: kill },
  { name: "newcomer", play: newcomer }, { name: "console", play: consolePage },
];
