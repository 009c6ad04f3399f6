"""What a template leaves behind, and who can be reached: real names, texts and numbers are left alone."""

from __future__ import annotations

import pytest
from rule_cases import surprises

from perfgen.lint.rule import usual_rules


@pytest.mark.parametrize(
    "text",
    [
        "完成**项目建设。",
        "完成×××项目建设。",
        "完成XX项目建设。",
        "完成ｘｘ项目建设。",
        "完成○○项目建设。",
        "完成____项目建设。",
        "某某项目建设。",
        "★完成项目建设。",
        "……",
        "'...'",
        "'工作任务：……'",
        "（100字以内）",
        "概述(不超过200字以内)",
        "请根据实际情况填写。",
    ],
)
def test_residue_of_a_template_is_found(text: str) -> None:
    assert surprises(f"annual_tasks:\n  - {text}  # expect: template-residue", "template-residue") == []


@pytest.mark.parametrize(
    "text",
    [
        "培育电子商务、直播带货等新业态……",
        "“红色×公益”活动不少于3×4场。",
        "落实二○○八年以来的政策，一九○○年至今的档案。",
        "推广 MaxxBox 和 XXL 号防护服。",
        "创建5★酒店。",
        "根据实际情况组织培训，指导企业如实填写报表。",
        "编写2万字以上的调研报告（3万字）。",
        "“十四五”末年、月度计划完成率达标。",
    ],
)
def test_ordinary_text_is_no_residue(text: str) -> None:
    assert surprises(f"annual_tasks:\n  - {text}", "template-residue") == []


@pytest.mark.parametrize("blank", ["____", "__", "＿＿＿"])
def test_target_not_filled_in_is_that_and_nothing_worse(blank: str) -> None:
    fragment = f"""
annual_goals:
  - goal: 开展便民服务活动。
    indicators:
      产出指标:
        数量指标:
          - {{name: 便民服务活动场次, history: {{2024: 40场, 2025: 44场}}, target: {blank}, standard: 计划标准}}  # expect: template-residue
        质量指标:
          - {{name: 便民服务活动合格率, history: {{2025: 97%}}, target: {blank}, standard: 计划标准}}  # expect: template-residue
        时效指标:
          - {{name: 便民服务活动按期开展率, target: {blank}, standard: 计划标准}}  # expect: template-residue
      效益指标:
        社会公众或服务对象满意度指标:
          - {{name: 社区居民满意度, target: {blank}, standard: 计划标准}}  # expect: template-residue
"""
    about_structure = {rule for rule in usual_rules() if rule.startswith(("task-", "goal-", "indicators-", "long-term-"))}
    assert surprises(fragment, *(usual_rules().keys() - about_structure)) == []


@pytest.mark.parametrize("name", ["张三", "张某", "某某某", "XXX", "张*", "'***'", "测试", "——", "'无'"])
def test_placeholder_for_a_person_is_found(name: str) -> None:
    fragment = f"preparer: {{name: {name}, phone: 027-87880000}}  # expect: placeholder-name"
    assert surprises(fragment, "placeholder-name", "template-residue") == []


@pytest.mark.parametrize("name", ["刘蒙蒙", "张三丰", "欧阳无忌", "阿依古丽·买买提", "Max Fox", "程立秋、周文清"])
def test_name_of_a_person_is_left_alone(name: str) -> None:
    assert surprises(f"preparer: {{name: {name}, phone: 027-87880000}}", "placeholder-name") == []


def test_head_of_the_unit_is_a_person_too() -> None:
    assert surprises("unit_head: 李四  # expect: placeholder-name", "placeholder-name") == []


@pytest.mark.parametrize(
    "phone",
    [
        "1387788000",
        "138778800001",
        "12345678901",
        "0278788",
        "027-878800001",
        "878800001",
        "'138****8888'",
        "12345678",
        "027-12345678",
        "00000000",
        "11111111111",
        "13800000000",
        "13800138000",
    ],
)
def test_number_that_nobody_can_dial_is_found(phone: str) -> None:
    assert surprises(f"preparer: {{name: 程立秋, phone: {phone}}}  # expect: invalid-phone", "invalid-phone") == []


@pytest.mark.parametrize(
    "phone",
    [
        "87888012",
        "8788801",
        "02787880000",
        "027-8788 0000",
        "'（027）87880000'",
        "027－87880000",
        "0719-8788012",
        "13877880000",
        "138 7788 0000",
        "138-7788-0000",
        "'+86 138 7788 0000'",
        "027-87880000-8012",
        "027-87880000转8012",
        "'87880000/87880001'",
        "87880000、13877880000",
        "'027-87880000 13877880000'",
        "027-87880000（办公室）",
        "'办公室：027-87880000'",
        "400-700-1234",
        "88888888",
        "6012",
        "'00852 2345 6789'",
    ],
)
def test_number_that_can_be_dialled_is_left_alone(phone: str) -> None:
    assert surprises(f"preparer: {{name: 程立秋, phone: {phone}}}", "invalid-phone") == []
