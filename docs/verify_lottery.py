#!/usr/bin/env python3
"""Verify a lottery's published record (weilu-draw/1), as docs/lottery.md specifies: python3 verify_lottery.py FILE

Needs Python 3.11 or later, nothing else. Written apart from the bot, so that each checks the other.
验算一次抽奖公开的记录：要 Python 3.11 以上，别的都不用装。不靠机器人的代码写成，两边互相核对。
"""

import hashlib
import hmac
import json
import pathlib
import sys


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def draw(secret, header, entrants, places):
    """Walk the list: each entrant holds as many ticket numbers as tickets; whoever is drawn leaves the list."""
    seed = hmac.digest(secret, canonical(header), "sha256")
    left, drawn, counter = [(each["id"], each["tickets"]) for each in entrants], [], 0
    while left and len(drawn) < places:
        total = sum(tickets for _, tickets in left)
        bits = (total - 1).bit_length()
        while True:  # a number beyond the last ticket is drawn again, so that no ticket is likelier than another
            digest = hmac.digest(seed, str(counter).encode(), "sha256")
            counter += 1
            number = int.from_bytes(digest, "big") >> (256 - bits)
            if number < total:
                break
        place = 0
        while number >= left[place][1]:
            number -= left[place][1]
            place += 1
        drawn.append(left.pop(place)[0])
    return drawn


def problems(record):
    if record["format"] != "weilu-draw/1":
        return ["this is not a weilu-draw/1 record"]
    found = []
    secret, entrants = bytes.fromhex(record["secret"]), record["entrants"]
    if hashlib.sha256(secret).hexdigest() != record["commit"]:
        found.append("the secret is not the one whose hash was published at the opening")
    if hashlib.sha256(canonical(entrants)).hexdigest() != record["entrants_hash"]:
        found.append("the list of entrants is not the one whose hash was published")
    if len({each["id"] for each in entrants}) < len(entrants) or any(each["tickets"] < 1 for each in entrants):
        found.append("an entrant stands twice in the list, or has no ticket")
    kept = ("entrants_hash", "format", "lottery", "prizes", "public", "reserve_places")
    header = {name: record[name] for name in kept} | {"entrants_hash": hashlib.sha256(canonical(entrants)).hexdigest()}
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["count"])]
    drawn = draw(secret, header, entrants, len(prizes) + record["reserve_places"])
    winners = [{"id": name, "prize": prize} for name, prize in zip(drawn, prizes, strict=False)]
    if winners != record["winners"]:
        found.append("the winners do not follow from the secret and the list")
    if [{"id": name} for name in drawn[len(prizes) :]] != record["reserves"]:
        found.append("the reserves do not follow from the secret and the list")
    return found


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a terminal may have no Chinese
    try:
        wrong = problems(json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        wrong = [f"this is not a whole weilu-draw/1 record: {error!r}"]
    good = "验算无误：指纹、名单、中奖者、候补都对得上。 / Verified: commit, list, winners and reserves agree."
    print("\n".join(["验算不符 / does not match:", *wrong]) if wrong else good)
    sys.exit(1 if wrong else 0)
