// Turning text and its entities (UTF-16 offsets, as JavaScript strings count) into DOM nodes; never HTML from text.
import { h } from "./dom.js";
import { t } from "./labels.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** `act` has command(text), mention(user or @name) and link(url), each called on a press. */
export function richText(text, entities, act) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, 0, text.length, sorted, act);
}

function between(text, from, to, entities, act) {
  const nodes = [];
  let at = from;
  let i = 0;
  while (i < entities.length) {
    const entity = entities[i];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    const inside = entities.slice(i + 1).filter((one) => one.offset < end);
    i += 1 + inside.length;
    if (end <= start) continue;
    nodes.push(text.slice(at, start), wrap(entity, text.slice(start, end), between(text, start, end, inside, act), act));
    at = end;
  }
  nodes.push(text.slice(at, to));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, words, inner, act) {
  const { type } = entity;
  if (TAGS[type]) return h(TAGS[type], { class: type.startsWith("exp") ? "expandable" : "", data: { entity: type } }, inner);
  if (type === "spoiler") return spoiler(inner);
  if (type === "bot_command") return press(type, inner, () => act.command(words));
  if (type === "text_mention") return press(type, inner, () => act.mention(entity.user));
  if (type === "mention") return press(type, inner, () => act.mention(words));
  const url = { url: words, text_link: entity.url, email: `mailto:${words}` }[type];
  return url ? anchor(url, inner, act, type) : h("span", { data: { entity: type } }, inner);
}

const press = (type, inner, onclick) =>
  h("button", { class: "link", type: "button", data: { entity: type }, onclick }, inner);

function spoiler(inner) {
  const node = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler"), data: { entity: "spoiler" } }, inner);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter") return;
    node.classList.add("shown");
    node.removeAttribute("aria-label");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", show);
  return node;
}

/** Only web and mail addresses become links: a message must not smuggle in javascript: and the like. */
export function anchor(url, inner, act, type = "url") {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!/^(https?|mailto|tg):/i.test(full)) return h("span", {}, inner);
  const props = { href: full, target: "_blank", rel: "noopener noreferrer", data: { entity: type } };
  return h("a", { ...props, onclick: (event) => act.link(full) && event.preventDefault() }, inner);
}
