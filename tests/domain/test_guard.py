"""What the guard tells apart: words in disguise, names that look alike, lures, floods and repeats."""

from __future__ import annotations

import pytest

from bot.domain.activity import Heard
from bot.domain.guard import LINK, MENTIONS, Why, Words, is_lure, masks_site, print_of, resembles, sites_in, skeleton
from bot.services.guard.spam import Rules, Watch

WORDS = Words(["加微信", "代开发票", "casino", "赚"])
NOW = 1_800_000_000
HELD = Rules(flood=8, span=10, repeats=3, new=86400, words=WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "来加微信",
        "加 微 信",
        "加*微*信",
        "加威信",
        "加薇❤",
        "➕微芯",
        "代開發票",
        "代·开·发·票",
        "ＣＡＳＩＮＯ",
        "加\u200b微\u200b信",
        "贝兼大钱",
    ],
)
def test_a_word_is_found_in_its_disguises(text: str) -> None:
    assert WORDS.found_in(text)


@pytest.mark.parametrize("text", ["我在加班", "微微一笑", "发票丢了", "今天代班", "加油", "信不信由你", "case", ""])
def test_what_only_begins_like_a_word_is_let_be(text: str) -> None:
    assert not WORDS.found_in(text)


@pytest.mark.parametrize(
    ("name", "is_alike"),
    [
        ("林书瑶", True),
        ("林書瑶", True),
        ("林书瑶.", True),
        ("林书瑶官方", True),
        ("林书", False),
        ("书瑶", False),
        ("小鹿", False),
    ],
)
def test_a_name_is_taken_for_a_moderators(name: str, is_alike: bool) -> None:
    assert resembles(name, [skeleton("林书瑶")]) == is_alike


def test_letters_of_another_script_are_seen_through() -> None:
    assert skeleton("Аdmіn") == skeleton("admin")


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("看 https://Abc.com/x?y", ["abc.com"]),
        ("t.me/joinchat/AAA", ["t.me"]),
        ("foo.xyz 有好东西", ["foo.xyz"]),
        ("发到 me@mail.com", []),
        ("3.5 比 2.8 大", []),
        ("好的。com", []),
    ],
)
def test_sites_are_read_out_of_a_text(text: str, sites: list[str]) -> None:
    assert sites_in(text) == sites


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("招兼职，日结300，加薇 abc12345", True),
        ("刷單日入過千，聯繫我飛機 @abcdef", True),
        ("代开发票 微信：kf88888", True),
        ("今天兼职好累", False),
        ("发票怎么开", False),
        ("有事加我微信 abc888999", True),
        ("找 @zixuan_w 问问", False),
        ("微信 windows 版怎么下", False),
        ("", False),
    ],
)
def test_a_lure_promises_and_says_where(text: str, is_one: bool) -> None:
    assert is_lure(text) == is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("t。me/spam", True),
        ("T . ME / spam", True),
        ("spam点com", True),
        ("spam。vip", True),
        ("好的。com", False),
        ("哈哈ok。me too", False),
        ("not me/you", False),
        ("fine. top one", False),
        ("三点comeback", False),
        ("vip点单", False),
    ],
)
def test_an_address_is_read_however_it_is_masked(text: str, is_one: bool) -> None:
    assert masks_site(text) == is_one


def test_a_print_is_the_same_for_other_spaces_and_signs() -> None:
    assert print_of("Ｈello， 世界!") == print_of("hello世界")
    assert print_of("hello世界") != print_of("hello世间")


def said(
    text: str,
    *,
    at: int = NOW,
    user: int = 7,
    chat: int = -1,
    name: str = "小美",
    marks: int = 0,
    is_forward: bool = False,
) -> Heard:
    return Heard(chat, user, name, "", at, 0, text, is_forward=is_forward, marks=marks)


def found(watch: Watch, *heard: Heard, rules: Rules = HELD) -> list[Why]:
    return [each.why for each in watch.look(heard, lambda _: rules)]


def test_a_flood_begins_with_the_ninth_message_in_ten_seconds() -> None:
    watch = Watch()
    assert found(watch, *[said(f"第{n}句", at=NOW + n) for n in range(9)]) == ["flood"]
    assert found(watch, *[said(f"第{n}句", at=NOW + 100 + 2 * n) for n in range(20)]) == []


def test_the_same_words_are_a_repeat_by_one_or_by_newcomers_and_laughter_never_is() -> None:
    watch = Watch()
    advert = "大家好，这里有好东西分享"
    assert found(watch, *[said(advert, at=NOW + 20 * n) for n in range(3)]) == ["repeats"]
    watch = Watch()
    assert found(watch, *[said(advert, at=NOW + n, user=n) for n in range(5)]) == [], "old members greet alike"
    for user in range(20, 25):
        watch.came((-2, user), NOW)
    assert found(watch, *[said(advert, at=NOW + n, user=n, chat=-2) for n in range(20, 22)]) == ["repeats", "repeats"]
    assert found(Watch(), *[said("哈哈哈哈哈哈哈哈哈", at=NOW + 20 * n) for n in range(6)]) == []


def test_links_forwards_and_contacts_are_held_of_newcomers_alone() -> None:
    watch = Watch()
    link = said("看 https://a.com")
    hidden, forward = said("看这里", marks=LINK), said("转来的", is_forward=True)
    assert found(watch, link, hidden, forward) == []
    watch.came((-1, 7), NOW - 3600)
    assert found(watch, link, hidden, forward) == ["link", "link", "forward"]
    assert found(watch, link._replace(at=NOW + 86400)) == []
    watch.learn(-1, "site", "a.com")
    assert found(watch, link, said("看 b.com")) == ["link"]


def test_names_mentions_and_lessons() -> None:
    watch = Watch()
    watch.named(-1, ["林书瑶"])
    alike = said("你好呀", name="林書瑶")
    assert found(watch, alike) == []
    watch.came((-1, 7), NOW)
    assert found(watch, alike) == ["look_alike"]
    assert found(watch, said("快来", marks=8 * MENTIONS, user=8)) == ["mentions"]
    watch.learn(-1, "user", "7")
    assert found(watch, alike) == []
