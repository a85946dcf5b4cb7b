// The menu of one message: react, reply, edit, delete, pin, copy, forward.
import { copy } from "./deeds.js";
import { h, menu } from "./dom.js";
import { colourful } from "./faces.js";
import { t } from "./labels.js";
import { contentOf } from "./preview.js";
import { act, isAdmin, myself, store, tell } from "./store.js";

const EMOJI = ["👍", "❤", "🔥", "🎉", "😁", "😢"];

export function openActions(anchor, message, where) {
  const own = message.from?.id === store.person;
  const rules = isAdmin(myself(where)) || where.type === "private";
  const at = { chat_id: where.id, message_id: message.message_id };
  const begin = (field) => { Object.assign(store, { replyTo: null, editing: null, [field]: message }); tell("compose"); };
  let close = () => {};
  const faces = h("div", { class: "faces" }, EMOJI.map((emoji) => h("button", {
    role: "menuitem", "aria-label": t("reactWith", { emoji }), data: { react: emoji },
    onclick: () => { close(); void act("react", { ...at, emoji }); },
  }, colourful(emoji))));
  close = menu(anchor, [
    faces,
    { icon: "reply", label: t("reply"), hook: "reply", act: () => begin("replyTo") },
    own && message.text !== undefined && { icon: "edit", label: t("edit"), hook: "edit", act: () => begin("editing") },
    own && { icon: "hidden", label: t("touch"), hook: "touch", act: () => act("touch", at) },
    rules && { icon: "pin", label: t("pin"), hook: "pin", act: () => act("pin", at) },
    { icon: "copy", label: t("copy"), hook: "copy", act: () => copy(contentOf(message)) },
    { icon: "forward", label: t("forward"), hook: "forward", act: () => chooseTarget(anchor, at) },
    (own || rules) && { icon: "trash", label: t("delete"), hook: "delete", danger: true, act: () => act("delete", at) },
  ], t("actions"));
}

function chooseTarget(anchor, at) {
  const items = store.state.chats.map((one) => ({
    label: one.type === "private" ? t("private") : one.title, hook: `to-${one.id}`, act: () => act("forward", { ...at, to: one.id }),
  }));
  menu(anchor, items, t("forward"));
}
