// How to point a bot of one's own at this playground: address, token, and the lines for the libraries in use.
import { copy } from "./deeds.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { store } from "./store.js";

const LINES = {
  "python-telegram-bot": (api, token) => `Application.builder()
  .token("${token}")
  .base_url("${api}/bot")
  .base_file_url("${api}/file/bot")`,
  aiogram: (api, token) => `api = TelegramAPIServer.from_base("${api}")
bot = Bot("${token}",
  session=AiohttpSession(api=api))`,
  pyTelegramBotAPI: (api, token) => `apihelper.API_URL = "${api}/bot{0}/{1}"
apihelper.FILE_URL = "${api}/file/bot{0}/{1}"
bot = TeleBot("${token}")`,
  telegraf: (api, token) => `new Telegraf("${token}",
  { telegram: { apiRoot: "${api}" } })`,
  grammY: (api, token) => `new Bot("${token}",
  { client: { apiRoot: "${api}" } })`,
};
let chosen = "python-telegram-bot";

export function pointing() {
  const shown = () => LINES[chosen](location.origin, store.info.token);
  const code = h("pre", { tabindex: "0", "aria-label": t("pointing"), data: { pointing: chosen } }, shown());
  const pick = h("select", { "aria-label": t("library"), data: { library: "", focus: "library" }, onchange: () => {
    chosen = pick.value;
    code.textContent = shown();
    code.dataset.pointing = chosen;
  } }, Object.keys(LINES).map((name) => h("option", { value: name, selected: name === chosen }, name)));
  return h("div", { class: "pointing" }, h("p", { class: "hint" }, t("pointingHint")), pick, code,
    h("button", { data: { do: "copy-pointing", focus: "copy-pointing" }, onclick: () => copy(shown()) }, icon("copy"), t("copy")));
}
