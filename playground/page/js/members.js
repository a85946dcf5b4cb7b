// The sheet of a group's members and what the chosen person may do to each.
import { avatar, badgeOf, nameOf } from "./faces.js";
import { h, menu, sheet } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./labels.js";
import { act, chatById, isAdmin, isIn, myself, on, store } from "./store.js";

const ORDER = ["creator", "owner", "administrator", "member", "restricted", "left", "kicked"];

let drawOpen = () => {};
on("state", () => drawOpen());

export function showMembers(chatId) {
  const list = h("ul", { class: "members" });
  const dialog = sheet(t("members"), t("close"), () => list, "members");
  drawOpen = () => dialog.isConnected && list.replaceChildren(...rows(chatById(chatId)));
  drawOpen();
}

function rows(where) {
  if (!where) return [];
  const sorted = [...where.members].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  return [...(where.requests ?? []).map((one) => request(where, one)), ...sorted.map((member) => h("li", { class: isIn(member) ? "" : "gone", data: { member: member.id, status: member.status } },
    avatar(member),
    h("span", { class: "who" }, h("b", {}, nameOf(member)), h("small", {}, member.username ? `@${member.username}` : "—")),
    h("span", { class: "badge" }, badgeOf(member) || t(member.is_bot ? "bot" : `s_${member.status}`)),
    memberButton(where, member)))];
}

/** Somebody who asked to join: yes or no. */
function request(where, one) {
  const at = { chat_id: where.id, user_id: one.id };
  const button = (name, kind) => h("button", { class: kind, data: { [name]: one.id }, onclick: () => act(name, at) }, t(name));
  return h("li", { class: "asks", data: { request: one.id } }, avatar(one),
    h("span", { class: "who" }, h("b", {}, nameOf(one)), h("small", {}, t("requests"))), button("approve", "primary"), button("decline", ""));
}

function memberButton(where, member) {
  const mine = myself(where);
  const rules = isAdmin(mine) && member.id !== store.person && member.status !== "creator" && member.status !== "owner";
  if (!rules) return null;
  const label = `${t("chatMenu")} ${nameOf(member)}`;
  return h("button", { class: "icon", "aria-label": label, data: { memberMenu: member.id }, onclick: (event) => open(event.currentTarget, where, member) }, icon("more"));
}

function open(anchor, where, member) {
  const at = { chat_id: where.id, user_id: member.id };
  const deeds = isIn(member)
    ? [isAdmin(member) ? "demote" : "promote", !isAdmin(member) && "restrict", "ban"]
    : [member.status === "kicked" && "unban"];
  const items = deeds.filter(Boolean).map((name) => ({ label: t(name), hook: name, danger: name === "ban", act: () => act(name, at) }));
  if (items.length) menu(anchor, items, nameOf(member));
}
