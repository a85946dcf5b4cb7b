// Draws a lottery again from its published record, in this browser alone: the algorithm is docs/lottery.md's, and this is
// written apart from the bot's.
"use strict";

(() => {
  const bytes = (text) => new TextEncoder().encode(text);
  const unhex = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const hex = (digest) => [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
  const sha256 = async (data) => hex(await crypto.subtle.digest("SHA-256", data));

  function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value !== null && typeof value === "object") {
      return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
    }
    return JSON.stringify(value);
  }

  async function signer(key) {
    const own = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return (message) => crypto.subtle.sign("HMAC", own, bytes(message));
  }

  // Walks the list: each entrant holds as many numbers as tickets; whoever is drawn leaves it with all of them.
  async function drawn(record, places) {
    const kept = ["entrants_hash", "format", "lottery", "prizes", "public", "reserve_places"];
    const header = Object.fromEntries(kept.map((name) => [name, record[name]]));
    header.entrants_hash = await sha256(bytes(canonical(record.entrants)));
    const seed = await (await signer(unhex(record.secret)))(canonical(header));
    const sign = await signer(seed);
    const left = record.entrants.map((each) => [each.id, BigInt(each.tickets)]);
    let total = left.reduce((sum, each) => sum + each[1], 0n);
    const found = [];
    for (let counter = 0; left.length && found.length < places;) {
      const bits = total === 1n ? 0n : BigInt((total - 1n).toString(2).length);
      let number;
      do {
        number = BigInt(`0x${hex(await sign(String(counter)))}`) >> (256n - bits);
        counter += 1;
      } while (number >= total);
      let place = 0;
      while (number >= left[place][1]) {
        number -= left[place][1];
        place += 1;
      }
      const [winner] = left.splice(place, 1);
      total -= winner[1];
      found.push(winner[0]);
    }
    return found;
  }

  async function faults(record) {
    const found = [];
    if (record.format !== "weilu-draw/1") return ["format"];
    if (await sha256(unhex(record.secret)) !== record.commit) found.push("commit");
    if (await sha256(bytes(canonical(record.entrants))) !== record.entrants_hash) found.push("entrants_hash");
    if (new Set(record.entrants.map((each) => each.id)).size < record.entrants.length) found.push("entrants");
    const prizes = record.prizes.flatMap((each) => Array(each.count).fill(each.name));
    const order = await drawn(record, prizes.length + record.reserve_places);
    const winners = order.slice(0, prizes.length).map((id, at) => ({ id, prize: prizes[at] }));
    const reserves = order.slice(prizes.length).map((id) => ({ id }));
    if (canonical(winners) !== canonical(record.winners)) found.push("winners");
    if (canonical(reserves) !== canonical(record.reserves)) found.push("reserves");
    return found;
  }

  async function prove(verdict) {
    const record = verdict.closest(".proof").querySelector("[data-record]").textContent;
    if (!window.crypto?.subtle) {
      verdict.textContent = verdict.dataset.unsafe;
      return;
    }
    verdict.textContent = verdict.dataset.begins;
    let found;
    try {
      found = await faults(JSON.parse(record));
    } catch (error) {
      found = [String(error)];
    }
    verdict.textContent = found.length ? `${verdict.dataset.fails} ${found.join(", ")}` : verdict.dataset.holds;
    verdict.dataset.done = found.length ? "fails" : "holds";
  }

  document.querySelectorAll("[data-proof]").forEach(prove);
})();
