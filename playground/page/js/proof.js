// Draws a lottery once more from its published record (weilu-draw/1), in this browser and by none of the bot's code.

const encoder = new TextEncoder();
const hex = (bytes) => [...new Uint8Array(bytes)].map((one) => one.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));

async function hmac(key, bytes) {
  const made = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, bytes));
}

/** JSON with sorted names and no spaces: what the hashes are made of. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

async function drawn(secret, header, entrants, places) {
  const seed = await hmac(secret, encoder.encode(canonical(header)));
  const left = entrants.map(({ id, tickets }) => [id, tickets]);
  const found = [];
  let counter = 0;
  while (left.length && found.length < places) {
    const total = left.reduce((sum, [, tickets]) => sum + tickets, 0);
    const bits = BigInt((total - 1).toString(2).length) * BigInt(total > 1);
    let number;
    do {
      const digest = await hmac(seed, encoder.encode(String(counter)));
      counter += 1;
      number = Number(BigInt(`0x${hex(digest)}`) >> (256n - bits));
    } while (number >= total); // a number beyond the last ticket is drawn again, so that no ticket is likelier than another
    let place = 0;
    while (number >= left[place][1]) {
      number -= left[place][1];
      place += 1;
    }
    found.push(left.splice(place, 1)[0][0]);
  }
  return found;
}

/** What does not agree in a record, in plain sentences; nothing where all does. */
export async function check(record) {
  if (record.format !== "weilu-draw/1") return ["this is not a weilu-draw/1 record"];
  const found = [];
  const secret = unhex(record.secret);
  const hash = await sha256(encoder.encode(canonical(record.entrants)));
  if ((await sha256(secret)) !== record.commit) found.push("the secret is not the one whose hash was published at the opening");
  if (hash !== record.entrants_hash) found.push("the list of entrants is not the one whose hash was published");
  const { format, lottery, prizes, public: drawnFrom, reserve_places: reserves } = record;
  const header = { entrants_hash: hash, format, lottery, prizes, public: drawnFrom, reserve_places: reserves };
  const names = prizes.flatMap((prize) => Array(prize.count).fill(prize.name));
  const order = await drawn(secret, header, record.entrants, names.length + reserves);
  const winners = order.slice(0, names.length).map((id, i) => ({ id, prize: names[i] }));
  if (canonical(winners) !== canonical(record.winners)) found.push("the winners do not follow from the secret and the list");
  if (canonical(order.slice(names.length).map((id) => ({ id }))) !== canonical(record.reserves)) found.push("the reserves do not follow from the secret and the list");
  return found;
}
