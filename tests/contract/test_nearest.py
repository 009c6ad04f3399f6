"""Guesses: slips are understood, other words are not taken for anything."""

from __future__ import annotations

import random

import pytest

from perfgen.cli import COMMANDS
from perfgen.contract.nearest import nearest
from perfgen.lint.rule import all_rules
from perfgen.project import Project
from perfgen.report.other_names import other_names

SETTINGS = "required-version specs out formats exclude form profile rules".split()
OPTIONS = (
    "out to layout one-workbook jobs strict force watch quiet format select ignore changed new since silenced statistics fix "
    "last-year ids check dry-run ours theirs tracked yes listen author date year help"
).split()
RULES = [*all_rules(), *other_names()]
KNOWN = {"commands": [*COMMANDS], "rules": RULES, "forms": Project().forms(), "settings": SETTINGS, "options": OPTIONS}
# What nobody can have meant for one of these; but for what is a part of its name.
OTHERS = """
deploy install status lint run server export open update print show add remove delete config login push merge test start
stop clean serve generate create edit save upload word pdf yaml json report audit review project goal funding
abc xyz foo bar hello world python perfgen submit approve sign search query where group order limit title value number string
array true false 生成 检查 打印 单位 你好 年度 项目名称 联系电话 邮箱 备注 其他 附件 负责人 传真 地址 签字 审核 领导 意见
""".split()


def slip(word: str, drawn: random.Random) -> str:
    at = drawn.randrange(len(word) - 1)
    return drawn.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + drawn.choice("aeiou") + word[at + 1 :],
        ]
    )


@pytest.mark.parametrize("kind", KNOWN)
def test_slips_are_understood(kind: str) -> None:
    """One in a word, two in a long one."""
    drawn, known = random.Random(1), KNOWN[kind]
    slips = [(word, slip(word, drawn)) for word in known if len(word) > 3]
    slips += [(word, slip(made, drawn)) for word, made in slips if len(word) > 10]
    tried = [(word, made) for word, made in slips if made not in known]
    missed = [(word, made, guess) for word, made in tried if (guess := nearest(made, known)) != word]
    assert len(tried) >= 5
    assert len(missed) <= len(tried) / 50, missed


@pytest.mark.parametrize("kind", KNOWN)
def test_other_words_are_taken_for_nothing(kind: str) -> None:
    known = KNOWN[kind]
    assert [(word, guess) for word in OTHERS if word not in known and (guess := nearest(word, known))] == []


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("value-standard", RULES, "value-in-standard"),
        ("Flat_Target", RULES, "flat-target"),
        ("flattarget", RULES, "flat-target"),
        ("gitsetup", [*COMMANDS], "git-setup"),
        ("version", SETTINGS, "required-version"),
        ("ot", SETTINGS, "out"),
        ("满意指标", ["满意度指标", "质量指标"], "满意度指标"),
        ("日期", ["填报日期", "单位"], "填报日期"),
        ("重量指标", ["数量指标", "质量指标"], ""),
        ("新", ["新增", "延续"], "新增"),
        ("否", ["是"], ""),
        ("初中", ["高中"], ""),
        ("", ["a"], ""),
        ("x" * 100_000, RULES, ""),
        ("a", [], ""),
    ],
)
def test_guess(word: str, known: list[str], guess: str) -> None:
    assert nearest(word, known) == guess
