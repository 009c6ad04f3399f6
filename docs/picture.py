"""Makes `docs/example.png`: lines of a real spec, and beside them the Word page that perfgen made of it.

Run `python docs/picture.py` where LibreOffice, poppler, Chromium and the fonts of `.ci/run` are installed. The picture
carries the hash of what it shows, so that `tests/test_docs.py` can tell when it is out of date.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import subprocess
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pdfplumber
from PIL import Image, PngImagePlugin
from playwright.sync_api import sync_playwright

from perfgen.building.laying import lay_out, write
from perfgen.project import Project

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "example.png"
SPEC = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
# From a line that starts with the first text to the line before the one that starts with the second.
EXCERPTS = [
    ("form:", "functions:"),
    ("annual_goals:", "  - goal: 发挥"),
    ("  - goal: 完成市", "          - {name: 实际利用外资额"),
]
# On the page: from the text that stands at the top to the one at the bottom.
FRAGMENTS = [
    ("年部门整体支出绩效目标申报表", "正处级规"),
    ("完成市、区级要求的年度招商引资考核目标", "企业对招商工作满"),
]
MARGIN = 14  # points of paper kept at the sides of a fragment
MOST = 100  # points of paper kept below a fragment, if no line of the table comes before
PAPER_WIDTH = 622  # pixels
ENVIRONMENT = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests" / "fonts" / "fonts.conf")}
TOKENS = re.compile(r"(?P<comment>#.*)|(?P<key>[^\s{},:]+)(?=:)|(?P<value>[^\s{},:-][^{},:#]*)")

PAGE = """<!doctype html><meta charset="utf-8"><style>
* {{ box-sizing: border-box; }}
body {{ margin: 0; }}
main {{ display: flex; gap: 26px; width: 1600px; padding: 36px; background: #e4e9f0; position: relative; }}
figure {{ margin: 0; border-radius: 10px; overflow: hidden; box-shadow: 0 6px 22px #1b2a4440; }}
figure.code {{ flex: 1; background: #0d1117; color: #e6edf3; }}
figcaption {{ padding: 10px 22px; background: #1b222c; color: #9aa7b5; font: 16px "Noto Sans CJK SC"; }}
figure.paper figcaption {{ background: #f1f4f8; color: #5a6675; }}
pre {{ margin: 0; padding: 16px 22px; font: 17.6px/27px "Noto Sans Mono CJK SC"; white-space: pre-wrap; }}
pre div {{ min-height: 27px; padding-left: 7em; text-indent: -7em; }}
.comment, .skip {{ color: #7d8590; }}
.key {{ color: #7ee787; }}
.value {{ color: #a5d6ff; }}
section {{ display: flex; flex-direction: column; gap: 26px; width: {width}px; }}
figure.paper {{ background: #fff; padding-bottom: 16px; }}
figure.paper img {{ display: block; margin-top: 16px; }}
figure.cut img {{ mask-image: linear-gradient(#000 70%, transparent 97%); }}
b {{ position: absolute; left: calc(100% - {width}px - 36px - 13px); top: 50%; transform: translate(-50%, -50%);
  width: 58px; height: 58px; border-radius: 50%; background: #1f6feb; color: #fff; text-align: center;
  font: 30px/56px "Noto Sans CJK SC"; box-shadow: 0 3px 10px #1b2a4466; border: 3px solid #e4e9f0; }}
</style><main>
<figure class="code"><figcaption>{title}</figcaption><pre>{code}</pre></figure><b>→</b><section>{papers}</section>
</main>
"""


def excerpts() -> list[str]:
    """The lines of the spec that the picture shows."""
    lines = SPEC.read_text("utf-8").splitlines()
    found = []
    for first, behind in EXCERPTS:
        start = next(number for number, line in enumerate(lines) if line.startswith(first))
        end = next(number for number, line in enumerate(lines) if number > start and line.startswith(behind))
        found.append("\n".join(lines[start:end]).strip("\n"))
    return found


def document() -> bytes:
    """The Word file of the spec."""
    project = Project()
    return write(project, lay_out(project, SPEC), "docx")


def digest() -> str:
    """The hash of all that the picture shows: the lines, the content and the styles of the document."""
    with ZipFile(BytesIO(document())) as package:
        parts = [package.read("word/document.xml"), package.read("word/styles.xml")]
    return hashlib.sha256(b"\0".join([*(text.encode() for text in excerpts()), *parts])).hexdigest()


def fragments(pdf: Path) -> list[bytes]:
    """The parts of the pages that are shown, as PNG, each from a line of its table to another where there are any."""
    found = []
    with pdfplumber.open(pdf) as pages:
        for first, last in FRAGMENTS:
            page = next(page for page in pages.pages if page.search(first) and page.search(last))
            top, bottom = page.search(first)[0]["top"], page.search(last)[-1]["bottom"]
            lines = [edge["top"] for edge in page.edges if edge["orientation"] == "h"]
            top = max((line for line in lines if line <= top), default=top - MARGIN) - 0.4
            bottom = min(*(line for line in lines if line >= bottom), bottom + MOST) + 1
            left = min(edge["x0"] for edge in page.edges) - MARGIN
            right = max(edge["x1"] for edge in page.edges) + MARGIN
            scale = PAPER_WIDTH / (right - left)
            number = str(page.page_number)
            x, y, width, height = (str(round(part * scale)) for part in (left, top, right - left, bottom - top))
            area = ["-f", number, "-l", number, "-x", x, "-y", y, "-W", width, "-H", height]
            drawn = subprocess.run(
                ["pdftoppm", "-png", "-r", str(72 * scale), *area, pdf], check=True, capture_output=True
            )
            found.append(drawn.stdout)
    return found


def coloured(line: str) -> str:
    """A line of YAML as HTML."""
    spans = TOKENS.sub(lambda match: f'<span class="{match.lastgroup}">{escape(match[0])}</span>', line)
    return f"<div>{spans}</div>"


def markup(papers: list[bytes]) -> str:
    """The page that is photographed."""
    skip = '<div class="skip">  ⋯</div>'
    code = "".join("".join(map(coloured, text.splitlines())) + skip for text in excerpts())
    caption = f"<figcaption>build/{SPEC.relative_to(ROOT / 'specs').with_suffix('.docx').as_posix()}</figcaption>"
    images = "".join(
        f'<figure class="paper{" cut" if number == 0 else ""}">{caption if number == 0 else ""}'
        f'<img src="data:image/png;base64,{base64.b64encode(png).decode()}"></figure>'
        for number, png in enumerate(papers)
    )
    title = SPEC.relative_to(ROOT).as_posix()
    return PAGE.format(width=PAPER_WIDTH, title=title, code=code, papers=images)


def photographed(html: str) -> bytes:
    """A PNG of the page's main part by the Chromium of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"], env={**ENVIRONMENT}
        )
        page = browser.new_page(viewport={"width": 1600, "height": 1200})
        page.set_content(html)
        picture = page.locator("main").screenshot()
        browser.close()
    return picture


def main() -> None:
    with TemporaryDirectory() as temporary:
        word = Path(temporary) / "form.docx"
        word.write_bytes(document())
        profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", temporary, str(word)]
        subprocess.run(command, env=ENVIRONMENT, check=True, capture_output=True, timeout=300)
        picture = Image.open(BytesIO(photographed(markup(fragments(word.with_suffix(".pdf"))))))
    information = PngImagePlugin.PngInfo()
    information.add_text("digest", digest())
    picture.convert("RGB").quantize(192).save(PICTURE, optimize=True, pnginfo=information)
    print(f"{PICTURE.relative_to(ROOT)}: {picture.width} x {picture.height}, {PICTURE.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
