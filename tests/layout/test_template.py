"""A template's fault is told with its file and line; a template can reach nothing; a value is printed as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from perfgen.declaration.record import Record, shape
from perfgen.diagnostics import Diagnostic, Position, ProblemsFound
from perfgen.form import Form, Paragraph
from perfgen.layout.template import Layout
from perfgen.text import Text

SCHEMA = {
    "type": "object",
    "properties": {
        "department": {"type": "string"},
        "fiscal_year": {"type": "integer"},
        "tasks": {"type": "array", "items": {"type": "string"}},
        "line": {
            "type": "object",
            "properties": {
                "budget": {"type": "number"},
                "history": {"type": "object", "patternProperties": {"^[0-9]{4}$": {"type": "number"}}},
            },
        },
    },
}
DATA = {"department": "服务中心", "fiscal_year": 2021, "tasks": ["甲", "乙"], "line": {"history": {"2019": "1.00"}}}

LayOut = Callable[..., Form]


@pytest.fixture
def lay_out(tmp_path: Path) -> LayOut:
    """`lay_out(template, more={name: text}, **changes)`: the form of DATA by this template."""

    def run(template: str | bytes, more: dict[str, str] | None = None, **changes: object) -> Form:
        for name, text in {"form.html.j2": template, **(more or {})}.items():
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        declaration = shape(SCHEMA)({**DATA, **changes}, "")
        assert isinstance(declaration, Record)
        return Layout(tmp_path / "form.html.j2").lay_out(declaration)

    return run


def fault(lay_out: LayOut, template: str | bytes, more: dict[str, str] | None = None) -> Diagnostic:
    with pytest.raises(ProblemsFound) as problems:
        lay_out(template, more)
    (only,) = problems.value.diagnostics
    return only


def place(found: Diagnostic) -> str:
    assert found.position is not None
    return f"{Path(found.file).name}:{found.position.line}"


# Each fault stands below two lines, so that line 1 is never right by chance.
HEAD = "<h1>表</h1>\n{% set columns = 2 %}\n"
FAULTS = {
    "syntax": ("{% for task in tasks %}<p>{{ task }</p>{% endfor %}", "模板语法有误"),
    "block not closed": ("<p>甲</p>\n{% if columns", "模板语法有误"),
    "unknown filter": ("<p>{{ department | shout }}</p>", "模板语法有误"),
    "undefined name": ("<p>{{ deparment }}</p>", "模板排版时出错"),
    "undefined function": ("<p>{{ columns_of(tasks) }}</p>", "模板排版时出错"),
    "unknown key": ("<p>{{ line.bugdet }}</p>", "模板排版时出错：这里没有“bugdet”这一项"),
    "unknown key in brackets": ("<p>{{ line['bugdet'] }}</p>", "模板排版时出错：这里没有“bugdet”这一项"),
    "unknown key in a test": ("{% if line.bugdet %}<p>甲</p>{% endif %}", "模板排版时出错：这里没有“bugdet”这一项"),
    "several values at once": ("<p>{{ line }}</p>", "模板排版时出错：只能输出一个值，这里是一组值"),
    "list of values": ("<p>{{ tasks }}</p>", "模板排版时出错：只能输出一个值，这里是一组值"),
    "nothing": ("<p>{{ none }}</p>", "模板排版时出错：只能输出一个值，这里是一组值"),
    "sum of text": ("<p>{{ 'a' + 1 }}</p>", "模板排版时出错"),
    "division": ("<p>{{ 1 / 0 }}</p>", "模板排版时出错"),
    "numeral out of range": ("<p>{{ 10000 | chinese }}</p>", "模板排版时出错：10000 不在 1 至 9999 之间"),
    "filter of a record on a text": ("<p>{{ department | total }}</p>", "模板排版时出错"),
    "endless macro": ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "模板排版时出错"),
    "missing include": ("{% include 'gone.j2' %}", "模板排版时出错"),
    "tag outside the dialect": ("<div>甲</div>", "模板里不能用 <div>"),
    "attribute outside the dialect": ('<p align="left">甲</p>', "<p> 不能有属性 align"),
    "attribute without quotes": ("<p class=note>甲</p>", "“<p class=note>甲</p>”不是完整的标签"),
    "bad span": (
        '<table><col width="1"><tr><td colspan="{{ department }}">',
        "<td> 的 colspan 应为正整数，得到“服务中心”",
    ),
    "closing tag": ("</p>", "多余的 </p>"),
    "tag not closed": ("<table>", "<table> 没有结束"),
    "stray value": ("<p>甲</p>{{ department }}<p>乙</p>", "“服务中心”写在了单元格和段落之外"),
    "row too short": (
        '<table><col width="1"><col width="1"><tr><td></td></tr></table>',
        "这一行只有 1 列，表格有 2 列",
    ),
    "hole in the grid": (
        '<table><col width="1"><col width="1"><tr><td rowspan="2"></td><td></td></tr></table>',
        "第 1 行第 1 列的单元格“”超出了表格（1 行 2 列）",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_of_a_template_names_its_line(lay_out: LayOut, name: str) -> None:
    template, message = FAULTS[name]
    found = fault(lay_out, HEAD + template)
    assert found.message.startswith(message)
    assert place(found) == f"form.html.j2:{3 + template.count(chr(10))}"
    assert found.hint == "模板的写法见 docs/how-to/add-a-form.md"


@pytest.mark.parametrize("name", sorted(FAULTS.keys() - {"missing include", "block not closed"}))
def test_fault_inside_an_included_template_names_that_template(lay_out: LayOut, name: str) -> None:
    template, message = FAULTS[name]
    found = fault(lay_out, "<p>甲</p>\n\n\n\n{% include 'part.j2' %}", {"part.j2": HEAD + template})
    assert found.message.startswith(message)
    assert place(found) == "part.j2:3"


def test_fault_inside_an_imported_macro_names_its_line(lay_out: LayOut) -> None:
    macro = "{% macro line(text) %}\n<p>{{ text }}</p>\n<p>{{ txt }}</p>\n{% endmacro %}"
    found = fault(lay_out, "{% import 'macros.j2' as macros %}\n{{ macros.line('甲') }}", {"macros.j2": macro})
    assert place(found) == "macros.j2:3"


def test_fault_far_down_a_long_table_names_the_row(lay_out: LayOut) -> None:
    row = "<tr>\n<td>{{ task }}</td>\n{% if loop.last %}<td></td>{% endif %}\n</tr>"
    found = fault(lay_out, f'<table>\n<col width="1">\n{{% for task in tasks %}}\n{row}\n{{% endfor %}}\n</table>')
    assert (found.message, place(found)) == ("这一行超出了表格的 1 列", "form.html.j2:7")  # where the row ends


def test_fault_in_a_tag_that_goes_over_lines_names_the_line_where_it_begins(lay_out: LayOut) -> None:
    found = fault(lay_out, '<table>\n<col width="1">\n<tr>\n<td\n  colspan="0"\n>')
    assert (found.message, place(found)) == ("<td> 的 colspan 应为正整数，得到“0”", "form.html.j2:4")


def test_template_that_is_not_utf8_is_told_in_words(lay_out: LayOut) -> None:
    found = fault(lay_out, "<p>甲</p>".encode("gbk"))
    assert place(found) == "form.html.j2:1"


def test_template_that_was_saved_by_notepad_reads_the_same(lay_out: LayOut) -> None:
    template = '<h1>表</h1>\n<table>\n<col width="1">\n<tr><td>\n  {{ department }}\n</td></tr>\n</table>\n'
    assert lay_out(b"\xef\xbb\xbf" + template.replace("\n", "\r\n").encode()) == lay_out(template)


def test_missing_template_is_told(tmp_path: Path) -> None:
    declaration = shape(SCHEMA)(DATA, "")
    assert isinstance(declaration, Record)
    with pytest.raises(ProblemsFound) as problems:
        Layout(tmp_path / "form.html.j2").lay_out(declaration)
    assert problems.value.diagnostics[0].position == Position(1, 1)


FORBIDDEN = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ department.__class__ }}",
    "{{ department | attr('__class__') }}",
    "{{ line.__class__ }}",
    "{{ line._fields }}",
    "{{ line.items() }}",
    "{{ '{0.__class__}'.format(department) }}",
    "{{ rows.__globals__ }}",
    "{{ chinese.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{% set found = [] %}{{ found.append(1) }}",
    "{% set found = {} %}{{ found.update(a=1) }}",
    "{{ tasks.append('丙') }}",
    "{{ 'x' * 10**9 }}",
    "{{ 'x' * 1000000000 }}",
    "{{ 1000000000 * 'x' }}",
    "{{ [0] * 1000000000 }}",
    "{{ (0,) * 1000000000 }}",
    "{{ department * 1000000000 }}",
    "{{ 9**9**8 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'.ljust(1000000000) }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ lipsum(n=3000000) }}",
    "{{ '%s' | format(department) }}",
    "{% for number in range(10**9) %}{% endfor %}",
    "{% for number in range(1000000000) %}{% endfor %}",
    "{% for one in range(9000) %}{% for two in range(9000) %}{% endfor %}{% endfor %}",
    "{% for one in range(9000) %}{% for two in range(9000) if false %}{% endfor %}{% endfor %}",
    "{% for number in range(9) %}" * 12 + "{% endfor %}" * 12,
    "{% for task in tasks %}" * 19 + "{{ task }}{% endfor %}" * 19,
    "{% macro twice(n) %}{{ twice(n - 1) }}{{ twice(n - 1) if n > 0 }}{% endmacro %}{{ twice(60) }}",
    pytest.param(
        "{% macro twice(n) %}{% if n %}{{ twice(n - 1) }}{{ twice(n - 1) }}{% endif %}{% endmacro %}{{ twice(60) }}",
        marks=pytest.mark.slow,
    ),
    "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "{% set n = namespace(x=10) %}{% for i in range(60) %}{% set n.x = n.x * n.x %}{% endfor %}",
    "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}",
    "{% set n = namespace(x=1) %}{% for i in range(60) %}{% set n.x = {'a': n.x, 'b': n.x} %}{% endfor %}",
    "{% set n = namespace(x=(1,)) %}{% for i in range(60) %}{% set n.x = (n.x, n.x) %}{% endfor %}{{ {n.x: 1} }}",
    "{% set x %}{{ department }}{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60 + "{{ x }}",
    "{% for i in range(90000) %}" + "{% set z = rows(tasks) %}" * 200 + "{% endfor %}",
    "{% for i in range(90000) %}" + "{% set z = tasks | list | reverse | length %}" * 200 + "{% endfor %}",
    "{% set l = range(200000) | list %}{% for i in l %}{% if l == l | list %}{% endif %}{% endfor %}",
    "{% set l = range(200000) | list %}{% for i in l %}{% if department in l %}{% endif %}{% endfor %}",
    "{% set l = range(200000) | list %}{% for i in l %}{% for j in l if false %}{% endfor %}{% endfor %}",
    "{% set l = range(200000) | list %}{% for i in l %}{% set k = l[1:] %}{% endfor %}",
    "{% set l = range(200000) | list %}{% for i in l %}{% if loop.changed(l) %}{% endif %}{% endfor %}",
    "{% set n = namespace(x='0123456789') %}{% for i in range(13) %}{% set n.x = n.x ~ n.x %}{% endfor %}"
    "{% for i in range(90000) %}{{ n.x }}{% endfor %}",
    "{{ [1] is eq [1] }}",
    "{{ rows }}",
    "{{ range(3) }}",
    "{{ '\x01' }}",
    "\x01",
    "{% include '../secret.j2' %}",
    "{% include '/etc/passwd' %}",
]


@pytest.mark.parametrize("template", FORBIDDEN)
def test_template_can_reach_nothing_and_use_up_nothing(lay_out: LayOut, tmp_path: Path, template: str) -> None:
    (tmp_path.parent / "secret.j2").write_text("<p>secret</p>", encoding="utf-8")
    assert place(fault(lay_out, f"<h1>表</h1>\n<p>{template}</p>")) == "form.html.j2:2"


def test_template_that_is_trusted_is_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # or else what is made of it is kept
    many = "{% for one in range(1500) %}{% for two in range(1500) %}{% endfor %}{% endfor %}"
    (tmp_path / "form.html.j2").write_text(f"<p>{{{{ department }}}}{many}</p>", "utf-8")
    declaration = shape(SCHEMA)(DATA, "")
    assert isinstance(declaration, Record)
    with pytest.raises(ProblemsFound, match="2000000 步"):
        Layout(tmp_path / "form.html.j2").lay_out(declaration)
    assert list(Layout(tmp_path / "form.html.j2", trusted=True).lay_out(declaration).texts()) == ["服务中心"]


def test_refused_arithmetic_is_told_in_words(lay_out: LayOut) -> None:
    assert fault(lay_out, "<p>{{ 'x' * 3 }}</p>").message == "模板排版时出错：“x”不是数，“*”只能用于数"
    assert fault(lay_out, "<p>{{ 2 ** 3 }}</p>").message == "模板里不能用“**”"
    assert fault(lay_out, "<p>{{ ''.__class__ }}</p>").message == "模板用了不允许的写法"


def test_too_many_loops_are_told_in_words(lay_out: LayOut) -> None:
    nested = "{% for task in tasks %}" * 40 + "{% endfor %}" * 40
    assert fault(lay_out, nested).message == "模板语法有误：循环套得太深"
    endless = "{% for number in range(300) %}" * 3 + "{% endfor %}" * 3
    assert fault(lay_out, endless).message == "模板做的事超过了 2000000 步，像是循环停不下来"


def test_template_of_another_encoding_is_told_so(lay_out: LayOut) -> None:
    assert fault(lay_out, "<p>表</p>".encode("gbk")).message == "模板不是 UTF-8 编码，另存为 UTF-8"


def test_arithmetic_with_numbers_is_allowed(lay_out: LayOut) -> None:
    assert "".join(lay_out("<p>{{ (fiscal_year | int - 2) * 2 }}</p>").texts()) == "4038"


@pytest.mark.parametrize(
    "text", ["{{ 7 * 7 }}", "{% raw %}", "{# 注 #}", "<td>", "&lt;", "</table>", '"', "{{ line }}"]
)
def test_value_that_looks_like_a_template_is_printed_as_it_is(lay_out: LayOut, text: str) -> None:
    form = lay_out('<p class="note">{{ department }}</p>{% macro line(it) %}<p>{{ it }}</p>{% endmacro %}'
                   "{{ line(department) }}", department=text)  # fmt: skip
    assert [(str(run), run.source) for run in form.texts()] == [(text, "/department")] * 2


def test_printed_values_carry_their_places_and_constants_none(lay_out: LayOut) -> None:
    form = lay_out("<p>{{ fiscal_year }}年{{ 'x' }}{{ 1 + 1 }}{% for task in tasks %}{{ task }}{% endfor %}</p>")
    assert [(str(run), run.source) for run in form.texts()] == [
        ("2021", "/fiscal_year"),
        ("年", ""),
        ("x", ""),
        ("2", ""),
        ("甲", "/tasks/0"),
        ("乙", "/tasks/1"),
    ]


CAPTURES = [
    "{% macro cell(it) %}<p>名称：{{ it }}</p>{% endmacro %}{{ cell(department) }}",
    "{% set cell %}<p>名称：{{ department }}</p>{% endset %}{{ cell }}",
    "{% macro cell() %}<p>名称：{{ caller() }}</p>{% endmacro %}{% call cell() %}{{ department }}{% endcall %}",
    "{% block cell %}<p>名称：{{ department }}</p>{% endblock %}",
    "{% macro cell() %}<p>名称：{{ department }}</p>{% endmacro %}{% set it = cell() %}{{ it }}",
]


@pytest.mark.parametrize("template", CAPTURES)
def test_captured_markup_keeps_the_places_of_its_values(lay_out: LayOut, template: str) -> None:
    form = lay_out(template)
    assert [(str(run), run.source) for run in form.texts()] == [("名称：", ""), ("服务中心", "/department")]


def test_template_may_extend_another(lay_out: LayOut) -> None:
    page = "<h1>表</h1>{% block rest %}{% endblock %}"
    form = lay_out("{% extends 'page.j2' %}{% block rest %}<p>{{ department }}</p>{% endblock %}", {"page.j2": page})
    assert [run.source for run in form.texts()] == ["", "/department"]


def test_one_layout_serves_many_declarations(lay_out: LayOut, tmp_path: Path) -> None:
    lay_out("<p>{{ department }}</p>{% for task in tasks %}<p>{{ task }}</p>{% endfor %}")
    layout = Layout(tmp_path / "form.html.j2")
    for tasks in (["甲"], [], ["乙", "丙"]):
        declaration = shape(SCHEMA)({**DATA, "tasks": tasks}, "")
        assert isinstance(declaration, Record)
        assert [str(text) for text in layout.lay_out(declaration).texts()] == ["服务中心", *tasks]


RECKONED = {
    "weight + rate": "17.5",
    "10 / 4": "2.5",
    "weight / (weight / 10)": "10",  # 1E+1 to Python
    "100 * 100 * 100": "1000000",
    "0.1 + 0.2": "0.3",
    "rate - 8": "-0.5",
    "weight | int": "10",
    "fiscal_year | int - 1": "2020",
    "7 // 2": "3",
}


@pytest.mark.parametrize("expression", RECKONED)
def test_numbers_are_reckoned_exactly(lay_out: LayOut, expression: str) -> None:
    (paragraph,) = lay_out(f"<p>{{{{ {expression} }}}}</p>", weight="10", rate="7.5").blocks
    assert paragraph == Paragraph("note", (Text(RECKONED[expression]),))


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("rate | int", "“7.5”不是整数，“int”会丢掉小数"),
        ("department | int", "“服务中心”不是数，“int”只能用于数"),
        ("department + 1", "“服务中心”不是数，“+”只能用于数"),
        ("department + department", "“服务中心”不是数，“+”只能用于数"),
        ("line.budget * 2", "没有填的值不是数，“*”只能用于数"),
        ("tasks + tasks", "不是数，“+”只能用于数"),
        ("department | amount", "“服务中心”不是数，“amount”只能用于数"),
        ("weigth + 1", "没有“weigth”这个名字"),
        ("huge + 1", "太大或太小"),
    ],
)
def test_what_is_no_number_is_not_reckoned_with(lay_out: LayOut, expression: str, told: str) -> None:
    with pytest.raises(ProblemsFound) as problems:
        lay_out(f"<p>一</p>\n<p>{{{{ {expression} }}}}</p>", rate="7.5", huge="1E+999999")
    (found,) = problems.value.diagnostics
    assert told in found.message and place(found) == "form.html.j2:2"
