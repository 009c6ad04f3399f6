"""What the rules on 指标值 find, and the ordinary values that they leave alone."""

from __future__ import annotations

import pytest
from rule_cases import surprises

VALUE_RULES = """
doubled-comparator flat-target hedged-target identical-targets incomparable-history inequality-in-history
level-growth-contradiction low-rate mixed-decimals name-in-target percent-missing percent-over-100 praise-as-target
qualitative-output rate-name-cut satisfaction-out-of-range sentence-as-name sentence-as-target stage-repeated
target-in-name target-jump target-worse unit-missing unknown-standard unreadable-number vague-target value-in-standard
wrong-direction
""".split()
CATEGORIES = {"数量": "产出指标", "质量": "产出指标", "时效": "产出指标"}


def under(subcategory: str, *rows: str) -> str:
    """A goal with these rows of indicators under one 二级指标 (without the word 指标)."""
    head = ["annual_goals:", "  - goal: 开展便民服务。", "    indicators:", f"      {CATEGORIES.get(subcategory, '效益指标')}:"]
    lines = []
    for row in rows:
        content, mark, expected = row.partition("  # expect: ")
        if "standard:" not in content:
            content += ", standard: 计划标准"
        lines.append(f"          - {{name: {content}}}{mark}{expected}")
    return "\n".join([*head, f"        {subcategory}指标:", *lines])


def costs(*rows: str) -> str:
    """The same under 成本指标, which another form has."""
    lines = (f"      - {{name: {content}}}{mark}{expected}" for content, mark, expected in
             (row.partition("  # expect: ") for row in rows))
    return "\n".join(["annual_indicators:", "  产出指标:", "    成本指标:", *lines])


ORDINARY = {
    "数量": [
        "便民服务活动场次, history: {2024: 40场, 2025: 44场}, target: ≥48场",
        "举办培训班, target: 3期",
        "发放宣传手册, target: 1.2万册以上",
        "服务覆盖社区, target: 全覆盖",
        "走访居民, target: 每季度一次",
        "检查企业家次（家次）, target: 120",
        "志愿者与老人配比, target: 1:18",
        "新建5G基站个数, target: ≥10个",
        "65岁以上老人体检人数, target: '≥1,200人'",
        "档案整理入库数量, target: 1000标箱",
        "活动场次, history: {2024: 3场, 2025: 2场}, target: 3场",
        "新增企业户数, history: {2024: 1户, 2025: 2户}, target: 8户",
        "培训人次, history: {2024: (2025年增设), 2025: 300人次}, target: ≥330人次",
        "信访案件数, history: {2024: 12件, 2025: 10件}, target: 8件",
        "开展安全检查次数, history: {2024: 4次, 2025: 5次}, target: ≥5次, standard: 《安全生产检查办法》",
        "雾炮车射程, target: ≥80M",
        "两优一先表彰人数, target: 3-5人",
        "低保对象人数, history: {2024: 1352人, 2025: 1318人}, target: 应保尽保",
    ],
    "质量": [
        "新建站点验收合格率, target: 100%",
        "站点建设标准, target: 达标",
        "档案误差率, target: ≤±2%",
        "不合格率, target: ≤3%",
        "数据差错率, target: <0.5%",
        "年度考核等次, target: 优秀",
        "空气质量优良天数比例, history: {2024: 83.5%, 2025: 84%}, target: ≥85%, standard: GB 3095-2012",
        "站点评分, target: ≥90",
        "地块容积率, target: ≤2.5",
        "制度建设, target: 制度健全，执行到位",
        "专家评审结果, target: 全市前3名",
        "经费支出合规性, target: 严格执行相关制度",
        "考试及格线, target: 60分",
    ],
    "时效": [
        "完成时间, target: 2026年12月31日前",
        "项目实施期, target: 2026.01-2026.12",
        "补贴发放及时性, target: 及时",
        "信息公开, target: 按月",
        "提交报告及时性, target: 在项目计划完成时间内完成",
        "投诉处理时限, history: {2024: 7个工作日, 2025: 6个工作日}, target: ≤5个工作日",
        "传染病报告时限, history: {2024: 24小时内, 2025: 24小时内}, target: 24小时内",
        "热线平均接通时间, history: {2024: 30秒, 2025: 25秒}, target: 20秒",
        "工程建设进度, history: {2024: 立项, 2025: 开工}, target: 竣工",
    ],
    "经济效益": [
        "税收增长率, target: ≥120%",
        "税收总额, history: {2024: 1.5亿元, 2025: 1.6亿元}, target: 1.8亿元",
        "节约行政成本, target: ≥13万元",
        "任务完成率, target: ≥110%",
        "固定资产投资完成率, target: 105%",
        "服务收入额, history: {2024: 80万元, 2025: 90万元}, target: ≥95万元",
        "服务收入增长率, history: {2024: 10%, 2025: 12.5%}, target: ≥13%",
    ],
    "社会效益": [
        "安全事故发生数, history: {2024: 0起, 2025: 0起}, target: 0起",
        "居民投诉受理件数, target: ≥500件",
        "重大安全事故, target: 零事故",
        "群体性事件, target: 不发生",
        "投诉处理率, target: ≥95%",
        "零投诉社区比例, target: ≥60%",
        "辖区居民对公共服务的知晓程度, target: 提升",
        "政府履职, target: 有效保障",
        "保障机关正常运转, target: 正常运转",
        "促进地区经济发展水平, target: 提升",
        "带动就业人数, target: 约定服务期满30人",
        "企业合同履约率, target: ≥90%",
        "居民诉求, target: 100%回应",
        "服务期内，居民对环境改善的满意程度, target: ≥85%",
        "营收增长10%以上的企业户数, target: ≥20户",
    ],
    "社会公众或服务对象满意度": [
        "居民满意度, history: {2024: 88%, 2025: 89%}, target: ≥90%",
        "企业满意度, target: ≥80%, standard: 其他标准",
        "服务对象满意度, target: 90%以上",
    ],
}


