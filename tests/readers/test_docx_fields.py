"""What a field, a box or a sign of a .docx shows is read where it has a meaning, and told where it has none."""

from __future__ import annotations

import pytest
from readers.bodies import docx, paragraph, run
from readers.reading import said
from sound_docx import DOCUMENT, PARTS, W, pack

from perfgen.readers.docx import read
from perfgen.readers.fields import overlaid
from perfgen.readers.findings import told

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def field(instruction: str, given: str = "", result: str | None = None) -> str:
    parts = ["" if result is None else '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + (run(result) if result else "")]
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{given}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>{parts[0]}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(given: str) -> str:
    return field(" FORMCHECKBOX ", f"<w:ffData><w:checkBox>{given}</w:checkBox></w:ffData>")


def notes(*content: str) -> list[str]:
    return [one.message for one in told(read(docx(paragraph(*content)), "a.docx").notes, "")]


@pytest.mark.parametrize(
    ("instruction", "character"),
    [
        (r" eq \o\ac(○,2)", "②"),
        (r"EQ \o\ac(○,20)", "⑳"),
        (r"eq \o(3,○)", "③"),
        (r"eq \o\ac(□,√)", "☑"),
        (r"eq \o\al(□,×)", "☒"),
        (r"eq \o\ac(○,甲)", None),
        (r"eq \f(1,2)", None),
        (r"eq \o\ac(□,,)", None),
    ],
)
def test_characters_over_one_another_are_one(instruction: str, character: str | None) -> None:
    assert overlaid(instruction) == character


def test_field_without_a_result_is_read_as_what_it_shows() -> None:
    assert said(run("数"), field(r"eq \o\ac(○,3)"), run("项")) == "数③项"
    assert said(field(r"eq \o\ac(○,3)", result="")) == "③"


def test_field_that_is_not_understood_is_told() -> None:
    assert notes(run("甲"), field(r"eq \f(1,2)")) == [r"表格之外：域“eq \f(1,2)”没有读入"]


@pytest.mark.parametrize(
    ("given", "character"),
    [
        ('<w:default w:val="1"/>', "☑"),
        ('<w:default w:val="0"/>', "□"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "□"),
        ('<w:default w:val="0"/><w:checked/>', "☑"),
        ("", "□"),
    ],
)
def test_old_box_says_whether_it_is_ticked(given: str, character: str) -> None:
    assert said(run("延续"), box(given)) == f"延续{character}"


def test_old_list_says_what_is_chosen() -> None:
    entries = '<w:listEntry w:val="新增"/><w:listEntry w:val="延续"/>'
    chosen = f'<w:ffData><w:ddList><w:result w:val="1"/>{entries}</w:ddList></w:ffData>'
    assert said(field(" FORMDROPDOWN ", chosen)) == "延续"
    assert said(field(" FORMDROPDOWN ", f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>")) == "新增"


@pytest.mark.parametrize(("checked", "character"), [("0", "□"), ("1", "☑")])
def test_new_box_says_whether_it_is_ticked_whatever_it_shows(checked: str, character: str) -> None:
    properties = f'<w:sdtPr><w14:checkbox {W14}><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
    assert said(f"<w:sdt>{properties}<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>") == character


def control(properties: str, *content: str) -> str:
    return f"<w:sdt><w:sdtPr><w:showingPlcHdr/>{properties}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


def test_control_that_was_filled_in_is_read_though_it_is_marked_as_blank() -> None:
    assert said(control("<w:text/>", run("夜校开办"))) == "夜校开办"


def test_control_that_nobody_filled_in_is_blank() -> None:
    assert said(control("<w:text/>", run("单击或点击此处输入文字。"))) == ""
    assert said(control("<w:text/>", run("项目名称", '<w:rStyle w:val="a3"/>'))) == ""


@pytest.mark.parametrize(("font", "letters", "shown"), [("Wingdings 2", "PR", "√☑"), ("Wingdings", "\uf0fe", "☑")])
def test_letters_of_a_font_of_signs_are_signs(font: str, letters: str, shown: str) -> None:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    assert said(run(letters, fonts)) == shown
    assert notes(run("\uf041", fonts)) == [f"表格之外：字体“{font}”的符号 F041 没有读入"]


def test_part_in_utf_16_is_read() -> None:
    markup = f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{paragraph(run("甲"))}</w:body></w:document>'
    for encoding in ("utf-16", "utf-16-be"):
        content = ("\ufeff" * (encoding == "utf-16-be") + markup).encode(encoding)
        document = read(pack({**PARTS, DOCUMENT: content}), "a.docx")
        assert ["".join(block) for block in document.blocks] == ["甲"]  # type: ignore[arg-type]
