"""Forms of a project's own drawn at random: a schema, values, and a template that prints them in any of many ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st
from small_form import AMOUNT, TEXT, TICK, group, listed, small_form

COLUMNS = '<col width="1"><col width="2"><col width="2">'
LABELS = "填报单位 联系人 实施地点 立项依据 项目属性 资金构成 主要内容 审核意见 绩效目标 完成情况 三级指标 责任科室".split()
WORDS = [
    *"临湖市园林绿化中心 建成12个公园 管护到位 ≥95% 100% 同意申报 基础设施类 2027年底前 1.5公里 （含分馆）".split(),
    *"A、B两区 甲：乙 ① 无 - 合计 联系人 联系人：张三 2.管护 目标2：验收 √ □ 12.50 （一） 12".split(),
]
TEXTS = st.sampled_from(WORDS) | st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map("，".join)
AMOUNTS = st.integers(0, 999_999).map(lambda cents: cents / 100)


class Part(NamedTuple):
    """What a part of a form adds: properties of the schema, their values, a line or rows of its table."""

    schema: dict[str, Any]
    data: dict[str, Any]
    markup: str
    is_row: bool = True


class OwnForm(NamedTuple):
    schema: dict[str, Any]
    data: dict[str, Any]
    template: str

    def write(self, folder: Path) -> Path:
        """Into a project's folder; gives back the spec."""
        for name in ("schema", "specs", "templates/mini"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "schema/mini.schema.json").write_text(json.dumps(self.schema, ensure_ascii=False), "utf-8")
        (folder / "templates/mini/form.html.j2").write_text(self.template, "utf-8")
        spec = folder / "specs/a.yaml"
        spec.write_text(json.dumps(self.data, ensure_ascii=False, indent=1), "utf-8")
        return spec


@st.composite
def _texts(draw: st.DrawFn, key: str, label: str) -> Part:
    """One text: in a line, or in a cell with or without what the form prints beside it."""
    value = draw(st.none() | TEXTS)
    shapes = [
        (False, f"<p>{label}：{{{{ {key} }}}}</p>"),
        (False, f"<p>{label}（盖章）：{{{{ {key} }}}}</p>"),
        (True, f'<tr><th>{label}</th><td colspan="2">{{{{ {key} }}}}</td></tr>'),
        (True, f'<tr><td colspan="3">{label}：{{{{ {key} }}}}</td></tr>'),
        (True, f'<tr><th>{label}</th><td colspan="2"><p>{{{{ {key} }}}}</p><p>（盖章）　　年　月　日</p></td></tr>'),
        (True, f'<tr><th>{label}</th><td>{{{{ {key} }}}}</td><td>（按实填写）</td></tr>'),
    ]
    is_row, markup = draw(st.sampled_from(shapes))
    return Part({key: {**TEXT, "title": label}}, {key: value} if value else {}, markup, is_row)


@st.composite
def _amounts(draw: st.DrawFn, key: str, label: str) -> Part:
    first, second = draw(AMOUNTS), draw(AMOUNTS)
    cells = [
        f'<td colspan="2">上级 {{{{ {key}a | amount }}}}万元；本级 {{{{ {key}b | amount }}}}万元</td>',
        f"<td>{{{{ {key}a | amount }}}}</td><td>{{{{ {key}b | amount }}}}</td>",
    ]
    schema = {f"{key}a": {**AMOUNT, "title": f"{label}上级"}, f"{key}b": {**AMOUNT, "title": f"{label}本级"}}
    return Part(schema, {f"{key}a": first, f"{key}b": second}, f"<tr><th>{label}</th>{draw(st.sampled_from(cells))}</tr>")


@st.composite
def _ticks(draw: st.DrawFn, key: str, label: str) -> Part:
    chosen = draw(st.sampled_from([{}, {"新增": "√"}, {"延续": "√"}]))
    said = f'新增{{{{ {key}.新增 or "□" }}}}　延续{{{{ {key}.延续 or "□" }}}}'
    is_row = draw(st.booleans())
    markup = f'<tr><th>{label}</th><td colspan="2">{said}</td></tr>' if is_row else f"<p>{label}：{said}</p>"
    return Part({key: group(新增=TICK, 延续=TICK)}, {key: chosen}, markup, is_row)


@st.composite
def _lists(draw: st.DrawFn, key: str, label: str) -> Part:
    values = draw(st.lists(TEXTS, min_size=1, max_size=3, unique=True))
    number = draw(st.sampled_from(["", "{{ loop.index }}.", "{{ loop.index }}、", "目标{{ loop.index }}："]))
    each = f"{{% for one in {key} %}}<p>{number}{{{{ one }}}}</p>{{% endfor %}}"
    return Part({key: listed(TEXT)}, {key: values}, f'<tr><th>{label}</th><td colspan="2">{each}</td></tr>')


@st.composite
def _rows(draw: st.DrawFn, key: str, label: str) -> Part:
    """A row for each item, below the heads of its columns."""
    names = draw(st.lists(st.sampled_from("建成公园个数 工程验收合格率 游客满意度 管护经费 按期完工率".split()), min_size=1, unique=True))
    values = [{"name": name, "target": draw(TEXTS)} for name in names]
    number = draw(st.sampled_from(["", "指标{{ loop.index }}."]))
    rows = f"<tr><td>{number}{{{{ one.name }}}}</td><td colspan=\"2\">{{{{ one.target }}}}</td></tr>"
    head = f'<tr><th>{label}</th><th colspan="2">{label}的值</th></tr>'
    return Part({key: listed(group(name=TEXT, target=TEXT))}, {key: values}, f"{head}{{% for one in {key} %}}{rows}{{% endfor %}}")


@st.composite
def own_forms(draw: st.DrawFn) -> OwnForm:
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=5, unique=True))
    kinds = (_texts, _texts, _amounts, _ticks, _lists, _rows)
    parts = [draw(draw(st.sampled_from(kinds))(f"k{number}", label)) for number, label in enumerate(labels)]
    schema = small_form(**{key: place for part in parts for key, place in part.schema.items()})
    data = {"form": "mini", "fiscal_year": 2026, "project": "口袋公园"}
    lines = "".join(part.markup for part in parts if not part.is_row)
    rows = '<tr><th>项目名称</th><td colspan="2">{{ project }}</td></tr>' + "".join(part.markup for part in parts if part.is_row)
    template = f"<h1>{{{{ fiscal_year }}}}年绩效目标申报表</h1>{lines}<table>{COLUMNS}{rows}</table>"
    return OwnForm(schema, {**data, **{key: value for part in parts for key, value in part.data.items()}}, template)
