"""A piece of Chinese prose in, what is wrong with how it is written out.

`.autocorrectrc` has the rules of autocorrect, CONTRIBUTING.md the chosen words; the spaces are here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import autocorrect_py
import yaml

ROOT = Path(__file__).resolve().parent.parent
_HAN = "[\u4e00-\u9fff]"
_NUMBER = r"(?:[0-9][0-9.,]*|\{\})"
_MEASURE = "(?:年度|年|月|日|万元|亿元|元|毫米|磅|秒|分钟|小时)"
_COUNTED = "[份处行条列格页张段]"
_OWN = (
    (re.compile(f"{_NUMBER} {_MEASURE}"), "数和年月日、元等单位连写，如 2021年、5.8万元"),
    (re.compile(f"{_HAN}[A-Za-z]|[A-Za-z]{_HAN}"), "汉字和外文词之间空一格"),
    (re.compile(f"[第共有][0-9]|第 ?{_NUMBER}[份处行条列格页张段]"), "第几条、共几份的数，两边空一格"),
    (re.compile(f'"(?! )[^"“”]*{_HAN}[^"“”]*(?<! )"'), "引号用“”"),
)
_NESTED = re.compile("“[^”]*“[^”]*”[^“]*”")
_QUOTED = re.compile("“[^“”]*”")
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def wrong(text: str) -> Iterator[str]:
    """What is wrong, and how it is written. Spaces and words within quotes are those of whoever is quoted."""
    if (better := autocorrect_py.format(text)) != text:
        yield f"写成 {better}"
    own = _QUOTED.sub("“x”", text)
    yield from (f"“{found[0]}”：{rule}" for pattern, rule in _OWN for found in pattern.finditer(own))
    yield from (f"“{found[0]}”：引号里的引号用「」" for found in _NESTED.finditer(text))
    yield from (f"“{other}”：写 {chosen}" for other, chosen in chosen_words().items() if other in own)


@cache
def chosen_words() -> dict[str, str]:
    """For each word that is not written, the one that is: the table of CONTRIBUTING.md."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = page[page.index("\n## Words") :].split("\n## ")[1]
    rows = [row.groups() for row in _ROW.finditer(section)][2:]  # after the head and the line below it
    return {other: chosen for chosen, others, _ in rows for other in others.split("、")}


autocorrect_py.load_config(yaml.safe_dump(yaml.safe_load((ROOT / ".autocorrectrc").read_text("utf-8"))))
