"""Specs that the first page makes: blank, of an example, of last year, of another form, of a Word file; and a Word file taken back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from asked import Answer, Asker
from command import SPEC
from filling import cells

from perfgen.fill.shelf import name
from perfgen.spec.spec import load

FORMS = 13


def new(asker: Asker, **sent: Any) -> Answer:
    return asker.post("/api/new", **{"form": "department-declaration", "year": "2027", "name": "新馆", **sent})


def shown(asker: Asker, made: Answer) -> dict[str, Any]:
    assert made.status == 200, made.body
    state: dict[str, Any] = asker.ask("GET", f"/api/form/{made.json['key']}").json
    assert "sheet" in state, state
    return state


def test_blank_and_example_of_every_form_are_made_and_shown(asker: Asker) -> None:
    forms = asker.ask("GET", "/api/forms").json
    assert len(forms) == FORMS
    for number, one in enumerate(forms):
        blank = new(asker, form=one["form"], name=f"空表{number}")
        assert list(cells(shown(asker, blank)["sheet"]).values()).count("") > 3
        assert load(Path(blank.json["file"]).read_bytes(), "").data["fiscal_year"] == 2027
        assert one["example"]
        example = shown(asker, new(asker, form=one["form"], name=f"范例{number}", example=True))
        assert [f for f in example["sheet"]["findings"] if f["severity"] == "error"] == []


@pytest.mark.slow
def test_form_of_the_settings_is_the_usual_one(spec: Path) -> None:
    def usual() -> list[str]:
        return [one["form"] for one in Asker().ask("GET", "/api/forms").json if one["usual"]]

    assert usual() == []
    Path("perfgen.toml").write_text('form = "project-declaration"\n', "utf-8")
    assert usual() == ["project-declaration"]


@pytest.mark.parametrize(
    "given",
    [
        *["", " ", ".", "..", "../新馆", "a/b", "a\\b", "/etc/passwd", "C:新馆", "新\x00馆", "新\n馆", ".隐藏", "x" * 81],
        *["a?b", "a*b", 'a"b', "a<b", "a|b", "~x"],
    ],
)
def test_name_is_never_a_path(asker: Asker, tmp_path: Path, given: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert new(asker, name=given).status == 422
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"form": "../department-declaration"}, 404),
        ({"form": ""}, 404),
        ({"form": 1}, 404),
        ({"year": "../.."}, 422),
        ({"year": "27"}, 422),
        ({"year": "2027\n"}, 422),
        ({"year": 2027}, 422),
        ({"name": ["新馆"]}, 422),
    ],
)
def test_nothing_else_makes_one(asker: Asker, tmp_path: Path, sent: dict[str, Any], status: int) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert new(asker, **sent).status == status
    assert sorted(tmp_path.rglob("*")) == before


def test_one_that_there_is_already_is_not_written_over(asker: Asker, spec: Path) -> None:
    answer = new(asker, year="2026", name="馆")
    assert answer.status == 422 and "已经有了" in answer.json["problem"]
    assert spec.read_text("utf-8") == SPEC


def test_next_year_and_another_form(asker: Asker, spec: Path) -> None:
    turned = asker.form(spec, "next-year")
    assert load(Path(shown(asker, turned)["file"]).read_bytes(), "").data["fiscal_year"] == 2027
    assert asker.form(spec, "next-year").status == 422  # it is there
    carried = asker.form(spec, "carry", form="department-self-evaluation")
    assert shown(asker, carried)["sheet"]["title"]
    assert asker.form(spec, "carry", form="../x").status == 404
    assert spec.read_text("utf-8") == SPEC


def edited_in_word(asker: Asker, spec: Path, old: str, new_: str) -> bytes:
    word = docx.Document(io.BytesIO(asker.ask("GET", f"/api/form/{name(spec)}/document/docx").body))
    texts = [text for text in word.element.body.iter("{*}t") if text.text == old]
    assert texts
    for text in texts:
        text.text = new_
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def send(asker: Asker, path: str, body: bytes) -> Answer:
    return asker.ask("POST", path, body, content_type="application/octet-stream")


def test_word_file_is_looked_at_before_it_is_taken_back(asker: Asker, spec: Path) -> None:
    asker.form(spec)
    word = edited_in_word(asker, spec, "≥10个", "≥12个")
    looked = send(asker, f"/api/form/{name(spec)}/pull?name=x.docx&window=w", word)
    assert looked.status == 200 and looked.json["changed"], looked.body
    assert any("≥12个" in one for one in looked.json["told"])
    assert spec.read_text("utf-8") == SPEC
    other = asker.post(f"/api/form/{name(spec)}/take", window="other")
    assert other.status == 422 and other.json["problem"] == "先选改过的文件"  # it has seen none
    taken = asker.form(spec, "take", version=asker.form(spec).json["version"])
    assert taken.status == 200, taken.body
    assert spec.read_text("utf-8") == SPEC.replace("≥10个", "≥12个")
    asker.form(spec, "undo")
    assert spec.read_text("utf-8") == SPEC


def test_word_file_becomes_a_spec(asker: Asker, spec: Path) -> None:
    word = asker.ask("GET", f"/api/form/{name(spec)}/document/docx").body
    spec.unlink()
    made = send(asker, "/api/import?name=馆.docx", word)
    assert cells(shown(asker, made)["sheet"])["/department"] == "临湖市公共图书馆服务中心"


@pytest.mark.parametrize("file", ["x.docx", "x.exe", "x", "../x.docx", "..%2fx.docx", ".docx", "x.docx/", ""])
@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"\x00" * 1000])
def test_what_is_no_form_is_not_read(asker: Asker, spec: Path, tmp_path: Path, file: str, body: bytes) -> None:
    before = sorted(tmp_path.rglob("*"))
    for path in ("/api/import", f"/api/form/{name(spec)}/pull"):
        answer = send(asker, f"{path}?name={file}", body)
        assert 400 <= answer.status < 500 and answer.json["problem"]
    assert sorted(tmp_path.rglob("*")) == before


def test_sheet_of_excel_comes_back_too(asker: Asker, spec: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(asker.ask("GET", f"/api/form/{name(spec)}/document/xlsx").body))
    (cell,) = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "≥10个"]
    cell.value = "≥12个"
    file = io.BytesIO()
    book.save(file)
    looked = send(asker, f"/api/form/{name(spec)}/pull?name=x.xlsx&window=w", file.getvalue())
    assert looked.status == 200 and looked.json["changed"], looked.body
    asker.form(spec, "take", version=asker.form(spec).json["version"])
    assert spec.read_text("utf-8") == SPEC.replace("≥10个", "≥12个")
