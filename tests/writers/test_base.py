"""A base document of one's own: any office may have saved it; what is unsafe is refused; what builds need is remembered."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx_grid
import geometry
import pytest
from conftest import ROOT
from docx_grid import W, document
from lxml import etree

from perfgen import __version__
from perfgen.building import laying
from perfgen.diagnostics import Diagnostic, ProblemsFound
from perfgen.form import Cell, Form, Page, Paragraph, Role, Table
from perfgen.ooxml import COMPOUND_FILE, WORD
from perfgen.project import Project
from perfgen.review.redline import redline
from perfgen.text import Text
from perfgen.writers import base_facts, docx, known_bases
from perfgen.writers.package import Base
from perfgen.writers.properties import Origin

SHIPPED = ROOT / "templates" / "base.docx"
SEED = next((ROOT / "specs" / "2021").glob("*.yaml"))
ORIGIN = Origin("some-form", "某申报表", {"name": "甲"})
STYLES = {"title", "subtitle", "note", "unit", "label", "value", "amount", "prose", "gap"}
Parts = dict[str, bytes]
Change = Callable[[Parts], Any]

CELLS = (Cell(0, 0, 1, 1, Role.LABEL, "label", ((Text("名称"),),)), Cell(0, 1, 1, 1, Role.VALUE, "value", ((Text("甲"),),)))
TABLE = Table((1, 2), 1, CELLS)
FORM = Form((Paragraph("title", (Text("申报表"),)), TABLE, TABLE))


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what is known of bases is kept."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "kept"))
    return tmp_path / "kept" / "perfgen"


def remade(tmp_path: Path, *changes: Change) -> Path:
    """The shipped base with its parts changed."""
    with zipfile.ZipFile(SHIPPED) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for change in changes:
        change(parts)
    path = tmp_path / "base.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


def put(name: str, content: bytes) -> Change:
    return lambda parts: parts.__setitem__(name, content)


def edit(name: str, pattern: str, new: str | Callable[[re.Match[str]], str]) -> Change:
    """Replace what is there."""

    def change(parts: Parts) -> None:
        text, count = re.subn(pattern, new, parts[name].decode())
        assert count, f"{pattern} is not in {name}"
        parts[name] = text.encode()

    return change


def page(markup: str) -> Change:
    return edit("word/document.xml", r"<w:sectPr>.*</w:sectPr>", markup)


def refused(path: Path) -> Diagnostic:
    with pytest.raises(ProblemsFound) as problems:
        Base(path)
    (found,) = problems.value.diagnostics
    assert (found.name, found.file, found.status) == ("base-document", str(path), 2)
    return found


def written(base: Base) -> bytes:
    data = docx.write(FORM, base, ORIGIN)
    assert geometry.findings(data) == []
    return data


def parts_of(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name).decode() for name in package.namelist()}


def renamed(parts: Parts) -> None:
    """The ids of styles as WPS gives them: numbers."""
    for number, name in enumerate(sorted({*STYLES, "page", "grid"}), 10):
        for part in [part for part in parts if part.startswith("word/")]:
            pattern = rf'(w:styleId|w:pStyle w:val|w:basedOn w:val|w:next w:val)="{name}"'
            parts[part] = re.sub(pattern, rf'\1="{number}"', parts[part].decode()).encode()


def test_styles_are_found_by_the_name_that_a_person_sees(tmp_path: Path) -> None:
    base = Base(remade(tmp_path, renamed))
    ids = base.paragraph_styles(STYLES)
    assert ids == {name: str(10 + sorted({*STYLES, "page", "grid"}).index(name)) for name in STYLES}
    data = written(base)
    assert [style for style, _ in docx_grid.paragraphs(data)] == [ids["title"]]
    assert {style.get(W + "val") for style in document(data).iter(W + "tblStyle")} == {base.table_style("grid")} == {"12"}


def test_name_goes_before_case_and_case_before_id(tmp_path: Path) -> None:
    def styles(*pairs: tuple[str, str]) -> str:
        made = [f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/></w:style>' for id_, name in pairs]
        return "".join([*made, "</w:styles>"])

    more = styles(("shout", "Whisper"), ("a", "SHOUT"), ("b", "Shout"), ("c", "Aloud"), ("d", "d&amp;quot;"))
    base = Base(remade(tmp_path, edit("word/styles.xml", "</w:styles>", more)))
    assert base.paragraph_styles(["Shout", "shout", "aloud", "d", "title"]) == {
        "Shout": "b",
        "shout": "a",
        "aloud": "c",
        "d": "d",
        "title": "title",
    }


def test_redline_on_a_base_with_ids_of_its_own_has_its_styles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = Base(remade(tmp_path, renamed, edit("word/document.xml", "<w:body>", "<w:background/><w:body>")))
    project = Project(ROOT)
    monkeypatch.setattr(project, "base", lambda form: base)
    laid = laying.lay_out(project, SEED)
    data = redline(project, laid, laid, "甲", datetime(2026, 1, 1))
    used = {style.get(W + "val") for style in document(data).iter(W + "pStyle")}
    assert len(used) >= 5 and used <= set(base.paragraph_styles(STYLES).values())


@pytest.mark.office
def test_base_saved_by_libreoffice_serves(
    resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = resaved([SHIPPED], ["docx"])
    base = Base(path)
    ids = base.paragraph_styles(STYLES)
    assert set(ids.values()) != STYLES, "LibreOffice no longer renames ids: this test shows nothing"
    assert base.text_width == Base(SHIPPED).text_width
    project = Project(ROOT)
    laid = laying.lay_out(project, SEED)
    grids = docx_grid.grids(laying.write(project, laid, "docx"))
    monkeypatch.setattr(project, "base", lambda form: base)
    data = laying.write(project, laid, "docx")
    assert geometry.findings(data) == []
    styles = etree.fromstring(parts_of(data)["word/styles.xml"].encode())
    known = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
    used = {style.get(W + "val") for name in ("pStyle", "tblStyle") for style in document(data).iter(W + name)}
    assert len(used) >= 6 and used <= known.keys()
    assert next(known[base.table_style("grid")].iter(W + "insideV"), None) is not None
    assert docx_grid.grids(data) == grids


@pytest.mark.office
def test_base_that_went_through_odt_has_lost_its_table_style_and_says_so(
    resaved: Callable[[Sequence[Path], Sequence[str]], list[Path]],
) -> None:
    (path,) = resaved([SHIPPED], ["odt", "docx"])
    with pytest.raises(ProblemsFound) as problems:
        written(Base(path))
    (found,) = problems.value.diagnostics
    assert found.message == "Word 底稿没有表格样式 grid"
    assert found.hint.endswith("；.odt 存不下表格样式，底稿要一直存为 .docx")


def test_landscape_page_gives_its_width(tmp_path: Path) -> None:
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    base = Base(remade(tmp_path, edit("word/document.xml", r"<w:pgSz [^>]*>", size)))
    assert base.text_width == 16838 - 2 * 1020
    data = written(base)
    widths = [int(column.get(W + "w", "0")) for column in document(data).iter(W + "gridCol")]
    assert sum(widths) == 2 * base.text_width  # two tables
    assert 'w:orient="landscape"' in parts_of(data)["word/document.xml"]


SETUPS = {  # how wide and high the text is, and the page setup
    Page(landscape=True): (14798, 9525, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'),
    Page(margin=15): (11906 - 1700, 16838 - 1700, 'w:top="850" w:bottom="850" w:gutter="0" w:header="425" w:footer="425"/>'),
    Page(True, 12): (16838 - 1360, 11906 - 1360, 'w:left="680" w:right="680"'),
}


@pytest.mark.parametrize("wanted", SETUPS)
def test_form_may_ask_for_another_paper(wanted: Page) -> None:
    width, height, setup = SETUPS[wanted]
    base = Base(SHIPPED)
    found = base.page_setup(wanted)
    assert (found.text_width, found.text_height) == (width, height)
    data = docx.write(Form((TABLE,), wanted), base, ORIGIN)
    assert geometry.findings(data) == []
    assert setup in parts_of(data)["word/document.xml"]
    assert sum(int(column.get(W + "w", "0")) for column in document(data).iter(W + "gridCol")) == width
    assert docx.write(FORM, base, ORIGIN) == docx.write(FORM, Base(SHIPPED), ORIGIN)


def test_base_that_lies_on_its_side_stays_so(tmp_path: Path) -> None:
    size = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    base = Base(remade(tmp_path, edit("word/document.xml", r"<w:pgSz [^>]*>", size)))
    assert base.page_setup(Page(landscape=True)) == base.page_setup(Page())


@pytest.mark.parametrize(("size", "wanted", "message"), [
    ('w:w="5000" w:h="7000"', Page(margin=20), "Word 底稿的纸张太小，模板写的页边距之间放不下表格"),
    ('w:w="21cm" w:h="297mm"', Page(landscape=True), "Word 底稿的纸张大小不是整数"),
])
def test_paper_that_cannot_be_as_asked_is_refused(tmp_path: Path, size: str, wanted: Page, message: str) -> None:
    base = Base(remade(tmp_path, edit("word/document.xml", r"<w:pgSz [^>]*>", f"<w:pgSz {size}/>")))
    with pytest.raises(ProblemsFound) as problems:
        base.page_setup(wanted)
    assert [one.message for one in problems.value.diagnostics] == [message]


@pytest.mark.parametrize(("settings", "width"), [("", 9866 - 300), ("<w:gutterAtTop/>", 9866)])
def test_gutter_takes_of_the_width_unless_it_is_at_the_top(tmp_path: Path, settings: str, width: int) -> None:
    gutter = edit("word/document.xml", 'w:gutter="0"', 'w:gutter="300"')
    at_top = edit("word/settings.xml", "</w:settings>", f"{settings}</w:settings>")
    assert Base(remade(tmp_path, gutter, at_top)).text_width == width


def test_page_setup_that_was_changed_under_tracking_is_the_new_one(tmp_path: Path) -> None:
    size = '<w:pgSz w:w="{}" w:h="16838"/><w:pgMar w:left="1000" w:right="1000"/>'
    change = f'<w:sectPrChange w:id="1" w:author="张三"><w:sectPr>{size.format(9000)}</w:sectPr></w:sectPrChange>'
    base = Base(remade(tmp_path, page(f"<w:sectPr>{size.format(12000)}{change}</w:sectPr>")))
    assert base.text_width == 10000
    assert "张三" not in parts_of(written(base))["word/document.xml"]


def test_text_of_the_base_its_comments_and_its_earlier_pages_do_not_stay(tmp_path: Path) -> None:
    early = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>旧文字</w:t></w:r></w:p><!-- 张三改 -->"
    base = Base(remade(tmp_path, edit("word/document.xml", "<w:body>", f"<w:body>{early}")))
    text = parts_of(written(base))["word/document.xml"]
    assert base.text_width == 9866
    assert not re.search("旧文字|张三", text) and text.count("<w:sectPr") == 1


RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationship(kind: str, target: str, mode: str = "External") -> bytes:
    mode = f' TargetMode="{mode}"' if mode else ""
    return RELS.format(f'<Relationship Id="rId9" Type="{KIND}/{kind}" Target="{target}"{mode}/>').encode()


def test_nothing_of_the_machine_that_made_the_base_is_published(tmp_path: Path) -> None:
    template = r"file:///C:\\Users\\liumengmeng\\Normal.dotm"
    settings = '<w:attachedTemplate r:id="rId9" xmlns:r="x"/><w:mailMerge><w:query w:val="liumengmeng"/></w:mailMerge>'
    printer = f'<Relationship Id="rId8" Type="{KIND}/printerSettings" Target="printerSettings/printer1.bin"/>'
    away = f'<Relationship Id="rId7" Type="{KIND}/image" Target="x&quot; TargetMode=&quot;External"/>'
    path = remade(
        tmp_path,
        put("word/_rels/settings.xml.rels", relationship("attachedTemplate", template)),
        edit("word/settings.xml", "</w:settings>", f"{settings}</w:settings>"),
        put("word/printerSettings/printer1.bin", b"liumengmeng"),
        put("word/../evil.xml", b"<liumengmeng/>"),
        put("docProps/core.xml", b"<liumengmeng/>"),
        edit("word/_rels/document.xml.rels", "</Relationships>", f"{printer}{away}</Relationships>"),
        edit("word/document.xml", "</w:sectPr>", '<w:printerSettings r:id="rId8"/></w:sectPr>'),
    )
    parts = parts_of(written(Base(path)))
    assert not [name for name, text in parts.items() if "liumengmeng" in text or "External" in text]
    assert "printer" not in "".join([*parts, *parts.values()])
    assert not re.search("attachedTemplate|mailMerge", parts["word/settings.xml"])


def test_link_in_a_footer_stays_and_a_picture_from_elsewhere_is_refused(tmp_path: Path) -> None:
    footer = "word/_rels/footer1.xml.rels"
    link = relationship("hyperlink", "https://example.com/")
    assert footer in parts_of(written(Base(remade(tmp_path, put(footer, link)))))
    found = refused(remade(tmp_path, put(footer, relationship("image", "https://example.com/a.png"))))
    assert found.message == "Word 底稿的页眉、页脚或样式连着文件之外的“https://example.com/a.png”"


PAPER = '<w:pgSz w:w="{}" w:h="16838"/><w:pgMar w:left="{}" w:right="1000"/>'
NO_PAGE = f'<w:document xmlns:w="{WORD}"><w:body><w:p/></w:body></w:document>'.encode()
UNFIT: dict[str, tuple[Change, str]] = {
    "no main part": (lambda parts: parts.pop("word/document.xml"), "不是 Word 文档"),
    "no styles": (lambda parts: parts.pop("word/styles.xml"), "不是 Word 文档"),
    "no page": (put("word/document.xml", NO_PAGE), "正文里没有页面设置（w:sectPr）"),
    "no paper": (page("<w:sectPr/>"), "没有纸张大小或页边距"),
    "no room": (page(f"<w:sectPr>{PAPER.format(3000, 1000)}</w:sectPr>"), "页边距之间宽17毫米，放不下表格"),
    "far too wide": (page(f"<w:sectPr>{PAPER.format(99999, 0)}</w:sectPr>"), "页边距之间宽1746毫米，放不下表格"),
    "margin in words": (page(f"<w:sectPr>{PAPER.format(12000, 'wide')}</w:sectPr>"), "的纸张大小或页边距不是数"),
    "doctype": (put("word/settings.xml", b"<!DOCTYPE x><w:settings/>"), "含有 DOCTYPE，可能不安全"),
    "doctype in UTF-16": (
        put("word/settings.xml", "<!DOCTYPE x><w:settings/>".encode("utf-16")),
        "的内部文件不是 UTF-8 编码，可能不安全",
    ),
    "doctype in UTF-7": (
        put("word/settings.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x>'),
        "的内部文件不是 UTF-8 编码，可能不安全",
    ),
    "macros": (put("word/vbaProject.bin", b"x"), "含有宏，不能用作底稿"),
    "zip bomb": (put("word/media.bin", bytes(20_000_001)), "展开后超过 20 MB"),
    "very much markup": (put("word/numbering.xml", b"<a/>" * 400_001), "内容太多"),
    "very many parts": (lambda parts: parts.update({f"word/{n}": b"" for n in range(2001)}), "里的文件超过 2000 个"),
    "broken list of types": (put("[Content_Types].xml", b"<Types"), "的内部结构已损坏"),
    "relationship without a type": (
        put("word/_rels/document.xml.rels", RELS.format("<Relationship/>").encode()),
        "的内部结构已损坏",
    ),
    "broken document": (put("word/document.xml", b"<w:document>"), "打不开，内容不完整或不是 Word 的写法"),
    "not UTF-8 after all": (put("word/styles.xml", b"<a>\xff</a>"), "打不开，内容不完整或不是 Word 的写法"),
    "strict variant": (
        edit("word/document.xml", re.escape(WORD), "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "存成了严格的 Open XML 格式",
    ),
    "other prefix": (
        edit("word/document.xml", r"\bw:|xmlns:w=", lambda found: found[0].replace("w", "ns0")),
        "打不开，内容不完整或不是 Word 的写法",
    ),
    "no body": (
        put("word/document.xml", f'<w:document xmlns:w="{WORD}"/>'.encode()),
        "打不开，内容不完整或不是 Word 的写法",
    ),
    "settings of another kind": (
        edit("[Content_Types].xml", r"[.]settings[+]xml", ".numbering+xml"),
        "打不开，内容不完整或不是 Word 的写法",
    ),
    "no document at all": (put("word/document.xml", b"<a/>"), "打不开，内容不完整或不是 Word 的写法"),
    "deep document": (
        edit("word/document.xml", "<w:body>", "<w:body>" + "<w:p>" * 5000 + "</w:p>" * 5000),
        "打不开，内容不完整或不是 Word 的写法",
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_base_that_cannot_serve_is_refused_in_words(tmp_path: Path, kept: Path, name: str) -> None:
    change, message = UNFIT[name]
    found = refused(remade(tmp_path, change))
    assert found.message == f"Word 底稿{message}"
    assert re.search("在 Word|另存为|删去", found.hint)
    assert not kept.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "不是可用的 .docx 文件"),
        (b"PK\x03\x04", "不是可用的 .docx 文件"),
        (b"not a zip", "不是可用的 .docx 文件"),
        (b"PK\x05\x06" + bytes(18), "不是 Word 文档"),
        (bytes(20_000_001), "展开后超过 20 MB"),
        (COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"), "有打开密码"),
        (COMPOUND_FILE + bytes(512), "是旧版 Word 的 .doc 文件"),
    ],
)
def test_file_that_is_no_package_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "base.docx"
    path.write_bytes(content)
    assert refused(path).message == f"Word 底稿{message}"


def test_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = remade(tmp_path)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refused(path).message == "Word 底稿有打开密码"


def test_what_is_known_of_the_shipped_base_is_true() -> None:
    base = Base(SHIPPED)
    assert known_bases.recall(base.digest) == base.opened(), "run python templates/make_base.py"
    assert known_bases.SHIPPED.read_bytes() == known_bases.written(base.digest, base.opened())


def test_own_base_is_opened_once(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = remade(tmp_path, renamed)
    first = written(Base(path))
    (file,) = kept.iterdir()
    assert file.name == f"base-{__version__}-{Base(path).digest}.json"
    monkeypatch.setattr(base_facts, "facts", lambda *_: pytest.fail("opened again"))
    assert written(Base(path)) == first


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:200],
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: re.sub('"sha256": "..', '"sha256": "zz', text),
        lambda text: re.sub('"text_width": [0-9]+', '"text_width": "9866"', text),
        lambda text: json.dumps({**json.loads(text), "paragraph_styles": ["title"]}),
        lambda text: json.dumps({**json.loads(text), "table_styles": {"grid": 1}}),
        lambda text: json.dumps({key: value for key, value in json.loads(text).items() if key != "tail"}),
    ],
)
def test_damaged_memory_is_made_anew(tmp_path: Path, kept: Path, damage: Callable[[str], str]) -> None:
    path = remade(tmp_path, renamed)
    first = written(Base(path))
    (file,) = kept.iterdir()
    sound = file.read_bytes()
    file.write_text(damage(sound.decode()), encoding="utf-8")
    assert file.read_bytes() != sound
    assert written(Base(path)) == first
    assert [one.read_bytes() for one in kept.iterdir()] == [sound]


def test_folder_that_cannot_be_written_to_is_no_reason_to_fail(tmp_path: Path, kept: Path) -> None:
    kept.parent.write_bytes(b"a file")
    assert Base(remade(tmp_path, renamed)).text_width == 9866


def test_build_does_not_load_python_docx(tmp_path: Path) -> None:
    """Not with the shipped base, and with a base of one's own not after the first time."""
    script = (
        "import sys\nfrom perfgen.cli import run\n"
        "assert run(['build', sys.argv[1], '--out', sys.argv[2]]) == 0\nprint(sorted({'docx'} & set(sys.modules)))"
    )

    def loaded(folder: Path) -> str:
        command = [sys.executable, "-c", script, str(SEED), str(tmp_path / "out")]
        result = subprocess.run(command, cwd=folder, env=dict(os.environ), capture_output=True, text=True, check=True)
        assert next((tmp_path / "out").rglob("*.docx")).stat().st_size > 0
        return result.stdout.splitlines()[-1]

    assert loaded(tmp_path) == "[]"
    own = tmp_path / "own"
    (own / "templates").mkdir(parents=True)
    remade(own / "templates", renamed)
    assert [loaded(own), loaded(own)] == ["['docx']", "[]"]
