// A page that is open follows what changes: told by server-sent events, it loads itself anew without losing its place.
"use strict";

const parts = document.querySelector("#parts[data-live]");
const stale = document.getElementById("stale");

function isBusy() {
  const inHand = document.activeElement;
  return parts.querySelector("details.sure[open], :active") || [...parts.querySelectorAll("textarea")].some((each) => each.value) || (inHand && parts.contains(inHand) && inHand.matches("input, select, textarea"));
}

let isWaiting = false;

async function renew() {
  if (isBusy()) {
    isWaiting = true;
    return;
  }
  isWaiting = false;
  const answer = await fetch(location.href, { headers: { "x-live": "1" }, credentials: "same-origin" });
  if (answer.status === 401 || answer.status === 403) {
    location.reload();
    return;
  }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("parts");
  if (!fresh) return;
  if (isBusy()) {
    isWaiting = true;
    return;
  }
  const open = [...parts.querySelectorAll("details")].map((each) => each.open);
  const held = parts.contains(document.activeElement) ? [...parts.querySelectorAll("a, button, summary")].indexOf(document.activeElement) : -1;
  parts.replaceChildren(...fresh.childNodes);
  parts.querySelectorAll("details").forEach((each, at) => { each.open = Boolean(open[at]); });
  if (held >= 0) parts.querySelectorAll("a, button, summary")[held]?.focus();
  document.dispatchEvent(new Event("renewed"));
}

if (parts && window.EventSource) {
  const stream = new EventSource(parts.dataset.live);
  stream.addEventListener("changed", renew);
  stream.addEventListener("over", () => { stream.close(); location.reload(); });
  stream.addEventListener("open", () => { stale.hidden = true; });
  stream.addEventListener("error", () => { stale.hidden = false; });
  parts.addEventListener("focusout", () => { if (isWaiting) setTimeout(renew, 200); });
  parts.addEventListener("toggle", () => { if (isWaiting) renew(); }, true);
  window.addEventListener("pagehide", () => stream.close());
}
