// Telegram.WebApp for Mini Apps tried on the playground, without a way to telegram.org: what most apps ask of their client.
// Telegram's own script works here as well; both speak with the page around them by the messages of Telegram's web clients.
(() => {
  const KEPT = "playground-launch"; // an app that leads on to another page of its own is still told how it was opened
  const given = location.hash.includes("tgWebAppVersion=") ? location.hash.slice(1) : sessionStorage.getItem(KEPT) ?? "";
  sessionStorage.setItem(KEPT, given);
  const launch = new URLSearchParams(given);
  const initData = launch.get("tgWebAppData") ?? "";
  const listeners = new Map();

  const send = (eventType, eventData = {}) => {
    if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  };
  const onEvent = (name, listener) => listeners.set(name, [...(listeners.get(name) ?? []), listener]);
  const offEvent = (name, listener) => listeners.set(name, (listeners.get(name) ?? []).filter((one) => one !== listener));
  const happened = (name, detail) => (listeners.get(name) ?? []).forEach((listener) => listener.call(app, detail));

  function unsafe() {
    const values = Object.fromEntries(new URLSearchParams(initData));
    for (const name of ["user", "receiver", "chat"]) if (values[name]) values[name] = JSON.parse(values[name]);
    for (const name of ["auth_date", "can_send_after"]) if (values[name]) values[name] = Number(values[name]);
    return values;
  }

  function dress(params) {
    Object.assign(app.themeParams, params);
    for (const [name, value] of Object.entries(params)) document.documentElement.style.setProperty(`--tg-theme-${name.replaceAll("_", "-")}`, value);
    const [red, green, blue] = (params.bg_color ?? "#ffffff").match(/\w\w/g).map((part) => parseInt(part, 16));
    app.colorScheme = red * 0.3 + green * 0.6 + blue * 0.1 < 128 ? "dark" : "light";
    document.documentElement.style.setProperty("--tg-color-scheme", app.colorScheme);
  }

  function measure({ height = window.innerHeight, is_expanded: isExpanded = app.isExpanded, is_state_stable: isStable = true } = {}) {
    Object.assign(app, { viewportHeight: height, viewportStableHeight: isStable ? height : app.viewportStableHeight, isExpanded });
    document.documentElement.style.setProperty("--tg-viewport-height", `${height}px`);
    document.documentElement.style.setProperty("--tg-viewport-stable-height", `${app.viewportStableHeight}px`);
  }

  /** A button of the client's around the app: `state` as the message calls it, `pressed` the event of a press. */
  function button(method, pressed, state) {
    const change = (more) => { Object.assign(state, more); send(method, state); return self; };
    const self = {
      get isVisible() { return state.is_visible; }, show: () => change({ is_visible: true }), hide: () => change({ is_visible: false }),
      onClick: (listener) => { onEvent(pressed, listener); return self; }, offClick: (listener) => { offEvent(pressed, listener); return self; }, change,
    };
    return self;
  }

  function mainButton() {
    const state = { is_visible: false, is_active: true, is_progress_visible: false, text: "Continue", color: "", text_color: "" };
    const self = button("web_app_setup_main_button", "mainButtonClicked", state);
    const changed = {
      setText: (text) => self.change({ text }), enable: () => self.change({ is_active: true }), disable: () => self.change({ is_active: false }),
      showProgress: (stays = false) => self.change({ is_progress_visible: true, is_active: stays }), hideProgress: () => self.change({ is_progress_visible: false, is_active: true }),
      setParams: (params) => self.change(params),
    };
    const read = { text: { get: () => state.text, set: (text) => self.change({ text }) }, isActive: { get: () => state.is_active }, isProgressVisible: { get: () => state.is_progress_visible } };
    return Object.defineProperties(Object.assign(self, changed), read);
  }

  let closed = null; // who waits for the popup
  function showPopup({ title = "", message, buttons = [{ type: "close" }] }, callback) {
    closed = callback;
    send("web_app_open_popup", { title, message, buttons });
  }

  const app = {
    initData, initDataUnsafe: unsafe(), version: launch.get("tgWebAppVersion") ?? "6.0", platform: launch.get("tgWebAppPlatform") ?? "unknown",
    colorScheme: "light", themeParams: {}, isExpanded: false, viewportHeight: window.innerHeight, viewportStableHeight: window.innerHeight,
    isVersionAtLeast: (version) => app.version.localeCompare(version, undefined, { numeric: true }) >= 0,
    ready: () => send("web_app_ready"), expand: () => send("web_app_expand"), close: () => send("web_app_close"),
    sendData: (data) => send("web_app_data_send", { data }), onEvent, offEvent,
    openLink: (url) => send("web_app_open_link", { url }), openTelegramLink: (url) => send("web_app_open_tg_link", { path_full: new URL(url).pathname + new URL(url).search }),
    showPopup, showAlert: (message, callback) => showPopup({ message }, () => callback?.()),
    showConfirm: (message, callback) => showPopup({ message, buttons: [{ type: "ok", id: "ok" }, { type: "cancel" }] }, (id) => callback?.(id === "ok")),
    BackButton: button("web_app_setup_back_button", "backButtonClicked", { is_visible: false }), MainButton: mainButton(),
    HapticFeedback: { impactOccurred() {}, notificationOccurred() {}, selectionChanged() {} },
    setHeaderColor() {}, setBackgroundColor() {}, enableClosingConfirmation() {}, disableClosingConfirmation() {},
  };

  const told = {
    theme_changed: ({ theme_params: params }) => { dress(params); happened("themeChanged"); },
    viewport_changed: (detail) => { measure(detail); happened("viewportChanged", { isStateStable: detail.is_state_stable }); },
    main_button_pressed: () => happened("mainButtonClicked"), back_button_pressed: () => happened("backButtonClicked"),
    popup_closed: ({ button_id: id }) => { happened("popupClosed", { button_id: id ?? null }); closed?.(id ?? null); closed = null; },
  };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || typeof event.data !== "string") return;
    const { eventType, eventData } = JSON.parse(event.data);
    told[eventType]?.(eventData ?? {});
  });
  dress(JSON.parse(launch.get("tgWebAppThemeParams") || "{}"));
  measure();
  window.Telegram = { WebApp: app };
  send("iframe_ready");
})();
