// The list of messages: drawn once for a chat, then kept by appending and replacing single nodes.
import { bubble } from "./bubble.js";
import { byId, h } from "./dom.js";
import { dayKey, dayName } from "./clock.js";
import { nameOf, senderOf } from "./faces.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { contentOf } from "./preview.js";
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
  const focused = focusIn(list);
  const shown = where?.messages.filter(isShown) ?? [];
  list.setAttribute("aria-label", t("messages"));
  list.replaceChildren(...shown.flatMap((message, i) => nodesFor(message, shown[i - 1], where)));
  if (!shown.length) list.append(h("li", { class: "nothing", data: { empty: "" } }, t("empty")));
  if (wasAtEnd) stick(true);
  else list.scrollTop = top;
  focusAgain(focused);
}

/** Where the focus is among the messages: of which one, and on what of it. */
function focusIn(node) {
  const at = node.contains(document.activeElement) ? document.activeElement : null;
  const message = at?.closest("[data-message]")?.dataset.message;
  return message && { message, hooks: Object.entries(at.dataset) };
}

/** The same button of the message as it is now; where that has gone its first one, or the message's menu. */
function focusAgain(focused) {
  const node = focused && nodeOf(focused.message);
  if (!node) return;
  const same = ([name, value]) => [...node.querySelectorAll("button, a, input")].find((one) => one.dataset[name] === value);
  const next = focused.hooks.map(same).find(Boolean) ?? node.querySelector(".key:not(:disabled), .option:is(button), .more");
  next?.focus({ preventScroll: true });
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
  if (message.from?.id !== store.person) heard(`${nameOf(senderOf(message))}: ${contentOf(message)}`);
}

/** For who does not see the list grow: the newest few messages are read out, and no older ones. */
function heard(words) {
  const log = byId("heard");
  log.append(h("p", {}, words));
  while (log.children.length > 5) log.firstElementChild.remove();
}

function cut(surplus) {
  for (let left = surplus; left > 0 && list.firstElementChild; list.firstElementChild.remove()) {
    if (list.firstElementChild.dataset.message) left -= 1;
  }
}

export function replaceMessage({ where, message }) {
  const old = where.id === store.chatId ? nodeOf(message.message_id) : null;
  if (!old) return;
  const focused = focusIn(old);
  old.replaceWith(bubble(message, where, { follows: old.classList.contains("follows") }));
  focusAgain(focused);
  stick(false);
}

export function removeMessages({ where, ids }) {
  if (where.id !== store.chatId) return;
  const focused = focusIn(list);
  ids.forEach((id) => nodeOf(id)?.remove());
  if (focused && !nodeOf(focused.message)) list.focus({ preventScroll: true });
}
