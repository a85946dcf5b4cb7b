// Where the page begins: draws the regions and says which change redraws which.
import { showAnswer } from "./bubble.js";
import { drawComposer, mention, startComposing, takeUpDraft } from "./composer.js";
import { byId, h, redraw, toast } from "./dom.js";
import { icon } from "./icons.js";
import { locale, setLocale, t } from "./labels.js";
import { appendMessage, drawMessages, removeMessages, replaceMessage, setUpMessages } from "./messages.js";
import { drawHead, drawPinned, drawRoom, drawTopics } from "./room.js";
import { drawSide } from "./side.js";
import { drawClock, drawStage } from "./stage.js";
import { drawTour } from "./tour.js";
import { asksReply } from "./typing.js";
import { boot, markRead, on, store } from "./store.js";

let shown = "";

function drawAll() {
  document.title = t("app");
  drawSide();
  drawRoom();
  drawTour();
  drawStage();
  drawTabs();
  const here = `${store.person}/${store.chatId}/${store.topic}`;
  const moved = here !== shown;
  if (moved) takeUpDraft();
  shown = here;
  drawComposer();
  drawMessages({ jump: moved });
}

function drawTabs() {
  const tabs = [["people", "people"], ["chat", "chats"], ["stage", "stage"]];
  redraw(byId("tabs"), tabs.map(([name, label]) => h("button", {
    data: { tab: name, focus: `tab-${name}` }, "aria-current": document.body.dataset.tab === name ? "page" : undefined, onclick: () => showTab(name),
  }, icon(name), t(label), name === "people" && store.unread.size ? h("i", { class: "dot" }) : null)));
}

function showTab(name) {
  document.body.dataset.tab = name;
  drawTabs();
}

/** The side shows last lines of chats; a busy chat must not redraw it at every line. */
function soon(draw, wait) {
  let timer;
  return () => { timer ??= setTimeout(() => { timer = undefined; draw(); }, wait); };
}

const sideSoon = soon(() => { drawSide(); drawTabs(); drawTopics(); }, 250);

on("state language", drawAll);
on("open", () => { markRead(); drawAll(); });
on("message", (detail) => {
  const first = detail.where.id === store.chatId && detail.where.messages.length === 1;
  appendMessage(detail);
  const { where, message } = detail;
  const isHere = where.id === store.chatId;
  if (isHere && asksReply(message, where)) {
    store.replyTo = message;
    startComposing();
  } else if (first || (isHere && (message.typing || message.from?.id === store.person))) drawComposer();
  sideSoon();
});
on("replace", replaceMessage);
on("remove", (detail) => { removeMessages(detail); sideSoon(); });
on("pin", drawPinned);
on("unread", sideSoon);
on("typing", () => { drawHead(); setTimeout(drawHead, 5100); });
on("online", drawHead);
on("stage", () => { drawStage(); drawHead(); });
on("clock", drawClock);
on("toast", showAnswer);
on("compose", startComposing);
on("insert-mention", mention);
on("tab", showTab);

setLocale(locale());
setUpMessages();
setInterval(drawClock, 1000);
boot().catch((error) => toast(error.message, "bad"));