@pytest.mark.parametrize("subcategory", ORDINARY)
def test_ordinary_values_are_left_alone(subcategory: str) -> None:
    assert surprises(under(subcategory, *ORDINARY[subcategory]), *VALUE_RULES) == []


def finds(rule: str, subcategory: str, *rows: str) -> None:
    """Each row must be found by the rule, and those that begin with "ok " must not."""
    marked = [row.removeprefix("ok ") if row.startswith("ok ") else f"{row}  # expect: {rule}" for row in rows]
    assert sum("# expect" in row for row in marked) >= 2
    assert surprises(under(subcategory, *marked), rule) == []


def test_number_without_unit() -> None:
    finds(
        "unit-missing",
        "数量",
        "培训次数, target: 12",
        "培训次数（含线上）, target: '=12'",
        "培训次数, history: {2024: 9, 2025: 10次}, target: ≥12次",
        "预算金额, target: 250万",
        "ok 培训金额（万元）, target: 250",
        "ok 路面技术状况（PQI）, target: ≥88",
        "ok 竣工年份, target: 2026",
        "ok 人均指数, target: 1.05",
        "ok 培训合格率, target: 95",
    )


def test_rate_without_percent_sign() -> None:
    finds(
        "percent-missing",
        "质量",
        "培训合格率, target: 95",
        "培训合格率（含补考）, target: ≥0.95",
        "志愿者占居民比例, target: 20",
        "ok 培训合格率（%）, target: 95",
        "ok 巡查频率, target: 2",
        "ok 孕产妇死亡率, target: ≤9/10万",
        "ok 万台设备死亡率, target: ≤0.05",
    )


@pytest.mark.parametrize("value", ["9O%", "1O0次", "95%%", "≥100百分比", "1.2.3万元", "12,5%", "９5%", "95 98%", "95%98%", "98%-95%"])
def test_number_that_cannot_be_read(value: str) -> None:
    assert surprises(under("质量", f"合格率, target: '{value}'  # expect: unreadable-number"), "unreadable-number") == []


@pytest.mark.parametrize(
    "value",
    ["1,200人", "１００％", "95%-98%", "2023.07.01", "V1.2.3版", "5个百分点", "CO2减排3吨", "H2O检测5次", "2026年 5次", "3、5、7月", "1:18"],
)
def test_number_that_can_be_read(value: str) -> None:
    assert surprises(under("数量", f"数量, target: '{value}'"), "unreadable-number") == []


