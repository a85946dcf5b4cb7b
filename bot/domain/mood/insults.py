"""Direct insults and their many spellings, found in even text in one pass; insults merely asked about do not count."""

import re
from collections.abc import Sequence
from typing import Final

# Spellings in even text: simplified, lower case, masks removed. The first kind insults whoever reads it; the second
# only when it is aimed at someone (at "you", or as the whole message).
_BLUNT: Final = (
    r"[傻煞沙啥]\s?(?:[逼比笔屄叉臂币批]|[bx](?![a-z])|缺|屌|吊|狗)",
    r"[杀鲨][币臂](?![子值])",
    r"(?=[a-z])(?<![a-z0-9])(?:"
    r"(?:s\s?b|sabi|shabi|sha\s?bi|dsb|nmsl|nmb|c\s?n\s?m|wcnm|rnm|nmd|caonima|cao\s?ni\s?ma)(?![a-z0-9])|"
    r"(?:gou\s?(?:ri|dong\s?xi)|gun\s?dan|zhi\s?zhang|nao\s?can|wang\s?ba\s?dan|ni\s?ma\s?si)(?![a-z0-9]{3})|"
    r"(?:fei\s?wu|la\s?ji|chu\s?sheng|jian\s?ren|s13|diu\s?你?妈)(?![a-z0-9]))",
    r"脑\s?(?:残(?!粉)|瘫(?![患儿孩康病者家的])|子(?:被驴踢|被门夹|里(?:装的)?(?:是|都是)(?:屎|水)))",
    r"智障(?!人|儿童|者|碍)",
    r"弱智(?!儿童)",
    r"贱\s?(?:人|货|逼|比|子|婢|ren|骨头|不贱)",
    r"婊\s?(?:人|货|逼|比|子|婢)",
    r"绿茶婊",
    r"女表子",
    r"王\s?八\s?(?:蛋|羔子)",
    r"[龟鳖]孙",
    r"狗\s?(?:日的|娘养|杂种|比(?![较赛如例起不])|逼|杂碎|腿子|都?不如|眼看人)",
    r"禽兽不如",
    r"杂\s?种(?!植|类|优|一|了|很|多|的|水|玉|小|牛|马|羊|猪|犬|鸡)",
    r"杂碎(?!汤|面|店)",
    r"畜生",
    r"人渣",
    r"[操草艹肏曹日干](?:[你尼泥拟]|他|她)\s?(?:[妈马吗玛码🐴麻娘奶]|全家|祖宗|大爷|姥)",
    r"[尼泥](?:妈|马|玛|🐴)\s?(?:[逼比币]|死了|炸了|没了|的[逼比])",
    r"[丢屌]你?妈",
    r"妈了?个?[逼比币](?![着迫得我你问])",
    r"全家(?:死|暴毙|火葬)",
    r"去\s?(?:去|给我去|怎么不去|赶紧|快)?死\s?(?:吧|啦|好了|远点)",
    r"去你\s?(?:[妈马]的?(?!我|妈)|大爷)",
    r"(?:赶紧|早点)去?死(?:吧|远点|[!。]*(?![\u3400-\u9fff]))",
    r"[怎咋]么?(?:还)?不去死",
    r"死\s?(?:肥猪|肥婆|娘炮|变态|三八|八婆|gay|婊|太监|胖子|肥宅|脑瘫|舔狗|骗子|渣男|绿茶|穷[逼鬼]|废[柴物]|肥仔|八公|垃圾|混蛋)",
    r"死\s?(?:全家|妈玩意|远点|一边去)",
    r"滚\s?(?:蛋|粗|犊子|你妈|远点|出(?:去|这|我们|本群)|回去|你的|一边去|回你|吧你)",
    r"滚(?<=[,\s]滚)[!。]*(?![\u3400-\u9fff])",
    r"(?:给我|快|都|赶紧|给老子|给爷)滚(?![动轮烫水来筒])",
    r"有多远[,\s]?(?:就|都)?滚",
    r"二逼",
    r"蠢\s?(?:货|猪|驴|逼|比|东西|蛋)",
    r"臭\s?(?:不要脸|傻|婊|三八)",
    r"怂\s?[货逼]",
    r"缩头乌龟",
    r"有[娘爹妈]生没[娘爹妈人][养教]",
    r"吃屎(?:去|吧|啦|长大|了吧)",
    r"断子绝孙",
    r"[机鸡]掰",
    r"破麻(?!袋)",
    r"爪巴",
    r"沙口(?![市区])",
    r"撒泡尿照",
    r"屎一样的东西",
    r"恶心死?了?你",
    r"嘴巴?放干净",
    r"满嘴(?:喷粪|是?屎)",
)
_INSULTS: Final = (
    r"白痴|废物|垃圾|辣鸡|混蛋|混账|败类|禽兽|猪头|猪脑子?|神经病|变态|不要脸|无耻|下贱|恶心|蠢|傻子|有病|缺德|丑八怪|傻帽|缺心眼|二百五|低能|脑瘫|"
    r"土鳖|怂|欠揍|丧门星|窝囊废|孬种|白眼狼|孙子|贱|婊|娘炮|脑子(?:有病|进水|有坑)|没(?:教养|素质|脑子|爹|妈)|狗屁|放屁|闭嘴|去死|滚"
)
_NAMES: Final = (
    r"白痴|贱|孙子|禽兽|怂货|笨猪|蠢猪|肥猪|猪脑子?|猪头三?|弱智|低能儿?|低能仔|骗子|小偷|渣男|人妖|娘炮|喷子|键盘侠|废物|废柴|垃圾|辣鸡|混蛋|混账|败类|"
    r"神经病|变态|不要脸|无耻|下贱|骚货|蠢货|窝囊废|丑逼|丑八怪|兔崽子|龟儿子|瓜皮|瓜娃子|哈麻批|憨批|疯狗|小丑|屌丝|装逼犯|没教养|没家教|没[妈爹]|脑包|"
    r"闭嘴|去死|给爷死|滚|滚开"
)
_FEWER_NAMES: Final = r"伞兵|北七|白目|小丑|孤儿|野种|土鳖|乡巴佬|傻帽|傻冒|缺心眼|二百五|十三点"
# What follows a "you"; and what is the whole message, or its beginning.
_AFTER_YOU: Final = (
    rf"们?(?:这个?|这种|这些|个|他妈的?|tm|真是?|就是个?|才是|是不是|是个?|算什么|都是|简直|怎么这么|果然是?|一群|一帮|死){{1,3}}"
    rf"(?:{_INSULTS})(?![子友粮鼻](?!脑))",
    r"才?(?:有病|脑子(?:有|进水|坏|不好使)|没教养|没素质|放屁|放狗屁|装什么逼|算(?:个|什么)(?:东西|屁|鸟|屌|玩意))",
    rf"(?:个|是|就是|真是)?(?:死|大)?(?:{_FEWER_NAMES})(?:吧|一个|东西|玩意|[!。.~\s]*$)",
    r"[妈马🐴]\s?(?:[逼比币]|死了|炸了|没了|的[逼比])",
    r"[妈马](?:的[!。,]*(?![\u3400-\u9fff])|卖批|没教)",
    r"(?:全家|妈)(?:都)?(?:死|去死|爆炸)",
    r"\s?(?:去|给我去|怎么不去|怎么还不|赶紧|快)?死\s?(?:吧|啦|好了)",
    r"(?:给我)?滚(?![动轮烫水来筒])",
    r"家里?人怎么教(?:你|育)",
    r"不是个?(?:东西|人[!。]*(?![\u3400-\u9fff]))|是个?什么东西|个什么玩意",
    r"是不是有什么?大病|有什么?大病",
    r"全家没[妈爹马](?![妈爹])|没[妈爹马](?![妈爹])",
    r"狗叫",
    r"算(?:老几|哪根葱|哪棵葱|个毛|什么玩意)",
    r"也?配(?:吗|说|谈|叫)",
    r"(?:懂|会|看|笑|牛|急|说|吵|拽)个(?:毛|屁|锤子|鸟)(?![线衣笔巾豆]|啊?哈)",
    r"(?:是不是)?(?:神经病|白痴|智障|痴呆)",
    r"还?要不要脸",
    r".{0,4}良心.{0,2}被狗吃",
    r"丫(?:有病|找死|挺)",
    r"(?:这个)?不要脸的?东西",
)
_WHOLE: Final = (
    rf"(?:你这?|个|大|臭|死|老|小|真|铁|正|纯纯的?|没用的|社会){{0,3}}(?:{_NAMES})"
    r"(?:的?(?:东西|玩意儿?|货|人|狗)|玩家|一个|吧|你|滚){0,3}[!。.~\s]*$",
    rf"(?:死|大)?(?:{_FEWER_NAMES})(?:吧|一个|东西|玩意|[!。.~\s]*$)",
    r"(?:臭|死)?狗东西(?:[!。,]|滚|$)",
    r"(?:给(?:爷|我|老子))?爬(?:远点)?[!。.~\s]*$",
    r"(?:是不是|真|就是)?(?:欠[抽揍骂]|找死|想死)(?:吧|是吧|吗)?[!。.~\s]*$",
    r"(?:懂|会|牛|急|拽)个(?:毛|屁|锤子|鸟)(?![线衣笔巾豆]|啊?哈)",
    r"狗叫什么|叫什么叫",
    r"也?不照照镜子",
    r"有病(?:就去治|吃药|得治|就?去看)|有大病",
    r"(?:出门)?没[长带]脑子",
    r"活着(?:就是)?浪费",
    r"不得好死|不知廉耻|没屁眼",
)
_AT_YOU: Final = (
    f"[你妳您](?:{'|'.join(_AFTER_YOU)})",
    f"^(?:{'|'.join(_WHOLE)})",
    r"(?:闭上?|撕烂)你?的?(?:臭嘴|狗嘴|嘴吧)",
    r"[抽扇打弄砍宰捅揍整]死(?:你|他|她|们)",
    r"打断你|扇你[丫巴]|抽你丫",
    r"什么(?:东西|玩意儿?|狗屁),?也?配",
    r"[叫装]你[妈马](?![妈路甲])",
    r"[关管干]你(?:屁|毛|鸟|吊)事",
    r"(?:神经病|痴呆|智障|脑残|白痴)(?:吧|啊|是吧)?你",
)
# What any of them begins with: most characters of a chat begin none, and one look at this is five times as quick.
_STARTS: Final = (
    "下不丑丢个也乡二人什会伞低你傻兔全关出北十去变叫吃咋哈啥喷嘴土垃大女妈妳娘婊孙孤宰小就尼屌屎干废弄弱快怂怎急恶您想憨懂扇打找抽拽捅揍撒撕操整断无日早是智曹有机杀杂欠正死沙没泥活混渣滚满煞爪爬牛狗猪王瓜畜疯痴白真砍破社神禽窝笨管纯给绿缩缺老肏肥脑臭艹草蠢装败贱赶辣都野铁键闭骗骚鲨鳖鸡龟"
    "cdfgjlnrswz"
)
_FOUND: Final = re.compile(f"(?=[{_STARTS}])(?:{'|'.join(_BLUNT)}|(?P<at_you>{'|'.join(_AT_YOU)}))", re.MULTILINE)
_ASKED: Final = re.compile(
    r"(?:有人|别人|被人?|不要|别|不许|禁止|谁|老|总)[^,。!?]{0,6}骂|骂(?:人家|别人|我|人)|说我|叫(?:我|你|他|她|做)|喜欢说|为什么[^,]{0,6}说|怎么办|这个?[词话字梗]|这种话|屏蔽|台词|反派|"
    r"什么意思|啥意思|是什么梗|什么动物|的区别|歌曲|怎么(?:写|读|念|翻译)|英[文语]|拼音|我(?:真|就|可|好)?是个?$|歌词|表情包"
)
# Who laughs jests: what is an insult only when it is aimed at somebody is none there.
_LAUGHS: Final = re.compile(r"哈哈|嘻嘻|嘿嘿|hh|笑死|[😂🤣😄😹]")
# Of a rough word that somebody used, or should not; what goes round in somebody's head; and disgust at a thing, where
# nobody is meant.
_TOLD_OF: Final = re.compile(
    r"脑子里(?:[^,。!?]{0,2})(?:转|浮现|闪过|回荡|回响|冒出)|"
    r"(?:不要|别|不许|禁止|有人|[他她]|为什么)骂|被叫|这个?词|这种话|不要歧视|算不算骂人|"
    r"^(?!.*[你您妳他她人们\ue002-\ue009]).*恶心"
)
_SHORT: Final = 20
_ABOUT_ME: Final = re.compile(r"我(?!们|说你|看你)[^,。!?你您他她]{0,6}$")
_AT_SOMEBODY: Final = re.compile(r"[你您他她妈]")


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


def insults_nobody(text: str) -> bool:
    """Whether an even text insults nobody: it tells of a rough word that was used, or is disgusted at a thing.

    Only of a short one do these words tell: what is longer says enough besides, and of the offence sets' lines that
    speak of a "this word" nineteen in twenty insult somebody all the same.
    """
    return len(text) <= _SHORT and bool(_TOLD_OF.search(text))


def _counts(hit: re.Match[str], text: str) -> bool:
    before = hit.string[max(0, hit.start() - 8) : hit.start()].rpartition("\n")[2]
    if hit["at_you"] and _LAUGHS.search(text):
        return False
    is_about_me = _ABOUT_ME.search(before) and not _AT_SOMEBODY.search(hit[0])
    return not (_ASKED.search(text) or is_about_me)
