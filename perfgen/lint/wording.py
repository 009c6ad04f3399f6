"""Texts in, whether they speak of one thing out: whether they share a word that carries content.

Chinese writes no spaces, and no dictionary is consulted: a word is any two Han characters that stand together, once the
generic words of every declaration are cut out. Two texts that share no such pair have nothing to do with each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import TypeAlias

from perfgen.declaration.goals import Goal
from perfgen.declaration.outline import Outline
from perfgen.declaration.remembered import remembered
from perfgen.declaration.roles import ANNUAL
from perfgen.lint.pairs import pairs

# Words that any task and any goal may use, whatever it is about.
GENERIC = """
贯彻 执行 落实 完成 开展 实施 组织 负责 承担 履行 协助 配合 协调 督促 指导 监督 推进 推动 促进 加强 强化 增强 加大 加快 深化 优化
完善 健全 建立 建设 打造 形成 实现 达到 达成 做好 搞好 抓好 提升 提高 保障 保证 确保 维持 保持 坚持 发挥 支持 帮助 解决 处理
持续 进一步 不断 积极 有效 全面 充分 切实 认真 严格 及时 努力 力争 逐步 继续 扎实 稳步 大力 高度 深入 常态化 规范化
工作 任务 目标 绩效 指标 考核 要求 情况 问题 困难 过程 水平 能力 力度 投入 作用 措施 机制 体系 制度 方面 内容 方式 思路 理念 重要
路线 方针 政策 上级 交办 下达 各项 各类 各种 相关 有关 具体 重点 其他 其它 以及 通过 对于 关于 之间
年度 全年 本年 当年 今年 每年 长期 中期 单位 部门 我局 本局 园区 辖区 地区 区域 全市 全区 全县 全省 全镇 我市 我区 我县 本市 本区 本县
""".split()
# By their first characters: that is found faster. Of words that start alike the longer one comes first.
_STARTS = groupby(sorted(GENERIC, reverse=True), key=itemgetter(0))
_GENERIC = re.compile("|".join(f"{one}(?:{'|'.join(word[1:] for word in words)})" for one, words in _STARTS) + "|的")
HAN_RUN = re.compile("[㐀-䶿一-鿿]{2,}")

Words: TypeAlias = frozenset[int]


@dataclass(frozen=True)
class Wording:
    """What the parts of a declaration speak of: their texts with the generic words cut out, a blank for each."""

    tasks: tuple[str, ...]
    goals: dict[Goal, str]  # what a goal itself says
    measures: dict[Goal, str]  # what the indicators below it say
    levels: dict[str, str]  # everything that the goals and indicators of a level say

    @cached_property
    def of_the_year(self) -> Words:
        """The words of all that the goals and indicators of the year say."""
        return words(self.levels.get(ANNUAL, ""))

    @cached_property
    def goals_of_the_year(self) -> Words:
        """The words of the goals of the year themselves."""
        return words("\n".join([text for goal, text in self.goals.items() if goal.level == ANNUAL]))


@remembered
def wording(outline: Outline, also_generic: tuple[str, ...]) -> Wording:
    """The wording of a declaration; its own names are generic in it, like the words that the settings add."""
    ignored = (*outline.own_names, *also_generic)
    own = [one.text if one.heading == one.text else f"{one.text}\n{one.heading}" for one in outline.goals]
    below = ["\n".join([text for one in outline.below[goal] for text in (one.name, one.target)]) for goal in outline.goals]
    goals = dict(zip(outline.goals, _bare(own, ignored), strict=True))
    measures = dict(zip(outline.goals, _bare(below, ignored), strict=True))
    beside = [one for one in outline.indicators if one.goal is None]
    levels: dict[str, list[str]] = {level: [] for level in (*outline.levels, "")}
    for goal in outline.goals:
        levels[goal.level] += goals[goal], measures[goal]
    for one, name in zip(beside, _bare([one.name for one in beside], ignored), strict=True):
        levels[one.level].append(name)
    tasks = tuple(_bare(outline.tasks, ignored))
    return Wording(tasks, goals, measures, {level: "\n".join(said) for level, said in levels.items()})


def _bare(texts: Sequence[str], ignored: tuple[str, ...]) -> list[str]:
    whole = "\0".join(texts)
    for name in ignored:
        whole = whole.replace(name, " ")
    return _GENERIC.sub(" ", whole).split("\0") if texts else []


def has_content(text: str) -> bool:
    """Whether a text of `Wording` has any word."""
    return HAN_RUN.search(text) is not None


def words(text: str) -> Words:
    """The words of a text, among all pairs of characters in it."""
    return frozenset(chain(*pairs(text)))


def share(one: str, other: Words) -> bool:
    """Whether a word of a text of `Wording` is among the words of another."""
    said = "\0".join(HAN_RUN.findall(one))  # with what no text has between them
    return not other.isdisjoint(chain(*pairs(said)))


def shared_start(one: str, other: str) -> str:
    """The characters with which both begin."""
    lengths = range(min(len(one), len(other)))
    return one[: bisect_left(lengths, True, key=lambda last: one[: last + 1] != other[: last + 1])]
