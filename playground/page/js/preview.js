// One line about a message: its text, what it carries, or what happened (service messages).
import { nameOf, senderOf } from "./faces.js";
import { t } from "./labels.js";

const first = (list) => (Array.isArray(list) ? list[0] : list);

/** The sentence of a service message, or undefined for an ordinary one. */
export function serviceText(message) {
  const by = nameOf(senderOf(message));
  const joined = message.new_chat_members;
  if (joined) {
    const name = joined.map(nameOf).join("、");
    return first(joined).id === message.from?.id ? t("v_join", { name }) : t("v_added", { by, name });
  }
  if (message.left_chat_member) {
    const name = nameOf(message.left_chat_member);
    return message.left_chat_member.id === message.from?.id ? t("v_left", { name }) : t("v_removed", { by, name });
  }
  if (message.pinned_message) return t("v_pin", { by, text: contentOf(message.pinned_message).slice(0, 40) });
  return topicText(message, by) ?? handedText(message, by) ?? groupText(message, by);
}

function handedText(message, by) {
  if (message.web_app_data) return t("v_appData", { by, text: message.web_app_data.button_text });
  if (message.users_shared) return t("v_usersShared", { by, n: message.users_shared.users.length });
  if (message.chat_shared) return t("v_chatShared", { by });
  return undefined;
}

function topicText(message, by) {
  if (message.forum_topic_created) return t("v_topic", { by, text: message.forum_topic_created.name });
  if (message.forum_topic_edited) return t("v_topicEdited", { by, text: message.forum_topic_edited.name ?? "" });
  if (message.forum_topic_closed) return t("v_topicClosed", { by });
  if (message.forum_topic_reopened) return t("v_topicReopened", { by });
  return undefined;
}

function groupText(message, by) {
  if (message.new_chat_title) return t("v_title", { by, text: message.new_chat_title });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("v_migrated");
  if (message.group_chat_created || message.supergroup_chat_created) return t("v_created");
  return hasContent(message) ? undefined : t("v_other");
}

const hasContent = (message) =>
  ["text", "caption", "photo", "document", "sticker", "poll", "dice", "animation", "video", "audio", "voice", "contact", "location", "venue", "checklist"]
    .some((key) => message[key] !== undefined);

/** The bare content in words. */
export function contentOf(message) {
  if (message.text ?? message.caption) return message.text ?? message.caption;
  if (message.photo) return `[${t("picture")}]`;
  if (message.video ?? message.animation ?? message.video_note) return `[${t("film")}]`;
  if (message.voice ?? message.audio) return `[${message.audio?.title ?? t("voice")}]`;
  if (message.venue ?? message.location) return `📍 ${message.venue?.title ?? t("place")}`;
  if (message.contact) return `📱 ${message.contact.first_name}`;
  if (message.document) return `[${message.document.file_name ?? t("file")}]`;
  if (message.sticker) return message.sticker.emoji ?? "🙂";
  if (message.poll) return `📊 ${message.poll.question}`;
  if (message.dice) return `${message.dice.emoji} ${message.dice.value}`;
  return "";
}

export function previewOf(message, { withName = false } = {}) {
  const service = serviceText(message);
  if (service) return service;
  const words = contentOf(message).replace(/\s+/g, " ").slice(0, 80);
  return withName ? `${nameOf(senderOf(message))}：${words}` : words;
}
