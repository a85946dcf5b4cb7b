"""`python -m training DATA`: make the shipped model from the labelled texts in a folder, the same bytes every time."""

import argparse
from pathlib import Path

from training import own_lines, recipe, ship, wordlist
from training.corpora import read_distinct, read_judged, read_unlabelled
from training.texts import gather

_OUT = Path("bot/services/mood/model")
_ROWS = 870_000


def main() -> None:
    """Read, learn, keep the weights that matter, write."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of gzipped CSV files: text,label,split")
    parser.add_argument("--out", type=Path, default=_OUT, help="folder for mood.npz, words.txt and low.txt")
    chosen = parser.parse_args()
    texts = gather(chosen.data)
    judged = read_judged(chosen.data, "shares")
    ship.write(chosen.out / "mood.npz", recipe.learn(texts), texts, most=_ROWS, judged=judged)
    spoken = read_distinct(chosen.data, ("smp2020_usual", "weibo_senti_100k_sub", "cped", "cold"))
    said = [one.text for some in spoken.values() for one in some]
    said += [line for some in read_unlabelled(chosen.data).values() for line in some]
    low = own_lines.low_words()
    wordlist.write(chosen.out / "words.txt", said, also=low + own_lines.rough_words())
    (chosen.out / "low.txt").write_text("\n".join(low) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