def test_two_comparators_for_one_number() -> None:
    finds(
        "doubled-comparator",
        "质量",
        "合格率, target: ≥≥90%",
        "合格率, target: ≥90%以上",
        "合格率, target: 不低于≥90%",
        "合格率, target: 不少于90%及以上",
        "ok 合格率, target: '>=90%'",
        "ok 合格率, target: 90%以上",
        "ok 响应, target: ≤30天内",
    )


def test_percentage_over_100() -> None:
    finds(
        "percent-over-100",
        "质量",
        "验收合格率, target: 292%",
        "覆盖率, target: 95%-105%",
        "ok 预算控制率, target: ≤105%",
        "ok 收入增长率, target: 150%",
        "ok 收入情况, target: 达到上年120%",
        "ok 合格率, target: 100%",
    )


def test_sign_against_what_is_good() -> None:
    finds(
        "wrong-direction",
        "社会效益",
        "居民满意度（抽样）, target: ≤90%",
        "设备运行率, target: <99%",
        "安全事故发生率, target: ≥1%",
        "死亡人数, target: 3人以上",
        "ok 不合格率, target: ≤3%",
        "ok 预算执行率, target: ≤100%",
        "ok 无投诉率, target: ≥90%",
        "ok 事故隐患整改率, target: ≥90%",
        "ok 事故数, target: ≤2起",
    )


def test_cost_that_must_be_high() -> None:
    rows = [
        "单个公园平均建设成本, target: ≥57万元/个  # expect: wrong-direction",
        "公园养护费, target: 不低于3万元  # expect: wrong-direction",
        "节约成本金额, target: ≥3万元",
        "苗木补助标准, target: ≥300元/亩",
        "成本控制率, target: ≥95%",
    ]
    assert surprises(costs(*rows), "wrong-direction") == []


def test_output_without_a_number() -> None:
    finds("qualitative-output", "数量", "活动场次, target: 较多", "活动场次, target: 按计划开展", "ok 覆盖, target: 全部社区")
    finds("qualitative-output", "时效", "完成时间, target: 尽快", "完成时间, target: 较快", "ok 完成时间, target: 每周")
    cost = "建设成本, target: {}  # expect: qualitative-output"
    assert surprises(costs(cost.format("合理"), "建设成本, target: 不超预算"), "qualitative-output") == []


def test_words_that_commit_to_nothing() -> None:
    finds(
        "vague-target",
        "社会效益",
        "服务水平, target: 有效提升",
        "服务水平, target: 居民素质进一步提高",
        "ok 服务水平, target: 逐步提高到95%",
        "ok 服务水平, target: 提升",
    )
    finds(
        "hedged-target",
        "社会效益",
        "惠及人数, target: 约300人",
        "惠及人数, target: 300余人",
        "惠及人数, target: 300人左右",
        "惠及人数, target: 争取达到300人",
        "ok 争取资金, target: 争取上级资金500万元",
        "ok 水费, target: 节约30万元",
        "ok 预约人数, target: 预约300人",
    )


def test_sentence_in_place_of_a_value_or_a_name() -> None:
    finds(
        "sentence-as-target",
        "社会效益",
        "服务, target: 完善多部门联动机制",
        "服务, target: '深化企业服务,丰富活动形式,促进发展'",
        "服务, target: 居民群众的获得感幸福感安全感都得到了很好的增强",
        "ok 服务, target: 完善",
        "ok 服务, target: 制度健全，执行到位",
        "ok 服务, target: 组织居民开展便民服务活动12场，惠及居民300人",
    )
    finds(
        "sentence-as-name",
        "社会效益",
        "保障工作开展，提高服务质量, target: ≥90%",
        "持续优化社区营商环境, target: 优化",
        "ok 持续优化社区营商环境, target: 3项",
        "ok 保障机关正常运转, target: 正常",
        "ok 提高人民群众生活水平, target: 提高",
        "ok 桥梁，隧道检测合格率, target: ≥90%",
        "ok 惠及居民（老人，儿童）人次, target: 300人次",
    )


