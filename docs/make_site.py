"""The pages of docs/ in, a site out: `python docs/make_site.py [--url https://…] [--out build/site]`.

The pages are copied with what makes them work on a site as they do on GitHub: a link to a page outside of docs/ leads to
that page, which becomes one of the site, a link to any other file to a page that shows it. The navigation is index.md's.
Zensical builds it; a link that leads nowhere, or a page that index.md does not name, is an error.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
OUTSIDE = ("*.md", "templates/**/README.md", "integrations/README.md", "benchmarks/README.md")  # pages that are not in docs/
NOT_PAGES = ("README.md", "README.en.md")  # index.md stands for them
LISTS_PAGES = ("docs/rules/index.md", "templates/README.md")  # pages that have their own part of the navigation

_CODE = re.compile(r"(^ *(```+).*?^ *\2$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'(\]\(|(?:href|src)=")([^)\s"#]+)(#[^)\s"]*)?([)"])')
_ELSEWHERE = ("http:", "https:", "mailto:")
_HEADING = re.compile(r"^(#+) (.+)", re.MULTILINE)
_ITEM = re.compile(r"\[([^\]]+)\]\(([^)#\s]+\.md)\)")
_RULE = re.compile(r"^\| \[([\w-]+)\]\(([\w-]+\.md)\) \| (?:[^|]+) \| ([^|]+?)。? \|$", re.MULTILINE)
_RULE_PAGE = re.compile(r"\A(?:<!--.*?-->\s*)?# ([\w-]+)\n\n(\w+)：([^\n]+?)。?\n")
_WRAPPED = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”’]) *\n *(?=[\u3008-\u3011\u4e00-\u9fff（“])")  # would be a space
_COUNT = '${new Intl.NumberFormat("en-US").format(i)} ${i===1?"result":"results"}', "${i} 处"
_IN_CHINESE = {  # what the search says is English only, as of Zensical 0.0.73
    "No results": "没有找到",
    "Loading search\\u2026": "正在准备",
    "Search is unavailable. Reload the page to try again.": "现在不能查找，请重新打开这一页",
    "Search": "查找",
    "Close search": "关闭",
    "Search results": "找到的",
    "Filters": "筛选",
    "Tags": "标签",
}


class Broken(Exception):
    """A link that leads nowhere, a page to which none leads, or a text of Zensical's that is no longer there."""


def pages() -> dict[Path, Path]:
    """The place of each page on the site, by its file in the repository."""
    found = sorted(DOCS.rglob("*.md"))
    found += [page for pattern in OUTSIDE for page in sorted(ROOT.glob(pattern)) if page.name not in NOT_PAGES or page.parent != ROOT]
    return {page: _place(page) for page in found}


def _place(page: Path) -> Path:
    place = page.relative_to(DOCS if page.is_relative_to(DOCS) else ROOT)
    if place.parts[0] == "templates":  # a folder of this name is no part of a site
        place = Path("forms", *place.parts[1:])
    return place.with_name("index.md") if place.name == "README.md" else place


