// A Mini App in a window over the page: what it asks of its client, by the messages of Telegram's own web clients.
import { h, sheet, toast } from "./dom.js";
import { textDeeds } from "./deeds.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { act, chat } from "./store.js";

const RIGHTS = "allow-scripts allow-same-origin allow-forms allow-popups allow-modals";
const COLOURS = {
  bg_color: "--surface", secondary_bg_color: "--ground", text_color: "--ink", hint_color: "--soft", link_color: "--accent", button_color: "--accent",
  button_text_color: "--accent-ink", header_bg_color: "--raised", section_bg_color: "--raised", accent_text_color: "--accent", destructive_text_color: "--bad",
};

/** `words` is the button of words that opens it, if one does: its message and text, for what the app sends. */
export async function openApp(url, title, words = null) {
  const address = await act("open_app", { url, of_words: Boolean(words), theme: theme() });
  if (!address) return;
  const frame = h("iframe", { src: address, title, sandbox: RIGHTS, data: { app: "" } });
  const send = (eventType, eventData = {}) => frame.contentWindow?.postMessage(JSON.stringify({ eventType, eventData }), "*");
  const back = h("button", { class: "icon", hidden: true, "aria-label": t("back"), data: { do: "app-back" }, onclick: () => send("back_button_pressed") }, icon("back"));
  const main = h("button", { class: "primary wide", hidden: true, data: { do: "app-main" }, onclick: () => send("main_button_pressed") });
  const dialog = sheet(title, t("close"), () => [frame, main], "app");
  dialog.querySelector("header").prepend(back);
  const heard = (event) => event.source === frame.contentWindow && hear(event.data, { frame, send, back, main, dialog, words });
  window.addEventListener("message", heard);
  dialog.addEventListener("close", () => window.removeEventListener("message", heard));
}

function hear(data, app) {
  let asked;
  try {
    asked = JSON.parse(data);
  } catch {
    return; // an app's own affair
  }
  ASKED[asked?.eventType]?.(app, asked.eventData ?? {});
}

const ASKED = {
  web_app_ready: ({ frame }) => { frame.dataset.app = "ready"; },
  web_app_expand: (app) => { app.dialog.classList.add("tall"); tellSize(app); },
  web_app_close: ({ dialog }) => dialog.close(),
  web_app_request_theme: ({ send }) => send("theme_changed", { theme_params: theme() }),
  web_app_request_viewport: (app) => tellSize(app),
  web_app_setup_back_button: ({ back }, { is_visible: isVisible }) => { back.hidden = !isVisible; },
  web_app_setup_main_button: drawMain,
  web_app_data_send: sendData,
  web_app_open_link: (_, { url }) => { if (/^https?:/.test(url)) window.open(url, "_blank", "noopener"); },
  web_app_open_tg_link: ({ dialog }, { path_full: path }) => { dialog.close(); textDeeds(chat()).link(`https://t.me${path}`); },
  web_app_open_popup: popUp,
};

function tellSize({ frame, dialog, send }) {
  send("viewport_changed", { height: frame.clientHeight, width: frame.clientWidth, is_expanded: dialog.classList.contains("tall"), is_state_stable: true });
}

function drawMain({ main }, state) {
  main.hidden = !state.is_visible;
  if (!state.is_visible) return;
  main.textContent = state.is_progress_visible ? `${state.text} …` : state.text;
  main.disabled = !state.is_active;
  Object.assign(main.style, { background: state.color || "", color: state.text_color || "" });
}

/** Only what a button of words opened may send, and it is closed by that. */
async function sendData({ dialog, words }, { data }) {
  if (!words) return toast(t("appSendsNothing"), "bad");
  if (await act("app_data", { ...words, data })) dialog.close();
  return undefined;
}

function popUp({ send }, { title, message, buttons }) {
  let pressed;
  const names = { ok: t("ok"), close: t("close"), cancel: t("cancel") };
  const build = (close) => [h("p", {}, message), h("div", { class: "row" }, buttons.map((one) => h("button", {
    class: one.type === "destructive" ? "danger" : "", data: { popup: one.id ?? "" }, onclick: () => { pressed = one.id ?? ""; close(); },
  }, one.text || names[one.type] || t("ok"))))];
  sheet(title || t("app"), t("close"), build, "popup").addEventListener("close", () => send("popup_closed", pressed === undefined ? {} : { button_id: pressed }));
}

/** The page's own colours, in the form that Telegram tells them: #rrggbb. */
function theme() {
  const style = getComputedStyle(document.documentElement);
  const whole = (colour) => (colour.length === 4 ? colour.replace(/[^#]/g, "$&$&") : colour);
  return Object.fromEntries(Object.entries(COLOURS).map(([name, variable]) => [name, whole(style.getPropertyValue(variable).trim())]));
}
