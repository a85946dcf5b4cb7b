"""What the site takes from the checkout: the tables of commands, the config file, pictures of the playground.

A line `{{ commands }}`, `{{ terminal }}` or `{{ config }}` stands for it; the language is that of the page's folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
READMES = {"zh": "README.md", "en": "README.en.md"}


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    language = page.file.src_uri.partition("/")[0]
    if language not in READMES:
        return markdown
    readme = (ROOT / READMES[language]).read_text(encoding="utf-8")
    taken = {
        "commands": table(readme, "| `/"),
        "terminal": table(readme, "| `weilu "),
        "config": f"```toml\n{(ROOT / 'config.example.toml').read_text(encoding='utf-8')}```",
    }
    return re.sub(r"(?m)^\{\{ (\w+) \}\}$", lambda found: taken[found[1]], markdown)


def on_post_build(*, config: Any, **_: Any) -> None:
    """Raises ValueError where a page would load something that lies elsewhere."""
    loads = re.compile(r"""(?:src|srcset|<link[^>]*href)=["']?(?:https?:)?//""")
    foreign = [path for path in Path(config["site_dir"]).rglob("*.html") if loads.search(path.read_text("utf-8"))]
    if foreign:
        raise ValueError(f"loads from elsewhere: {', '.join(map(str, foreign))}")


def table(readme: str, begins: str) -> str:
    """The table whose rows begin so, with its head; links are made to lead from a folder of docs/."""
    lines = readme.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith(begins))
    last = next(index for index, line in enumerate(lines) if index > first and not line.startswith("|"))
    return re.sub(r"\]\(docs/", "](../", "\n".join(lines[first - 2 : last]))
