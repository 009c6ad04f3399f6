"""Two versions of a declaration: each edit is told once, in the words of the form, and nothing else is told."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from conftest import ROOT
from declarations import declarations, without_empty
from given import contract_for, here, laid_out
from hypothesis import given, settings
from hypothesis import strategies as st
from random_specs import FORMS, edit
from seed_edits import EDITS, SEED, Edit
from steps import grows

from perfgen.building.laying import Laid
from perfgen.changes.change import KeyMoved, changed
from perfgen.changes.diff import changes
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound, Silenced
from perfgen.manuscript import canonical
from perfgen.review.compare import differences
from perfgen.review.difference import DifferenceKind
from perfgen.review.markdown import LIMIT, markdown
from perfgen.review.plain import text
from perfgen.review.records import as_json
from perfgen.review.reviewed import Reviewed
from perfgen.spec.spec import Spec, load

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted((ROOT / "specs" / "examples").glob("*.yaml"))


def laid(source: str) -> Laid:
    return laid_out(source.encode(), "单位.yaml")


def laid_data(data: Any) -> Laid:
    """The same of data; a value may have no place in the form."""
    form = data["form"]
    contract = contract_for(form)
    spec = Spec("", b"", data, dict)
    declaration = contract.declare(spec)
    return Laid(spec, contract, declaration, here().layout(form).lay_out(declaration))


def compared(old: str, new: str) -> list[Reviewed]:
    return [Reviewed("单位.yaml", "main:单位.yaml", "单位.yaml", "表", tuple(differences(laid(old), laid(new))))]


def lines(old: str, new: str) -> list[str]:
    """What the terminal shows of each difference."""
    return [line.strip() for line in text(compared(old, new)).splitlines() if line.startswith("    ")]


def edited(*edits: Edit) -> str:
    result = SEED
    for one in edits:
        result = one.on(result)
    return result


# --- each edit, in every format ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", EDITS, ids=lambda one: one.name)
def test_edit_is_told_in_the_words_of_the_form(one: Edit) -> None:
    assert lines(SEED, edited(one)) == list(one.lines)


def test_edits_of_every_kind_are_each_told_once() -> None:
    assert len(EDITS) >= 25
    told = lines(SEED, edited(*EDITS))
    assert Counter(told) == Counter(line for one in EDITS for line in one.lines)
    kinds = {difference.kind for difference in differences(laid(SEED), laid(edited(*EDITS)))}
    assert kinds == set(DifferenceKind) - {DifferenceKind.YEAR_LEFT, DifferenceKind.YEAR_ENTERED}


@pytest.mark.parametrize(("name", "written"), [("txt", text), ("md", markdown), ("json", as_json)])
def test_formats_stay_as_they_are(
    name: str, written: Callable[[list[Reviewed]], str], golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"seed.{name}", written(compared(SEED, edited(*EDITS))))


def test_markdown_and_json_tell_the_same_as_text() -> None:
    reviewed = compared(SEED, edited(*EDITS))
    told = lines(SEED, edited(*EDITS))
    commented = [line[2:] for line in markdown(reviewed).splitlines() if line.startswith("- ")]
    records = json.loads(as_json(reviewed))["differences"]
    assert len(told) == len(commented) == len(records) > 30
    for line, comment, record in zip(told, commented, records, strict=True):
        assert "</del><ins>" not in comment
        plain = html.unescape(re.sub("</del>→<ins>|</?(?:ins|del)>", "", comment))
        plain = plain.replace("\u200b", "").replace("→", "->")
        parts = re.sub(r"\[-|-\]|\{\+|\+\}", "", line).split("……")
        assert re.fullmatch(".*".join(map(re.escape, parts)), plain)
        assert (record["remark"] or "") in line
        assert record["kind"] in {str(kind) for kind in DifferenceKind}
        if record["pieces"]:
            for marks, value in (("=-", record["old"]), ("=+", record["new"])):
                assert "".join(text for mark, text in record["pieces"] if mark in marks) == value


def test_pointers_lead_to_the_values() -> None:
    old, new = laid(SEED), laid(edited(*EDITS))
    for difference in differences(old, new):
        for side, pointer in ((old, difference.path), (new, difference.there)):
            if pointer is not None:
                data: Any = side.spec.data
                for token in pointer.split("/")[1:]:
                    data = data[int(token)] if isinstance(data, list) else data[token]


# --- what the edits of the seed do not show ---------------------------------------------------------------------------


def test_goal_that_goes_takes_its_indicators_with_it_and_is_told_once() -> None:
    start, end = SEED.index("  - goal: 逐步实现步行街"), SEED.index("  - goal: 筑巢引凤")
    told = differences(laid(SEED), laid(SEED[:start] + SEED[end:]))
    assert [(one.kind, one.section.title, one.remark) for one in told] == [
        (DifferenceKind.GOAL_REMOVED, "原长期目标2", "含 5 条指标")
    ]


def test_indicators_of_a_goal_that_goes_may_have_moved() -> None:
    row = "          - {name: 商圈受众满意度, target: ≥90%, standard: 问卷调查}\n"
    other = "          - {name: 招商工作满意度, target: ≥90%, standard: 问卷调查}\n"
    start, end = SEED.index("  - goal: 逐步实现步行街"), SEED.index("  - goal: 筑巢引凤")
    assert lines(SEED, SEED[:start] + SEED[end:].replace(other, row + other)) == [
        "长期目标2 删去 “逐步实现步行街、创业街地区传统商业布局转型。”（含 4 条指标）",
        "指标 “商圈受众满意度” 由长期目标2的效益指标/社会公众或服务对象满意度指标"
        "移到长期目标2的效益指标/社会公众或服务对象满意度指标",
    ]


def test_renamed_and_changed_indicator_is_told_by_its_new_name() -> None:
    after = SEED.replace("{name: 党建评选, target: 合格", "{name: 党支部评选, target: 优秀")
    assert lines(SEED, after) == ["指标名称 “党建评选” -> “党支部评选”", "“党支部评选”的指标值 “合格” -> “优秀”"]


def test_form_with_its_indicators_beside_the_goals() -> None:
    source = next(path for path in EXAMPLES if path.stem == "项目支出-示例").read_text("utf-8")
    after = (
        source.replace("annual: {财政拨款: 620.00", "annual: {财政拨款: 600.00")
        .replace("target: ≥12个", "target: ≥10个")
        .replace("完成12个口袋公园", "建成10个口袋公园")
        .replace("continuity: 新增", "continuity: 延续")
        .replace("建成12个口袋公园并", "建成10个口袋公园并")
    )
    assert text(compared(source, after)).splitlines() == [
        "main:单位.yaml -> 单位.yaml",
        "  基本信息",
        "    项目属性 “新增” -> “延续”",
        "  项目资金",
        "    年度资金的财政拨款 620.00 -> 600.00（↓3.2%）",
        "    年度资金总额 700.00 -> 680.00（↓2.9%）",
        "  年度目标",
        "    年度目标1 “建成[-12-]{+10+}个口袋公园并向周边居民开……”",
        "  年度绩效指标",
        "    “当年建成口袋公园个数”的指标值 “≥12个” -> “≥10个”（↓2个，变差）",
        "",
        "1 份申报表有 4 处改动：目标改写 1，指标值改动 1（变差 1），金额改动 1，文字改动 1；合计、占比随之变动 1 处",
    ]


def test_sign_and_unit_in_columns_of_their_own_say_what_is_worse() -> None:
    source = next(path for path in EXAMPLES if path.stem == "部门整体支出-重庆-示例").read_text("utf-8")
    assert "target: 125, weight: 15, unit: 公里, comparator: ≥" in source
    after = source.replace("target: 125", "target: 120").replace("target: 18,", "target: 17,")  # of which the other's sign is ＝
    assert text(compared(source, after)).splitlines()[-4:] == [
        "    “村（社区）办公经费保障个数”的指标值 “18” -> “17”（↓1个）",
        "    “农村公路养护里程”的指标值 “125” -> “120”（↓5公里，变差）",
        "",
        "1 份申报表有 2 处改动：指标值改动 2（变差 1）",
    ]


def test_what_only_the_calendar_changed_is_told_once() -> None:
    path = next(path for path in EXAMPLES if path.stem == "部门整体支出-示例")
    before = path.read_text("utf-8")
    rows = re.findall(r"history: \{2024: (.+?), 2025: (.+?)\}, target: (.+?),", before)
    amounts = re.findall(r"budget: (.+?), history: \{2024: (.+?), 2025: (.+?)\}", before)
    assert len(rows) > 10 and len(amounts) == 4
    after = before.replace("fiscal_year: 2026", "fiscal_year: 2027")
    for old, last, target in rows:
        after = after.replace(
            f"history: {{2024: {old}, 2025: {last}}}, target: {target},",
            f"history: {{2025: {last}, 2026: {target}}}, target: {target},",
        )
    for budget, old, last in amounts:
        after = after.replace(f"{{2024: {old}, 2025: {last}}}", f"{{2025: {last}, 2026: {budget}}}")
    after = after.replace("2026: ≥10个", "2026: 9个")  # the actual, not the plan
    total = len(rows) + len(amounts)
    assert lines(before, after) == [
        "年度 “2026” -> “2027”",
        f"2024年的往年数值不再列出（{total} 处）",
        f"2026年的数值照当年所报转为往年数值（{total - 1} 处）",
        "“新建分馆个数”的往年指标值（2026） 新填 “9个”",
    ]


# --- hostile texts ----------------------------------------------------------------------------------------------------

HOSTILE = [
    "</summary></details><script>alert(1)</script>",
    "[点这里](https://evil.example) ![x](http://evil.example/x.png)",
    "@everyone @org/team #12 GH-12 !34 ~label $1 &5 a@b.example",
    "**粗** _斜_ `码` ~~删~~ | a | b |",
    "www.evil.example https://evil.example :tada:",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_markup_or_a_mention(hostile: str) -> None:
    after = SEED.replace("target: 合格", f"target: {json.dumps(hostile)}").replace("刘蒙蒙", json.dumps(hostile))
    (one,) = compared(SEED, after)
    problem = Diagnostic("name", hostile, hostile, Position(1, 1), hostile)
    brought = one._replace(problems=(problem,), silenced=(Silenced(problem, hostile),), path=hostile)
    comment = markdown([brought])
    assert comment.count("\n- **") == 2
    marks = re.sub(
        r"</?(?:details|summary|del|ins)>|^\*\*|\*\*(?=[，：]|$)|^- (?:\*\*(?:错误|放行)\*\*)?", "", comment, flags=re.MULTILINE
    )
    assert not re.search(r"[<>@*_`~|\[\]!\\$]", marks)
    assert not re.search(r"(?i)www\.|://|:tada:|gh-[0-9]|[@#!~$][a-z0-9]", html.unescape(marks))
    assert json.loads(as_json(compared(SEED, after)))["differences"][0]["new"] == hostile


def test_name_of_a_file_steers_no_terminal_and_no_comment() -> None:
    reviewed = [Reviewed("a", None, "\u202ea\x1b[2J\n# @b", "表")]
    for written in (text(reviewed), markdown(reviewed)):
        assert not re.search("[\u202e\x1b]", written)
        assert len(written.split("\n\n")) == 2


def test_line_breaks_start_no_line_of_a_comment() -> None:
    after = SEED.replace("introduction: 光谷", 'introduction: "/close\\n\\n# 甲\\n- 乙\\n\\n" #')
    (line,) = [line for line in markdown(compared(SEED, after)).splitlines() if "乙" in line]
    assert line.startswith("- 部门职能概述：职能引言 ")


def test_comment_is_never_longer_than_it_may_be() -> None:
    long = "很长的话" * 7000
    after = SEED.replace("刘蒙蒙", long).replace("target: 合格", f"target: {long}").replace("受到省市表扬", long)
    comment = markdown(compared(SEED, after))
    assert len(comment) <= LIMIT + 100
    assert comment.endswith("没有列出，请在本地用 perfgen diff 查看。\n")
    assert comment.count("<details>") == comment.count("</details>") > 0


def test_work_grows_with_huge_prose_and_not_with_its_square() -> None:
    random = Random(1)

    def compare(length: int) -> None:
        words = ["".join(random.choices("园区企业党建服务招商引资产业发展", k=length)) for _ in range(2)]
        assert len(lines(*[SEED.replace("introduction: 光谷", f"introduction: {word}光谷") for word in words])) == 1

    assert grows(compare, 2000) < 3


# --- nothing, and everything ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*EXAMPLES, *(ROOT / "specs" / "2021").glob("*.yaml")], ids=lambda path: path.stem)
def test_what_is_the_same_has_no_differences(path: Path) -> None:
    source = path.read_text("utf-8")
    assert differences(laid(source), laid(source)) == []
    spec = load(re.sub("  #.*", "", source).encode(), path.name)
    rewritten = canonical.fmt(spec, here().contract_of(spec)).decode()
    assert text(compared(source, rewritten)) == ""


def test_nothing_to_tell_is_a_whole_document_for_programs() -> None:
    assert markdown([]) == "没有改动。\n"
    assert json.loads(as_json([])) == {"schema_version": 1, "summary": "", "files": [], "differences": []}


def test_amount_that_prints_the_same_is_no_difference() -> None:
    assert lines(SEED, SEED.replace("基本支出: {}", "基本支出:")) == []
    assert lines(SEED, SEED.replace("429.00", "429.0")) == []


def valid(random: Random, data: Any, count: int) -> Any:
    """The data with so many random edits that leave it a declaration."""
    for _ in range(200):
        if not count:
            break
        other = edit(random, data, 1)
        try:
            laid_data(other)
        except (ProblemsFound, KeyError, TypeError, ValueError):
            continue
        data, count = other, count - 1
    return data


@pytest.mark.slow
@settings(max_examples=40)
@given(st.sampled_from(FORMS).flatmap(declarations), st.integers(0, 2**32), st.sampled_from([1, 3, 10, 40]))
def test_every_change_that_shows_is_told_and_no_other(data: Any, seed: int, count: int) -> None:
    assert_told(data, valid(Random(seed), data, count))


@pytest.mark.slow
@settings(max_examples=20)
@given(st.sampled_from(FORMS).flatmap(lambda form: st.tuples(declarations(form), declarations(form))))
def test_two_declarations_that_have_nothing_in_common_can_be_compared(pair: tuple[Any, Any]) -> None:
    """Without a history that holds nothing: where an indicator becomes one of the long term, it goes without a word."""
    before, after = ({**data, "annual_goals": without_empty(data["annual_goals"])} for data in pair)
    assert_told(before, after)


def assert_told(before: Any, after: Any) -> None:
    old, new = laid_data(before), laid_data(after)
    found = differences(old, new)
    made = changes(old.spec.data, new.spec.data)
    told = [change for change in made if any(change in difference.changes for difference in found)]
    assert all(change in made for difference in found for change in difference.changes)
    assert all(bool(difference.changes) is (difference.kind is not DifferenceKind.DERIVED) for difference in found)
    places = Counter((one.kind, one.path, one.there) for one in found if one.kind is not DifferenceKind.DERIVED)
    assert not places or max(places.values()) == 1
    assert not any(isinstance(change, KeyMoved) for change in told)
    result = changed(old.spec.data, told).data
    assert isinstance(result, dict)
    assert [*laid_data(result).form.texts()] == [*new.form.texts()]
    for written in (text, markdown, as_json):
        assert bool(written([Reviewed("a", "a", "a", "表", tuple(found))])) or not found
