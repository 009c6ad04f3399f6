"""Edits of a model declaration that each put one defect into it, for every rule at least one.

An edit replaces a piece of text that occurs once; `……` in it stands for everything between, which the new text may keep
(`\\1` is the first). The rule finds the defect on the first line that the edit changes, unless `at` names a piece of the
line where it does. `also` names the rules that a consequence of the same defect breaks.
"""

from __future__ import annotations

from typing import NamedTuple


class Injection(NamedTuple):
    rule: str
    old: str
    new: str
    at: str = ""
    also: tuple[str, ...] = ()


READING = "举办面向未成年人和老年读者的阅读推广活动"
TASK_1, GOAL_1 = "annual_tasks:\n", "annual_goals:\n"  # what is put in behind these comes first
UNSERVED_GOAL = """  - goal: 维护馆舍消防设施。
    indicators:
      产出指标:
        数量指标:
          - {name: 消防演练次数, target: ≥2次, standard: 计划标准}
          - {name: 消防设施检查次数, target: ≥12次, standard: 计划标准}
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 消防演练参与职工满意度, target: ≥90%, standard: 计划标准}
"""
UNIFORM_GOAL = """  - goal: 按月向分馆配送图书。
    indicators:
      产出指标:
        质量指标:
          - {name: 配送图书完好率, target: ≥95%, standard: 计划标准}
        时效指标:
          - {name: 配送按时到达率, target: ≥95%, standard: 计划标准}
      效益指标:
        社会效益指标:
          - {name: 配送图书借出率, target: ≥95%, standard: 计划标准}
        社会公众或服务对象满意度指标:
          - {name: 分馆对配送的满意度, target: ≥95%, standard: 计划标准}
"""
THIN_GOAL = """  - goal: 按月向分馆配送图书。
    indicators:
      产出指标:
        时效指标:
          - {name: 配送按时到达率, target: ≥95%, standard: 计划标准}
      效益指标:
        社会公众或服务对象满意度指标:
          - {name: 分馆对配送的满意度, target: ≥93%, standard: 计划标准}
"""
GROWTH = """图书外借量增长率, history: {2024: 3%, 2025: 5%}, target: ≥5%, standard: 历史标准}
          - {name: 图书外借量, history: {2024: 90万册, 2025: 90万册}, target: 95万册, standard: 历史标准}
          - {name: 分馆外借图书占全市比例"""

