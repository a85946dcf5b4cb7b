// Buttons of words that ask for people or a group: one chooses among those that fit, and the bot is told.
import { h, sheet, toast } from "./dom.js";
import { t } from "./labels.js";
import { act } from "./store.js";

/** `words` is the button: its message and text. */
export async function chooseShared(key, words) {
  const fitting = await act("choices", words);
  if (!fitting) return;
  if (!fitting.length) return void toast(t("nobodyFits"), "bad");
  if (key.request_chat) return void sheet(key.text, t("close"), (close) => chats(fitting, words, close), "share");
  sheet(key.text, t("close"), (close) => people(fitting, key.request_users.max_quantity ?? 1, words, close), "share");
}

function chats(fitting, words, close) {
  return fitting.map((one) => h("button", {
    class: "wide", data: { share: one.id }, onclick: async () => { if (await act("share_chat", { ...words, to: one.id })) close(); },
  }, one.name));
}

function people(fitting, most, words, close) {
  const boxes = fitting.map((one) => h("input", { type: most > 1 ? "checkbox" : "radio", name: "share", value: String(one.id), data: { share: one.id } }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => Number(box.value));
  return h("form", { class: "choosing", onsubmit: async (event) => {
    event.preventDefault();
    if (await act("share_users", { ...words, users: chosen() })) close();
  } }, fitting.map((one, place) => h("label", {}, boxes[place], one.name)), h("button", { class: "primary wide", type: "submit", data: { do: "share" } }, t("send")));
}
