"""Makes `docs/fill-*.png`: the pages of `perfgen fill` as they are seen. Run `python docs/fill_pictures.py`, with Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
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


def keep(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.screenshot()))
    target = ROOT / "docs" / f"fill-{name}.png"
    picture.convert("RGB").quantize(96).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {picture.width} x {picture.height}, {target.stat().st_size // 1000} kB")


def photograph(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("转到下一年").first.wait_for()
    page.wait_for_timeout(1500)
    keep(page, "home")
    page.get_by_role("link", name="光谷现代服务业园建设服务中心").click()
    page.locator(f'[data-at="{AMOUNT}"]').click()
    page.keyboard.type("十二万")
    page.keyboard.press("Enter")
    page.get_by_text("没有存上").wait_for()
    page.wait_for_timeout(6500)  # until what was said is gone again
    keep(page, "form")
    page.locator(f'[data-at="{ROW}"]').click()
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(800)
    page.keyboard.press("Alt+Enter")
    page.get_by_role("menu").wait_for()
    page.wait_for_timeout(6500)
    keep(page, "menu")


def main() -> None:
    with TemporaryDirectory() as temporary:
        for folder, specs in {"2021": [SEED], "2026": sorted(EXAMPLES.glob("部门整体支出*.yaml"))}.items():
            (Path(temporary) / "specs" / folder).mkdir(parents=True)
            for spec in specs:
                shutil.copy(spec, Path(temporary) / "specs" / folder / spec.name.replace("-示例", ""))
        command = [sys.executable, "-m", "perfgen", "fill"]
        environment = {**os.environ, "BROWSER": "true"}
        with subprocess.Popen(command, cwd=temporary, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
            assert running.stderr
            address = re.search(r"http\S+", running.stderr.readline())
            assert address
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
                photograph(browser.new_page(viewport={"width": 1440, "height": 900}), address[0])
                browser.close()
            running.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
