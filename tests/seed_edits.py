"""The seed, and edits of every kind in it: each as replacements in its YAML, with the line that has to be said of it."""

from __future__ import annotations

from typing import NamedTuple

from conftest import ROOT

(SEED_PATH,) = (ROOT / "specs" / "2021").glob("*.yaml")
SEED = SEED_PATH.read_text("utf-8")


class Edit(NamedTuple):
    name: str
    replacements: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]

    def on(self, text: str) -> str:
        for old, new in self.replacements:
            assert text.count(old) == 1, f"{self.name}: {old}"
            text = text.replace(old, new)
        return text


def _edit(name: str, *replacements: tuple[str, str], says: str | tuple[str, ...]) -> Edit:
    return Edit(name, replacements, (says,) if isinstance(says, str) else says)


def _history(of_2019: str, of_2020: str) -> str:
    return f"history: {{2019: {of_2019}, 2020: {of_2020}}}"


_DUTY = "    - 承担党工委、管委会和上级有关部门交办的其他工作。\n"
_FIRST_TASK = (
    "  - 贯彻和执行上级党委、政府和高新区党工委、管委会的各项路线、方针、政策，完成上级党委、政府交办的各项工作任务；\n"
)
_SECOND_TASK = "  - 负责园区区域化党建相关工作，加强园区党员管理和教育，做好党员发展等相关工作；\n"
_STARTED = f"          - {{name: 重点项目新开工个数, {_history('3个', '3个')}, target: 3个, standard: 计划标准}}\n"
_PROJECTS_WON = f"          - {{name: 引进亿元以上项目数, {_history('5个', '6个')}, target: 7个, standard: 计划标准}}\n"
_AWARENESS = f"          - {{name: 招商政策宣传知晓率, {_history('100%', '100%')}, target: 100%, standard: 计划标准}}\n"
_SAFETY = f"          - {{name: 安全生产培训次数, {_history('4次', '≥2次')}, target: ≥2次, standard: 计划标准}}\n"
_STAFF = f"          - {{name: 园区职工满意度, {_history('≥90%', '≥90%')}, target: ≥90%, standard: 问卷调查}}\n"
_COMPANIES = f"          - {{name: 园区企业满意度, {_history('≥90%', '≥90%')}, target: ≥90%, standard: 问卷调查}}\n"
_TRADE = (
    f"          - {{name: 外贸进出口总额, {_history('增长率8%', '全市第一')}, target: 6.2亿元, standard: 计划标准}}\n"
)
_ENVIRONMENT = """        环境效益指标:
          - {name: 商圈发展同时保护环境, target: 不受到卫生部门批评, standard: 计划标准}
"""
_VIRUS = "  - goal: 园区新冠肺炎疫情防控工作常态化。\n"
_SMART = """  - goal: 建成智慧园区平台，企业办事全程网办。
    indicators:
      产出指标:
        数量指标:
          - {name: 平台上线模块数, target: ≥5个, standard: 计划标准}
          - {name: 接入企业数, target: ≥300家, standard: 计划标准}

annual_goals:
"""
_SETTLED = "        质量指标:\n          - {name: 社会公众投诉件办结"
_TIMELY = """        时效指标:
          - {name: 投诉三日内回复率, target: ≥98%, standard: 计划标准}
          - {name: 隐患按期整改率, target: 100%, standard: 计划标准}
"""
_GROWTH = "        质量指标:\n          - {name: 实际利用外资率增长"
_PROGRESS = "武汉软件新城五期建设进度, history: {2019: (2020年增设), 2020: 开工}"

