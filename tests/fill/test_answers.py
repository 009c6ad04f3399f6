"""What the page of a form is answered: the form as it is now, each change with what came of it, and plain words else."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import docx
import pytest
from asked import Asker
from command import SPEC
from filling import cells
from pipeline import git

from perfgen.fill.shelf import Shelf, name

BUDGET = "funding__revenue__财政拨款__budget"


def problem(asker: Asker, path: str, **sent: Any) -> tuple[int, str]:
    answer = asker.post(path, **sent)
    return answer.status, answer.json["problem"]


def test_form_is_shown_and_typed_in(asker: Asker, spec: Path) -> None:
    state = asker.form(spec).json
    assert cells(state["sheet"])["/department"] == "临湖市公共图书馆服务中心"
    assert (state["undo"], state["redo"]) == (False, False)
    made = asker.type_in(spec, state["version"], department="甲馆", **{BUDGET: "abc"}).json
    assert cells(made["sheet"])["/department"] == "甲馆"
    assert [(one["text"], one["message"]) for one in made["refused"]] == [("abc", "“当年预算收支”要写数字，这里写的是“abc”")]
    assert made["undo"] is True
    undone = asker.form(spec, "undo").json
    assert undone["version"] == state["version"] and undone["redo"] is True
    assert asker.form(spec, "redo").json["version"] == made["version"]
    assert asker.form(spec, "redo").json == {"problem": "没有可以撤销或重做的了"}


def test_clash_is_told_with_three_values(asker: Asker, spec: Path) -> None:
    version = asker.form(spec).json["version"]
    asker.type_in(spec, version, department="甲馆")
    answer = asker.type_in(spec, version, department="乙馆")
    assert answer.status == 409
    assert answer.json["conflicts"] == [
        {"at": "/department", "label": "部门名称", "before": "临湖市公共图书馆服务中心", "now": "甲馆", "yours": "乙馆"}
    ]


def test_version_of_an_earlier_run_is_told(asker: Asker, spec: Path) -> None:
    answer = asker.type_in(spec, "0" * 16, department="甲馆")
    assert answer.status == 409 and "重新启动过" in answer.json["problem"] and "conflicts" not in answer.json


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b'"x"', b"null", b"[" * 100_000, b"\xff{}", b'{"wish": {"kind": "x"}}', b"{}"])
def test_what_cannot_be_read_is_no_request(asker: Asker, spec: Path, body: bytes) -> None:
    answer = asker.ask("POST", f"/api/form/{name(spec)}/edit", body)
    assert (answer.status, answer.json) == (400, {"problem": "请求读不懂"})


@pytest.mark.parametrize("what", ["edit", "undo", "rewrite", "allow", "commit"])
@pytest.mark.parametrize("sent", [{"window": {"a": 1}, "version": [1], "wish": 1, "text": 1, "at": 1, "name": 1, "reason": 1, "message": 1}])
def test_fields_of_other_kinds_do_no_harm(asker: Asker, spec: Path, what: str, sent: dict[str, Any]) -> None:
    answer = asker.ask("POST", f"/api/form/{name(spec)}/{what}", json.dumps(sent).encode())
    assert 400 <= answer.status < 500 and answer.json["problem"]
    assert spec.read_text("utf-8") == SPEC


@pytest.mark.parametrize(
    "path",
    [
        *["/api/form/0000", "/api/form/..%2f..%2fetc%2fpasswd", "/api/form/%2e%2e", "/api/form/specs", "/api/form/馆.yaml"],
        *["/api/form/{key}/document/exe", "/api/form/{key}/document/..%2fx", "/api/form/{key}/nothing", "/api/rules/nothing"],
        *["/page/../gate.py", "/page/..%2fgate.py", "/page/%2e%2e/gate.py", "/page//etc/passwd", "/page/", "/page/nothing.js"],
        *["/specs/2026/馆.yaml", "/etc/passwd", "/api/rules/..%2f..%2fetc", "/api/form/", "/api", "//", "/form/a/b"],
    ],
)
def test_no_path_comes_from_the_browser(asker: Asker, spec: Path, path: str) -> None:
    for way in {path, path.replace("%2f", "/").replace("%2e", ".")}:
        answer = asker.ask("GET", way.format(key=name(spec)))
        assert answer.status == 404
        assert b"root:" not in answer.body and b"import" not in answer.body


def test_file_outside_the_project_is_not_reached_by_its_key(asker: Asker, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(SPEC, "utf-8")
    assert asker.ask("GET", f"/api/form/{name(other)}").status == 404
    assert Asker([other]).ask("GET", f"/api/form/{name(other)}").status == 200


def test_spec_that_comes_and_one_that_goes(asker: Asker, spec: Path) -> None:
    new = spec.with_name("新馆.yaml")
    new.write_text(SPEC, "utf-8")
    assert asker.form(new).status == 200
    assert [one["file"] for one in asker.ask("GET", "/api/specs").json] == ["2026/新馆.yaml", "2026/馆.yaml"]
    new.unlink()
    answer = asker.form(new)
    assert 400 <= answer.status < 500 and answer.json["problem"]


def test_read_only_file_is_told(asker: Asker, spec: Path) -> None:
    version = asker.form(spec).json["version"]
    os.chmod(spec, 0o444)
    answer = asker.type_in(spec, version, department="甲馆")
    assert (answer.status, answer.json["problem"][:5]) == (409, "文件是只读")


def test_broken_spec_is_shown_as_text_and_mended(asker: Asker, spec: Path) -> None:
    spec.write_text(SPEC.replace("department: 临湖", "department 临湖"), "utf-8")
    state = asker.form(spec).json
    assert "sheet" not in state and state["text"].startswith("form: ")
    assert [one["line"] for one in state["problems"]] == [3]
    mended = asker.form(spec, "rewrite", version=state["version"], text=SPEC).json
    assert cells(mended["sheet"])["/department"] == "临湖市公共图书馆服务中心"
    assert spec.read_text("utf-8") == SPEC
    again = asker.form(spec, "rewrite", version=mended["version"], text="form: nothing\n").json
    assert "sheet" not in again and again["problems"][0]["message"] == "没有“nothing”这种表"


def test_text_keeps_the_line_ends_of_the_file(asker: Asker, spec: Path) -> None:
    spec.write_bytes(SPEC.replace("\n", "\r\n").encode())
    state = asker.ask("GET", f"/api/form/{name(spec)}/text").json
    typed = state["text"].replace("\r\n", "\n").replace("周文清", "周一")  # as a textarea gives it
    asker.form(spec, "rewrite", version=state["version"], text=typed)
    assert spec.read_bytes() == SPEC.replace("\n", "\r\n").replace("周文清", "周一").encode()
    asker.type_in(spec, asker.form(spec).json["version"], department="甲馆")
    assert spec.read_bytes().count(b"\r\n") == spec.read_bytes().count(b"\n") == SPEC.count("\n")


def test_text_in_another_encoding_is_shown_and_never_written_over(asker: Asker, spec: Path) -> None:
    spec.write_bytes(SPEC.encode("gb18030"))
    state = asker.form(spec).json
    assert "GB18030" in state["problems"][0]["message"]
    answer = asker.form(spec, "rewrite", version=state["version"], text=state["text"])
    assert answer.status == 422 and "UTF-8" in answer.json["problem"]
    assert spec.read_bytes() == SPEC.encode("gb18030")


def test_lone_surrogate_is_told(asker: Asker, spec: Path) -> None:
    answer = asker.form(spec, "rewrite", version=asker.form(spec).json["version"], text="\ud800")
    assert 400 <= answer.status < 500 and spec.read_text("utf-8") == SPEC


def test_finding_is_allowed_with_a_reason_and_that_is_undone(asker: Asker, spec: Path) -> None:
    state = asker.form(spec).json
    finding = next(one for one in state["sheet"]["findings"] if one["rule"])
    sent = {"version": state["version"], "at": finding["at"], "name": finding["name"]}
    assert asker.form(spec, "allow", **sent, reason=" \n ").json["problem"].startswith("写明理由")
    made = asker.form(spec, "allow", **sent, reason="领导\n批过").json
    assert f"# perfgen: allow {finding['name']} 领导 批过" in spec.read_text("utf-8")
    assert finding["message"] not in [one["message"] for one in made["sheet"]["findings"]]
    asker.form(spec, "undo")
    assert spec.read_text("utf-8") == SPEC
    assert asker.form(spec, "allow", **{**sent, "at": "/nothing"}, reason="x").status == 422
    assert asker.form(spec, "allow", **{**sent, "name": "nothing"}, reason="x").status == 400


def test_value_of_last_year_that_stays_is_said_to_be_right(asker: Asker, spec: Path) -> None:
    line = next(one for one in SPEC.splitlines() if "preparer:" in one)
    spec.write_text(SPEC.replace(line, f"{line}  # 待填：还是2025年的"), encoding="utf-8")
    state = asker.form(spec).json
    (finding,) = [one for one in state["sheet"]["findings"] if one["kept"]]
    made = asker.form(spec, "keep", version=state["version"], at=finding["at"]).json
    assert [one for one in made["sheet"]["findings"] if one["kept"]] == []
    assert spec.read_text("utf-8") == SPEC
    assert asker.form(spec, "keep", version=made["version"], at="/nothing").status == 422


def test_every_finding_has_its_place_and_every_rule_its_page(asker: Asker, spec: Path) -> None:
    findings = asker.form(spec).json["sheet"]["findings"]
    assert len(findings) > 3
    for one in findings:
        assert one["message"] and one["at"] is not None
        if one["rule"]:
            assert "依据" in asker.ask("GET", f"/api/rules/{one['name']}").json["page"]


def test_rows_are_told_and_no_row_is_none(asker: Asker, spec: Path) -> None:
    way = f"/api/form/{name(spec)}/rows"
    assert asker.ask("GET", f"{way}?at=/annual_tasks/0").json[0]["item"] == "/annual_tasks/0"
    assert asker.ask("GET", f"{way}?at=/department").json == []
    assert asker.ask("GET", f"{way}?at=/nothing/0").status == 422
    assert asker.ask("GET", way).json == []


def test_text_behind_the_form_has_the_line_of_each_value(asker: Asker, spec: Path) -> None:
    found = asker.form(spec, "").json | asker.ask("GET", f"/api/form/{name(spec)}/text").json
    assert found["text"] == SPEC
    assert SPEC.splitlines()[found["places"]["/annual_tasks/0"] - 1] == "  - 新建10个分馆。"


def test_word_file_has_what_was_saved(asker: Asker, spec: Path) -> None:
    asker.type_in(spec, asker.form(spec).json["version"], department="甲馆")
    answer = asker.ask("GET", f"/api/form/{name(spec)}/document/docx")
    assert answer.status == 200
    assert "filename*=UTF-8''%E9%A6%86.docx" in answer.headers["content-disposition"]
    word = docx.Document(io.BytesIO(answer.body))
    assert "甲馆" in {cell.text for table in word.tables for row in table.rows for cell in row.cells}


def test_what_has_changed_since_the_last_commit_is_told_and_committed(asker: Asker, spec: Path) -> None:
    assert asker.ask("GET", f"/api/form/{name(spec)}/changes").status == 422  # no repository
    git(Path(), "init", "--quiet")
    for word in ("name", "email"):
        git(Path(), "config", f"user.{word}", "zhou@example.com")
    assert asker.ask("GET", f"/api/form/{name(spec)}/changes").json["message"] == "新增馆"
    assert asker.form(spec, "commit", message=" ").json["problem"] == "写一句改了什么"
    assert asker.form(spec, "commit", message="新增馆").json["commit"]
    assert asker.ask("GET", f"/api/form/{name(spec)}/changes").json["told"] == ""
    asker.type_in(spec, asker.form(spec).json["version"], department="甲馆")
    found = asker.ask("GET", f"/api/form/{name(spec)}/changes").json
    assert "甲馆" in found["told"] and found["marked"]
    marked = asker.ask("GET", f"/api/form/{name(spec)}/marked")
    assert "sandbox" in marked.headers["content-security-policy"] and "甲馆" in marked.body.decode()
    Path("other").write_text("x", "utf-8")
    git(Path(), "add", "other")
    asker.form(spec, "commit", message="--amend")
    assert git(Path(), "log", "-1", "--format=%s") == "--amend"
    assert len(git(Path(), "show", "--name-only", "--format=").splitlines()) == 1
    assert git(Path(), "status", "--short") == "A  other"


def test_value_is_never_markup(asker: Asker, spec: Path) -> None:
    evil = "<img src=x onerror=alert(1)>"
    asker.type_in(spec, asker.form(spec).json["version"], department=evil)
    answer = asker.form(spec)
    assert answer.headers["content-type"] == "application/json"
    assert cells(answer.json["sheet"])["/department"] == evil
    css = asker.ask("GET", f"/api/form/{name(spec)}/css")
    assert css.headers["content-type"].startswith("text/css")


def test_folder_that_cannot_be_read_is_told(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Shelf) -> Any:
        raise PermissionError(13, "denied", "specs")

    monkeypatch.setattr(Shelf, "files", refused)
    answer = asker.ask("GET", "/api/specs")
    assert answer.status == 500 and answer.json["problem"]