def test_value_in_the_name_and_name_in_the_value() -> None:
    finds(
        "target-in-name",
        "质量",
        "学习达标率100%, target: 100%",
        "抽检合格率≥95%, target: ≥95%",
        "培训不少于4次, target: 4次",
        "ok 前10%企业名单公布率, target: 100%",
        "ok 30分钟到达率, target: ≥90%",
    )
    finds(
        "name-in-target",
        "质量",
        "学习达标率, target: 学习达标率100%",
        "学习情况, target: 学习达标率达到100%",
        "制度建设情况, target: 制度建设情况良好",
        "ok 学习情况, target: 学习资料100%发放",
        "ok 完成情况, target: 完成3项",
    )


def test_praise_of_others_is_no_value() -> None:
    finds(
        "praise-as-target",
        "社会效益",
        "整治成效, target: 获上级肯定",
        "整治成效, target: 不被通报批评",
        "ok 群众认可度, target: 认可度提升",
        "ok 群众好评率, target: ≥95%",
    )


def test_history_of_another_shape() -> None:
    finds(
        "incomparable-history",
        "数量",
        "培训, history: {2024: 3次, 2025: 4场}, target: 5次",
        "培训, history: {2024: 多次, 2025: 4次}, target: 5次",
        "培训, history: {2024: 3次, 2025: 4次}, target: 良好",
        "培训, history: {2024: 30%, 2025: 40次}, target: 50次",
        "ok 培训, history: {2024: 无, 2025: (2025年增设)}, target: 5次",
        "ok 培训, history: {2024: 3, 2025: 三次}, target: 5次",
        "ok 投资, history: {2024: 3000万元, 2025: 0.4亿元}, target: 5000万元",
        "ok 认可, history: {2024: 良好, 2025: 认可度≥}, target: 健全",
        "ok 认可, history: {2025: 认可度≥}, target: 认可度≥90%",
    )


def test_level_that_does_not_follow_its_growth() -> None:
    level = "社区服务收入{}, history: {{2024: 90万元, 2025: {}万元}}, target: {}"
    growth = "社区服务收入{}, history: {{2024: 5%, 2025: 5%}}, target: {}{}"
    mark = "  # expect: level-growth-contradiction"
    rule = "level-growth-contradiction"
    for rows in (
        [level.format("额", 90, "90万元"), growth.format("增长率", "5%", mark)],
        [level.format("", 80, "95万元"), growth.format("同比增幅", "5%", mark)],
        [level.format("总额", 95, "90万元"), growth.format("增长（%）", "≥5%", mark)],
        [level.format("总额", 90, "90万元"), growth.format("总额增长率", "5%", mark)],
        [level.format("额", 95, "95万元"), growth.format("降幅", "5%", mark)],
        [level.format("额", 95, "100万元"), growth.format("增长率", "5%", "")],
        [level.format("额", 95, "≥90万元"), growth.format("增长率", "5%", "")],
        [level.format("额", 95, "95万元"), "其他收入增长率, target: 5%"],
        [level.format("额", 95, "95万元"), growth.format("增长率", "≤5%", "")],
    ):
        assert surprises(under("经济效益", *rows), rule) == []


def test_target_worse_than_before() -> None:
    finds(
        "target-worse",
        "数量",
        "培训次数, history: {2024: 4次, 2025: 6次}, target: 4次",
        "培训次数, history: {2024: 4次, 2025: ≥2次}, target: ≥2次",
        "到位资金, history: {2024: 63.17亿元, 2025: 65亿元}, target: 63.17亿元",
        "投诉处理天数, history: {2025: 5天}, target: ≤7天",
        "培训合格率, history: {2025: 96%}, target: ≥95%",
        "走访户数, history: {2025: 40户}, target: ≥36户",
        "ok 走访户数, history: {2025: 40户}, target: ≥37户",
        "ok 走访户数, history: {2024: 12户, 2025: 13户}, target: 12户",
        "ok 培训合格率, history: {2025: 95.9%}, target: ≥95%",
        "ok 改造座数, history: {2025: 9座}, target: 8座",
        "ok 活动场次, history: {2024: 3场, 2025: 2场}, target: 3场",
        "ok 投诉件数, history: {2025: 5件}, target: 3件",
        "ok 培训次数, history: {2025: 6次}, target: 5次/季度",
        "ok 培训次数, history: {2025: 6次}, target: 3-5次",
    )


