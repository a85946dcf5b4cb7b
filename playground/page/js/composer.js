// Where one writes: text, replies, edits, files, stickers; its suggestions are in suggest.js.
import { base64Of } from "./api.js";
import { byId, h, menu, redraw, toast } from "./dom.js";
import { nameOf, senderOf } from "./faces.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { contentOf } from "./preview.js";
import { act, chat, isAdmin, myself, refresh, store, tell } from "./store.js";
import { askInline } from "./inline.js";
import { drawTyping } from "./typing.js";
import { closeSuggestions, insertMention, keyInSuggestions, mentionEntities, suggest } from "./suggest.js";

const STICKERS = ["👋", "👍", "🔥", "🎉", "😂", "🙏"];
const text = h("textarea", { id: "text", rows: 1, enterkeyhint: "send", data: { composer: "" }, onkeydown, oninput: changed });
// One and the same list over every redraw: whoever comes in meanwhile must not take it from under a finger.
const suggestions = h("div", { id: "suggest", role: "listbox", hidden: true });
const picker = h("input", { type: "file", hidden: true, data: { file: "" }, onchange: sendFile });

export function drawComposer() {
  const where = chat();
  const box = byId("composer");
  if (!where) return redraw(box);
  const started = where.type !== "private" || where.messages.length > 0;
  if (!started) return redraw(box, startButton(where));
  if (where.can_send === false) return redraw(box, cannot(where));
  text.placeholder = t("say");
  text.setAttribute("aria-label", t("say"));
  const had = document.activeElement === text;
  box.replaceChildren(suggestions, ...about(), line(where), ...drawTyping(where, place));
  fit();
  if (had) text.focus();
  return undefined;
}

function startButton(where) {
  const begin = () => act("say", { chat_id: where.id, text: "/start" });
  return h("div", { class: "start" }, h("p", {}, t("startHint")), h("button", { class: "primary wide", data: { do: "start" }, onclick: begin }, t("start")));
}

function cannot(where) {
  if (store.state.me.has_blocked_bot && where.type === "private") {
    return h("button", { class: "primary wide", data: { do: "unblock" }, onclick: () => unblock() }, t("unblockBot"));
  }
  return h("p", { class: "cannot", data: { cannot: "" } }, t("cannotSend"));
}

async function unblock() {
  await act("unblock_bot");
  await refresh();
}

function about() {
  const to = store.editing ?? store.replyTo;
  if (!to) return [];
  const title = store.editing ? t("editing") : t("replyTo", { name: nameOf(senderOf(to)) });
  return [h("div", { class: "about", data: { about: store.editing ? "edit" : "reply" } },
    h("span", {}, h("b", {}, title), h("small", {}, contentOf(to).slice(0, 100))),
    h("button", { class: "icon", "aria-label": t("cancel"), onclick: cancel }, icon("close")))];
}

function line(where) {
  const masked = where.type === "supergroup" && isAdmin(myself(where));
  return h("div", { class: "line" },
    h("button", { class: "icon", "aria-label": t("attach"), title: t("attach"), data: { do: "attach" }, onclick: () => picker.click() }, icon("attach")), picker,
    h("button", { class: "icon", "aria-label": t("sticker"), title: t("sticker"), "aria-haspopup": "menu", data: { do: "sticker" }, onclick: stickers }, icon("smile")),
    text,
    masked ? h("button", { class: "icon mask", "aria-label": `${t("anonymous")}: ${t("anonymousHint")}`, title: t("anonymousHint"), "aria-pressed": String(store.anonymous), data: { do: "anonymous" }, onclick: toggleMask }, icon("mask")) : null,
    h("button", { class: "primary send", "aria-label": t("send"), data: { do: "send" }, onclick: send }, icon("send")));
}

function toggleMask(event) {
  store.anonymous = !store.anonymous;
  event.currentTarget.setAttribute("aria-pressed", String(store.anonymous));
}

function stickers(event) {
  const close = menu(event.currentTarget, [h("div", { class: "faces" }, STICKERS.map((emoji) => h("button", {
    role: "menuitem", data: { sendSticker: emoji }, onclick: () => { close(); void act("sticker", { ...place(), emoji }); },
  }, emoji)))], t("sticker"));
}

/** Where the next message goes: chat, topic, reply. */
function place() {
  const where = chat();
  const fields = { chat_id: where.id };
  if (store.topic) fields.topic = store.topic;
  if (store.replyTo) fields.reply_to = store.replyTo.message_id;
  if (store.anonymous && isAdmin(myself(where))) fields.anonymous = true;
  return fields;
}

function onkeydown(event) {
  // While an input method composes (or its Enter picks a candidate: key code 229), Enter belongs to it.
  if (event.isComposing || event.keyCode === 229) return;
  if (keyInSuggestions(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    void send();
  } else if (event.key === "Escape" && (store.replyTo || store.editing)) cancel();
}

function changed() {
  fit();
  store.draft[draftKey()] = text.value;
  suggest(text);
  askInline(text, place, clear);
}

function fit() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
}

const draftKey = () => `${store.person}/${store.chatId}/${store.topic ?? ""}`;

/** Shows what this person had begun to write here. */
export function takeUpDraft() {
  text.value = store.draft[draftKey()] ?? "";
  closeSuggestions();
}

export function startComposing() {
  if (store.editing) text.value = store.editing.text;
  drawComposer();
  text.focus();
}

function cancel() {
  if (store.editing) text.value = "";
  Object.assign(store, { replyTo: null, editing: null });
  startComposing();
}

function clear() {
  text.value = "";
  delete store.draft[draftKey()];
  Object.assign(store, { replyTo: null, editing: null });
  closeSuggestions();
  startComposing();
}

async function send() {
  const words = text.value.trim();
  if (!words) return;
  const { editing } = store;
  const entities = mentionEntities(words);
  const fields = { ...place(), text: words, ...(entities.length ? { entities } : {}) };
  const before = text.value;
  clear();
  const done = editing ? await act("edit", { chat_id: fields.chat_id, message_id: editing.message_id, text: words }) : await act("say", fields);
  if (!done && !text.value) text.value = before;
  fit();
}

async function sendFile() {
  const [file] = picker.files;
  picker.value = "";
  if (!file) return;
  if (file.size > 20 * 1024 ** 2) {
    toast("20 MB", "bad");
    return;
  }
  const kind = /^image\/(png|jpeg|webp)$/.test(file.type) ? "photo" : "document";
  const caption = text.value.trim();
  const fields = { ...place(), file: await base64Of(file), name: file.name, ...(caption ? { caption } : {}) };
  if (!(await act(kind, fields))) return;
  text.value = "";
  Object.assign(store, { replyTo: null });
  drawComposer();
}

/** `who` is a person without username (gets a text mention), or an "@name" to write down. */
export function mention(who) {
  if (!chat() || !text.isConnected) return;
  insertMention(text, who);
  changed();
  closeSuggestions();
  text.focus();
  tell("tab", "chat");
}
