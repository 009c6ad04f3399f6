"""Makes `base.docx`, the page, fonts and styles that every form is printed on: `python templates/make_base.py`.

Run it after changing a style here; or open base.docx in Word and change its styles there instead. The names of the
styles are the classes that templates use. It also writes down what builds need to know of base.docx.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Base
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from perfgen.writers import known_bases, package

# style: East Asian font, size in points, alignment
STYLES = {
    "title": ("方正小标宋简体", 18, WD_ALIGN_PARAGRAPH.CENTER),
    "subtitle": ("宋体", 12, WD_ALIGN_PARAGRAPH.CENTER),
    "note": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.LEFT),
    "unit": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.RIGHT),
    "label": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.CENTER),
    "value": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.CENTER),
    "amount": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.CENTER),
    "prose": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.LEFT),
    "gap": ("宋体", 1, WD_ALIGN_PARAGRAPH.LEFT),
    "page": ("宋体", 10.5, WD_ALIGN_PARAGRAPH.CENTER),
}
LATIN = "Times New Roman"
OWN_LATIN = {"title"}  # styles whose letters and digits come from the East Asian font too: in its weight
LINE = 13.5  # points from line to line in the table, exact: fonts differ in what they ask for, and so would pages
IN_TABLE = ("label", "value", "amount", "prose")
COLOURS = dict.fromkeys(["dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink"], "000000")
PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'

SKELETON = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>
<Override PartName="/word/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>
</Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>""",
    "word/_rels/document.xml.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable" Target="fontTable.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme" Target="theme/theme1.xml"/>
</Relationships>""",
    "word/document.xml": f"<w:document {nsdecls('w', 'r')}><w:body><w:sectPr/></w:body></w:document>",
    "word/styles.xml": f"""<w:styles {nsdecls("w")}>
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{LATIN}" w:eastAsia="宋体" w:hAnsi="{LATIN}" w:cs="{LATIN}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="grid"><w:name w:val="grid"/><w:basedOn w:val="TableNormal"/>
<w:tblPr><w:tblBorders>{"".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                                for side in ("top", "left", "bottom", "right", "insideH", "insideV"))}</w:tblBorders>
<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="45" w:type="dxa"/>
<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
</w:styles>""",
    "word/settings.xml": f"""<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>
<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>""",
    "word/fontTable.xml": f"""<w:fonts {nsdecls("w")}>
<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="方正小标宋简体"><w:altName w:val="黑体"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>
</w:fonts>""",
    "word/theme/theme1.xml": f"""<a:theme {nsdecls("a")} name="perfgen"><a:themeElements>
<a:clrScheme name="perfgen"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>
<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{"".join(
    f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>' for name, colour in COLOURS.items())}</a:clrScheme>
<a:fontScheme name="perfgen">{"".join(
    f'<a:{kind}><a:latin typeface="{LATIN}"/><a:ea typeface="宋体"/><a:cs typeface=""/></a:{kind}>'
    for kind in ("majorFont", "minorFont"))}</a:fontScheme>
<a:fmtScheme name="perfgen"><a:fillStyleLst>{PLAIN_FILL * 3}</a:fillStyleLst>
<a:lnStyleLst>{f'<a:ln w="6350">{PLAIN_FILL}</a:ln>' * 3}</a:lnStyleLst>
<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>
<a:bgFillStyleLst>{PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>""",
}  # fmt: skip


def make() -> bytes:
    """The bytes of base.docx, the same on every run."""
    base = Document(BytesIO(zipped({name: content.encode() for name, content in SKELETON.items()})))
    for name, (font, size, alignment) in STYLES.items():
        style = base.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = base.styles["Normal"]
        style.quick_style = True
        style.font.name = font if name in OWN_LATIN else LATIN
        style.font.size = Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.alignment = alignment
    for name, points in {"title": 12, "subtitle": 8, "note": 4, "unit": 4}.items():
        base.styles[name].paragraph_format.space_after = Pt(points)
    for name, points in {**dict.fromkeys(IN_TABLE, LINE), "gap": 1}.items():
        lines = base.styles[name].paragraph_format
        lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    page(base)
    saved = BytesIO()
    base.save(saved)
    with ZipFile(saved) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist() if not name.startswith("docProps/")})


def known(file: Path) -> bytes:
    """What builds need to know of it, so that none has to open it: the content of `known_bases.SHIPPED`."""
    made = package.Base(file)
    return known_bases.written(made.digest, made.opened())


def page(base: Base) -> None:
    """A4 upright, and the page number in the middle of the footer."""
    section = base.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    section.gutter = Mm(0)
    section.header_distance, section.footer_distance = Mm(12), Mm(12)
    footer = section.footer.paragraphs[0]
    footer.style = base.styles["page"]
    footer.add_run("- ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>1</w:t></w:r>"))
    footer._p.append(field)
    footer.add_run(" -")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip with fixed dates, the content types first."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            info = ZipInfo(name)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return buffer.getvalue()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(make())
    else:
        shipped = Path(__file__).with_name("base.docx")
        shipped.write_bytes(make())
        known_bases.SHIPPED.write_bytes(known(shipped))
