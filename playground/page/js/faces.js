// Faces and names: an avatar from initials, a colour by id, who a message is from.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";

const EMBER = 14;
const HUES = [32, 48, 88, 150, 178, 205, 262, 318, 345];

export const nameOf = (one) =>
  one?.name || one?.title || [one?.first_name, one?.last_name].filter(Boolean).join(" ") || t("deleted");

export const senderOf = (message) => message.sender_chat ?? message.from ?? message.chat;

/** Bots glow in the colour of embers, everybody else in one of their own. */
export const hueOf = (one) => (one?.is_bot ? EMBER : HUES[Math.abs(Number(one?.id ?? 0)) % HUES.length]);

export function initials(name) {
  const words = name.trim().split(/\s+/);
  if (/\p{Script=Han}/u.test(name)) return [...name.replace(/[^\p{Script=Han}]/gu, "")].slice(-2).join("");
  return words.slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase() || "?";
}

export function avatar(one, size = "") {
  const face = one?.is_bot ? icon("flame") : initials(nameOf(one));
  return h("span", { class: `avatar ${size}`, style: `--hue:${hueOf(one)}`, "aria-hidden": "true" }, face);
}

/** What stands behind a member's name: a tag or title of their own, else their place in the group. */
export function badgeOf(member) {
  if (!member) return "";
  const own = member.tag ?? member.custom_title;
  if (own) return own;
  const place = { creator: "s_creator", owner: "s_creator", administrator: "s_administrator" }[member.status];
  return place ? t(place) : "";
}

/** Telegram sends a bare ❤; the selector behind it asks for its picture instead of the text sign. */
export const colourful = (emoji) => (emoji === "❤" ? "❤\ufe0f" : emoji);
