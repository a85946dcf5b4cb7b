"""The command `score`, spoken to as a script would."""

import io
import json
import subprocess
import sys

from bot.cli.score import score

_COMMAND = [sys.executable, "-m", "bot", "score"]


def _answers(spoken: bytes) -> list[dict[str, object]]:
    out = io.BytesIO()
    score(io.BytesIO(spoken), out)
    return [json.loads(line) for line in out.getvalue().split(b"\n")[:-1]]


def test_every_line_gets_an_answer_in_its_place() -> None:
    answers = _answers("请问怎么签到\n气死我了\n今天好开心\n".encode())
    assert [one["label"] for one in answers] == ["neutral", "negative", "positive"]


def test_answer_has_the_agreed_form() -> None:
    (answer,) = _answers("这破网气死我了".encode())
    assert set(answer) == {"label", "p", "hostile", "sure", "why"}
    shares = answer["p"]
    assert isinstance(shares, dict)
    assert set(shares) == {"negative", "neutral", "positive"}
    assert abs(sum(shares.values()) - 1) < 0.01
    assert answer["label"] == max(shares, key=lambda name: shares[name])
    assert isinstance(answer["hostile"], float)
    assert answer["sure"] is True
    assert answer["why"]


def test_only_a_line_feed_ends_a_line() -> None:
    assert len(_answers("一\r二\u2028三\x85四\x0b五\x0c六\x1c七\n八\r\n".encode())) == 2


def test_empty_lines_are_lines_and_no_input_has_none() -> None:
    answers = _answers(b"\n   \n\t\n")
    assert [(each["label"], each["sure"], each["why"]) for each in answers] == [("neutral", False, [])] * 3
    assert _answers(b"") == []


def test_last_line_needs_no_line_feed() -> None:
    assert len(_answers("一\n二".encode())) == 2


def test_unreadable_and_odd_lines_keep_their_places() -> None:
    odd = [
        b"\xff\xfe\x80",
        "😭😭😭".encode(),
        b"\x00\x01\x02",
        ("坏" * 4096).encode(),
        "абв עברית 中文 abc".encode(),
        b"[" * 5000,
    ]
    odd += [("a" * 300_000).encode(), "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L".encode(), "﷽".encode() * 900, b" " * 4096, "\u202e反向".encode()]
    answers = _answers(b"\n".join([*odd, "谢谢大家，太开心了".encode()]))
    assert len(answers) == len(odd) + 1
    assert answers[-1]["label"] == "positive"
    assert answers[1]["label"] == "neutral"


def test_unsure_is_said() -> None:
    assert _answers(b"\n")[0]["sure"] is False


def test_answers_flow_before_the_input_ends() -> None:
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talk:
        assert talk.stdin is not None
        assert talk.stdout is not None
        talk.stdin.write("你好\n".encode() * 256)
        talk.stdin.flush()
        answers = [json.loads(talk.stdout.readline()) for _ in range(256)]
        talk.stdin.write("再见\n".encode())
        talk.stdin.flush()
        answers.append(json.loads(talk.stdout.readline()))
        talk.stdin.close()
        assert talk.stdout.read() == b""
    assert len(answers) == 257
    assert talk.returncode == 0
