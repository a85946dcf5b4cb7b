// What a bot puts where one writes: buttons of words, their end, or a reply that it asks for.
import { h } from "./dom.js";
import { t } from "./labels.js";
import { openApp } from "./mini_app.js";
import { chooseShared } from "./sharing.js";
import { act, store, topicOf } from "./store.js";

/** The buttons of words that stand here now for this person, with the message that brought them. */
export function typingOf(where) {
  const here = where.messages.filter((one) => !where.is_forum || !store.topic || topicOf(one) === store.topic);
  const at = here.findLastIndex((one) => one.typing && !one.typing.force_reply && isForMe(one, where));
  const message = here[at];
  if (!message?.typing.keyboard) return null;
  const isUsed = here.slice(at).some((one) => one.from?.id === store.person);
  return message.typing.one_time_keyboard && isUsed ? null : message;
}

/** Whether the bot asks this person to reply to the message. */
export const asksReply = (message, where) => Boolean(message.typing?.force_reply) && isForMe(message, where);

function isForMe(message, where) {
  if (!message.typing.selective || where.type === "private") return true;
  const named = (message.entities ?? []).some((one) => one.user?.id === store.person
    || (one.type === "mention" && message.text.slice(one.offset + 1, one.offset + one.length).toLowerCase() === store.state.me.username.toLowerCase()));
  return named || message.reply_to_message?.from?.id === store.person;
}

export function drawTyping(where, fields) {
  const message = typingOf(where);
  if (!message) return [];
  const rows = message.typing.keyboard.map((row) => h("div", { class: "keys" }, row.map((key) => keyOf(key, message, where, fields))));
  return [h("div", { class: "keyboard words", role: "group", "aria-label": t("wordButtons"), data: { typing: message.message_id } }, rows)];
}

function keyOf(key, message, where, fields) {
  const told = () => ({ ...fields(), ...(where.type === "private" ? {} : { reply_to: message.message_id }) });
  const props = { class: `key ${key.style ?? ""}`, data: { word: key.text } };
  if (key.request_contact) return h("button", { ...props, onclick: () => act("contact", told()) }, `📱 ${key.text}`);
  if (key.request_location) return h("button", { ...props, onclick: () => act("location", told()) }, `📍 ${key.text}`);
  const words = { message_id: message.message_id, key: key.text };
  if (key.web_app) return h("button", { ...props, onclick: () => openApp(key.web_app.url, key.text, words) }, `${key.text} ↗`);
  if (key.request_users || key.request_chat) return h("button", { ...props, onclick: () => chooseShared(key, words) }, `👥 ${key.text}`);
  if (Object.keys(key).some((name) => name.startsWith("request_"))) return h("button", { ...props, disabled: true }, key.text);
  return h("button", { ...props, onclick: () => act("say", { ...told(), text: key.text }) }, key.text);
}
