"""What the guard looks for in plain messages: floods, repeats, links, words, names; nothing is done here."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from bot.domain.activity import Heard
from bot.domain.mood.normalise import normalise
from bot.domain.mood.script import SIMPLIFIED, TRADITIONAL

Why: TypeAlias = Literal[
    "flood", "repeats", "link", "mention", "forward", "contact", "word", "look_alike", "mentions", "lure", "removed"
]
"""A `mention` names somebody: whether that is a place to be led to, Telegram is asked before anything is done.

A lure is what a newcomer writes who looks for victims; `removed` is the first word of one whom another group of the
bot put out. Both ask moderators, and nothing is done about them alone."""

ASKING: Final[tuple[Why, ...]] = ("lure", "removed")

LINK, CONTACT, ALBUM, MEDIA, MENTIONS = 1, 2, 4, 8, 16
"""Bits of `Heard.marks`: a link, somebody's contact, a part of an album, more than words; above them the number of
mentions."""

SHORTEST_REPEAT: Final = 8
MOST_MENTIONS: Final = 8
REPEATS_WITHIN: Final = 600
"""Seconds in which the same words count as said again."""

_SITE: Final = re.compile(
    r"(?:https?://|www\.)([^\s/?#:]+)"
    r"|(?<![@\w.-])((?:t\.me|telegram\.(?:me|dog)|[a-z0-9-]{1,63}\.(?:com|cn|net|org|top|xyz|vip|cc|io|me|club|shop|site|online|"
    r"live|app|link|info|win|bet|fun|pro|tk|ml|icu)))(?=[/\s:?#，。!！]|$)",
    re.IGNORECASE,
)
_SPARSE: Final = 5
"""Different characters below which a text is laughter or a row of signs, however often it is said."""


def sites_in(text: str) -> list[str]:
    """Names of the sites that a text leads to, in lower case, each once."""
    if "." not in text and "://" not in text:
        return []
    found = ((one or other).lower().removeprefix("www.") for one, other in _SITE.findall(text))
    return list(dict.fromkeys(found))


_MASKED_T_ME: Final = re.compile(r"[tT](?<![A-Za-z0-9].)\s*[.。．·点]\s*[mM][eE]\s*/\s*\w")
_MASKED_SITE: Final = re.compile(r"[A-Za-z0-9-](?:[。．·]|点)(?i:com|cn|net|org|top|xyz|vip|cc)(?![A-Za-z0-9])")


def masks_site(text: str) -> bool:
    """Whether it leads to a site by an address that Telegram does not make a link of: t 。me/name, name点com."""
    return _MASKED_T_ME.search(text) is not None or _MASKED_SITE.search(text) is not None


def is_sparse(text: str) -> bool:
    return len(set(text)) < _SPARSE


def print_of(text: str) -> str:
    """The same for a repeat with other punctuation, spaces, width or case."""
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text[:400]).casefold()))
    return f"{zlib.crc32(letters.encode(errors='replace')):08x}{len(letters)}"


# --- words ---

_SOUNDS: Final = str.maketrans(
    {
        **dict.fromkeys("薇徽溦巍威徾㣲", "微"),
        **dict.fromkeys("芯伩訫❤心", "信"),
        **dict.fromkeys("➕＋+伽茄咖", "加"),
        **dict.fromkeys("裙羣峮珺", "群"),
        **dict.fromkeys("扣抠釦", "口"),
        **dict.fromkeys("筘", "口"),
        **dict.fromkeys("蒹缣搛", "兼"),
        **dict.fromkeys("只枳职", "职"),
        **dict.fromkeys("璇惗", "票"),
    }
)
"""Characters that stand in for others which sound or look alike, in what is sold by chat; words and texts go through
it alike, so that it matters little which of them is the right one."""

_PARTS: Final = (("女子", "好"), ("木不", "杯"), ("贝兼", "赚"), ("貝兼", "赚"), ("弓长", "张"), ("禾口", "和"))
_FORMS: Final[dict[str, str]] = {}
for _old, _new in zip(TRADITIONAL, SIMPLIFIED, strict=True):
    _FORMS[_new] = _FORMS.get(_new, "") + _old


def even(text: str) -> str:
    """As the mood check reads it, and its usual disguises taken off: for comparing words alone."""
    shown = normalise([text.translate(_SOUNDS)])[0]
    for parts, whole in _PARTS:
        shown = shown.replace(parts, whole)
    return re.sub(r"[^\w]|_", "", shown).translate(_SOUNDS)


class Words:
    """A group's own words. Most messages are let go by one look for their first characters in any disguise."""

    def __init__(self, words: Iterable[str]) -> None:
        self._even = tuple(dict.fromkeys(word for word in map(even, words) if word))
        begins = sorted({_head(word) for word in self._even})
        firsts = "".join(sorted({char for word in self._even for char in _forms(word[0])}))
        # Most texts hold no character that begins one: a class alone is the quickest of searches.
        self._first = re.compile(f"[{re.escape(firsts)}]") if begins else None
        self._maybe = re.compile("|".join(begins))

    def __bool__(self) -> bool:
        return self._first is not None

    def found_in(self, text: str) -> str:
        """The first of them that a text holds; empty for none."""
        if self._first is None or (first := self._first.search(text)) is None:
            return ""
        if self._maybe.search(text, first.start()) is None:
            return ""
        shown = even(text)
        return next((word for word in self._even if word in shown), "")


