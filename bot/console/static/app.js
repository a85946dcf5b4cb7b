// The Mini App's first page: what Telegram signed stands behind the address's #, and is handed to the bot to check.
"use strict";

const signed = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") || "";
const ready = { eventType: "web_app_ready", eventData: "" };

if (window.TelegramWebviewProxy) {
  window.TelegramWebviewProxy.postEvent(ready.eventType, JSON.stringify(ready.eventData));
} else if (window.parent !== window) {
  window.parent.postMessage(JSON.stringify(ready), "https://web.telegram.org");
}

const form = document.getElementById("opens");
form.elements.signed.value = signed;
history.replaceState(null, "", location.pathname);
form.submit();
