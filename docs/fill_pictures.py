"""Makes `docs/fill-*.png` and `docs/first-*.png`: the pages of `perfgen fill` as they are seen, and the Word file.

Run `python docs/fill_pictures.py` where Chromium, LibreOffice, poppler and the fonts of `.ci/run` are installed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
SEED = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
EXAMPLES = ROOT / "specs" / "examples"
# Of the lines that can be added to and moved, one in the middle of the form; an amount that is none.
ROW = "/annual_goals/1/indicators/产出指标/质量指标/0/name"
AMOUNT = "/funding/revenue/其他资金/budget"
FIRST = "department-declaration"
TARGET = "/annual_goals/0/indicators/产出指标/数量指标/0/target"
FONTS = {**os.environ, "FONTCONFIG_FILE": str(ROOT / "tests" / "fonts" / "fonts.conf")}


def keep(picture: bytes, name: str) -> None:
    image = Image.open(BytesIO(picture))
    target = ROOT / "docs" / f"{name}.png"
    image.convert("RGB").quantize(96).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {image.width} x {image.height}, {target.stat().st_size // 1000} kB")


def daily_work(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("转到下一年").first.wait_for()
    page.wait_for_timeout(1500)
    keep(page.screenshot(), "fill-home")
    page.get_by_role("link", name="光谷现代服务业园建设服务中心").click()
    page.locator(f'[data-at="{AMOUNT}"]').click()
    page.keyboard.type("十二万")
    page.keyboard.press("Enter")
    page.get_by_text("没有存上").wait_for()
    page.wait_for_timeout(6500)  # until what was said is gone again
    keep(page.screenshot(), "fill-form")
    page.locator(f'[data-at="{ROW}"]').click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(800)
    page.keyboard.press("Alt+Enter")
    page.get_by_role("menu").wait_for()
    page.wait_for_timeout(6500)
    keep(page.screenshot(), "fill-menu")


def first_form(page: Page, address: str) -> None:
    """From an empty folder to the Word file, as docs/how-to/first-form.md tells it."""
    page.goto(address)
    page.get_by_role("button", name="新建").click()
    page.get_by_label("哪一种表").select_option(FIRST)
    page.get_by_label("单位或项目名称").fill("临湖市公共图书馆服务中心")
    page.get_by_label("年度", exact=True).fill("2026")
    page.wait_for_timeout(500)
    keep(page.screenshot(), "first-new")
    page.get_by_role("button", name="做", exact=True).click()
    page.get_by_text("待填").first.wait_for()
    page.wait_for_timeout(2000)
    keep(page.screenshot(), "first-blank")
    page.goto(address)
    page.get_by_role("button", name="新建").click()
    page.get_by_label("哪一种表").select_option(FIRST)
    page.get_by_label("单位或项目名称").fill("临湖市群众艺术馆")
    page.get_by_label("照示例来").check()
    page.get_by_role("button", name="做", exact=True).click()
    target = page.locator(f'[data-at="{TARGET}"]')
    target.click()
    page.keyboard.type("大幅提高")
    page.keyboard.press("Enter")
    page.wait_for_timeout(7000)
    keep(page.screenshot(), "first-findings")
    with page.expect_download() as download:
        page.get_by_role("link", name="生成 Word").click()
    with TemporaryDirectory() as folder:
        word = Path(folder) / "form.docx"
        download.value.save_as(word)
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "env": FONTS}
        office = [require("soffice"), f"-env:UserInstallation={Path(folder).as_uri()}/profile", "--headless"]
        subprocess.run([*office, "--convert-to", "pdf", "--outdir", folder, word], **quiet)
        subprocess.run([require("pdftoppm"), "-r", "80", "-png", "-singlefile", word.with_suffix(".pdf"), word.with_suffix("")], **quiet)
        keep(word.with_suffix(".png").read_bytes(), "first-word")


def require(program: str) -> str:
    return shutil.which(program) or sys.exit(f"{program} is missing; .ci/run installs it")


def served(folder: Path, take: Callable[[Page, str], None], size: tuple[int, int]) -> None:
    command = [sys.executable, "-m", "perfgen", "fill"]
    environment = {**os.environ, "BROWSER": "true"}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stderr
        address = re.search(r"http\S+", running.stderr.readline())
        assert address
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=require("chromium"), args=["--no-sandbox", "--disable-gpu"])
                take(browser.new_page(viewport={"width": size[0], "height": size[1]}), address[0])
                browser.close()
        finally:
            running.send_signal(signal.SIGINT)


def main() -> None:
    with TemporaryDirectory() as temporary:
        for folder, specs in {"2021": [SEED], "2026": sorted(EXAMPLES.glob("部门整体支出*.yaml"))}.items():
            (Path(temporary) / "specs" / folder).mkdir(parents=True)
            for spec in specs:
                shutil.copy(spec, Path(temporary) / "specs" / folder / spec.name.replace("-示例", ""))
        served(Path(temporary), daily_work, (1440, 900))
    with TemporaryDirectory() as empty:
        served(Path(empty), first_form, (1280, 760))


if __name__ == "__main__":
    main()
