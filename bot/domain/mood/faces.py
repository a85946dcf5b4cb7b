"""Faces: the emoji that stand for a [bracket name], a kaomoji or a sister emoji, so that one feeling is one token."""

import re
from typing import Final

_FAMILIES: Final = """
😄 😀 😃 😁 😆 😊 ☺ 🤗 😋 :) :-) :d ^_^ ^^ ^o^
😄 嘻嘻 太开心 笑哈哈 开心 呲牙 大笑 哇哈哈 憨笑 乐乐 高兴 cai开心 微笑2 愉快 噢耶 耶 喜
😂 🤣
😹 哈哈 允悲 笑cry 笑哭 破涕为笑 偷乐 haha xd
🙃 🙂 微笑 呵呵
😏 阴险 坏笑 奸笑 斜眼笑 得意地笑 得意 嘿嘿
🤭 偷笑 捂嘴笑 捂嘴
😍 🥰 😘 😗 😙 😚 😻 爱你 亲亲 亲一口 飞吻 飞个吻 好爱哦 爱你哦 好喜欢 心形礼物
🤩 花心 色
❤ 💕 💖 💗 💓 💞 💘 💛 💚 💙 💜 🧡 ♥ 🩷 心 爱心 爱心传递 喜欢 <3
🥺 可怜 委屈 快哭了 求求 拜托
😭 tat qaq qwq
😢 😿 😥 泪 大哭 流泪 眼泪 泪流满面 悲伤 伤心 难过 悲催 苦涩 t_t t-t ;_; t.t
💔 心碎
😔 😞 😟 🙁 ☹ 😕 😣 😖 😩 😫 失望 纠结 疲惫 崩溃 衰 叹气 :(
😡 😠 🤬 👿 怒 愤怒 怒骂 发怒 生气 抓狂 咒骂 躁狂症
😤 哼 左哼哼 右哼哼
😱 😨 😰 惊恐 害怕 恐惧 震惊
😲 😮 😯 😳 吃惊 惊讶 疑惑
😅 😓 汗 巨汗 流汗 冷汗 尴尬 擦汗 哆啦a梦汗 ==
😑 😐 😶 黑线 囧 无语 -_-|| -_-
😵 💫 晕 头晕 傻眼
😒 鄙视
🙄 白眼 挖鼻屎 挖鼻 抠鼻屎 懒得理你 翻白眼
🤮 🤢 吐 呕吐
👍 👌 赞 good 强 给力 威武 赞啊 牛 好棒 带感 给劲 ok 666 棒
👎 弱 差
👏 🙌 鼓掌 拍手 ppb鼓掌 撒花
🎉 🎊 🥳 礼花 庆祝
💪 加油 加油啊 奋斗
🙏 祈祷 作揖 许愿 双手合十 合十
🤝 握手
😷 🤒 🤧 生病 感冒
😴 💤 睡觉 睡 困 打哈气 打哈欠
🤔 思考 疑问
🤷 摊手
🤦 捂脸
😎 酷 帅
😜 😝 😛 🤪 做鬼脸 挤眼 吐舌头 调皮
😺 😸 可爱 bm可爱 萌
🤤 馋嘴 吃货
🫣 害羞 羞嗒嗒 脸红 不好意思
👊 拳头
🕯 蜡烛
🐶 doge 狗头 旺柴
👀 围观 群体围观 吃瓜
🍻 🍺 🥂 干杯
🌹 💐 玫瑰 鲜花 花
🎂 蛋糕 生日
🎁 礼物
☀ 太阳 阳光
🫂 抱抱 拥抱
🤐 闭嘴
🤫 嘘
👋 拜拜 再见
🐷 猪头
💀 ☠ 骷髅
"""

# These say what the words around them say: they are weighed like any other character, not apart.
OPEN: Final = "😭😂🐶🙏👀🙃"


def _read(families: str) -> dict[str, str]:
    rows = (line.split() for line in families.strip().splitlines())
    return {name: row[0] for row in rows for name in row[1:]}


_FACE_OF: Final = _read(_FAMILIES)
_NAMES: Final = {name: face for name, face in _FACE_OF.items() if name[0].isalnum()}
_KAOMOJI: Final = {name: face for name, face in _FACE_OF.items() if name.isascii() and not name.isdigit()}
_DRAWN: Final = sorted(
    (name for name in _KAOMOJI if not name.isalnum() or name in {"xd", "tat", "qaq", "qwq"}), key=len
)

# One emoji to its family's first; for str.translate.
SISTERS: Final = {
    ord(name): face for name, face in _FACE_OF.items() if len(name) == 1 and ord(name) > 0x2000 and not name.isalnum()
}
# A [name] that is not in the table becomes one of these private characters.
BRACKET: Final = re.compile(r"\[([^\[\]\s]{1,8})\]")
_FIRST: Final = "".join(sorted({re.escape(name[0]) for name in _DRAWN}))
KAOMOJI: Final = re.compile(
    f"(?=[{_FIRST}])(?<![a-z0-9])(?:" + "|".join(map(re.escape, reversed(_DRAWN))) + ")(?![a-z0-9])"
)
FIRST_UNKNOWN_FACE: Final = 0xE100
_PRIVATE_SIZE: Final = 0x1600


def face_of_bracket(match: re.Match[str]) -> str:
    """The emoji of a [name]; a name nobody taught us becomes one private character, the same for the same name."""
    name = match[1]
    return _NAMES.get(name) or chr(FIRST_UNKNOWN_FACE + sum(map(ord, name)) * 31 % _PRIVATE_SIZE)


def face_of_kaomoji(match: re.Match[str]) -> str:
    """The emoji of a face drawn with letters and signs."""
    return _KAOMOJI[match[0]]