def _head(word: str) -> str:
    first, *rest = map(_any_form, word[:2])
    return f"{first}[^\\n]{{0,4}}{rest[0]}" if rest else first


def _any_form(char: str) -> str:
    return f"[{''.join(map(re.escape, sorted(_forms(char))))}]"


def _forms(char: str) -> set[str]:
    """The character, its traditional, wide and large forms, and those that stand in for it."""
    alike = [chr(code) for code, to in _SOUNDS.items() if to == char]
    forms = {char, *_FORMS.get(char, ""), *alike, *(form for each in alike for form in _FORMS.get(each, ""))}
    forms |= {form.upper() for form in forms if len(form.upper()) == 1}
    forms |= {chr(ord(form) + 0xFEE0) for form in forms if "!" <= form <= "~"}
    return forms | {parts[0] for parts, whole in _PARTS if whole == char}


# --- names ---

_SIMPLE: Final = dict(zip(map(ord, TRADITIONAL), SIMPLIFIED, strict=True))

_LATIN: Final = str.maketrans(
    "АВЕКМНОРСТУХаеорсухіІӏΑΒΕΗΙΚΜΝΟΡΤΥΧοαν01l|", "ABEKMHOPCTYXaeopcyxiIlABEHIKMNOPTYXoavolll"
)


@lru_cache(10_000)
def skeleton(name: str) -> str:
    """What is left of a name when letters that look alike are one: two with one skeleton are taken for each other."""
    folded = unicodedata.normalize("NFKC", name).translate(_LATIN).casefold().translate(_LATIN)
    return "".join(char for char in folded if char.isalnum()).translate(_SIMPLE)


def resembles(name: str, others: Iterable[str]) -> bool:
    """Whether a name looks like one of the skeletons: of two signs at least, and the same or with a sign more."""
    own = skeleton(name)
    return len(own) >= 2 and any(own == other or (len(other) >= 3 and other in own) for other in others if other)


class _Seen(dict[int, int | str | None]):
    """What becomes of each character: hidden signs go, traditional ones become simple; made as they are met."""

    def __missing__(self, code: int) -> int | str | None:
        is_hidden = unicodedata.category(chr(code)) in ("Cf", "Mn")
        self[code] = found = None if is_hidden else _SIMPLE.get(code, code)
        return found


_SEEN: Final = _Seen()
_UNSEEN: Final = re.compile(
    f"[{''.join(chr(code) for code in _SIMPLE)}\u0080-\u2fff\u302a-\u33ff\ua000-\uffff\U00010000-\U0010ffff]"
)
"""All that may become something else; most texts have none of it, and `str.translate` looks up each character."""


# --- lures ---