def test_target_many_times_last_year() -> None:
    finds(
        "target-jump",
        "数量",
        "税收, history: {2024: 10亿元, 2025: 1.5亿元}, target: 15亿元",
        "投资, history: {2025: 15亿元}, target: 50亿元",
        "ok 投资, history: {2025: 15亿元}, target: 45亿元",
        "ok 投资, history: {2025: 9800万元}, target: 1.1亿元",
        "ok 外资, history: {2025: 13亿元}, target: 90亿美元",
        "ok 场次, history: {2025: 1场}, target: 9场",
    )
    gentle = "投资, history: {2025: 15亿元}, target: 50亿元"
    assert surprises(under("数量", gentle), "target-jump", options={"times": 4}) == []


def test_stage_reached_twice() -> None:
    finds(
        "stage-repeated",
        "时效",
        "综合楼建设进度, history: {2025: 开工}, target: 开工",
        "综合楼建设进度, history: {2024: 主体封顶, 2025: 装修}, target: 主体封顶",
        "ok 综合楼建设进度, history: {2025: 正常推进}, target: 正常推进",
        "ok 综合楼建设进度, history: {2025: 一期竣工}, target: 二期竣工",
        "ok 各楼建设进度, history: {2025: 计划项目全部竣工}, target: 计划项目全部竣工",
    )


def test_standard_that_is_none() -> None:
    finds(
        "unknown-standard",
        "质量",
        "合格率, target: ≥95%, standard: 问卷调查",
        "合格率, target: ≥95%, standard: 领导要求",
        "合格率, target: ≥95%, standard: 反映培训的质量",
        "ok 合格率, target: ≥95%, standard: 行业标准、历史标准",
        "ok 合格率, target: ≥95%, standard: 财预〔2021〕101号",
        "ok 合格率, target: ≥95%, standard: GB/T 19001-2016",
        "ok 合格率, target: ≥95%, standard: 95%",
    )
    assert surprises(under("质量", "合格率, target: ≥95%, standard: GB/T 19001-2016"), "value-in-standard") == []


def test_satisfaction_too_low_or_perfect() -> None:
    finds(
        "satisfaction-out-of-range",
        "社会公众或服务对象满意度",
        "居民满意度, target: ≥79%",
        "居民满意度, target: =100%",
        "ok 居民满意度, target: ≥80%",
        "ok 居民满意度, target: ≥99.9%",
        "ok 居民满意度, target: 满意",
    )


def test_rate_lower_than_half() -> None:
    finds(
        "low-rate",
        "质量",
        "示范支部创建完成率, target: 10%",
        "抽检合格率, history: {2025: 45%}, target: 45%",
        "ok 抽检合格率, history: {2025: 30%}, target: 45%",
        "ok 不合格率, target: 3%",
        "ok 未按时完成率, target: 5%",
        "ok 绿化覆盖率, target: ≥42%",
    )


@pytest.mark.parametrize(
    ("targets", "expected"),
    [("100% 100% 100% 100%", True), ("100% 100% 100%", False), ("100% 100% 100% ≥98%", False), ("健全 健全 健全 健全", False)],
)
def test_table_of_one_value(targets: str, expected: bool) -> None:
    rows = [f"事项{number}, target: {target}" for number, target in enumerate(targets.split())]
    rows[0] += "  # expect: identical-targets" if expected else ""
    assert surprises(under("质量", *rows), "identical-targets") == []


def test_padded_decimals_among_others() -> None:
    finds(
        "mixed-decimals",
        "质量",
        "甲率, target: 97.50%",
        "乙率, target: ≥98.0%",
        "ok 丙率, target: 96.5%",
        "ok 丁率, target: 96%",
        "ok 戊率, history: {2024: 95.2%, 2025: 96.0%}, target: ≥97%",
    )
    assert surprises(under("质量", "甲率, target: 97.50%", "乙率, target: 96.25%"), "mixed-decimals") == []


def test_name_that_lost_its_last_character() -> None:
    finds(
        "rate-name-cut",
        "质量",
        "投诉件办结, target: 100%",
        "居民满意, target: ≥90%",
        "ok 投诉件办结, target: 30件",
        "ok 投诉件办结情况, target: 100%",
        "ok 投诉件办结, target: 按时办结100%",
    )
