"""The git of the system: questions about the repository where perfgen runs in, answers out. Nothing is locked.

Paths are relative to the top of the repository, with `/`, as git keeps them.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfgen.diagnostics import Diagnostic, ProblemsFound

# Whatever a person has set for git: answers in bytes, in English, without colour, pager, hook or lock.
_SETTINGS = ("core.quotePath=false", "core.fsmonitor=false", "core.warnAmbiguousRefs=true")
_ALWAYS = ["--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting))]
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_RAW = "--raw -z --no-abbrev --find-renames --no-relative --no-ext-diff --no-textconv --ignore-submodules=all".split()
_FAILED = 128  # from that status on git has merged nothing
_FILES = ("100644", "100755")  # neither links nor repositories within the repository


class Refused(ProblemsFound):
    """git ended with a status but 0; `said` is what it printed about it."""

    def __init__(self, status: int, said: str) -> None:
        self.git_status = status
        self.said = said
        words = " ".join(said.split())[:200]
        super().__init__([_problem("git-failed", f"git 报告错误：{words}", ".", "按 git 说的处理后再试", 3)])


class GitEntry(NamedTuple):
    """A file in a commit, by its path and the name of its content; `blob` is "" for a file on disk."""

    path: str
    blob: str


class Repository:
    """The repository that the current folder belongs to."""

    def __init__(self, asked: str = ".") -> None:
        """`asked` is what the person typed. Raises ProblemsFound where there is no git, or no repository."""
        self._git = _executable()
        try:
            answer = self.ask("rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix").split("\n")
        except Refused as error:
            raise ProblemsFound([_closed(asked, error.said)]) from error
        if answer[0] != "true":
            raise ProblemsFound([_closed(asked, "")])
        self.root = Path(answer[1] or ".")
        self._prefix = answer[2] or "."

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Raises Refused."""
        result = subprocess.run(
            [self._git, *_ALWAYS, *arguments], env=_environment(), stdin=subprocess.DEVNULL, capture_output=True
        )
        if result.returncode:
            raise Refused(result.returncode, _text(result.stderr))
        return result

    def ask(self, *arguments: str) -> str:
        return _text(self.run(*arguments).stdout)

    def shown(self, path: str) -> Path:
        """A path of the repository as a person would type it in the current folder."""
        return Path(posixpath.relpath(path, self._prefix))

    def commit(self, name: str, or_path: bool = False) -> str:
        """The commit that a revision names. Raises ProblemsFound where there is none, or more than one.

        `or_path`: the person may have meant a path that is not there.
        """
        try:
            result = self.run("rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
        except Refused as error:
            if "is ambiguous" in error.said:
                raise ProblemsFound([_ambiguous(name, "把版本号多写几位")]) from error
            raise ProblemsFound([self._unknown(name, or_path)]) from error
        if b"is ambiguous" in result.stderr:
            hint = f"分支写成 refs/heads/{name}，标签写成 refs/tags/{name}"
            raise ProblemsFound([_ambiguous(name, hint)])
        return _text(result.stdout).strip()

    def merge_base(self, old: str, new: str, asked: str) -> str:
        """Where two commits parted. Raises ProblemsFound where they have no history in common."""
        try:
            return self.ask("merge-base", old, new).strip()
        except Refused as error:
            instead = f"改用两个点：{asked.replace('...', '..')}" if "..." in asked else "换一个与现在的文件有共同历史的版本"
            hint = self._deepen() or instead
            raise ProblemsFound([_problem("no-merge-base", "两个版本没有共同的历史", asked, hint)]) from error

    def holds(self, commit: str, path: str) -> bool:
        """Whether a commit has a file or folder; the path is relative to the current folder."""
        try:
            self.run("cat-file", "-e", f"{commit}:./{Path(path).as_posix()}")
        except Refused:
            return False
        return True

    def paths(self, commit: str) -> frozenset[str]:
        """Every file that a commit has."""
        return frozenset(self.ask("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit).split("\0")[:-1])

    def changes(self, old: str, new: str, below: Sequence[str]) -> Iterator[tuple[GitEntry | None, GitEntry | None]]:
        """The files that differ between two commits, or a commit and the disk (new is ""); None where one is missing.

        `below` are pathspecs of git. Files on disk that git does not know yet, and does not ignore, count as new.
        """
        commits = [old, new] if new else [old]
        fields = iter(self.ask("diff", *_RAW, *commits, "--", *below).split("\0")[:-1])
        for field in fields:
            old_mode, new_mode, blob, new_blob, status = field[1:].split(" ")
            path = next(fields)
            new_path = next(fields) if status[0] in "RC" else path
            if status != "U":  # a conflict; the file with both sides in it comes as changed besides
                yield (
                    GitEntry(path, blob) if old_mode in _FILES and status[0] != "C" else None,
                    GitEntry(new_path, new_blob if new else "") if new_mode in _FILES else None,
                )
        if not new:
            unknown = self.ask("ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", *below)
            yield from ((None, GitEntry(path, "")) for path in unknown.split("\0")[:-1])

    def contents(self, blobs: Iterable[str], limit: int) -> dict[str, bytes]:
        """The content of each, its first `limit` bytes."""
        found: dict[str, bytes] = {}
        command = [self._git, *_ALWAYS, "cat-file", "--batch"]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, env=_environment(), stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as batch:
            assert batch.stdin and batch.stdout
            for blob in blobs:
                batch.stdin.write(f"{blob}\n".encode())
                batch.stdin.flush()
                answer = batch.stdout.readline().split()
                if len(answer) != 3:
                    raise Refused(1, f"missing object {blob}")
                left = int(answer[2])
                found[blob] = batch.stdout.read(min(left, limit))
                left += 1 - len(found[blob])  # and a line end
                while left > 0 and (passed := batch.stdout.read(min(left, 1 << 20))):
                    left -= len(passed)
        return found

    def _unknown(self, name: str, or_path: bool) -> Diagnostic:
        if name == "HEAD":
            hint = "先提交一次：git add specs，再 git commit"
            return _problem("no-commits", "这个仓库还没有提交过，没有可比的版本", name, hint)
        from perfgen.contract.nearest import nearest

        known = ["HEAD", *filter(None, self.ask("for-each-ref", "--format=%(refname:short)").split("\n"))]
        stem = re.split("[~^@:]", name)[0]
        meant = "" if stem in known else nearest(stem, known)
        otherwise = f"git branch -a 列出分支，git log --oneline 列出提交{'；只看某些文件时写成：版本 -- 路径' if or_path else ''}"
        message = "没有这个文件或文件夹，git 里也没有这个版本" if or_path else "git 里没有这个版本"
        hint = self._deepen() or (f"是不是 {meant}？" if meant else otherwise)
        return _problem("unknown-revision", message, name, hint)

    def _deepen(self) -> str:
        """What to do where the repository was cloned without its past; "" where it was not."""
        if self.ask("rev-parse", "--is-shallow-repository").strip() != "true":
            return ""
        return "这里只取了最近的历史；先执行 git fetch --unshallow（GitHub Actions 中写 fetch-depth: 0）"


class MergedText(NamedTuple):
    """What `git merge-file` makes of three texts, with its markers where it finds conflicts."""

    content: bytes
    conflicts: int


def merged_text(base: Path, ours: Path, theirs: Path) -> MergedText | None:
    """None where one of the files is no text. Raises ProblemsFound where there is no git."""
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    command = [_executable(), "merge-file", "--stdout", "--quiet", *labels, *map(str, (ours, base, theirs))]
    result = subprocess.run(command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True)
    return MergedText(result.stdout, result.returncode) if 0 <= result.returncode < _FAILED else None


def called(name: str) -> str:
    """A revision as a person is told of it: of a whole hash, as servers give it, the beginning."""
    return name[:10] if re.fullmatch("[0-9a-f]{40}", name) else name


def _executable() -> str:
    """Never one in the current folder, where Windows looks first: that could be anybody's."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in os.get_exec_path():
        if os.path.isabs(folder) and os.access(found := os.path.join(folder, name), os.X_OK):
            return found
    hint = "从 https://git-scm.com 安装 git；比较两个文件或两个文件夹不需要它"
    raise ProblemsFound([_problem("no-git", "没有找到 git", "git", hint, 3)])


def _environment() -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if not name.upper().endswith("_PATHSPECS")}
    return {**given, **_ENVIRONMENT}


def _text(output: bytes) -> str:
    """git writes names as they are in the repository: in UTF-8, or in whatever bytes they are."""
    return os.fsdecode(output)


def _closed(asked: str, said: str) -> Diagnostic:
    """Why there is no repository to ask."""
    if "dubious ownership" in said:
        command = next((line.strip() for line in said.split("\n") if "safe.directory" in line), "")
        hint = f"确认它可信，然后执行：{command}"
        return _problem("not-own-repository", "这个仓库属于别的用户，git 不肯读", asked, hint, 3)
    here = "这里不在 git 仓库里"
    if asked == ".":
        hint = "到仓库的文件夹里再试；比较两个文件或两个文件夹不需要仓库"
        return _problem("no-repository", here, asked, hint)
    hint = "检查路径，或到仓库的文件夹里再试"
    return _problem("no-repository", f"没有这个文件或文件夹；{here}，也没有版本可比", asked, hint)


def _ambiguous(name: str, hint: str) -> Diagnostic:
    return _problem("ambiguous-revision", f"“{name}”可以指几个版本", name, hint)


def _problem(name: str, message: str, file: str, hint: str, status: int = 2) -> Diagnostic:
    return Diagnostic(name, message, file, None, hint, status=status)
