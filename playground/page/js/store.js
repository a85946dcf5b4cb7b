// What the chosen person can see, kept up to date from the event stream; draws nothing.
import { deed, follow, get } from "./api.js";
import { toast } from "./dom.js";

export const KEEP = 200;
export const store = {
  info: null, state: null, person: null, chatId: null, topic: null, draft: {}, offset: 0,
  unread: new Map(), typing: new Map(), online: true, replyTo: null, editing: null, anonymous: false,
};

const listeners = new Map();
let stopFollowing = () => {};
let loading = null;
let reload;

export function on(kinds, listener) {
  for (const kind of kinds.split(" ")) listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

export function tell(kind, detail) {
  for (const listener of listeners.get(kind) ?? []) listener(detail);
}

export const chat = () => store.state?.chats.find((one) => one.id === store.chatId);
export const chatById = (id) => store.state?.chats.find((one) => one.id === id);
export const me = () => store.state?.me;
export const now = () => Date.now() / 1000 + store.offset;
export const myself = (where = chat()) => where?.members?.find((member) => member.id === store.person);
export const isAdmin = (member) => ["creator", "owner", "administrator"].includes(member?.status);
export const isIn = (member) => Boolean(member) && !["left", "kicked"].includes(member.status);
export const peopleIn = (where) => (where?.members ?? []).filter(isIn);
export const unreadKey = (chatId, topic) => `${chatId}/${topic ?? ""}`;
/** General messages carry no thread id; plain replies in ordinary groups may, but are no topic's. */
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : null);

export async function boot() {
  store.info = await get("/playground/info");
  const remembered = Number(localStorage.getItem("person"));
  const users = store.info.users.filter((user) => !user.is_deleted);
  const first = users.find((user) => user.role === "member") ?? users[0];
  await choosePerson(users.some((user) => user.id === remembered) ? remembered : first.id);
}

export async function choosePerson(id) {
  stopFollowing();
  Object.assign(store, { person: id, replyTo: null, editing: null, anonymous: false, state: null });
  store.unread.clear();
  store.typing.clear();
  localStorage.setItem("person", id);
  stopFollowing = follow(id, {
    onEvent: (event) => receive(event, id),
    onOpen: () => { setOnline(true); void refresh(); }, // what happened before the line stood is in the state
    onDown: () => setOnline(false),
  });
  await refresh();
}

function setOnline(online) {
  if (store.online === online) return;
  store.online = online;
  tell("online");
}

/** Fetches the whole state; events that arrive meanwhile are applied again on top, which is harmless. */
export async function refresh() {
  const person = store.person;
  const mine = { person, events: [] };
  loading = mine;
  let info;
  let state;
  try {
    [info, state] = await Promise.all([get("/playground/info"), get(`/playground/state?as=${person}`)]);
  } catch (error) {
    toast(error.message, "bad");
    return;
  }
  if (loading !== mine || store.person !== person) return;
  loading = null;
  Object.assign(store, { info, state });
  store.offset = state.now - Date.now() / 1000;
  if (!chat()) openChat(defaultChat(state)?.id ?? null, { quiet: true });
  if (!chat()?.topics?.some((topic) => topic.id === store.topic)) store.topic = null;
  mine.events.forEach(apply);
  tell("state");
}

const defaultChat = (state) => state.chats.find((one) => one.is_forum) ?? state.chats[0];

export function openChat(id, { topic = null, quiet = false } = {}) {
  Object.assign(store, { chatId: id, topic, replyTo: null, editing: null });
  markRead();
  if (!quiet) tell("open");
}

export function markRead() {
  store.unread.delete(unreadKey(store.chatId, store.topic));
}

function refreshSoon() {
  clearTimeout(reload);
  reload = setTimeout(() => void refresh(), 120);
}

function receive(event, person) {
  if (person !== store.person) return;
  loading?.events.push(event);
  if (store.state) apply(event);
}

function apply(event) {
  const handler = HANDLERS[event.kind];
  if (handler) handler(event);
  else refreshSoon();
}

const HANDLERS = {
  message: upsert, edited: upsert, reaction: upsert, poll: upsert, deleted: remove, pin: pinChanged,
  toast: (event) => tell("toast", event),
  inline: (event) => tell("inline", event),
  typing: (event) => { store.typing.set(event.chat_id, Date.now() + 5000); tell("typing"); },
  clock: (event) => { store.offset = event.now - Date.now() / 1000; tell("clock"); },
  network: (event) => { store.state.network = event.network ?? event; tell("stage"); },
  bot: (event) => { store.state.bot = { ...store.state.bot, ...(event.bot ?? event) }; tell("stage"); },
  lively: (event) => { store.state.lively = event.lively ?? event; tell("stage"); },
};

function upsert({ chat_id: chatId, message, kind }) {
  const where = chatById(chatId);
  if (!where) return refreshSoon();
  const at = where.messages.findLastIndex((one) => one.message_id === message.message_id);
  if (at >= 0) {
    where.messages[at] = { ...message, reactions: message.reactions ?? where.messages[at].reactions };
    return tell("replace", { where, message: where.messages[at] });
  }
  if (kind !== "message") return undefined;
  where.messages.push(message);
  if (where.messages.length > KEEP) where.messages.splice(0, where.messages.length - KEEP);
  store.typing.delete(chatId);
  noteUnread(where, message);
  return tell("message", { where, message });
}

function noteUnread(where, message) {
  const key = unreadKey(where.id, topicOf(message));
  if (key === unreadKey(store.chatId, store.topic) || message.from?.id === store.person) return;
  store.unread.set(key, (store.unread.get(key) ?? 0) + 1);
  tell("unread");
}

function remove({ chat_id: chatId, message_id: id, message_ids: ids = [id] }) {
  const where = chatById(chatId);
  if (!where) return;
  where.messages = where.messages.filter((one) => !ids.includes(one.message_id));
  tell("remove", { where, ids });
}

function pinChanged({ chat_id: chatId, pinned }) {
  const where = chatById(chatId);
  if (!where || !pinned) return refreshSoon();
  where.pinned = pinned;
  return tell("pin");
}

/** Does a deed as the chosen person; a refusal is shown as a toast and gives undefined. */
export async function act(name, fields = {}) {
  try {
    return (await deed(store.person, name, fields)) ?? true;
  } catch (error) {
    toast(error.message, "bad");
    return undefined;
  }
}
