"""Direct insults and their many spellings, found in even text in one pass; insults merely asked about do not count."""

import re
from collections.abc import Sequence
from typing import Final

# Spellings in even text: simplified, lower case, masks removed. The first kind insults whoever reads it; the second
# only when it is aimed at someone (at "you", or as the whole message).
_BLUNT: Final = (
    r"[傻煞沙啥]\s?(?:[逼比笔屄叉臂币批]|[bx](?![a-z]))",
    r"[杀鲨][币臂](?![子值])",
    r"(?<![a-z0-9])(?:s\s?b|sabi|shabi|sha\s?bi|dsb|nmsl|nmb|c\s?n\s?m|wcnm|rnm|caonima|cao\s?ni\s?ma)(?![a-z0-9])",
    r"脑\s?残(?!粉)",
    r"智障(?!人|儿童|者|碍)",
    r"弱智(?!儿童)",
    r"[贱婊]\s?(?:人|货|逼|比|子|婢)",
    r"绿茶婊",
    r"死婊",
    r"女表子",
    r"王\s?八\s?(?:蛋|羔子)",
    r"[龟鳖]孙",
    r"狗\s?(?:日的|娘养|杂种|东西|比(?![较赛如例起不])|逼|杂碎|腿子)",
    r"杂\s?种(?!植|类|优|一|了|很|多|的|水|玉|小|牛|马|羊|猪|犬|鸡)",
    r"杂碎(?!汤|面|店)",
    r"畜生",
    r"人渣",
    r"[操草艹肏曹日干](?:[你尼泥拟]|他|她)\s?(?:[妈马吗玛码🐴麻娘奶]|全家|祖宗|大爷|姥)",
    r"[你尼泥](?:妈|马|玛|🐴)\s?(?:[逼比币]|死了|炸了|没了|的[逼比])",
    r"妈了?个?[逼比币](?![着迫得我你问])",
    r"你(?:全家|妈)(?:都)?(?:死|去死|爆炸)",
    r"死\s?(?:全家|妈玩意|全家的)",
    r"全家(?:死|暴毙|火葬)",
    r"[你去]\s?(?:去|给我去|怎么不去|赶紧|快)?死\s?(?:吧|啦|好了)",
    r"滚\s?(?:蛋|粗|犊子|你妈|远点|出去|回去|你的)",
    r"(?:给我|你|快|都|赶紧)滚(?![动轮烫水来筒])",
    r"二逼",
    r"蠢\s?(?:货|猪|驴|逼|比|东西|蛋)",
    r"傻\s?(?:缺|屌|吊|狗)",
    r"臭\s?(?:不要脸|傻|婊|三八)",
    r"死\s?(?:肥猪|肥婆|娘炮|变态|三八|八婆|gay)",
    r"贱\s?(?:不贱|骨头)",
    r"屎一样的东西",
    r"狗眼看人",
)
_INSULTS: Final = (
    r"白痴|废物|垃圾|辣鸡|混蛋|混账|败类|禽兽|猪头|猪脑子?|神经病|变态|不要脸|无耻|下贱|恶心|蠢|傻子|有病|缺德|丑八怪|"
    r"丧门星|窝囊废|孬种|白眼狼|孙子|贱|婊|娘炮|脑子(?:有病|进水|有坑)|没(?:教养|素质|脑子|爹|妈)|狗屁|放屁|闭嘴|去死|滚"
)
_AT_YOU: Final = (
    rf"(?:你们?|妳|您)(?:这个?|这种|这些|个|他妈的?|tm|真是?|就是个?|才是|是不是|是个?|算什么|都是|简直|怎么这么|果然是?|一群|一帮|死){{1,3}}"
    rf"(?:{_INSULTS})(?![子友粮鼻](?!脑))",
    r"^(?:大|臭|死|老|小|真)?(?:白痴|废物|垃圾|混蛋|混账|神经病|不要脸|无耻|下贱|蠢货|窝囊废|闭嘴|去死|滚|滚开)[!。.~\s]*$",
    r"你(?:才)?(?:有病|脑子(?:有|进水|坏|不好使)|没教养|没素质|放屁|放狗屁|装什么逼|算(?:个|什么)(?:东西|屁|鸟|屌|玩意))",
    r"(?:闭上?|闭嘴|撕烂)你?的?(?:臭嘴|狗嘴|嘴吧)",
    r"(?:抽|扇|打|弄|砍|宰|捅)死(?:你|他|她|你们|这)",
    r"什么(?:东西|玩意儿?|狗屁)也?配",
)
# What any of them begins with: most characters of a chat begin none, and one look at this is five times as quick.
_STARTS: Final = (
    "下不二人什你傻全去啥垃大女妈妳婊宰小尼屎干废弄弱快您扇打抽捅撕操无日智曹杀杂死沙泥混滚煞狗王畜白真砍神窝给绿老肏脑臭艹草蠢贱赶都闭鲨鳖龟"
    "cdnrsw"
)
_FOUND: Final = re.compile(f"(?=[{_STARTS}])(?:{'|'.join(_BLUNT + _AT_YOU)})", re.MULTILINE)
_ASKED: Final = re.compile(
    r"什么意思|啥意思|是什么梗|什么动物|的区别|歌曲|怎么(?:写|读|念|翻译)|英[文语]|拼音|我(?:真|就|可|好)?是个?$|歌词|表情包"
)
_ABOUT_ME: Final = re.compile(r"我(?:真|就|可|好|怎么|又|也)*(?:是|像)(?:个|一个)?(?:大)?$")


def insults_in(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The direct insults of each even text, as written there."""
    found: list[tuple[str, ...]] = [()] * len(texts)
    joined = "\n".join(texts)
    line, seen = 0, 0
    for hit in _FOUND.finditer(joined):
        line += joined.count("\n", seen, hit.start())
        seen = hit.start()
        if _counts(hit, texts[line]):
            found[line] = (*found[line], hit[0].strip())
    return found


def _counts(hit: re.Match[str], text: str) -> bool:
    before = hit.string[max(0, hit.start() - 8) : hit.start()].rpartition("\n")[2]
    return not (_ASKED.search(text) or _ABOUT_ME.search(before))
