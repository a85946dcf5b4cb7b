// Speaking with the playground server: JSON requests and the event stream; keeps no state of the chats.

export async function get(path) {
  return answerOf(await fetch(path, { cache: "no-store" }));
}

export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return answerOf(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answerOf(response) {
  const answer = await response.json().catch(() => undefined);
  if (!response.ok || answer === undefined || answer.ok === false) {
    throw new Error(answer?.error ?? `${response.status} ${response.statusText}`);
  }
  return answer;
}

/** One deed of one person; throws an Error with the server's plain sentence. */
export async function deed(as, name, fields = {}) {
  return (await post("/playground/do", { as, do: name, ...fields })).result;
}

/** Where a file's bytes are, whatever the weather on the bot's own line. */
export function fileUrl(fileId) {
  return `/playground/file/${encodeURIComponent(fileId)}`;
}

export async function base64Of(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(",") + 1);
}

/** Follows one person's events. `onOpen` is called at each (re)connection, `onDown` when the line is lost. */
export function follow(as, { onEvent, onOpen, onDown }) {
  let retry;
  let source;
  const connect = () => {
    source = new EventSource(`/playground/events?as=${as}`);
    source.onmessage = (event) => onEvent(JSON.parse(event.data));
    source.onopen = onOpen;
    source.onerror = () => {
      onDown();
      // A browser gives up for good on an HTTP error; a dropped line it mends by itself.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, 1000);
    };
  };
  connect();
  return () => { clearTimeout(retry); source.close(); };
}
