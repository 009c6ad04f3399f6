"""`python benchmarks/peers.py`: perfgen beside libraries of other languages, in one run, as ratios in a Markdown table.

A peer that is not installed, or has no node to run in, is left out and named; benchmarks/README.md says how to install.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import machine
from many_specs import SEED, generate

ROUNDS = 15
BATCH = {"perfgen": 40}  # specs a round, others take LEAST: about as long for each
LEAST = 10
WARMING_UP = 2  # rounds that do not count; node compiles what runs often
HERE = Path(__file__).parent
NODE, RUST = HERE / "node", HERE / "rust" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
RUST_VERSION = "0.1.2"
IN_NODE = ("docxtemplater", "easy-template-x", "docx")
MERGING = ("perfgen", "docxtpl", "rust-docxtpl", "docx")  # the others cannot merge cells in a loop


class Peer(NamedTuple):
    """How one is started, and what it reads of a spec: the spec itself, or its values as JSON."""

    command: list[str]
    suffix: str = ".yaml"


def peers(work: Path) -> tuple[dict[str, Peer], list[str]]:
    """Those that can be started, and what is said of the others."""
    worker = [str(HERE / "worker.py")]
    found = {name: Peer([sys.executable, *worker, name, str(work)]) for name in ("perfgen", "docxtpl")}
    missing = []
    if RUST.exists():
        found["rust-docxtpl"] = Peer([str(RUST), *worker, "docxtpl", str(work)])
    else:
        missing.append(f"没有测 rust-docxtpl：没有装在 {HERE / 'rust'}")
    node = shutil.which("node")
    for name in IN_NODE:
        if node and (NODE / "node_modules" / name).is_dir():
            found[name] = Peer([node, str(NODE / "peer.mjs"), name, str(work / f"{name}.docx")], ".json")
        else:
            missing.append(f"没有测 {name}：{'没有装，npm install --prefix benchmarks/node' if node else '没有 node'}")
    return found, missing


class Running:
    """A peer in a process of its own, which stays."""

    def __init__(self, name: str, peer: Peer, work: Path) -> None:
        self._name, self._peer, self._folder = name, peer, work / name
        self._folder.mkdir()
        self._process = subprocess.Popen(peer.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Running:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def document(self, spec: Path) -> Path:
        return self._folder / f"{spec.stem}.docx"

    def milliseconds(self, specs: list[Path]) -> float:
        """Time of the processor for one of them. Raises AssertionError where the peer has failed."""
        assert self._process.stdin and self._process.stdout
        jobs = [[str(spec.with_suffix(self._peer.suffix)), str(self.document(spec))] for spec in specs]
        self._process.stdin.write(f"{json.dumps(jobs)}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"{self._name} has failed"
        return float(answer)


def prepared(work: Path, count: int) -> list[Path]:
    """Specs, each with its values beside it, and the templates of the peers."""
    import plain_template
    from peer_values import read
    from preparation import prepare

    prepare(work)
    for name in plain_template.LINES:
        plain_template.make(work / "base.docx", work / f"{name}.docx", name)
    specs = generate(work / "specs", count)
    for spec in [*specs, Path(shutil.copy(SEED, work / "specs"))]:
        values: dict[str, Any] = plain_template.flat(read(spec.read_bytes(), None))
        spec.with_suffix(".json").write_text(json.dumps(values, ensure_ascii=False), "utf-8")
    return [work / "specs" / SEED.name, *specs]


def compare(running: dict[str, Running], specs: list[Path]) -> int:
    """The texts compared: the same in the same rows, and merged alike by those that merge. Raises AssertionError."""
    import same_form

    compared = 0
    for one in running.values():
        one.milliseconds(specs)
    for spec in specs:
        grids = {name: same_form.grid(one.document(spec)) for name, one in running.items()}
        expected = list(_texts(grids["perfgen"]))
        assert len(expected) > 200, f"{spec}: only {len(expected)} texts"
        for name, grid in grids.items():
            same = grid == grids["perfgen"] if name in MERGING else list(_texts(grid)) == expected
            assert same, f"{spec}: {name} prints another form than perfgen"
        compared += len(expected)
    return compared


def _texts(grid: list[Any]) -> Iterator[tuple[int, int, str]]:
    """Every text with the number of its block and row."""
    for number, block in enumerate(grid):
        if isinstance(block, str):
            yield number, 0, block
        else:
            yield from ((number, cell.row, cell.text) for cell in block if cell.text)


def main() -> None:
    if machine.busy():
        print("机器正忙，数字不要引用，只看比值", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="perfgen-peers-") as folder, ExitStack() as stack:
        work = Path(folder)
        specs = prepared(work, max(BATCH.values()))
        known, missing = peers(work)
        stack.enter_context(machine.one_core())
        running = {name: stack.enter_context(Running(name, peer, work)) for name, peer in known.items()}
        texts = compare(running, specs[:3])
        times: dict[str, list[float]] = {name: [] for name in running}
        for turn in range(ROUNDS + WARMING_UP):
            for name, one in running.items():
                size = BATCH.get(name, LEAST)
                start = turn * size % (len(specs) - size + 1)
                times[name].append(one.milliseconds(specs[start : start + size]))
            print(f"\r{turn + 1}/{ROUNDS + WARMING_UP}", end="", file=sys.stderr, flush=True)
    print(f"\r{machine.described()}印出的文字逐行相同（比对 {texts:,} 处）。\n")
    print("| | 一份占用处理器，毫秒 | ÷ perfgen | 做了什么 |\n|---|---:|---:|---|")
    counted = {name: values[WARMING_UP:] for name, values in times.items()}
    for name, values in counted.items():
        ratio = median(one / own for one, own in zip(values, counted["perfgen"], strict=True))
        print(f"| {name}{_version(name)} | {median(values):.2f} | {ratio:.1f} | {_done(name)} |")
    for one in missing:
        print(one, file=sys.stderr)


def _version(name: str) -> str:
    if name in IN_NODE:
        return f" {json.loads((NODE / 'node_modules' / name / 'package.json').read_bytes())['version']}"
    return f" {RUST_VERSION}" if name == "rust-docxtpl" else ""


def _done(name: str) -> str:
    read = "值已备好成 JSON，不读 YAML，不校验" if name in IN_NODE else "读 YAML，按 schema 校验"
    return f"{read}，{'合并单元格' if name in MERGING else '不合并单元格'}"


if __name__ == "__main__":
    main()
