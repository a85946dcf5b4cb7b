// The tour: the week goes on with whoever opened the page, one press a step; it says what to look at, and marks it.
import { byId, h, redraw, toast } from "./dom.js";
import { icon } from "./icons.js";
import { locale } from "./labels.js";
import { store } from "./store.js";
import { STEPS } from "./tour_steps.js";
import { WORDS } from "./tour_words.js";

const KEY = "tour";
const ORDER = ["zh-Hans", "zh-Hant", "en"];
let busy = false;
let looked = "";

const words = (name) => WORDS[name][Math.max(0, ORDER.indexOf(locale()))];

/** Where the visitor is: `step`, whether it was played, and whether the card is put away. Kept in this browser. */
function place() {
  try {
    return { step: 0, played: false, away: false, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { step: 0, played: false, away: false };
  }
}

function move(change) {
  localStorage.setItem(KEY, JSON.stringify({ ...place(), ...change }));
  drawTour();
}

const button = (label, name, onclick, more = {}) =>
  h("button", { data: { tour: name, focus: `tour-${name}` }, disabled: busy, onclick, ...more }, words(label));

export function drawTour() {
  const { step, played, away } = place();
  if (!store.info?.supervised) return redraw(byId("guide")); // another bot lives here, with a story of its own
  if (away) return redraw(byId("guide"), h("div", { class: "guide away" }, button("again", "open", () => move({ away: false }), { class: "link" })));
  const isOver = step >= STEPS.length;
  return redraw(byId("guide"), h("section", { class: "guide", "aria-label": words("tour"), "aria-busy": String(busy), data: { guide: isOver ? "over" : STEPS[step].name } },
    head(step, isOver), played && looked ? mark(looked) : null, h("p", { role: "status", data: { tourSays: "" } }, words(isOver ? "over" : `${STEPS[step].name}${played ? "_seen" : ""}`)),
    h("div", { class: "row" }, isOver ? [button("restart", "restart", () => move({ step: 0, played: false })), button("away", "away", () => move({ away: true }), { class: "primary" })] : deeds(step, played))));
}

function head(step, isOver) {
  const count = isOver ? "" : ` ${step + 1} / ${STEPS.length}`;
  return h("header", {}, h("h3", {}, isOver ? words("tour") : words(`${STEPS[step].name}_title`)), h("small", {}, count),
    h("button", { class: "icon", "aria-label": words("away"), data: { tour: "away", focus: "tour-close" }, onclick: () => move({ away: true }) }, icon("close")));
}

function deeds(step, played) {
  const next = () => move({ step: step + 1, played: false });
  if (played) return [button("next", "next", next, { class: "primary" })];
  return [button("skip", "skip", next), button(`${STEPS[step].name}_do`, "play", () => play(STEPS[step]), { class: "primary" })];
}

async function play(step) {
  busy = true;
  drawTour();
  let seen;
  try {
    seen = await step.play();
  } catch (error) {
    toast(error.message, "bad");
  }
  busy = false;
  if (!seen) return drawTour();
  looked = seen;
  move({ played: true });
  show(seen);
  return undefined;
}

/** Brings what there is to see before the reader's eyes. */
function show(hook) {
  document.querySelector(hook)?.scrollIntoView({ block: "center" });
}

/** Marks it by a rule, which outlives each redrawing of the messages. */
const mark = (hook) => h("style", { data: { look: hook } }, `${hook} { border-radius: 14px; animation: looked-at 1.5s ease-in-out 4; }`);
