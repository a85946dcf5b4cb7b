// The head of the open chat: its name and state, the pinned message, the topics, its menu.
import { avatar, nameOf } from "./faces.js";
import { ask, byId, choices, h, menu, redraw } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { showMembers } from "./members.js";
import { contentOf } from "./preview.js";
import { act, chat, isAdmin, isIn, myself, openChat, peopleIn, refresh, store, unreadKey } from "./store.js";

export function drawRoom() {
  drawHead();
  drawPinned();
  drawTopics();
}

export function drawHead() {
  const where = chat();
  if (!where) return redraw(byId("room-head"), h("p", { class: "status", data: { status: "empty" } }, t("noChats")));
  const isPrivate = where.type === "private";
  const title = isPrivate ? nameOf(store.info.bot ?? { name: t("bot") }) : where.title;
  const [status, kind] = statusOf(where);
  return redraw(byId("room-head"),
    avatar(isPrivate ? { id: where.id, is_bot: true } : { id: where.id, name: title }),
    h("div", { class: "who" }, h("h2", { data: { roomTitle: where.id } }, title), h("small", { class: `status ${kind}`, data: { status: kind } }, status)),
    isPrivate ? null : h("button", { class: "icon", "aria-label": t("members"), title: t("members"), data: { do: "members", focus: "members" }, onclick: () => showMembers(where.id) }, icon("people"), waiting(where)),
    h("button", { class: "icon", "aria-label": t("chatMenu"), title: t("chatMenu"), "aria-haspopup": "menu", data: { do: "chat-menu", focus: "chat-menu" }, onclick: (event) => chatMenu(event.currentTarget, where) }, icon("menu")));
}

/** How many wait to be let in, for whoever may do so. */
function waiting({ requests }) {
  return requests?.length ? h("i", { class: "unread", data: { requests: requests.length } }, String(requests.length)) : null;
}

function statusOf(where) {
  if (!store.online) return [t("offline"), "offline"];
  if (store.state.bot?.supervised && !store.state.bot.running) return [t("stopped"), "stopped"];
  if ((store.typing.get(where.id) ?? 0) > Date.now()) return [t("typing"), "typing"];
  if (where.type === "private") return [t("private"), "calm"];
  return [`${t("groupOf", { n: peopleIn(where).length })}${where.is_forum ? ` · ${t("forum")}` : ""}`, "calm"];
}

function chatMenu(anchor, where) {
  const at = { chat_id: where.id, on: !where.asks_first };
  const isPrivate = where.type === "private";
  const mine = myself(where);
  const botIsIn = where.members?.some((one) => one.is_bot && isIn(one));
  const deeds = isPrivate
    ? [store.state.me.has_blocked_bot ? ["unblock_bot", "unblockBot"] : ["block_bot", "blockBot"]]
    : [
      ["leave", "leave"],
      isAdmin(mine) && (botIsIn ? ["remove_bot", "removeBot"] : ["add_bot", "addBot"]),
      isAdmin(mine) && where.type === "supergroup" && ["ask_first", where.asks_first ? "askNoMore" : "askFirst"],
    ];
  menu(anchor, [
    ...deeds.filter(Boolean).map(([name, label]) => ({ label: t(label), hook: name, danger: name === "leave" || name === "remove_bot", act: () => act(name, at).then(refresh) })),
    where.is_forum && { icon: "plus", label: t("newTopic"), hook: "topic_new", act: () => newTopic(where) },
  ], t("chatMenu"));
}

export function drawPinned() {
  const where = chat();
  const id = where?.pinned?.at(-1);
  const message = where?.messages.find((one) => one.message_id === id);
  if (!message) return redraw(byId("pinned-bar"));
  const jump = () => document.querySelector(`#messages [data-message="${id}"]`)?.scrollIntoView({ block: "center" });
  return redraw(byId("pinned-bar"), h("button", { class: "pinned", data: { pinned: id }, onclick: jump },
    icon("pin"), h("span", {}, h("b", {}, t("pinned")), h("small", {}, contentOf(message).slice(0, 120)))));
}

export function drawTopics() {
  const where = chat();
  if (!where?.is_forum) return redraw(byId("topic-bar"));
  const open = where.topics.filter((topic) => topic.id !== null && topic.id !== 1);
  const all = [{ id: null, name: t("general") }, ...open];
  return redraw(byId("topic-bar"),
    choices(h("div", { class: "topics", role: "tablist", "aria-label": t("topics"), data: { keepScroll: "topics" } }, all.map((topic) => tab(topic, where))), "tab"),
    store.topic ? h("button", { class: "icon", "aria-label": t("topicMenu"), data: { do: "topic-menu", focus: "topic-menu" }, onclick: (event) => topicMenu(event.currentTarget, where) }, icon("more")) : null,
    h("button", { class: "icon", "aria-label": t("newTopic"), title: t("newTopic"), data: { do: "new-topic", focus: "new-topic" }, onclick: () => newTopic(where) }, icon("plus")));
}

function tab(topic, where) {
  const unread = store.unread.get(unreadKey(where.id, topic.id));
  const colour = topic.icon_color === undefined ? "var(--accent)" : `#${topic.icon_color.toString(16).padStart(6, "0")}`;
  return h("button", {
    class: "topic", role: "tab", "aria-selected": String(topic.id === store.topic), data: { topic: topic.id ?? "general", focus: `t${topic.id}` },
    onclick: () => openChat(where.id, { topic: topic.id }),
  }, h("i", { class: "dot", style: `background:${colour}` }), topic.name, topic.closed ? h("span", { title: t("closed") }, icon("lock")) : null,
  unread ? h("span", { class: "unread", data: { unread } }, String(unread)) : null);
}

async function newTopic(where) {
  const name = await ask(t("topicName"), { ok: t("ok"), close: t("close") });
  if (!name) return;
  const made = await act("topic_new", { chat_id: where.id, name });
  if (!made) return;
  await refresh();
  openChat(where.id, { topic: made.topic ?? made.id ?? made });
}

function topicMenu(anchor, where) {
  const topic = where.topics.find((one) => one.id === store.topic);
  const at = { chat_id: where.id, topic: topic.id };
  const rename = async () => {
    const name = await ask(t("topicName"), { value: topic.name, ok: t("ok"), close: t("close") });
    if (name) await act("topic_rename", { ...at, name });
  };
  menu(anchor, [
    topic.closed ? { label: t("reopenTopic"), hook: "topic_reopen", act: () => act("topic_reopen", at) } : { label: t("closeTopic"), hook: "topic_close", act: () => act("topic_close", at) },
    { label: t("renameTopic"), hook: "topic_rename", act: rename },
    { label: t("deleteTopic"), hook: "topic_delete", danger: true, act: () => act("topic_delete", at) },
  ], t("topicMenu"));
}
