// Suggestions above the composer: the chat's commands after "/", its people after "@"; remembers mentions without name.
import { avatar, nameOf } from "./faces.js";
import { byId, h } from "./dom.js";
import { t } from "./labels.js";
import { chat, peopleIn, store } from "./store.js";

const MOST = 40;
let field;
let chosen = 0;
/** People without a username written into the draft: their shown name and who it means. */
let named = [];

export function suggest(textarea) {
  field = textarea;
  const options = optionsFor(field.value.slice(0, field.selectionStart));
  chosen = 0;
  draw(options);
}

/** Shows options that somebody else found for what is written. */
export function showSuggestions(textarea, options) {
  field = textarea;
  chosen = 0;
  draw(options);
}

export function closeSuggestions() {
  byId("suggest")?.replaceChildren();
  byId("suggest")?.setAttribute("hidden", "");
  field?.removeAttribute("aria-activedescendant");
}

function optionsFor(before) {
  const command = /^[/／](\w*)$/.exec(before);
  if (command) return commands(command[1].toLowerCase());
  const at = /(?:^|\s)[@＠](\S*)$/.exec(before);
  return at ? people(at[1].toLowerCase(), before.length - at[1].length - 1) : [];
}

function commands(begun) {
  return (chat()?.commands ?? []).filter((one) => one.command.startsWith(begun)).slice(0, MOST).map((one) => ({
    hook: `/${one.command}`, face: h("b", {}, `/${one.command}`), about: one.description, pick: () => replaceFrom(0, `/${one.command} `),
  }));
}

function people(begun, from) {
  const matches = (one) => nameOf(one).toLowerCase().includes(begun) || one.username?.toLowerCase().startsWith(begun);
  return peopleIn(chat()).filter((one) => one.id !== store.person && matches(one)).slice(0, MOST).map((one) => ({
    hook: `@${one.username || one.id}`, face: [avatar(one, "small"), h("b", {}, nameOf(one))], about: one.username ? `@${one.username}` : "",
    pick: () => replaceFrom(from, `${written(one)} `),
  }));
}

function written(one) {
  if (typeof one === "string") return one;
  if (one.username) return `@${one.username}`;
  named.push({ name: nameOf(one), user: one });
  return nameOf(one);
}

function replaceFrom(from, words) {
  field.setRangeText(words, from, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  closeSuggestions();
  field.focus();
}

function draw(options) {
  const box = byId("suggest");
  if (!box) return;
  box.hidden = !options.length;
  const label = { "/": "commands", i: "inlineAnswers" }[options[0]?.hook[0]] ?? "mention";
  box.setAttribute("aria-label", t(label));
  box.replaceChildren(...options.map((option, i) => h("button", {
    class: "suggestion", role: "option", id: `suggest-${i}`, tabindex: "-1", "aria-selected": String(i === chosen), data: { suggest: option.hook },
    // A press must not take the focus from the composer: the on-screen keyboard would fold away.
    onmousedown: (event) => event.preventDefault(), onclick: option.pick,
  }, option.face, h("small", {}, option.about))));
  mark(box);
}

function mark(box) {
  [...box.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === chosen)));
  box.children[chosen]?.scrollIntoView({ block: "nearest" });
  if (box.children.length) field.setAttribute("aria-activedescendant", `suggest-${chosen}`);
}

/** Lets the open list have its keys; true when it took this one. */
export function keyInSuggestions(event) {
  const box = byId("suggest");
  if (!box || box.hidden) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const only = box.children[chosen];
  // "/help" typed in full is ready to be sent: Enter sends it instead of completing it once more.
  const isWhole = event.key === "Enter" && only?.dataset.suggest === field.value.trim();
  if (isWhole) return false;
  if (step) chosen = (chosen + step + box.children.length) % box.children.length;
  else if (event.key === "Enter" || event.key === "Tab") only?.click();
  else if (event.key === "Escape") closeSuggestions();
  else return false;
  event.preventDefault();
  if (step) mark(box);
  return true;
}

export function insertMention(textarea, who) {
  field = textarea;
  const at = field.selectionStart;
  const gap = at > 0 && !/\s$/.test(field.value.slice(0, at)) ? " " : "";
  field.setRangeText(`${gap}${written(who)} `, at, field.selectionEnd, "end");
}

/** The text_mention entities of `text`, offsets in UTF-16 units; forgets them afterwards. */
export function mentionEntities(text) {
  const found = [];
  let from = 0;
  for (const { name, user } of named) {
    const offset = text.indexOf(name, from);
    if (offset < 0) continue;
    found.push({ type: "text_mention", offset, length: name.length, user: { id: user.id, is_bot: Boolean(user.is_bot), first_name: user.first_name ?? name } });
    from = offset + name.length;
  }
  named = [];
  return found;
}
