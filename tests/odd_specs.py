"""Specs at the edges of what a department may write: name in, YAML text out."""

from __future__ import annotations

from typing import Any

import yaml

TEXT = "贯彻落实上级关于社区服务的各项部署，组织居民开展便民活动，按月公布进度并接受监督；"


def indicator(name: str, target: str = "≥95%", years: bool = True) -> dict[str, Any]:
    history = {"history": {"2024": "90%", "2025": "92%"}} if years else {}
    return {"name": name, **history, "target": target, "standard": "计划标准"}


def department(**changes: Any) -> dict[str, Any]:
    """A small sound declaration with `changes` in place of its own keys."""
    goal = {
        "goal": "组织居民开展便民活动。",
        "indicators": {"产出指标": {"数量指标": [indicator("活动场次", "≥12场")]}},
    }
    long_term = {
        "goal": "建成便民服务网络。",
        "indicators": {"效益指标": {"社会效益指标": [indicator("知晓率", years=False)]}},
    }
    data = {
        "form": "department-declaration",
        "fiscal_year": 2026,
        "department": "临湖市社区服务中心",
        "preparer": {"name": "程立秋", "phone": "027-87880000"},
        "funding": {
            "revenue": {"财政拨款": {"budget": 320, "history": {"2024": 300.5, "2025": 310}}},
            "expenditure": {"基本支出": {"budget": 320, "history": {"2024": 300.5, "2025": 310}}},
        },
        "functions": {"introduction": "中心的主要职责是：", "duties": ["组织便民活动。"]},
        "annual_tasks": ["组织便民活动。"],
        "long_term_goals": [long_term],
        "annual_goals": [goal],
    }
    return {**data, **changes}


def long_goal() -> dict[str, Any]:
    """60 indicators in one goal, so that its table goes on over several pages; then a short goal."""
    categories = {
        "产出指标": ["数量指标", "质量指标", "时效指标"],
        "效益指标": ["经济效益指标", "社会效益指标", "可持续影响指标"],
    }
    numbers = iter(range(1, 61))
    tree = {
        category: {
            subcategory: [indicator(f"第{next(numbers)}项指标，名称长到要换行", "≥12场") for _ in range(10)]
            for subcategory in subcategories
        }
        for category, subcategories in categories.items()
    }
    short = {"goal": "后一个目标。", "indicators": {"产出指标": {"数量指标": [indicator("最后一项")]}}}
    return department(annual_goals=[{"goal": "目标的内容很多。", "indicators": tree}, short])


def many_goals() -> dict[str, Any]:
    """24 goals of 1 to 9 indicators, so that many a block begins near the end of a page."""
    numbers = iter(range(1, 1000))

    def goal(number: int) -> dict[str, Any]:
        counts = {"数量指标": number % 5 + 1, "质量指标": number % 3, "时效指标": number % 2}
        tree = {
            key: [indicator(f"指标{next(numbers):03}") for _ in range(count)] for key, count in counts.items() if count
        }
        return {"goal": f"这是第{number}个目标。", "indicators": {"产出指标": tree}}

    return department(annual_goals=[goal(number) for number in range(1, 25)])


def long_prose() -> dict[str, Any]:
    """Rows that no page can hold, of one paragraph and of many."""
    goals = [{"goal": f"第{number}个目标：{TEXT * 10}"} for number in range(1, 9)]
    return department(
        functions={"introduction": TEXT * 70, "duties": ["组织便民活动。"]},
        annual_tasks=[TEXT * 3] * 20,
        long_term_goals=[
            {"goal": "长期目标的内容。", "indicators": {"产出指标": {"数量指标": [indicator(TEXT, TEXT * 4, False)]}}}
        ],
        annual_goals=goals,
    )


def sparse() -> dict[str, Any]:
    """All that may be left out is left out."""
    return department(
        funding={"revenue": {"财政拨款": {}}, "expenditure": {"基本支出": None}},
        long_term_goals=[{"goal": "建成便民服务网络。"}],
        annual_goals=[
            {"goal": "甲。"},
            {"goal": "乙。", "indicators": {"产出指标": {"数量指标": [indicator("活动场次", years=False)]}}},
        ],
    )


def odd_characters() -> dict[str, Any]:
    names = [
        "𠮷野家𫖯䶮",
        "活动👩‍🌾🎉",
        "A & B < C > D",
        "“引号”'\"`",
        "  前后有空格  ",
        "㎡、№、①、～",
        "a\tb",
        "]]>&amp;<w:p/>",
    ]
    tree = {"产出指标": {"数量指标": [indicator(name, name) for name in names]}}
    return department(department="𠮷镇 & <社区>", annual_goals=[{"goal": "{{ 目标 }} & “引号”", "indicators": tree}])


ODD = {
    "long-goal": long_goal,
    "many-goals": many_goals,
    "long-prose": long_prose,
    "sparse": sparse,
    "odd-characters": odd_characters,
}


def dump(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