DEPARTMENT = [
    # is everything there, and filled in
    Injection("goal-without-indicators", GOAL_1, f"{GOAL_1}  - goal: 按月向分馆配送图书。\n"),
    Injection("heading-differs", "延伸到全部街道。\n    indicators:", "延伸到全部街道。\n    heading: 新建10个分馆。\n    indicators:"),
    Injection(
        "satisfaction-missing",
        "        社会公众或服务对象满意度指标:\n          - {name: 读者就近借阅满意度……标准}\n",
        "",
        at="就近借阅图书。",
    ),
    Injection(
        "one-sided-goals",
        "long_term_goals:\n  - goal: ……\n    indicators:……\n\n  - goal: ……\n    indicators:……\n\n  - goal: ……\n    indicators:……\n\n",
        r"long_term_goals:\n  - goal: \1\n  - goal: \3\n  - goal: \5\n\n",
        at="\nlong_term_goals:",
    ),
    Injection("thin-goal", GOAL_1, GOAL_1 + THIN_GOAL),
    Injection("goal-copied", f"{READING}，把“临湖共读”办成读者熟知的品牌", "到2028年，建成“临湖共读”阅读推广活动品牌，未成年人和老年读者都能就近参加"),
    Injection("template-residue", "核定编制36名", "核定编制××名"),
    Injection("template-residue", "组织面向未成年人", "请根据实际情况组织面向未成年人"),
    Injection("label-in-text", f"{READING}，把", f"年度目标2：{READING}，把"),
    Injection("typed-number", "招募并培训", "（四）招募并培训"),
    Injection("placeholder-name", "周文清", "张三"),
    Injection("invalid-phone", "027-87880000", "1387788000"),
    Injection("invalid-phone", "027-87880000", "00000000"),
    # money
    Injection("budget-missing", "revenue:……308.00}}", "revenue: {}\n  expenditure: {}", at="\nfunding:"),
    Injection(
        "history-amount-missing",
        "财政拨款: {……308.00}}",
        """财政拨款: {budget: 875.00, history: {2025: 838.00}}
  expenditure:
    基本支出: {budget: 546.00, history: {2025: 530.00}}
    项目支出: {budget: 329.00, history: {2025: 308.00}}""",
        at="\nfunding:",
    ),
    Injection("revenue-expenditure-gap", "budget: 546.00", "budget: 545.00", at="\n  expenditure:"),
    Injection(
        "basic-expenditure-missing",
        "基本支出: {……308.00}}",
        "基本支出: {}\n    项目支出: {budget: 875.00, history: {2024: 800.00, 2025: 838.00}}",
    ),
    Injection("amount-jump", "2024: 790.00", "2024: 79.00", also=("revenue-expenditure-gap",)),
    # values
    Injection("unreadable-number", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥95%%"),
    Injection("unreadable-number", "年均举办活动场次, target: ≥300场", "年均举办活动场次, target: ≥3O0场"),
    Injection("unit-missing", "≥60个", "≥60"),
    Injection("percent-missing", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥95"),
    Injection("percent-over-100", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥195%"),
    Injection("doubled-comparator", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥95%以上"),
    Injection("wrong-direction", "读者就近借阅满意度, target: ≥93%", "读者就近借阅满意度, target: ≤93%"),
    Injection("qualitative-output", "≥60个", "若干"),
    Injection("vague-target", "target: 健全", "target: 逐步健全"),
    Injection("hedged-target", "≥260场", "力争260场"),
    Injection("praise-as-target", "target: 健全", "target: 受到省级表扬"),
    Injection("sentence-as-target", "target: 健全", "target: 完善总分馆运行管理制度"),
    Injection("sentence-as-name", "总分馆运行管理制度", "完善总分馆运行，规范总分馆管理"),
    Injection("name-in-target", "target: 健全", "target: 总分馆运行管理制度健全"),
    Injection("target-in-name", "图书编目合格率", "图书编目合格率98%"),
    Injection("rate-name-cut", "分馆设施达标率", "分馆设施达标"),
    Injection("value-in-standard", "≥60个, standard: 计划标准", "≥60个, standard: ≥60个"),
    Injection("unknown-standard", "读者就近借阅满意度, target: ≥93%, standard: 历史标准", "读者就近借阅满意度, target: ≥93%, standard: 问卷调查"),
    Injection("satisfaction-out-of-range", "读者就近借阅满意度, target: ≥93%", "读者就近借阅满意度, target: 100%"),
    Injection("satisfaction-out-of-range", "读者就近借阅满意度, target: ≥93%", "读者就近借阅满意度, target: ≥63%"),
    Injection("low-rate", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥15%"),
    Injection("identical-targets", GOAL_1, GOAL_1 + UNIFORM_GOAL, at="配送图书完好率"),
    Injection("deadline-outside-period", "新书到馆至上架平均天数……≤10天", "新书上架时间, target: 2025年11月底前"),
    Injection("mixed-decimals", "分馆设施达标率, target: ≥95%", "分馆设施达标率, target: ≥95.0%"),
    # against the years before
    Injection("inequality-in-history", "2025: 245场", "2025: ≥245场"),
    Injection("incomparable-history", "2025: 245场", "2025: 全市第一"),
    Injection("target-worse", "≥260场", "≥200场"),
    Injection("target-worse", "≤10天", "≤14天"),
    Injection("target-jump", "≥5万册", "≥50万册"),
    Injection("flat-target", "{2024: 6个, 2025: 8个}", "{2024: 10个, 2025: 10个}"),
    Injection("stage-repeated", "新建分馆按期开馆率……≥90%", "新馆建设进度, history: {2024: 立项, 2025: 开工}, target: 开工"),
    Injection("level-growth-contradiction", "分馆外借图书占全市比例", GROWTH),
    # where an indicator stands
    Injection("satisfaction-misplaced", "未成年人阅读参与率, target: ≥60%", "未成年人满意度, target: ≥90%"),
    Injection("timeliness-misplaced", "活动方案评审合格率", "活动方案按期评审率"),
    Injection("quantity-misplaced", "活动方案评审合格率, target: ≥97%", "活动方案评审次数, target: ≥12次"),
    Injection("quality-misplaced", "年均举办活动场次, target: ≥300场", "活动场地合格率, target: ≥97%"),
    Injection("awareness-misplaced", "活动方案评审合格率", "活动方案知晓率"),
    Injection("execution-as-output", "分馆设施达标率", "分馆设施资金到位率"),
    # do the parts agree
    Injection("task-without-goal", TASK_1, f"{TASK_1}  - 维护馆舍消防设施。\n"),
    Injection("goal-without-task", GOAL_1, GOAL_1 + UNSERVED_GOAL),
    Injection("long-term-goal-without-annual", "long_term_goals:\n", f"long_term_goals:\n{UNSERVED_GOAL}"),
    Injection("indicators-off-goal", f"{READING}，把“临湖共读”办成读者熟知的品牌", "提升馆舍绿化水平"),
    Injection("duplicate-indicator", "平台注册读者满意度", "老年读者满意度"),
    Injection("count-and-rate", "志愿者培训考核合格率", "阅读推广活动完成率"),
    Injection("name-misspelt", "introduction: 临湖市公共图书馆服务中心", "introduction: 临湖市公共图书馆服中心"),
    Injection("term-variants", "配送图书，把总分馆服务体系延伸", "配送图书，把总分馆服务网体系延伸"),
    # text
    Injection("markup-in-text", "负责图书的采购", "<p>负责图书的采购"),
    Injection("cut-text", "target: 健全", "target: 不发生安全责任事"),
    Injection("cut-text", "2025: 66%", "2025: 知晓率≥"),
    Injection("open-ending", "延伸到全部街道。\n    indicators:", "延伸到全部街道；\n    indicators:"),
    Injection("unclosed-bracket", "典藏和借阅服务", "典藏（含特藏和借阅服务"),
    Injection("doubled-phrase", "典藏和借阅服务", "典藏和借阅服务和借阅服务"),
    Injection("doubled-punctuation", "典藏和借阅服务。", "典藏和借阅服务；。"),
    Injection("mixed-punctuation", "建设和运行数字图书馆平台，", "建设和运行数字图书馆平台,"),
    Injection("fullwidth-letters", "核定编制36名", "核定编制３６名"),
    Injection("stray-space", "典藏和借阅服务", "典藏和借 阅服务"),
    Injection("numbering-gap", "其主要职责是：", "其主要职责是：（一）收藏文献；（三）服务读者。"),
    Injection("wrong-character", "建设和运行数字图书馆平台", "一如继往地建设和运行数字图书馆平台"),
]

PROJECT = [
    Injection("category-missing", "annual_indicators:\n  产出指标:……  效益指标:", "annual_indicators:\n  效益指标:", at="\nannual_indicators:"),
    Injection("quantity-missing", "数量指标:\n      - {name: 当年建成……    质量指标:", "质量指标:", at="\nannual_indicators:"),
    Injection("timeliness-missing", "时效指标:\n      - {name: 当年开工公园按期开放率……    成本指标:", "成本指标:", at="\nannual_indicators:"),
    Injection("duplicate-goal", "落实已建口袋公园的管护责任，保证新栽苗木成活。", "建成12个口袋公园并向周边居民开放，新增绿地1.8万平方米。"),
    Injection(
        "cost-missing",
        "    成本指标:\n      - {name: 单个……\n……    成本指标:\n      - {name: 当年单个……\n",
        r"\2",
        at="\nannual_indicators:",
    ),
    Injection("cost-not-money", "当年单个公园平均建设成本, target: ≤57万元/个", "当年单个公园平均建设成本, target: ≤57人/个"),
    Injection("per-unit-missing", "当年单个公园平均建设成本, target: ≤57万元/个", "绿地补助标准, target: ≤57万元"),
    Injection("percent-for-time", "当年开工公园按期开放率", "当年开工公园完成时间"),
    Injection("rate-without-number", "周边居民满意度, target: ≥88%", "周边居民满意度, target: 大家满意"),
    Injection("cost-misplaced", "新栽乔灌木株数, target: ≥3600株", "新栽乔灌木成本, target: ≤80元/株"),
    Injection("annual-above-total", "annual: {财政拨款: 620.00", "annual: {财政拨款: 1920.00"),
    Injection("budget-missing", "annual: {财政拨款: 620.00, 其他资金: 80.00}", "annual: {}"),
    Injection("amount-in-yuan", "财政拨款: 1860.00", "财政拨款: 18600000.00"),
    Injection("period-reversed", "{start: 2026, end: 2028}", "{start: 2028, end: 2026}"),
    Injection("year-outside-period", "fiscal_year: 2026", "fiscal_year: 2029"),
    Injection("conflicting-targets", "当年建成口袋公园个数, target: ≥12个", "累计建成口袋公园个数, target: ≥48个"),
]

ON_TIME = "        weight: 5\n        score: 4.98\n        reason: 柳巷公园因管线迁改推迟一个月开放。今后先与管线单位商定迁改日期，再定开工日期。\n"
SELF_EVALUATION = [
    Injection("weight-sum", "actual: 84%, weight: 10, score: 10", "actual: 84%, weight: 8, score: 8", at="\nindicators:"),
    Injection("score-over-weight", "actual: 99%, weight: 8, score: 8", "actual: 99%, weight: 8, score: 8.5"),
    Injection("score-not-earned", "score: 4.98", "score: 3"),
    Injection("deduction-unexplained", ON_TIME, "        weight: 5\n        score: 4.98\n", at="score: 4.98"),
    Injection("explained-without-deviation", "actual: 96%, weight: 7, score: 7", "actual: 96%, weight: 7, score: 7, reason: 雨季停工"),
    Injection("overachievement-unexplained", "actual: 3715株", "actual: 5715株"),
    Injection("actual-unit-differs", "actual: 12个", "actual: 12处"),
    Injection(
        "result-copies-goal",
        "已建的22个公园都与管护单位签订责任书，新栽苗木成活率96%。",
        "落实已建口袋公园的管护责任，保证新栽苗木成活。",
    ),
]

FLAT = [
    Injection("comparator-missing", "target: 20, weight: 10, unit: 场, comparator: ≥", "target: 20, weight: 10, unit: 场"),
]

DUTIES = [Injection("parts-differ", "project: 基本支出, amount: 118.40", "project: 基本支出, amount: 180.40", at="\nduties:")]

MONTHS = [Injection("execution-behind", "month: 7 ", "month: 10 ")]
