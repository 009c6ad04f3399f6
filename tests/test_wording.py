"""What users read is written in one way: README, docs, and the messages in code, schemas and settings."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import prose
import pytest
import wording
from conftest import ROOT

READ = ("README.md", "benchmarks/README.md", "docs", "templates", "integrations", "schema", "perfgen")
SUFFIXES = {".md", ".py", ".json", ".toml", ".js", ".html", ".yml"}
AS_IS = {
    "资金,target-worse": "typed after --select",
    "名字或申报表[:值的位置]": "usage of a command",
    "申报表:位置": "typed after explain",
}
OF_FORMS = {"目标值": ("schema/", "docs/spec-reference.md")}  # a form's own word, where its instructions are given


def pieces() -> list[tuple[str, prose.Piece]]:
    listed = subprocess.check_output(["git", "ls-files", "-z", *READ], cwd=ROOT, encoding="utf-8").split("\0")
    names = [name for name in listed if Path(name).suffix in SUFFIXES and (ROOT / name).is_file()]
    return [(name, piece) for name in names for piece in prose.prose(ROOT / name)]


def unfit(name: str, text: str) -> list[str]:
    for typed in AS_IS:
        text = text.replace(typed, "`x`")
    for word, places in OF_FORMS.items():
        text = text.replace(word, "") if name.startswith(places) else text
    return list(wording.wrong(text))


@pytest.mark.slow
def test_what_users_read_is_written_in_one_way() -> None:
    found = pieces()
    assert len(found) > 5000
    assert {Path(name).suffix for name, _ in found} >= SUFFIXES - {".yml"}
    assert [f"{name}:{one.line}: {wrong}" for name, one in found for wrong in unfit(name, one.text)] == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("这份表是 2021 年报的。", "单位连写"),
        ("合计是 862.40 万元。", "单位连写"),
        ("检查了{} 万元的支出。", "单位连写"),
        ("请用perfgen检查。", "外文词"),
        ("共3份，第5行有错。", "两边空一格"),
        ("在“甲“乙”丙”一栏填写。", "「」"),
        ('填写"指标值"一栏。', "引号用“”"),
        ("请检查,然后生成.", "写成 请检查，然后生成。"),
        ("请检查 `x`，（ 再 ）生成。", "（再）"),
        ("２０２１年的表。", "2021年"),
        ("把申报表印成 Word 文件。", "写 生成"),
        ("文字太多，格子放不下。", "写 单元格"),
    ],
)
def test_what_is_written_otherwise_is_found(bad: str, words: str) -> None:
    assert prose.is_chinese(bad)
    assert any(words in wrong for wrong in unfit("docs/a.md", bad))


def test_chosen_words_are_read_from_the_table() -> None:
    words = wording.chosen_words()
    assert (words["印成"], words["打印成"], words["目标值"]) == ("生成", "生成", "指标值")
    assert len(words) >= 15
    assert not any(re.search("[^\u4e00-\u9fff]", word) for pair in words.items() for word in pair)


@pytest.mark.parametrize(
    ("suffix", "content", "said"),
    [
        (".md", "见[模板](a.md)和 `共3份`。\n\n```\n共3份。\n```\n<!-- 共3份。 -->\n| 甲共3份 |\n", ["见模板和 `x`。", "甲共3份"]),
        (".py", 'told = f"第 {row} 行" f"的“{text}”不对"\npattern = "第[^行]"\n', ["第 {} 行的“{}”不对"]),
        (".json", '{"title": "预算 收支", "description": "金额单位为万元。"}', ["金额单位为万元。"]),
        (".toml", "# 这里写规则。\nkey = '值的样子'\n", ["这里写规则。"]),
        (".js", "say(`还有 ${of(a)} 处`) // 待填的\nask('确定吗')", ["还有 {} 处", "待填的", "确定吗"]),
        (".html", '<p title="填写的表">点这里</p>', ["填写的表", "点这里"]),
        (".yml", "on: push  # 推送的时候\n", ["推送的时候"]),
    ],
)
def test_prose_of_each_kind_of_file(tmp_path: Path, suffix: str, content: str, said: list[str]) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(content, encoding="utf-8")
    assert [piece.text for piece in prose.prose(path)] == said
