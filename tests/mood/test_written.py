"""Words that were read as simplified are shown in the traditional script."""

import pytest

from bot.domain.mood.written import in_traditional


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("涨价", "漲價"),
        ("售后", "售後"),
        ("证书", "證書"),
        ("客服", "客服"),
        ("台北", "台北"),
        ("游戏", "遊戲"),
        ("ok", "ok"),
        ("恶心", "惡心"),
    ],
)
def test_everyday_words_are_written_as_people_there_write_them(read: str, written: str) -> None:
    assert in_traditional(read) == written
