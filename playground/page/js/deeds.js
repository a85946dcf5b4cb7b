// What pressing a command, a mention or a link inside a message does, and copying its words.
import { toast } from "./dom.js";
import { t } from "./labels.js";
import { act, chatById, openChat, store, tell, topicOf } from "./store.js";

/** Deeds of rich text shown in the chat `where`. */
export function textDeeds(where) {
  return {
    command: (text) => act("say", { chat_id: where.id, text, ...(store.topic ? { topic: store.topic } : {}) }),
    mention: (who) => tell("insert-mention", who),
    link: (url) => openBotLink(url) || openMessageLink(url),
  };
}

/** `https://t.me/<bot>?start=x` opens the private chat and starts it there, as Telegram does; true when it was one. */
function openBotLink(url) {
  const link = new URL(url);
  const bot = store.info.bot?.username;
  const isOurs = link.hostname === "t.me" && bot && link.pathname.slice(1).toLowerCase() === bot.toLowerCase();
  if (!isOurs) return false;
  openChat(store.person);
  tell("tab", "chat");
  const payload = link.searchParams.get("start");
  void act("say", { chat_id: store.person, text: payload ? `/start ${payload}` : "/start" });
  return true;
}

/** `https://t.me/c/<supergroup>/[topic/]<message>` shows the message where it stands, or the topic; true when it was one. */
function openMessageLink(url) {
  const link = new URL(url);
  const parts = link.hostname === "t.me" ? /^\/c\/(\d+)\/(?:\d+\/)?(\d+)\/?$/.exec(link.pathname) : null;
  if (!parts) return false;
  const where = chatById(Number(`-100${parts[1]}`));
  const id = Number(parts[2]);
  if (!where) return told("notInChat");
  const isTopic = where.topics?.some((topic) => topic.id === id);
  const message = where.messages.find((one) => one.message_id === id);
  if (!isTopic && !message) return told("deletedReply");
  openChat(where.id, { topic: isTopic ? id : topicOf(message) });
  tell("tab", "chat");
  if (!isTopic) showMessage(id);
  return true;
}

function told(label) {
  toast(t(label));
  return true;
}

/** Brings a message of the open chat before the reader's eyes; false where it is gone. */
export function showMessage(id) {
  const there = document.querySelector(`#messages [data-message="${id}"]`);
  if (!there) return false;
  there.scrollIntoView({ block: "center" });
  there.classList.remove("flash");
  requestAnimationFrame(() => there.classList.add("flash"));
  return true;
}

export async function copy(text) {
  await navigator.clipboard?.writeText(text).then(() => toast(t("copied")), (error) => toast(error.message, "bad"));
}