EDITS = (
    _edit("person", ("刘蒙蒙", "刘萌萌"), says="填报人 “刘蒙蒙” -> “刘萌萌”"),
    _edit(
        "amount",
        ("财政拨款: {budget: 429.00", "财政拨款: {budget: 450.00"),
        says=(
            "收入构成/财政拨款的当年预算收支 429.00 -> 450.00（↑4.9%）",
            "收入构成/合计的当年预算收支 429.00 -> 450.00（↑4.9%）",
        ),
    ),
    _edit(
        "amount that was not",
        ("基本支出: {}", "基本支出: {budget: 21.00}"),
        says=(
            "支出构成/基本支出的当年预算收支 新填 21.00",
            "支出构成/基本支出的占比 无 -> 4.67%",
            "支出构成/项目支出的占比 100% -> 95.33%（↓4.67个百分点）",
            "支出构成/合计的当年预算收支 429.00 -> 450.00（↑4.9%）",
        ),
    ),
    _edit(
        "amount of an earlier year",
        ("其他资金: {}", "其他资金: {history: {2020: 12}}"),
        says=(
            "收入构成/其他资金的往年收支（2020） 新填 12",
            "收入构成/合计/近两年收支情况的2020年 438.00 -> 450.00（↑2.7%）",
        ),
    ),
    _edit(
        "prose",
        ("公益一类事业单位，正处级规格", "公益二类事业单位，核定编制36名，正处级规格"),
        says="职能引言 “……下简称“现代园”）为公益[-一-]{+二+}类事业单位{+，核定编制36名+}，正处级规格，其主要职责是：”",
    ),
    _edit("duty gone", (_DUTY, ""), says="职责第 6 条 删去 “承担党工委、管委会和上级有关部门交办的其他工作。”"),
    _edit(
        "task new",
        (
            "做好招商引资工作，不断完善上中下游产业链；\n",
            "做好招商引资工作，不断完善上中下游产业链；\n  - 建设园区数字展厅；\n",
        ),
        says="工作任务第 7 条 新增 “建设园区数字展厅；”",
    ),
    _edit(
        "task moved",
        (_FIRST_TASK + _SECOND_TASK, _SECOND_TASK + _FIRST_TASK),
        says="工作任务 “负责园区区域化党建相关工作，加强园区党员管理和教育，做好党员发展等相关工作；” 由第 2 条移到第 1 条",
    ),
    _edit(
        "task reworded",
        ("支持帮助企业发展，落实各类产业政策", "支持帮助企业做大做强，兑现各类产业政策"),
        says="工作任务第 3 条 “……遇到的问题，支持帮助企业[-发展-]{+做大做强+}，[-落实-]{+兑现+}各类产业政策；”",
    ),
    _edit(
        "goal reworded",
        ("逐步实现步行街、创业街地区传统商业布局转型", "逐步推动步行街、创业街片区传统商业转型升级"),
        says="长期目标2 “逐步[-实现-]{+推动+}步行街、创业街[-地区-]{+片区+}传统商业[-布局转型-]{+转型升级+}。”",
    ),
    _edit(
        "heading gone",
        ("    heading: 发挥党建工作的引领作用的引领作用，提高园区党员凝聚力，加强企业于党组织之间的联系。\n", ""),
        says="指标表目标 删去 “发挥党建工作的引领作用的引领作用，提高园区党员凝聚力，加强企业于党组织之间的联系。”",
    ),
    _edit(
        "goal gone",
        ("\n  - goal: 持续严格落实园区新冠肺炎疫情防控工作。\n", ""),
        says="年度目标5 删去 “持续严格落实园区新冠肺炎疫情防控工作。”",
    ),
    _edit(
        "goal moved",
        (_VIRUS, ""),
        ("  - goal: 筑巢引凤", f"{_VIRUS}\n  - goal: 筑巢引凤"),
        says="长期目标 “园区新冠肺炎疫情防控工作常态化。” 由长期目标4移到长期目标3",
    ),
    _edit(
        "goal new",
        ("\nannual_goals:\n", _SMART),
        says="长期目标5 新增 “建成智慧园区平台，企业办事全程网办。”（含 2 条指标）",
    ),
    _edit("indicator renamed", ("name: 党建评选,", "name: 党支部评选,"), says="指标名称 “党建评选” -> “党支部评选”"),
    _edit(
        "value",
        ("投诉处理事项按时办结率, target: ≥90%", "投诉处理事项按时办结率, target: ≥95%"),
        says="“投诉处理事项按时办结率”的指标值 “≥90%” -> “≥95%”（↑5个百分点）",
    ),
    _edit(
        "value of words",
        ("target: 受到省市表扬", "target: ≥2次"),
        says="“光谷商圈管理模式取得成效”的指标值 “受到省市表扬” -> “≥2次”（由定性改为定量）",
    ),
    _edit(
        "value with another sign",
        ("招商工作满意度, target: ≥90%", "招商工作满意度, target: 92%"),
        says="“招商工作满意度”的指标值 “≥90%” -> “92%”（符号由“≥”改为无，↑2个百分点）",
    ),
    _edit(
        "value in another unit",
        ("target: 15亿元", "target: 1.5万户"),
        says="“本年园区企业税收贡献总额”的预期当年实现值 “15亿元” -> “1.5万户”（单位由“亿元”改为“万户”）",
    ),
    _edit(
        "value with another scale",
        ("target: 63.17亿元", "target: 70亿元"),
        says="“招商引资实际到位总”的预期当年实现值 “63.17亿元” -> “70亿元”（↑6.83亿元）",
    ),
    _edit(
        "value of an earlier year",
        (_PROGRESS, _PROGRESS.replace("开工", "主体封顶")),
        says="“武汉软件新城五期建设进度”的往年指标值（2020） “开工” -> “主体封顶”",
    ),
    _edit(
        "earlier years gone",
        ("党建主题活动次数, history: {2019: 9次, 2020: ≥12次}, ", "党建主题活动次数, "),
        says=(
            "“党建主题活动次数”的往年指标值（2019） 删去 “9次”",
            "“党建主题活动次数”的往年指标值（2020） 删去 “≥12次”",
        ),
    ),
    _edit(
        "standard",
        ("target: 100%, standard: 100%", "target: 100%, standard: 计划标准"),
        says="“两新党组织党报党刊订阅率”的绩效标准 “100%” -> “计划标准”",
    ),
    _edit(
        "to another category",
        (_TRADE, ""),
        (_GROWTH, _GROWTH.replace("\n", f"\n{_TRADE}")),
        says="指标 “外贸进出口总额” 由效益指标/经济效益指标移到产出指标/质量指标",
    ),
    _edit(
        "to another goal",
        (_AWARENESS, ""),
        (_PROJECTS_WON, _PROJECTS_WON + _AWARENESS),
        says="指标 “招商政策宣传知晓率” 由年度目标3的产出指标/质量指标移到年度目标2的产出指标/数量指标",
    ),
    _edit(
        "reordered",
        (_STAFF + _COMPANIES, _COMPANIES + _STAFF),
        says="效益指标/社会公众或服务对象满意度指标 “园区企业满意度” 由第 2 条移到第 1 条",
    ),
    _edit("indicator gone", (_STARTED, ""), says="产出指标/数量指标 删去 “重点项目新开工个数”（预期当年实现值 “3个”）"),
    _edit(
        "indicator new",
        (_SAFETY, _SAFETY + "          - {name: 应急演练次数, target: ≥4次, standard: 计划标准}\n"),
        says="产出指标/数量指标 新增 “应急演练次数”（预期当年实现值 “≥4次”）",
    ),
    _edit(
        "category gone",
        (_ENVIRONMENT, ""),
        says="效益指标/环境效益指标 删去 “商圈发展同时保护环境”（指标值 “不受到卫生部门批评”）",
    ),
    _edit(
        "category new",
        (_SETTLED, _TIMELY + _SETTLED),
        says=(
            "产出指标/时效指标 新增 “投诉三日内回复率”（预期当年实现值 “≥98%”）",
            "产出指标/时效指标 新增 “隐患按期整改率”（预期当年实现值 “100%”）",
        ),
    ),
)