_CONTACT: Final = re.compile(
    r"(?:加|\+|联系|私聊?|找|咨询|添加)[^，。,.\n]{0,6}(?:微信|微|vx?|wx|q{1,2}|扣扣|口口|飞机|tg|电报|纸飞机|客服|我)(?![a-z]{3})"
    r"|(?:微信|vx|wx|v信|qq|tg|飞机)[号:：\s]{0,3}[@a-z0-9_-]{5,}|@[a-z][a-z0-9_]{4,}"
)
_ADDRESS: Final = re.compile(
    r"(?:微信|微|v信?|vx|wx|q{1,2}|扣扣|口口|飞机|电报)[号群:：\s是搜]{0,4}@?(?=[a-z0-9_-]*\d)[a-z0-9_-]{5,}"
    r"|(?:联系|连系|客服|咨询|加|飞机)[^，。,\n]{0,6}@[a-z][a-z0-9_]{4,}"
)
"""Where to write to outside the group: enough by itself to ask about, of somebody who has just come."""

_NAMED: Final = re.compile(r"[a-z0-9_-]{5}")
"""What every address has, and few lines of a Chinese group."""

# Each of them begins by a character of its own, so that one look at a class lets go what begins none.
_LURES: Final = re.compile(
    r"刷单|刷[信好]评|做任务|返现|佣金|点赞员|点评员|日[结赚入]\d*|入[过上]?[千万百]|月入[过上]?\d*[千万]|躺赚|稳赚|包赚|零投[资入]?回报|投[资入]?回报|带单|跟单|喊单|内幕|"
    r"代开|代办|代购|加盟|货源|一手价|内部价|高仿|包过|保本|稳赢|修复|领奖|抽中|发票|开票|办证|贷款|秒[批放]|黑户|套现|洗钱|跑分|收u|出u|usdt|换汇|卡商|实名[号卡]|"
    r"兼职|招(?:聘|代理|人|商)|宝妈|在家(?:就能|赚)|动动手|手机就[能可]|押金|"
    r"裸聊|约[炮p啪]|上门|同城(?:约|交友|服务)|包养|资源群|看片|成人|小妹|嫩妹|少妇|福利(?:群|姬|视频)|无码|"
    r"博彩|百家乐|彩票|投注|真人(?:荷官|视讯)|棋牌|首[存充]|返水|返佣|上下分|竞猜|特码|注册.{0,2}送|开户送|体育盘|外围|"
    r"翻[墙倍]|机场|vpn|破解|外挂|代[练考写孕]|减肥茶|祛斑|增高|壮阳|空投|白嫖|免费领|点击领取"
)


def is_lure(text: str) -> bool:
    """Whether a newcomer's words promise something and say where to find them, or give an address right away."""
    shown = even_line(text).lower()
    if _NAMED.search(shown) is not None and _ADDRESS.search(shown) is not None:
        return True
    lures = set(_LURES.findall(shown))
    return bool(lures) and (len(lures) >= 3 or _CONTACT.search(shown) is not None or bool(sites_in(text)))


_GAP: Final = re.compile(r"[\s*.·•\-_|~]")
_GAPS: Final = re.compile(r"(?<=[\u3400-\u9fff])[\s*.·•\-_|~]+(?=[\u3400-\u9fff])")


def even_line(text: str) -> str:
    """Even, with its spaces, links and numbers: what lures are looked for in."""
    for wide, narrow in _WIDE:  # without these most texts are in the normal form, and that is asked quickly
        text = text.replace(wide, narrow)
    simple = unicodedata.normalize("NFKC", text)
    if _UNSEEN.search(simple) is not None:
        simple = simple.translate(_SEEN)
    if _GAP.search(simple) is not None:
        simple = _GAPS.sub("", simple)
    return simple if _DISGUISE.search(simple) is None else simple.translate(_LURED)


_WIDE: Final = (("，", ","), ("！", "!"), ("？", "?"), ("：", ":"), ("～", "~"), ("…", "..."))
_LURED: Final = {code: to for code, to in _SOUNDS.items() if to in ("微", "加", "群") and chr(code) != "威"}
_DISGUISE: Final = re.compile(f"[{re.escape(''.join(map(chr, _LURED)))}]")


@dataclass(frozen=True, slots=True)
class Find:
    """One message, and what speaks against it."""

    heard: Heard
    why: Why
