// The small card for a first visit: five things to try; once dismissed it stays away in this browser.
import { byId, h, redraw } from "./dom.js";
import { t } from "./labels.js";

const STEPS = ["g1", "g2", "g3", "g4", "g5"];

export function drawGuide() {
  if (localStorage.getItem("guided")) return redraw(byId("guide"));
  const dismiss = () => { localStorage.setItem("guided", "yes"); drawGuide(); };
  return redraw(byId("guide"), h("section", { class: "guide", "aria-label": t("guide"), data: { guide: "" } },
    h("h3", {}, t("guide")),
    h("ol", {}, STEPS.map((step) => h("li", {}, t(step)))),
    h("button", { class: "primary", data: { do: "got-it" }, onclick: dismiss }, t("gotIt"))));
}
