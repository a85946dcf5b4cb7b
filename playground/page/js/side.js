// The left column: who one is now, and the chats that person sees.
import { avatar, nameOf } from "./faces.js";
import { ask, byId, choices, h, redraw, toast } from "./dom.js";
import { icon } from "./icons.js";
import { LOCALES, locale, setLocale, t } from "./labels.js";
import { act, choosePerson, openChat, refresh, store, tell } from "./store.js";
import { previewOf } from "./preview.js";

export function drawSide() {
  const people = store.info.users.filter((user) => !user.is_bot);
  redraw(byId("side"),
    h("header", { class: "brand" }, h("img", { src: "icon.svg", alt: "", width: 28, height: 28 }), h("h1", {}, t("app")), languages()),
    h("h2", { id: "who" }, t("who")),
    choices(h("div", { class: "people", role: "radiogroup", "aria-labelledby": "who" }, people.map(person)), "radio"),
    h("h2", {}, t("chats")),
    h("nav", { class: "chats", "aria-label": t("chats") }, store.state?.chats.map(chatRow) ?? [], elsewhere().map(doorRow)),
    h("button", { class: "ghost wide", data: { do: "new-group" }, onclick: newGroup }, icon("plus"), t("newGroup")),
  );
}

function languages() {
  const options = Object.entries(LOCALES).map(([code, name]) => h("option", { value: code, selected: code === locale() }, name));
  const change = (event) => { setLocale(event.target.value); tell("language"); };
  return h("select", { "aria-label": t("language"), data: { focus: "language", language: "" }, onchange: change }, options);
}

function person(user) {
  const chosen = user.id === store.person;
  return h("button", {
    class: "person", disabled: user.is_deleted, role: "radio", "aria-checked": String(chosen), data: { person: user.id, role: user.role, focus: `p${user.id}` },
    onclick: () => chosen || choosePerson(user.id),
  }, avatar(user), h("span", { class: "who" }, h("b", {}, nameOf(user)), h("small", {}, t(user.role ?? "member"))));
}

function chatRow(one) {
  const unread = [...store.unread].filter(([key]) => key.startsWith(`${one.id}/`)).reduce((sum, [, n]) => sum + n, 0);
  const last = one.messages.at(-1);
  const isPrivate = one.type === "private";
  const title = isPrivate ? nameOf(store.info.bot ?? { name: t("bot") }) : one.title;
  const face = isPrivate ? { id: one.id, is_bot: true } : { id: one.id, name: title };
  const under = last ? previewOf(last, { withName: !isPrivate }) : t(isPrivate ? "private" : "empty");
  return h("button", {
    class: "chat-row", "aria-current": one.id === store.chatId ? "true" : undefined, data: { chat: one.id, type: one.type, focus: `c${one.id}` },
    onclick: () => { openChat(one.id); tell("tab", "chat"); },
  }, avatar(face), h("span", { class: "who" }, h("b", {}, title), h("small", {}, under)),
  unread ? h("span", { class: "unread", data: { unread } }, unread > 99 ? "99+" : String(unread)) : null);
}

/** Groups this person is not in: the door stands open. */
function elsewhere() {
  const mine = new Set(store.state?.chats.map((one) => one.id));
  return store.state ? store.info.chats.filter((one) => !mine.has(one.id)) : [];
}

function doorRow(one) {
  const enter = async () => {
    const came = await act("join", { chat_id: one.id });
    if (!came) return;
    if (came.has_asked) return void toast(t("asked"));
    await refresh();
    openChat(one.id);
    tell("tab", "chat");
  };
  return h("button", { class: "chat-row door", data: { join: one.id }, onclick: enter },
    avatar({ id: one.id, name: one.title }), h("span", { class: "who" }, h("b", {}, one.title), h("small", {}, t("notIn"))), h("span", { class: "badge" }, t("join")));
}

async function newGroup() {
  const title = await ask(t("groupTitle"), { ok: t("ok"), close: t("close") });
  const made = title && (await act("new_group", { title, is_forum: false }));
  if (!made) return;
  await refresh();
  openChat(made.chat_id ?? made.id ?? made);
}
