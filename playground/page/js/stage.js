// The right column: the playground's own controls (clock, network, bot, lively, cast); each says what to try.
import { post } from "./api.js";
import { dayName, secondsUntil, timeOfDay } from "./clock.js";
import { openConfig } from "./config.js";
import { byId, choices, h, redraw, toast } from "./dom.js";
import { t } from "./labels.js";
import { pointing } from "./pointing.js";
import { act, choosePerson, now, openChat, refresh, store, tell } from "./store.js";

const NETWORKS = ["ok", "down", "slow", "errors", "flood"];
let rate = 20;

export function drawStage() {
  if (!store.state) return;
  redraw(byId("stage"), h("h2", {}, t("stage")), clockCard(), networkCard(), botCard(), livelyCard(), castCard());
  drawClock();
}

export function drawClock() {
  const node = document.querySelector("[data-clock]");
  if (!node) return;
  node.textContent = `${dayName(now())} ${timeOfDay(now())}`;
  node.dataset.now = Math.floor(now());
}

const card = (name, title, hint, ...rest) => h("section", { class: "card", "aria-label": title, data: { card: name } },
  h("h3", {}, title), h("p", { class: "hint" }, hint), rest);

const button = (label, hook, onclick, more = {}) => h("button", { data: { do: hook, focus: hook }, onclick, ...more }, label);

async function control(what, body) {
  try {
    const answer = await post(`/playground/${what}`, body);
    await refresh();
    return answer;
  } catch (error) {
    toast(error.message, "bad");
    return undefined;
  }
}

function clockCard() {
  const advance = (seconds) => () => control("clock", { advance: seconds() });
  return card("clock", t("clock"), t("clockHint"),
    h("p", { class: "now" }, h("time", { data: { clock: "" } }), " ", h("small", {}, t("zone"))),
    h("div", { class: "row" },
      button(t("plusHour"), "plus-hour", advance(() => 3600)), button(t("plusDay"), "plus-day", advance(() => 86400)),
      button(t("to20"), "to-20", advance(() => secondsUntil(20, now()))), button(t("reset"), "reset-clock", () => control("clock", { reset: true }))));
}

function networkCard() {
  const mode = store.state.network?.mode ?? "ok";
  const modes = NETWORKS.map((name) => button(t(`net_${name}`), `net-${name}`, () => control("network", { mode: name }),
    { role: "radio", "aria-checked": String(name === mode), class: name === "ok" ? "good" : "bad" }));
  const row = h("div", { class: "row", role: "radiogroup", "aria-label": t("network"), data: { network: mode } }, modes);
  return card("network", t("network"), t("networkHint"), choices(row, "radio"));
}

function botCard() {
  const { supervised, running } = store.state.bot ?? {};
  if (!supervised) return card("bot", t("bot"), t("unsupervised"), pointing(), privacySwitch());
  const deed = (name) => () => control("bot", { do: name });
  const state = h("span", { class: `state ${running ? "up" : "down"}`, data: { botState: running ? "running" : "stopped" } }, t(running ? "running" : "notRunning"));
  const buttons = running
    ? [button(t("kill"), "kill", deed("kill"), { class: "danger" }), button(t("stop"), "stop", deed("stop")), button(t("restart"), "restart", deed("restart"))]
    : [button(t("startBot"), "start-bot", deed("start"), { class: "primary" })];
  return card("bot", t("bot"), t("botHint"), state, h("div", { class: "row" }, buttons, button(t("editConfig"), "edit-config", openConfig)), privacySwitch());
}

/** What @BotFather's /setprivacy sets. */
function privacySwitch() {
  const isOn = Boolean(store.state.privacy);
  return h("button", {
    class: "switch", role: "switch", "aria-checked": String(isOn), title: t("privacyHint"), data: { do: "privacy", focus: "privacy" },
    onclick: () => control("privacy", { on: !isOn }),
  }, h("i"), t("privacy"));
}

function livelyCard() {
  const lively = store.state.lively ?? {};
  if (lively.on && lively.per_minute) rate = lively.per_minute;
  const shown = h("output", {}, t("rate", { n: rate }));
  const slide = h("input", {
    type: "range", min: "5", max: "300", step: "5", "aria-label": t("rate", { n: rate }), data: { rate: "", focus: "rate" },
    oninput: () => { rate = Number(slide.value); shown.textContent = t("rate", { n: rate }); },
    onchange: () => store.state.lively?.on && control("lively", { on: true, per_minute: rate }),
  });
  slide.value = String(rate);
  const toggle = h("button", {
    class: "switch", role: "switch", "aria-checked": String(Boolean(lively.on)), data: { do: "lively", focus: "lively" },
    onclick: () => control("lively", { on: !lively.on, per_minute: rate }),
  }, h("i"), t("livelyOn"));
  return card("lively", t("lively"), t("livelyHint"), toggle, slide, shown);
}

function castCard() {
  const plain = store.state.chats.filter((one) => one.type === "group");
  return card("cast", t("cast"), t("castHint"), h("div", { class: "row" },
    button(t("addNewcomer"), "newcomer", newcomer),
    button(t("deleteAccount", { name: store.state.me.name }), "delete-account", deleteAccount, { class: "danger" }),
    plain.map((one) => button(t("migrate", { title: one.title }), `migrate-${one.id}`, () => migrate(one)))));
}

/** Somebody new comes into the forum at once, so that the group and the bot see it, and one is them. */
async function newcomer() {
  const made = await act("newcomer");
  if (!made) return;
  await choosePerson(made.user_id ?? made.id ?? made);
  const forum = store.info.chats.find((one) => one.is_forum) ?? store.info.chats[0];
  const came = forum && (await act("join", { chat_id: forum.id }));
  if (!came) return;
  await refresh();
  toast(came.has_asked ? t("asked") : t("arrived", { name: store.state.me.name }));
  if (came.has_asked) return;
  openChat(forum.id);
  tell("tab", "chat");
}

/** Whoever one is leaves Telegram; one is somebody else from then on. */
async function deleteAccount() {
  if (!(await act("delete_account"))) return;
  await refresh();
  const next = store.info.users.find((user) => !user.is_deleted);
  toast(t("deletedNow"));
  if (next) await choosePerson(next.id);
}

async function migrate(one) {
  if (!(await act("migrate", { chat_id: one.id }))) return;
  toast(t("migrated"));
  await refresh();
}