class Stage:
    """A folder with the pages as Zensical wants them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pages = pages()
        self._shown: set[Path] = set()

    def fill(self, url: str) -> None:
        """Raises Broken."""
        for picture in DOCS.rglob("*.png"):
            self._copy(picture, picture.relative_to(DOCS))
        for page, place in self._pages.items():
            self._write(place, self.text(page))
        settings = (DOCS / "zensical.toml").read_text("utf-8")
        top = f"[project]\nnav = {_toml(self.navigation())}\n" + (f"site_url = {json.dumps(url)}\n" if url else "")
        (self._folder / "zensical.toml").write_text(settings.replace("[project]\n", top, 1), encoding="utf-8")

    def text(self, page: Path) -> str:
        """The page with links that work on the site."""
        text = page.read_text("utf-8")
        if rule := page.parent.name == "rules" and _RULE_PAGE.match(text):
            name, word, summary = rule.groups()  # found by what it says, not by its name
            text = f"# {summary}\n\n`{name}`（{word}）\n{text[rule.end() :]}"
        prose, code = _CODE.split(text)[::3], [*_CODE.split(text)[1::3], ""]
        better = [_WRAPPED.sub("", self._linked(page, one)) for one in prose]
        return "".join(f"{one}{other}" for one, other in zip(better, code, strict=True))

    def navigation(self) -> list[object]:
        """As Zensical has it: a page's place by its title, a list of them by the title of a part."""
        parts: list[object] = [{"首页": "index.md"}]
        named = {DOCS / "index.md"}
        for title, items in _sections(DOCS / "index.md"):
            entries: list[object] = []
            for name, page in items:
                named.add(page)
                if page.relative_to(ROOT).as_posix() in LISTS_PAGES:
                    inner, below = self._part(page)
                    named |= below
                    entries.append({name: inner})
                else:
                    entries.append({name: self._at(page)})
            parts.append({title: entries})
        if left := sorted(str(page.relative_to(ROOT)) for page in self._pages.keys() - named):
            raise Broken(f"docs/index.md does not lead to {', '.join(left)}")
        return parts

    def _part(self, page: Path) -> tuple[list[object], set[Path]]:
        """The page and those it leads to: rules by their groups, the forms' templates by their titles."""
        text, inner = page.read_text("utf-8"), [self._at(page)]
        rules = {page.parent / found[2]: found[3] for found in _RULE.finditer(text)}
        if not rules:
            below = {other: _title(other) for other in self._pages if other.parent.parent == page.parent and other.name == "README.md"}
            return [*inner, *({title: self._at(other)} for other, title in below.items())], set(below)
        for title, items in _sections(page):
            if entries := [{rules[other]: self._at(other)} for _, other in items if other in rules]:
                inner.append({title: entries})
        return inner, set(rules)

    def _at(self, page: Path) -> str:
        if page not in self._pages:
            raise Broken(f"{page.relative_to(ROOT)} is no page")
        return self._pages[page].as_posix()

    def _linked(self, page: Path, text: str) -> str:
        def better(found: re.Match[str]) -> str:
            before, target, anchor, after = found.groups()
            if target.startswith(_ELSEWHERE):
                return found[0]
            return f"{before}{self._way(page, target)}{anchor or ''}{after}"

        return _LINK.sub(better, text)

    def _way(self, page: Path, link: str) -> str:
        """From the page on the site to what a link leads to in the repository."""
        target = (page.parent / link).resolve()
        if not target.exists() or not target.is_relative_to(ROOT):
            raise Broken(f"{page.relative_to(ROOT)}: {link} leads nowhere")
        if (target / "README.md") in self._pages:
            target /= "README.md"
        if target in self._pages:
            place = self._pages[target]
        elif target.suffix == ".png":
            place = _place(target)
            self._copy(target, place)
        else:
            place = self._show(target)
        return os.path.relpath(place, self._pages[page].parent).replace(os.sep, "/")

    def _show(self, target: Path) -> Path:
        """The place of a page that shows a file, or what is in a folder."""
        path = target.relative_to(ROOT).as_posix()
        place = Path("source", *(part.removeprefix(".") for part in f"{path}.html".split("/")))  # hidden files are left out
        if target not in self._shown:
            self._shown.add(target)
            if target.is_dir():
                inside = sorted(one for one in target.iterdir() if one.name != "__pycache__" and not one.name.startswith("."))
                ways = [os.path.relpath(self._show(one), place.parent) for one in inside]
                rows = "".join(f'<li><a href="{html.escape(way)}">{html.escape(one.name)}</a>' for one, way in zip(inside, ways, strict=True))
                shown = f"<ul>{rows}</ul>"
            else:
                shown = f"<pre>{html.escape(target.read_text('utf-8'))}</pre>"
            head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{html.escape(path)}</title>'
            self._write(place, f"{head}<h1>{html.escape(path)}</h1>{shown}\n")
        return place

    def _write(self, place: Path, text: str) -> None:
        path = self._folder / "pages" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _copy(self, file: Path, place: Path) -> None:
        path = self._folder / "pages" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, path)


def _sections(page: Path) -> Iterator[tuple[str, list[tuple[str, Path]]]]:
    """The headings below a page's title, with the pages that are linked under each."""
    _, *parts = re.split(r"^## ", page.read_text("utf-8"), flags=re.MULTILINE)
    for part in parts:
        title, _, rest = part.partition("\n")
        listed = "\n".join(line for line in rest.splitlines() if line.startswith(("- ", "| ")))
        yield title, [(name, (page.parent / link).resolve()) for name, link in _ITEM.findall(listed)]


def _title(page: Path) -> str:
    found = _HEADING.search(page.read_text("utf-8"))
    return found[2] if found else page.stem


def _toml(value: object) -> str:
    """Lists, tables of one key and texts, on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_toml(key)} = {_toml(one)}' for key, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def in_chinese(script: str) -> str:
    """The script with what it says to a reader in Chinese. Raises Broken where it says something else."""
    literals = [(f'"{english}"', f'"{chinese}"') for english, chinese in _IN_CHINESE.items()]
    for english, chinese in [_COUNT, *literals]:
        if english not in script:
            raise Broken(f"Zensical says something else now than {english}")
        script = script.replace(english, chinese)
    return script


def build(out: Path, url: str = "") -> None:
    """Raises Broken for a link or a page, CalledProcessError where Zensical finds something."""
    stage = out.with_name(f"{out.name}.stage")
    for folder in (stage, out):
        shutil.rmtree(folder, ignore_errors=True)
    stage.mkdir(parents=True)
    Stage(stage).fill(url)
    subprocess.run([sys.executable, "-m", "zensical", "build", "--clean", "--strict"], cwd=stage, check=True)
    (bundle,) = (stage / "site" / "assets" / "javascripts").glob("bundle.*.js")
    bundle.write_text(in_chinese(bundle.read_text("utf-8")), encoding="utf-8")
    (stage / "site").rename(out)
    shutil.rmtree(stage)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--out", type=Path, default=ROOT / "build" / "site")
    arguments.add_argument("--url", default="", help="where it will be read, for the map of the site and the page of a wrong address")
    given = arguments.parse_args()
    try:
        build(given.out.resolve(), given.url)
    except (Broken, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
