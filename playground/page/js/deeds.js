// What pressing a command, a mention or a link inside a message does, and copying its words.
import { toast } from "./dom.js";
import { t } from "./labels.js";
import { tell, act, openChat, store } from "./store.js";

/** Deeds of rich text shown in the chat `where`. */
export function textDeeds(where) {
  return {
    command: (text) => act("say", { chat_id: where.id, text, ...(store.topic ? { topic: store.topic } : {}) }),
    mention: (who) => tell("insert-mention", who),
    link: (url) => openBotLink(url),
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

export async function copy(text) {
  await navigator.clipboard?.writeText(text).then(() => toast(t("copied")), (error) => toast(error.message, "bad"));
}
