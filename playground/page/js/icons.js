// The page's own line drawings, so that it does not lean on the machine's emoji type.

const PATHS = {
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.7 3.5 5.5",
  chat: "M4 5h16v11H11l-5 4v-4H4z",
  stage: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4M4 12h16",
  pin: "M9 4h6l-1 6 4 4H6l4-4zM12 14v6",
  attach: "M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4L13 4.2a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.5v.6M15 9.5v.6",
  send: "M4 12l16-8-5 16-3.5-6.5z",
  mask: "M3 8c6-2 12-2 18 0 0 6-2 10-5.5 10-2 0-2.5-2-3.5-2s-1.5 2-3.5 2C5 18 3 14 3 8M7 12h3M14 12h3",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  flame: "M12.5 3c1 4-4 6-4 10.5 0 1.5.6 2.7 1.7 3.5-.2-2 .8-3.8 2.3-5 .2 1.6 1.7 2.4 1.7 4 1-.8 1.5-2 1.5-3.5 1.3 1.2 1.8 2.6 1.8 4 0 2.6-2.5 4.5-5.5 4.5s-6-2-6-6C6 9 12 8 12.5 3z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  menu: "M12 5v.01M12 12v.01M12 19v.01",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M6 13l6 6 6-6",
  reply: "M10 6l-6 6 6 6M4 12h9c4 0 6.5 2 7 6",
  forward: "M14 6l6 6-6 6M20 12h-9c-4 0-6.5 2-7 6",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  hidden: "M3 12c3.5-5.5 14.5-5.5 18 0-3.5 5.5-14.5 5.5-18 0M12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M5 20L19 4",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  back: "M15 5l-7 7 7 7",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
};

const SPACE = "http://www.w3.org/2000/svg";

export function icon(name) {
  const node = document.createElementNS(SPACE, "svg");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", PATHS[name]);
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "drawn", "aria-hidden": "true" })) node.setAttribute(key, value);
  node.append(path);
  return node;
}
