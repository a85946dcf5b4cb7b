// One message as a DOM node: head, quote, text, media, buttons, reactions; the list of them is messages.js.
import { anchor, richText } from "./entities.js";
import { avatar, badgeOf, colourful, hueOf, nameOf, senderOf } from "./faces.js";
import { h, sheet, toast } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { mediaOf } from "./media.js";
import { contentOf, serviceText } from "./preview.js";
import { act, store, topicOf } from "./store.js";
import { openActions } from "./actions.js";
import { copy, showMessage, textDeeds } from "./deeds.js";
import { timeOfDay } from "./clock.js";
import { openApp } from "./mini_app.js";

/** `follows`: the message before it is by the same sender and near in time, so head and face are left out. */
export function bubble(message, where, { follows }) {
  const service = serviceText(message);
  const data = { message: message.message_id, from: message.from?.id, topic: topicOf(message) };
  if (service) return h("li", { class: "service", data: { ...data, service: "" } }, h("span", {}, service));
  const own = message.from?.id === store.person && !message.sender_chat;
  const classes = ["msg", own && "own", follows && "follows", message.sticker && "bare"].filter(Boolean).join(" ");
  const node = h("li", { class: classes, data: { ...data, own: own || null } });
  const isPrivate = where.type === "private";
  if (!own && !isPrivate) node.append(follows ? h("span", { class: "avatar gap" }) : avatar(senderOf(message)));
  node.append(h("div", { class: "stack" }, body(message, where, own || isPrivate || follows), keyboard(message, where)));
  node.append(h("button", {
    class: "icon more", "aria-label": t("actions"), "aria-haspopup": "menu", data: { actions: message.message_id },
    onclick: (event) => openActions(event.currentTarget, message, where),
  }, icon("more")));
  node.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, textarea") || String(getSelection())) return;
    event.preventDefault();
    openActions(node.querySelector(".more"), message, where);
  });
  return node;
}

function body(message, where, headless) {
  const text = message.text ?? message.caption;
  const deeds = textDeeds(where);
  const jumbo = message.text && !message.entities?.length && /^\p{Extended_Pictographic}{1,3}$/u.test(message.text);
  return h("div", { class: "bubble" },
    headless ? null : head(message, where),
    forwarded(message),
    message.via_bot ? h("div", { class: "forwarded", data: { via: message.via_bot.username } }, t("via", { name: `@${message.via_bot.username}` })) : null,
    quoted(message, where),
    mediaOf(message, where),
    text === undefined ? null : h("div", { class: `text ${jumbo ? "jumbo" : ""}`, data: { text: "" } }, richText(text, message.entities ?? message.caption_entities, deeds)),
    h("div", { class: "foot" }, reactions(message, where), stamp(message)));
}

function head(message, where) {
  const sender = senderOf(message);
  const member = message.sender_chat ? null : where.members?.find((one) => one.id === sender.id);
  const badge = message.sender_chat?.id === where.id ? message.author_signature ?? t("groupVoice") : message.sender_tag ?? badgeOf(member);
  return h("div", { class: "head", style: `--hue:${hueOf(sender)}` },
    h("b", { data: { sender: sender.id } }, nameOf(sender)), badge ? h("span", { class: "badge" }, badge) : null);
}

function forwarded({ forward_origin: origin }) {
  if (!origin) return null;
  const name = nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat ?? { name: origin.sender_user_name });
  return h("div", { class: "forwarded" }, t("forwarded", { name }));
}

function quoted(message, where) {
  const to = message.reply_to_message;
  if (!to || to.forum_topic_created || to.message_id === topicOf(message)) return null;
  const jump = () => showMessage(to.message_id) || toast(t("deletedReply"));
  const sender = senderOf(where.messages.find((one) => one.message_id === to.message_id) ?? to);
  return h("button", { class: "quote", style: `--hue:${hueOf(sender)}`, data: { quote: to.message_id }, onclick: jump },
    h("b", {}, nameOf(sender)), h("span", {}, contentOf(to).slice(0, 100)));
}

function stamp(message) {
  const when = new Date(message.date * 1000).toISOString();
  return h("span", { class: "stamp" }, message.edit_date ? h("i", { data: { edited: "" } }, `${t("edited")} `) : null,
    h("time", { datetime: when }, timeOfDay(message.date)));
}

function reactions(message, where) {
  return h("span", { class: "reactions" }, (message.reactions ?? []).map(({ emoji, count, mine }) => h("button", {
    class: "chip", "aria-pressed": String(Boolean(mine)), "aria-label": `${t("reactWith", { emoji })} ${count}`, data: { reaction: emoji, count },
    onclick: () => act("react", { chat_id: where.id, message_id: message.message_id, emoji: mine ? null : emoji }),
  }, `${colourful(emoji)} ${count}`)));
}

function keyboard(message, where) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "keyboard" }, rows.map((row) => h("div", { class: "keys" }, row.map((key) => keyOf(key, message, where)))));
}

function keyOf(key, message, where) {
  const data = { button: key.callback_data ?? key.url ?? key.text };
  if (key.url) {
    const link = anchor(key.url, `${key.text} ↗`, textDeeds(where));
    link.classList.add("key");
    Object.assign(link.dataset, data);
    return link;
  }
  const props = { class: `key ${key.style ?? ""}`, data };
  if (key.copy_text) return h("button", { ...props, onclick: () => copy(key.copy_text.text) }, key.text, icon("copy"));
  if (key.web_app) return h("button", { ...props, onclick: () => openApp(key.web_app.url, key.text) }, `${key.text} ↗`);
  if (key.callback_data === undefined) return h("button", { ...props, disabled: true }, key.text);
  return h("button", { ...props, onclick: (event) => press(event.currentTarget, key, message, where) }, key.text);
}

async function press(button, key, message, where) {
  button.classList.add("pressed");
  await act("press", { chat_id: where.id, message_id: message.message_id, data: key.callback_data });
  button.classList.remove("pressed");
}

/** The answer to a pressed button: a passing line, or an alert that waits to be closed. */
export function showAnswer({ text, show_alert: alert }) {
  if (!text) return;
  if (!alert) return toast(text, "answer");
  const build = (close) => [h("p", { data: { alert: "" } }, text), h("button", { class: "primary wide", onclick: close }, t("ok"))];
  sheet(nameOf(store.info.bot ?? { name: t("bot") }), t("close"), build, "alert");
}
