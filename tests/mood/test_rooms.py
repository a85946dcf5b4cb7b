"""The mood check keeps to its rooms: rules are light, and nothing heavy comes with them."""

import json
import subprocess
import sys

import pytest

_LOADED = "import sys, json, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"


def _loaded_by(module: str) -> set[str]:
    run = subprocess.run([sys.executable, "-c", _LOADED.format(module=module)], capture_output=True, check=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("rules", ["normalise", "insults", "verdict", "corrections", "faces", "script"])
def test_rules_need_the_standard_library_alone(rules: str) -> None:
    ours = _loaded_by(f"bot.domain.mood.{rules}") - _loaded_by("json")
    assert ours <= {"bot", *sys.stdlib_module_names}


def test_check_needs_numpy_and_no_other_sentiment_library() -> None:
    loaded = _loaded_by("bot.services.mood.check")
    assert "numpy" in loaded
    assert not {"jieba", "snownlp", "scipy", "sklearn", "training"} & loaded


def test_a_start_does_not_wait_for_numpy() -> None:
    assert "numpy" not in _loaded_by("handlers")
