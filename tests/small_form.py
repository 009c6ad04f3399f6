"""The schema of a small form, of which tests vary what it has beside a year and a project."""

from __future__ import annotations

from typing import Any

TEXT = {"$ref": "common.schema.json#/$defs/text"}
AMOUNT = {"$ref": "common.schema.json#/$defs/amount"}
TICK = {"title": "选", "description": "√", "const": "√"}


def group(**properties: Any) -> dict[str, Any]:
    return {"title": "组", "description": "组。", "type": "object", "additionalProperties": False, "properties": properties}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"title": "列", "description": "列。", "type": "array", "items": items}


def small_form(**more: Any) -> dict[str, Any]:
    """The schema of a form that has these properties beside its name, a year and a project."""
    known = {"form": {"title": "种类", "description": "固定写 mini。", "const": "mini"}, "project": {**TEXT, "title": "项目名称"}}
    year = {"$ref": "common.schema.json#/$defs/year", "title": "年度", "description": "年度。"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "mini.schema.json",
        **group(**known, fiscal_year=year, **more),
        "title": "小表",
        "required": ["form"],
    }
