// What a message carries besides text: pictures, documents, stickers, polls; voting happens here.
import { fileUrl } from "./api.js";
import { ask, h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { act } from "./store.js";

/** Gives `node` the address of a file under `name`. */
function point(node, name, fileId) {
  node.setAttribute(name, fileUrl(fileId));
  return node;
}

export function mediaOf(message, where) {
  if (message.photo) return [picture(message)];
  if (message.video ?? message.animation ?? message.video_note) return [film(message)];
  if (message.voice ?? message.audio) return [sound(message)];
  if (message.venue ?? message.location) return [placeOf(message)];
  if (message.contact) return [card("📱", `${message.contact.first_name} ${message.contact.last_name ?? ""}`, message.contact.phone_number)];
  if (message.document) return [documentOf(message.document)];
  if (message.sticker) return [sticker(message.sticker)];
  if (message.dice) return [h("div", { class: "sticker" }, `${message.dice.emoji} ${message.dice.value}`)];
  if (message.poll) return [pollOf(message, where)];
  return [];
}

function picture(message) {
  const largest = message.photo.at(-1);
  const room = `aspect-ratio: ${largest.width} / ${largest.height}; width: ${largest.width}px`;
  const image = h("img", { alt: message.caption ?? t("picture"), style: room });
  const frame = h("a", { class: "picture", target: "_blank", data: { photo: largest.file_id } }, point(image, "src", largest.file_id));
  return point(frame, "href", largest.file_id);
}

function film(message) {
  const file = message.video ?? message.animation ?? message.video_note;
  const isLooping = Boolean(message.animation);
  const node = h("video", { class: message.video_note ? "film round" : "film", controls: !isLooping, autoplay: isLooping, loop: isLooping, muted: isLooping, playsinline: true, preload: "metadata", "aria-label": t("film"), data: { film: file.file_id } });
  return point(node, "src", file.file_id);
}

function sound(message) {
  const file = message.voice ?? message.audio;
  const title = [file.performer, file.title ?? file.file_name].filter(Boolean).join(" · ");
  const node = point(h("audio", { controls: true, preload: "metadata", "aria-label": title || t("voice"), data: { sound: file.file_id } }), "src", file.file_id);
  return title ? h("div", { class: "sound" }, h("b", {}, title), node) : node;
}

function placeOf({ venue, location }) {
  const where = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
  return card("📍", venue?.title ?? t("place"), venue?.address ?? where);
}

function card(face, title, about) {
  return h("div", { class: "document", data: { shown: title.trim() } }, h("span", { class: "icon" }, face), h("span", {}, h("b", {}, title), h("small", {}, about)));
}

function documentOf(file) {
  const name = file.file_name ?? t("file");
  return point(h("a", { class: "document", download: name, data: { document: name } },
    h("span", { class: "icon" }, icon("file")), h("span", {}, h("b", {}, name), h("small", {}, sizeOf(file.file_size)))), "href", file.file_id);
}

function sizeOf(bytes) {
  if (bytes === undefined) return "";
  return bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function sticker(one) {
  const face = one.emoji ?? "🙂";
  return h("div", { class: "sticker", data: { sticker: face } }, face);
}

function pollOf(message, where) {
  const { poll } = message;
  const mine = message.my_vote ?? [];
  const decided = mine.length > 0 || poll.is_closed;
  const kind = poll.is_closed ? "poll_closed" : poll.type === "quiz" ? "poll_quiz" : poll.is_anonymous ? "poll_anonymous" : "poll_public";
  const send = (options) => act("vote", { chat_id: where.id, message_id: message.message_id, options });
  const box = h("div", { class: "poll", data: { poll: poll.id } }, h("b", {}, poll.question), h("small", {}, t(kind)));
  if (poll.media?.photo) box.prepend(picture(poll.media));
  if (poll.description) box.append(h("p", {}, poll.description));
  box.append(...poll.options.map((option, i) => (decided ? result(poll, option, i, mine) : choice(poll, option, i, send))));
  if (decided && poll.explanation) box.append(h("p", { class: "hint" }, poll.explanation));
  box.append(footer(poll, { decided, mine, send, box }));
  if (message.takes_more) box.append(h("button", { class: "link", data: { do: "add-option" }, onclick: () => addOption(message, where) }, t("addOption")));
  return box;
}

async function addOption(message, where) {
  const text = await ask(t("addOption"), { ok: t("ok"), close: t("close"), most: 100 });
  if (text) await act("add_option", { chat_id: where.id, message_id: message.message_id, text });
}

function choice(poll, option, i, send) {
  const data = { option: i };
  if (!poll.allows_multiple_answers) return h("button", { class: "option", data, onclick: () => send([i]) }, h("i", { class: "mark" }), option.text);
  return h("label", { class: "option", data }, h("input", { type: "checkbox", value: String(i) }), option.text);
}

function result(poll, option, i, mine) {
  const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
  const right = poll.correct_option_ids?.includes(i);
  const wrong = poll.type === "quiz" && poll.correct_option_ids && mine.includes(i) && !right;
  const mark = wrong ? "✗" : right || mine.includes(i) ? "✓" : "";
  return h("div", { class: `option result ${right ? "right" : ""} ${wrong ? "wrong" : ""}`, data: { option: i, voters: option.voter_count, mine: mine.includes(i) } },
    h("span", { class: "share" }, `${share}%`), h("span", { class: "grow" }, `${option.text} ${mark}`), h("span", { class: "count" }, String(option.voter_count)),
    h("i", { class: "bar", style: `width:${share}%` }));
}

function footer(poll, { decided, mine, send, box }) {
  const row = h("div", { class: "poll-foot" }, h("small", { data: { votes: poll.total_voter_count } }, t("votes", { n: poll.total_voter_count })));
  const submit = () => {
    const picked = [...box.querySelectorAll("input:checked")].map((input) => Number(input.value));
    if (picked.length) send(picked);
  };
  if (!decided && poll.allows_multiple_answers) row.append(h("button", { class: "link", data: { do: "vote" }, onclick: submit }, t("vote")));
  const revocable = poll.allows_revoting ?? poll.type !== "quiz";
  if (mine.length && !poll.is_closed && revocable) row.append(h("button", { class: "link", data: { do: "retract" }, onclick: () => send([]) }, t("retract")));
  return row;
}
