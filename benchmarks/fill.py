"""How long a person waits on the page of `perfgen fill`: from leaving a cell until its findings are on the screen.

`python benchmarks/fill.py`, with Chromium: 30 edits of the seed, and as many of a form of 20 goals with 15 indicators each.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
SEED = ROOT / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
EDITS = 30
PAUSE = 500  # milliseconds in which a person types
# Leaves the cell and waits until what was typed is saved and drawn, and the list of findings with it.
LEAVE = """async ([at, count]) => {
  const cell = document.querySelector(`[data-at="${at}"]`)
  cell.focus()
  cell.textContent = `≥${count}项`
  const heading = document.querySelector('aside')
  const done = new Promise(resolve => new MutationObserver((_, watcher) => {
    if (document.querySelector(`[data-at="${at}"]`)?.dataset.value !== `≥${count}项`) return
    watcher.disconnect()
    requestAnimationFrame(() => resolve())
  }).observe(document.body, { subtree: true, childList: true, attributes: true }))
  const start = performance.now()
  cell.blur()
  await done
  return performance.now() - start
}"""


def long_form() -> str:
    """20 goals of 15 indicators."""
    head = SEED.read_text("utf-8").split("annual_goals:")[0]
    row = "          - {{name: 第{0}项工作{1}完成数量, history: {{2019: {1}项, 2020: {1}项}}, target: ≥{1}项, standard: 计划标准}}\n"
    goals = [
        f"  - goal: 完成第{goal}项工作。\n    indicators:\n      产出指标:\n        数量指标:\n"
        + "".join(row.format(goal, number) for number in range(1, 16))
        for goal in range(1, 21)
    ]
    return f"{head}annual_goals:\n{''.join(goals)}"


def measured(page: Page, folder: Path, source: str) -> list[float]:
    (folder / "specs").mkdir(exist_ok=True)
    (folder / "specs" / "form.yaml").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "perfgen", "fill", "specs/form.yaml"]
    environment = {**os.environ, "BROWSER": "true"}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as running:
        assert running.stderr
        address = re.search(r"http\S+", running.stderr.readline())
        assert address
        page.goto(address[0])
        page.locator("aside li").first.wait_for()
        cell = "/annual_goals/1/indicators/产出指标/数量指标/0/target"
        times = []
        for number in range(EDITS):
            page.wait_for_timeout(PAUSE)
            times.append(page.evaluate(LEAVE, [cell, 100 + number]))
        running.send_signal(signal.SIGINT)
    return times


def main() -> None:
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        for name, source in {"seed": SEED.read_text("utf-8"), "20 goals of 15 indicators": long_form()}.items():
            times = sorted(measured(page, Path(folder), source))
            print(f"{name}: median {statistics.median(times):.0f} ms, {EDITS} edits, from {times[0]:.0f} to {times[-1]:.0f}")
        browser.close()


if __name__ == "__main__":
    main()
