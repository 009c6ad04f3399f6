"""Two windows and an editor on one file: each change arrives or its maker is told, and nobody's is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from command import SPEC
from filling import type_in, wished

from perfgen.diagnostics import ProblemsFound
from perfgen.fill import live_spec
from perfgen.fill.live_spec import Clash, LiveSpec, Unsaved, version
from perfgen.manuscript.notes import noted
from perfgen.saving.replace import replace
from perfgen.spec.spec import Spec

DEPARTMENT, NAME = "/department", "/preparer/name"
BUDGET = "/funding/revenue/财政拨款/budget"


@pytest.fixture
def live(tmp_path: Path) -> LiveSpec:
    path = tmp_path / "spec.yaml"
    path.write_text(SPEC, "utf-8")
    return LiveSpec(path)


def type_to(**cells: str) -> Callable[[Spec], Spec]:
    places = {"department": DEPARTMENT, "name": NAME, "budget": BUDGET}
    return lambda spec: type_in(spec, {places[name]: text for name, text in cells.items()}).spec


def text(live: LiveSpec) -> str:
    return live.path.read_text("utf-8")


def edit(live: LiveSpec, old: str, new: str) -> None:
    """As an editor saves it."""
    assert old in text(live)
    live.path.write_text(text(live).replace(old, new), "utf-8")


def test_change_is_in_the_file_and_the_next_names_the_new_version(live: LiveSpec) -> None:
    first = live.version
    live.change("a", first, type_to(department="甲馆"))
    assert "department: 甲馆" in text(live)
    assert live.version == version(live.path.read_bytes()) != first
    live.change("a", live.version, type_to(department="甲馆"))
    assert live.can("a") == (True, False)
    assert live.can("b") == (False, False)


def test_two_windows_change_different_values_of_one_version(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    live.change("b", seen, type_to(name="周一"))
    assert "department: 甲馆" in text(live) and "name: 周一," in text(live)


def test_the_same_change_twice_is_no_clash(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    live.change("b", seen, type_to(department="甲馆"))
    assert live.can("b") == (False, False)


def test_clash_names_the_three_values_and_writes_nothing(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    before = text(live)
    with pytest.raises(Clash) as clash:
        live.change("b", seen, type_to(department="乙馆", name="周一"))
    (one,) = clash.value.conflicts
    assert (one.here, one.base, one.ours, one.theirs) == (DEPARTMENT, "临湖市公共图书馆服务中心", "甲馆", "乙馆")
    assert text(live) == before
    assert live.can("b") == (False, False)


def test_rows_of_two_windows_are_merged(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, lambda spec: wished(spec, "add", item="/annual_tasks/0", count=1).spec)
    live.change("b", seen, lambda spec: type_in(spec, {"/annual_tasks/0": "新建20个分馆。"}).spec)
    assert live.spec().data["annual_tasks"] == ["新建20个分馆。", "____"]


def test_change_in_a_row_that_another_has_deleted_is_a_clash(live: LiveSpec) -> None:
    seen, row = live.version, "/annual_goals/0/indicators/效益指标/社会公众或服务对象满意度指标/0"
    live.change("a", seen, lambda spec: wished(spec, "delete", item=row).spec)
    with pytest.raises(Clash) as clash:
        live.change("b", seen, lambda spec: type_in(spec, {f"{row}/target": "≥95%"}).spec)
    assert clash.value.conflicts[0].ours is None


def test_undo_and_redo_of_all(live: LiveSpec) -> None:
    versions = [text(live)]
    for change in (type_to(department="甲馆"), type_to(name="周一"), type_to(budget="900")):
        live.change("a", live.version, change)
        versions.append(text(live))
    for expected in versions[-2::-1]:
        live.undo("a")
        assert text(live) == expected
    assert live.can("a") == (False, True)
    for expected in versions[1:]:
        live.redo("a")
        assert text(live) == expected
    with pytest.raises(IndexError):
        live.redo("a")


def test_each_window_undoes_its_own(live: LiveSpec) -> None:
    live.change("a", live.version, type_to(department="甲馆"))
    live.change("b", live.version, type_to(name="周一"))
    live.undo("a")
    assert "department: 临湖市" in text(live) and "name: 周一," in text(live)
    live.redo("a")
    assert "department: 甲馆" in text(live) and "name: 周一," in text(live)
    live.undo("a")
    live.undo("b")
    assert text(live) == SPEC


def test_what_another_has_changed_since_is_not_undone(live: LiveSpec) -> None:
    live.change("a", live.version, type_to(department="甲馆"))
    live.change("b", live.version, type_to(department="乙馆"))
    with pytest.raises(Clash):
        live.undo("a")
    assert "department: 乙馆" in text(live)
    live.undo("b")
    live.undo("a")
    assert text(live) == SPEC


def test_new_change_ends_what_can_be_done_again(live: LiveSpec) -> None:
    live.change("a", live.version, type_to(department="甲馆"))
    live.undo("a")
    live.change("a", live.version, type_to(name="周一"))
    assert live.can("a") == (True, False)


def test_edit_in_an_editor_is_merged_and_outlives_undo(live: LiveSpec) -> None:
    seen = live.version
    edit(live, "- 负责分馆建设。", "- 负责分馆建设。  # 照三定方案")
    live.change("a", seen, type_to(department="甲馆"))
    assert "# 照三定方案" in text(live)
    edit(live, "phone: 027-87880000", "phone: 027-1")
    live.undo("a")
    assert "phone: 027-1" in text(live) and "# 照三定方案" in text(live) and "department: 临湖市" in text(live)


def test_version_of_another_run_is_not_known(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    again = LiveSpec(live.path)
    with pytest.raises(Unsaved, match="重新启动过"):
        again.change("a", seen, type_to(name="周一"))
    again.change("a", live.version, type_to(name="周一"))
    assert "name: 周一," in text(live)


def test_save_between_reading_and_writing_is_not_overwritten(live: LiveSpec, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*arguments: object) -> object:
        edit(live, "phone: 027-87880000", "phone: 027-1")
        return replace(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(live_spec, "replace", late)
    with pytest.raises(Unsaved, match="有人保存过它"):
        live.change("a", live.version, type_to(department="甲馆"))
    assert text(live) == SPEC.replace("027-87880000", "027-1")
    assert live.can("a") == (False, False)


def test_undo_that_cannot_be_written_can_be_tried_again(live: LiveSpec) -> None:
    live.change("a", live.version, type_to(department="甲馆"))
    os.chmod(live.path, 0o444)
    with pytest.raises(Unsaved, match="只读"):
        live.undo("a")
    assert live.can("a") == (True, False)
    os.chmod(live.path, 0o644)
    live.undo("a")
    assert text(live) == SPEC


def test_read_only_file_is_left_alone(live: LiveSpec) -> None:
    os.chmod(live.path, 0o444)
    with pytest.raises(Unsaved, match="只读"):
        live.change("a", live.version, type_to(department="甲馆"))
    assert text(live) == SPEC
    assert live.can("a") == (False, False)


def test_file_that_is_gone_is_told(live: LiveSpec) -> None:
    seen = live.version
    live.path.unlink()
    with pytest.raises((OSError, ProblemsFound)):
        live.change("a", seen, type_to(department="甲馆"))
    assert not live.path.exists()


BROKEN = SPEC.replace("department: 临湖", "department 临湖")


def test_broken_text_is_mended_and_undone(live: LiveSpec) -> None:
    live.path.write_text(BROKEN, "utf-8")
    live.read()
    assert not live.is_sound()
    with pytest.raises(ProblemsFound):
        live.change("a", live.version, type_to(name="周一"))
    live.rewrite("a", live.version, SPEC.encode())
    assert text(live) == SPEC and live.is_sound()
    live.undo("a")
    assert text(live) == BROKEN


def test_text_may_be_saved_broken(live: LiveSpec) -> None:
    live.rewrite("a", live.version, BROKEN.encode())
    assert text(live) == BROKEN
    live.undo("a")
    assert text(live) == SPEC


def test_text_of_an_older_version_is_merged_where_both_are_sound(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    live.rewrite("b", seen, SPEC.replace("周文清", "周一").encode())
    assert "department: 甲馆" in text(live) and "name: 周一," in text(live)
    before = text(live)
    with pytest.raises(Unsaved, match="两边合不到一起"):
        live.rewrite("b", seen, BROKEN.encode())
    assert text(live) == before


def test_comments_of_an_older_text_are_merged_too_or_it_is_not_saved(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    live.rewrite("b", seen, SPEC.replace("annual_tasks:", "annual_tasks:  # 照三定方案").encode())
    assert "department: 甲馆" in text(live) and "annual_tasks:  # 照三定方案" in text(live)
    before = text(live)
    with pytest.raises(Unsaved, match="两边合不到一起"):
        live.rewrite("b", seen, SPEC.replace("服务中心\n", "服务中心  # 全称\n").encode())
    assert text(live) == before


def allowed(spec: Spec) -> Spec:
    return noted(spec, {"/annual_goals/0/goal": "# perfgen: allow vague-wording 领导批过"})


def test_comment_is_written_and_undone_beside_what_another_has_changed(live: LiveSpec) -> None:
    seen = live.version
    live.change("a", seen, type_to(department="甲馆"))
    live.note("b", seen, allowed)
    assert "领导批过" in text(live) and "department: 甲馆" in text(live)
    live.change("a", live.version, type_to(name="周一"))
    live.undo("b")
    assert text(live) == SPEC.replace("临湖市公共图书馆服务中心", "甲馆").replace("周文清", "周一")


def test_row_that_comes_back_has_its_comments(live: LiveSpec) -> None:
    row = "/annual_goals/0/indicators/效益指标/社会公众或服务对象满意度指标/0"
    edit(live, "历史标准}\n", "历史标准}  # 去年 91%\n")
    before = text(live)
    live.read()
    live.change("a", live.version, lambda spec: wished(spec, "delete", item=row).spec)
    live.change("b", live.version, type_to(department="甲馆"))
    live.undo("a")
    assert text(live) == before.replace("临湖市公共图书馆服务中心", "甲馆")
