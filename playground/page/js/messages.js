// The list of messages: drawn once for a chat, then kept by appending and replacing single nodes.
import { bubble } from "./bubble.js";
import { byId, h } from "./dom.js";
import { dayKey, dayName } from "./clock.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { chat, KEEP, store, topicOf } from "./store.js";

const NEAR = 300;
const list = byId("messages");
let atEnd = true;

const isShown = (message) => !chat()?.is_forum || topicOf(message) === store.topic;
const endOf = () => list.scrollHeight - list.scrollTop - list.clientHeight;
const nodeOf = (id) => list.querySelector(`[data-message="${id}"]`);

export function setUpMessages() {
  const toEnd = h("button", { class: "icon to-end", hidden: true, data: { do: "to-end" }, onclick: () => stick(true) }, icon("down"));
  list.after(toEnd);
  list.addEventListener("scroll", () => {
    atEnd = endOf() < 60;
    toEnd.hidden = atEnd;
    toEnd.setAttribute("aria-label", t("toEnd"));
  }, { passive: true });
  // Pictures and a growing composer change heights: who was at the end stays there.
  new ResizeObserver(() => atEnd && stick(true)).observe(list);
  list.addEventListener("load", () => atEnd && stick(true), true);
}

function stick(force) {
  if (!force && !atEnd) return;
  list.scrollTop = list.scrollHeight;
  atEnd = true;
}

/** Draws the whole list; `jump` shows its end, otherwise a reader in the middle stays where they were. */
export function drawMessages({ jump }) {
  const where = chat();
  const top = list.scrollTop;
  const wasAtEnd = atEnd || jump;
  const shown = where?.messages.filter(isShown) ?? [];
  list.setAttribute("aria-label", t("messages"));
  list.replaceChildren(...shown.flatMap((message, i) => nodesFor(message, shown[i - 1], where)));
  if (!shown.length) list.append(h("li", { class: "nothing", data: { empty: "" } }, t("empty")));
  if (wasAtEnd) stick(true);
  else list.scrollTop = top;
}

function nodesFor(message, before, where) {
  const newDay = !before || dayKey(before.date) !== dayKey(message.date);
  const day = newDay && h("li", { class: "service day", data: { day: dayKey(message.date) } }, h("span", {}, dayName(message.date)));
  return [day, bubble(message, where, { follows: !newDay && follows(message, before) })].filter(Boolean);
}

function follows(message, before) {
  const sameVoice = before.from?.id === message.from?.id && before.sender_chat?.id === message.sender_chat?.id;
  const isPlain = (one) => one.text !== undefined || one.photo || one.document || one.sticker || one.poll;
  return Boolean(sameVoice && isPlain(before) && isPlain(message) && message.date - before.date < NEAR);
}

function shownBefore(where, message) {
  const at = where.messages.findLastIndex((one) => one.message_id === message.message_id);
  return where.messages.slice(0, at).findLast(isShown);
}

export function appendMessage({ where, message }) {
  if (where.id !== store.chatId || !isShown(message)) return;
  list.querySelector(".nothing")?.remove();
  list.append(...nodesFor(message, shownBefore(where, message), where));
  const surplus = list.querySelectorAll("[data-message]").length - KEEP;
  // Cutting above a reader would move the text under their eyes: wait until they are back at the end.
  if (surplus > 0 && atEnd) cut(surplus);
  stick(message.from?.id === store.person);
}

function cut(surplus) {
  for (let left = surplus; left > 0 && list.firstElementChild; list.firstElementChild.remove()) {
    if (list.firstElementChild.dataset.message) left -= 1;
  }
}

export function replaceMessage({ where, message }) {
  const old = where.id === store.chatId ? nodeOf(message.message_id) : null;
  if (!old) return;
  const pressed = old.contains(document.activeElement) ? document.activeElement.dataset.button : undefined;
  const fresh = bubble(message, where, { follows: old.classList.contains("follows") });
  old.replaceWith(fresh);
  if (pressed) fresh.querySelector(`[data-button="${CSS.escape(pressed)}"]`)?.focus();
  stick(false);
}

export function removeMessages({ where, ids }) {
  if (where.id === store.chatId) ids.forEach((id) => nodeOf(id)?.remove());
}
