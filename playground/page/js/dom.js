// Making DOM nodes safely and small popups; knows nothing of chats.
import { icon } from "./icons.js";

export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key === "data") Object.assign(node.dataset, stringsOf(value));
    else if (key in node && typeof value !== "string") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function stringsOf(data) {
  const known = Object.entries(data).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(known.map(([key, value]) => [key, String(value)]));
}

export const byId = (id) => document.getElementById(id);

/** Redraws the whole of a small region, giving the focus back to the element that carries the same data-focus. */
export function redraw(node, ...children) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.focus : undefined;
  const scroll = [...node.querySelectorAll("[data-keep-scroll]")].map((kept) => [kept.dataset.keepScroll, kept.scrollLeft]);
  node.replaceChildren(...children.flat(Infinity).filter((child) => child instanceof Node || typeof child === "string"));
  for (const [name, left] of scroll) {
    const again = node.querySelector(`[data-keep-scroll="${name}"]`);
    if (again) again.scrollLeft = left;
  }
  if (focused) node.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}

export function toast(text, kind = "info") {
  const node = h("div", { class: `toast ${kind}`, data: { toast: kind } }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), 4500);
}

/** A modal sheet; `build(close)` returns its content. Escape and the backdrop close it. */
export function sheet(title, closeLabel, build, hook = "sheet") {
  const dialog = h("dialog", { class: "sheet", "aria-label": title, data: { dialog: hook } });
  const close = () => dialog.close();
  dialog.append(
    h("header", {}, h("h2", {}, title), h("button", { class: "icon", "aria-label": closeLabel, onclick: close }, icon("close"))),
    h("div", { class: "sheet-body", tabindex: "0" }, build(close)),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks for one line of text; resolves to undefined when closed without an answer. */
export function ask(title, { value = "", most = 200, ok, close: closeLabel }) {
  return new Promise((resolve) => {
    const input = h("input", { type: "text", value, "aria-label": title, maxLength: most, data: { ask: "input" } });
    const build = (close) => h("form", { class: "row", onsubmit: (event) => {
      event.preventDefault();
      resolve(input.value.trim() || undefined);
      close();
    } }, input, h("button", { class: "primary", type: "submit" }, ok));
    sheet(title, closeLabel, build, "ask").addEventListener("close", () => resolve(undefined));
    input.select();
  });
}

/** Opens a menu beside `anchor`; items are {label, icon, act, danger, hook} or a ready node. */
export function menu(anchor, items, label) {
  const returnTo = document.activeElement;
  const node = h("div", { class: "menu", role: "menu", "aria-label": label, popover: "auto" });
  const close = () => node.hidePopover();
  for (const item of items.filter(Boolean)) node.append(item instanceof Node ? item : menuItem(item, close));
  node.addEventListener("keydown", (event) => moveFocus(event, node));
  node.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    if (node.contains(document.activeElement) || document.activeElement === document.body) returnTo?.focus();
    node.remove();
  });
  (anchor.closest("dialog") ?? document.body).append(node);
  node.showPopover();
  place(node, anchor.getBoundingClientRect());
  node.querySelector("button")?.focus();
  return close;
}

function menuItem({ label, icon: drawing, act, danger, hook }, close) {
  const pick = () => { close(); act(); };
  return h("button", { role: "menuitem", class: danger ? "danger" : "", data: { menu: hook }, onclick: pick }, drawing ? icon(drawing) : null, label);
}

function moveFocus(event, node, among = "button") {
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return undefined;
  event.preventDefault();
  const buttons = [...node.querySelectorAll(among)];
  const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
  next?.focus();
  return next;
}

/** One of several choices (`role` radio or tab): one stop for Tab, and arrows that choose. */
export function choices(node, role) {
  const all = [...node.querySelectorAll(`[role="${role}"]`)];
  const chosen = all.find((one) => [one.ariaChecked, one.ariaSelected].includes("true")) ?? all[0];
  for (const one of all) one.tabIndex = one === chosen ? 0 : -1;
  node.addEventListener("keydown", (event) => moveFocus(event, node, `[role="${role}"]`)?.click());
  return node;
}

function place(node, rect) {
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = rect.bottom + 4 + height <= innerHeight;
  node.style.top = `${Math.max(8, below ? rect.bottom + 4 : rect.top - height - 4)}px`;
  node.style.left = `${Math.min(Math.max(8, rect.right - width), innerWidth - width - 8)}px`;
}
