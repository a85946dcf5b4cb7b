// Inline mode: "@the_bot some words" in any chat asks the bot, and one of its answers is sent as one's own message.
import { h } from "./dom.js";
import { act, on, store } from "./store.js";
import { showSuggestions } from "./suggest.js";

const PAUSE = 300; // milliseconds without typing before the bot is asked
let timer;
let asked = null;

/** Called at each change of the draft; true where it is a question to the bot. */
export function askInline(text, fields, sent) {
  clearTimeout(timer);
  const words = wordsFor(text.value);
  asked = null;
  if (words === null || !store.state.inline) return false;
  timer = setTimeout(() => void ask(words, text, fields, sent), PAUSE);
  return true;
}

function wordsFor(draft) {
  const name = `@${store.info.bot.username} `;
  return draft.toLowerCase().startsWith(name.toLowerCase()) ? draft.slice(name.length) : null;
}

async function ask(words, text, fields, sent) {
  const mine = { text, fields, sent, query: null, early: [] };
  asked = mine;
  mine.query = await act("inline", { chat_id: store.chatId, text: words });
  mine.early.forEach(show);
}

on("inline", (event) => {
  if (asked && asked.query === null) asked.early.push(event); // the answer may overtake the number of the question
  else show(event);
});

const thumbnail = (one) => one.thumbnail && h("img", { class: "thumbnail", src: `/playground/file/${encodeURIComponent(one.thumbnail)}`, alt: "", width: 40, height: 40 });

function show({ query_id: query, results }) {
  if (!asked || asked.query !== query) return;
  const { text, fields, sent } = asked;
  showSuggestions(text, results.map((one) => ({
    hook: `inline-${one.id}`, face: [thumbnail(one), h("b", {}, one.title ?? one.first_name ?? one.caption ?? one.type)], about: one.description ?? one.address ?? "",
    pick: async () => { if (await act("inline_choose", { ...fields(), query, result: one.id })) sent(); },
  })));
}
