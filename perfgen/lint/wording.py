"""Texts in, the words that carry their content out: so that two texts can be asked whether they speak of one thing.

Chinese writes no spaces, and no dictionary is consulted: a word is any two Han characters that stand together, once the
generic words of every declaration are cut out. Two texts that share no such pair have nothing to do with each other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from perfgen.lint.outline import Goal, Outline

# Words that any task and any goal may use, whatever it is about.
GENERIC = """
贯彻 执行 落实 完成 开展 实施 组织 负责 承担 履行 协助 配合 协调 督促 指导 监督 推进 推动 促进 加强 强化 增强 加大 加快 深化 优化
完善 健全 建立 建设 打造 形成 实现 达到 达成 做好 搞好 抓好 提升 提高 保障 保证 确保 维持 保持 坚持 发挥 支持 帮助 解决 处理
持续 进一步 不断 积极 有效 全面 充分 切实 认真 严格 及时 努力 力争 逐步 继续 扎实 稳步 大力 高度 深入 常态化 规范化
工作 任务 目标 绩效 指标 考核 要求 情况 问题 困难 过程 水平 能力 力度 投入 作用 措施 机制 体系 制度 方面 内容 方式 思路 理念 重要
路线 方针 政策 上级 交办 下达 各项 各类 各种 相关 有关 具体 重点 其他 其它 以及 通过 对于 关于 之间
年度 全年 本年 当年 今年 每年 长期 中期 单位 部门 我局 本局 园区 辖区 地区 区域 全市 全区 全县 全省 全镇 我市 我区 我县 本市 本区 本县
""".split()
_GENERIC = re.compile("|".join(sorted(GENERIC, key=len, reverse=True)) + "|的")
_RUN = re.compile("[㐀-䶿一-鿿]{2,}")


@lru_cache(maxsize=512)
def content_words(text: str, ignored: tuple[str, ...] = ()) -> frozenset[str]:
    """The pairs of Han characters in `text` without the generic words and those `ignored`, such as one's own name."""
    for name in ignored:
        text = text.replace(name, " ")
    words: set[str] = set()
    for run in _RUN.findall(_GENERIC.sub(" ", text)):
        words.update(map(add, run, run[1:]))
    return frozenset(words)


@lru_cache(maxsize=128)
def goal_words(goal: Goal, ignored: tuple[str, ...]) -> frozenset[str]:
    """The content words of a goal itself."""
    own = goal.text if goal.heading == goal.text else f"{goal.text}\n{goal.heading}"
    return content_words(own, ignored)


@lru_cache(maxsize=128)
def indicator_words(goal: Goal, ignored: tuple[str, ...]) -> frozenset[str]:
    """The content words of the indicators below a goal."""
    return content_words("\n".join([f"{one.name}\n{one.target}" for one in goal.indicators]), ignored)


@lru_cache(maxsize=8)
def level_words(outline: Outline, level: str, ignored: tuple[str, ...]) -> frozenset[str]:
    """The content words of all goals and indicators of a level."""
    words: set[str] = set()
    for goal in outline.goals_of(level):
        words |= goal_words(goal, ignored) | indicator_words(goal, ignored)
    for indicator in outline.indicators_of(level):
        if indicator.goal is None:
            words |= content_words(indicator.name, ignored)
    return frozenset(words)


def shared_start(one: str, other: str) -> str:
    """The characters with which both begin."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return one[:place]
    return min(one, other, key=len)
