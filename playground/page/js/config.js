// The config file of the bot beside the playground: read, edited as in an editor, and what the bot says to it is shown.
import { get, post } from "./api.js";
import { h, sheet, toast } from "./dom.js";
import { t } from "./labels.js";
import { choosePerson, openChat, store, tell } from "./store.js";

const operator = () => store.info.users.find((one) => one.role === "owner" && !one.is_deleted);

export async function openConfig() {
  try {
    const { text } = (await get("/playground/config")).result;
    sheet(t("config"), t("close"), (close) => content(text, close), "config").querySelector("textarea").focus();
  } catch (error) {
    toast(error.message, "bad");
  }
}

function content(text, close) {
  const file = h("textarea", { "aria-label": t("config"), rows: "16", spellcheck: "false", wrap: "off", data: { config: "" } });
  file.value = text;
  return [h("p", { class: "hint" }, t("configHow", { name: operator()?.name ?? "" })), file,
    h("div", { class: "row" }, h("button", { class: "primary", data: { do: "save-config" }, onclick: () => save(file.value, close) }, t("save")))];
}

/** The bot looks at the file every second, and tells its operator in private what it makes of it. */
async function save(text, close) {
  try {
    await post("/playground/config", { text });
  } catch (error) {
    toast(error.message, "bad");
    return;
  }
  close();
  const who = operator()?.id;
  if (!who) return;
  if (store.person !== who) await choosePerson(who);
  openChat(who);
  tell("tab", "chat");
  toast(t("configSaved"));
}
