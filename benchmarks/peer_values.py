"""What both peers do before they print: the bytes of a spec in, the texts of the form out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

Values = dict[str, Any]
Check = Callable[[Any], bool]


def schema_check(schema: Path) -> Check:
    """The check of a schema without references to other files, to be made once and used for every spec."""
    from jsonschema import Draft202012Validator  # not needed where nothing is checked

    return Draft202012Validator(json.loads(schema.read_bytes())).is_valid


def read(source: bytes, check: Check | None) -> Values:
    """The texts of the form, derived ones included. Raises ValueError where the check does not accept the spec."""
    data = _with_text_keys(yaml.load(source, yaml.CSafeLoader))
    if check is not None and not check(data):
        raise ValueError("the spec does not fit the schema")
    years = [str(data["fiscal_year"] - 2), str(data["fiscal_year"] - 1)]
    return {
        "title": f"{data['fiscal_year']}年部门整体支出绩效目标申报表",
        "department": data["department"],
        "preparer": data["preparer"]["name"],
        "phone": str(data["preparer"]["phone"]),
        "years": years,
        "funding": [
            ("收入构成", _funding(data["funding"]["revenue"], ["财政拨款", "其他资金"], years)),
            ("支出构成", _funding(data["funding"]["expenditure"], ["基本支出", "项目支出"], years)),
        ],
        "functions": [
            *data["functions"].get("introduction", "").splitlines(),
            *(f"{number}.{duty}" for number, duty in enumerate(data["functions"].get("duties", []), 1)),
        ],
        "tasks": [f"（{_chinese(number)}）{task}" for number, task in enumerate(data["annual_tasks"], 1)],
        "long_term_goals": _overview(data["long_term_goals"]),
        "annual_goals": _overview(data["annual_goals"]),
        "long_term_blocks": _blocks(data["long_term_goals"], "长期", []),
        "annual_blocks": _blocks(data["annual_goals"], "年度", years),
    }


def _with_text_keys(data: Any) -> Any:
    """PyYAML makes numbers of years; a JSON Schema knows keys that are text."""
    if isinstance(data, dict):
        return {str(key): _with_text_keys(value) for key, value in data.items()}
    return [_with_text_keys(value) for value in data] if isinstance(data, list) else data


def _funding(lines: Values, names: list[str], years: list[str]) -> list[list[str]]:
    """A row for each line and one for their total: name, budget, share, and a column a year."""
    rows = []
    for name in names:
        line = lines.get(name) or {}
        history = line.get("history") or {}
        rows.append([line.get("budget"), *(history.get(year) for year in years)])
    totals = [_total(amounts) for amounts in zip(*rows, strict=True)]
    return [
        [name, _amount(row[0]), _share(row[0], totals[0]), *map(_amount, row[1:])]
        for name, row in zip([*names, "合计"], [*rows, totals], strict=True)
    ]


def _total(amounts: Iterable[float | None]) -> float | None:
    given = [amount for amount in amounts if amount is not None]
    return sum(given) if given else None


def _amount(amount: float | None) -> str:
    return "-" if amount is None else f"{amount:.2f}"


def _share(part: float | None, whole: float | None) -> str:
    return "-" if part is None or not whole else f"{round(part * 100 / whole, 2):g}%"


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")


def _overview(goals: list[Values]) -> list[str]:
    return [f"目标{number}：{goal['goal']}" for number, goal in enumerate(goals, 1)]


def _blocks(goals: list[Values], kind: str, years: list[str]) -> list[Values]:
    """For each goal with indicators its heading and flat rows; a label stands in the first row of its group only."""
    blocks = []
    for number, goal in enumerate(goals, 1):
        rows = []
        for category, subcategories in (goal.get("indicators") or {}).items():
            first_of_category = True
            for subcategory, indicators in subcategories.items():
                for position, indicator in enumerate(indicators):
                    history = indicator.get("history") or {}
                    rows.append(
                        {
                            "category": category if first_of_category else "",
                            "category_merge": "restart" if first_of_category else "continue",
                            "subcategory": "" if position else subcategory,
                            "subcategory_merge": "continue" if position else "restart",
                            "name": indicator["name"],
                            "history": [str(history.get(year, "")) for year in years],
                            "target": str(indicator["target"]),
                            "standard": indicator["standard"],
                        }
                    )
                    first_of_category = False
        if rows:
            heading = goal.get("heading") or goal["goal"]
            blocks.append({"label": f"{kind}目标{number}：", "heading": heading, "rows": rows})
    return blocks
