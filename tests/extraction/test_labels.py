"""What is learnt from a template, without a word of it in Python."""

from __future__ import annotations

import pytest
from given import here, learn

from perfgen.extraction.patterns import TokenKind

DEPARTMENT, PROJECT = "department-declaration", "project-declaration"


@pytest.mark.parametrize("form", here().forms())
def test_every_value_of_the_schema_has_a_place(form: str) -> None:
    labels = learn(form)
    paths = {slot.path for row in labels.rows for token in row.tokens for slot in token.slots}
    paths |= {slot.path for line in labels.lines for slot in line.slots}
    keys = {step for path in paths for step in path.split("/")}
    assert len(paths) >= 9
    assert {key for key in labels.place.keys if key != "form"} <= keys


@pytest.mark.parametrize(("form", "rows"), [(DEPARTMENT, 20), (PROJECT, 9)])
def test_rows_of_one_kind_are_one_pattern(form: str, rows: int) -> None:
    assert len(learn(form).rows) == rows


def test_key_cells_stand_for_the_keys_of_the_schema() -> None:
    row = next(row for row in learn(PROJECT).rows if "绩效指标" in row.names and not row.is_heading)
    first, second, third = [token for token in row.tokens if token.kind is TokenKind.KEY]
    assert set(first.keys.values()) == {"产出指标", "效益指标", "满意度指标"}
    assert set(second.keys.values()) == set(third.keys.values())
    assert len(set(second.keys.values())) == 9
    assert [slot.path for token in row.tokens for slot in token.slots] == [
        "/medium_term_indicators/{0}/{1}/*/name",
        "/medium_term_indicators/{0}/{1}/*/target",
        "/annual_indicators/{0}/{2}/*/name",
        "/annual_indicators/{0}/{2}/*/target",
    ]


def test_years_are_counted_from_the_fiscal_year() -> None:
    row = next(row for row in learn(DEPARTMENT).rows if row.scope == "/annual_goals/*" and not row.is_heading)
    paths = [slot.path for token in row.tokens for slot in token.slots]
    assert [path for path in paths if "history" in path] == [
        "/annual_goals/*/indicators/{0}/{1}/*/history/$-2",
        "/annual_goals/*/indicators/{0}/{1}/*/history/$-1",
    ]
    assert [head.name for head in row.tokens[4].heads] == ["$年", "近两年指标值", "指标值"]


def test_a_row_that_opens_an_item_is_told_from_the_rows_below_it() -> None:
    opening = {row.opens: sorted(row.names) for row in learn(DEPARTMENT).rows if row.opens}
    assert opening == {"/long_term_goals/*": ["长期目标#"], "/annual_goals/*": ["年度目标#"]}
    assert {row.scope for row in learn(DEPARTMENT).rows if row.scope} == opening.keys()


def test_numbering_is_learnt() -> None:
    styles = {
        pattern.slots[0].path: (pattern.style.before, pattern.style.after)
        for row in learn(DEPARTMENT).rows
        for token in row.tokens
        for pattern in token.patterns
        if pattern.repeats and pattern.style
    }
    assert styles == {
        "/functions/duties/*": ("", "."),
        "/annual_tasks/*": ("（", "）"),
        "/long_term_goals/*/goal": ("目标", "："),
        "/annual_goals/*/goal": ("目标", "："),
    }


def test_what_is_printed_for_a_value_left_out_is_learnt() -> None:
    assert learn(DEPARTMENT).printed_instead == {
        "/long_term_goals/*/heading": "/long_term_goals/*/goal",
        "/annual_goals/*/heading": "/annual_goals/*/goal",
    }
    assert learn(PROJECT).printed_instead == {}


@pytest.mark.parametrize(
    ("text", "name", "number", "year"),
    [
        ("部 门 名 称：", "部门名称", 0, 0),
        ("部门（单位）名称", "部门名称", 0, 0),
        ("部门总体资金情况(元)", "部门总体资金情况(万元)", 0, 0),
        ("长期目标１:", "长期目标#", 1, 0),
        ("长期目标三", "长期目标#", 3, 0),
        ("中长期目标 2", "长期目标#", 2, 0),
        ("２０１９ 年", "$年", 0, 2019),
        ("2019年度", "$年", 0, 2019),
        ("指标内容", "指标名称", 0, 0),
        ("长期绩效", "长期绩效指标", 0, 0),
    ],
)
def test_label_is_known_however_it_is_typed(text: str, name: str, number: int, year: int) -> None:
    meaning = learn(DEPARTMENT).meaning(text)
    assert name in meaning.exact | meaning.near
    assert (meaning.number, meaning.year) == (number, year)


@pytest.mark.parametrize("text", ["备注", "审核意见", "市图书馆", "", "：", "2019", "党建主题活动次数"])
def test_other_text_is_no_label(text: str) -> None:
    meaning = learn(DEPARTMENT).meaning(text)
    assert not meaning.exact
    assert not meaning.near or text == "2019"
