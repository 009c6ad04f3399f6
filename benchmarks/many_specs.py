"""Specs by the thousand: the seed in, any number of valid specs out, none as long as the next, no sentence in common."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

SEED = Path(__file__).resolve().parent.parent / "specs" / "2021" / "光谷现代服务业园建设服务中心.yaml"
COMMON = ["计划标准", "经验判断", "问卷调查", "社会公众满意度"]  # values that real specs have in common

_HAN = re.compile(r"[\u4e00-\u9fff]")
_KEY = re.compile(r"[\u4e00-\u9fff]+(?=:)")
_AMOUNT = re.compile(r"\b\d+\.\d\d\b(?!%)")
_INDICATOR = re.compile(r" +- \{name")


def generate(folder: Path, count: int) -> list[Path]:
    """Write `count` specs into `folder`; number N is the same in every run.

    The characters of all values are swapped for one another, otherwise in each spec, and indicators are left out or
    stand twice, so that nothing remembered of one spec helps with the next. Keys and the common values stay.
    """
    folder.mkdir(parents=True)
    seed = SEED.read_text("utf-8")
    kept = set("".join([*_KEY.findall(seed), *COMMON]))
    characters = sorted(set(_HAN.findall(seed)) - kept)
    paths = []
    for number in range(count):
        random = Random(number)
        swapped = str.maketrans(dict(zip(characters, random.sample(characters, len(characters)), strict=True)))
        parts = _AMOUNT.split(_varied(seed, random).translate(swapped))
        amounts = [f"{random.randrange(100_00, 9_999_99) / 100:.2f}" for _ in parts[1:]] + [""]
        path = folder / f"部门{number:05}.yaml"
        path.write_text("".join(map("".join, zip(parts, amounts, strict=True))), "utf-8")
        paths.append(path)
    return paths


def _varied(seed: str, random: Random) -> str:
    """Each indicator that has a line of its own, up to twice; not at all where another stands above it."""
    kept: list[str] = []
    for line in seed.splitlines(keepends=True):
        is_indicator = _INDICATOR.match(line) is not None
        least = 0 if is_indicator and kept and _INDICATOR.match(kept[-1]) else 1
        kept += [line] * (random.randint(least, 2) if is_indicator else 1)
    return "".join(kept)
