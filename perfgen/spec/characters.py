"""What can be wrong with a spec before it is YAML: too large, empty, not UTF-8, a merge conflict, characters that no
form may hold.

Refused are not only the characters that XML, so Word, cannot hold, but also those that nobody can see or that change
how the text around them reads. They come in by pasting, break search and comparison, and no form needs them, so they
are errors and not warnings. Joiners within an emoji, variation selectors and combining marks are allowed.
"""

from __future__ import annotations

import re
from itertools import islice

from perfgen.diagnostics import Diagnostic, Position
from perfgen.spec import encoding
from perfgen.spec.plain import MAX_BYTES, MAX_PROBLEMS

MASK = "□"  # stands for a forbidden character, so that reading can go on and messages can be printed

_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"
_LINE_BREAK = "\x85\u2028\u2029"
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\xad\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_SURROGATE = "\ud800-\udfff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_NONCHARACTER = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))

_JOINER = "\u200d"
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"

FORBIDDEN = re.compile(
    f"[{_CONTROL}{_LINE_BREAK}{_DIRECTION}{_INVISIBLE}{_SURROGATE}{_PRIVATE}{_NONCHARACTER}]"
    f"|(?<!{_EMOJI}){_JOINER}|{_JOINER}(?!{_EMOJI})"
)
_RUN = re.compile(f"({FORBIDDEN.pattern})\\1*")

_DELETE = "删去这个字符；看不见它，就把这里连同前后各一个字重新输入"
# (characters, what they are, what to do); the first that fits
_KINDS = (
    ("\u200b", "看不见的零宽空格", _DELETE),
    ("\ufeff", "字节顺序标记，只许在文件开头", _DELETE),
    (_LINE_BREAK, "特殊的换行符", "删去这个字符，要换行就按回车键"),
    (_CONTROL, "控制字符", _DELETE),
    (_DIRECTION, "改变文字方向的控制符", _DELETE),
    (_INVISIBLE + _JOINER, "看不见的字符", _DELETE),
    (_SURROGATE, "半个字的编码", "直接写出这个字，不要写成“\\u……”"),
    (_PRIVATE, "私用区的字，换一台电脑就显示不出来", "换成有正式编码的字"),
    (_NONCHARACTER, "Unicode 规定不得使用的编码", _DELETE),
)

_CONFLICT_MARK = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |$)")


def unusable(name: str, message: str, hint: str, position: Position | None = None) -> Diagnostic:
    return Diagnostic(name, message, "", position, hint, status=2)


def refuse(source: bytes) -> Diagnostic | None:
    """Why these bytes cannot be read at all, if so."""
    if len(source) > MAX_BYTES:
        size = f"文件有 {len(source) / 1e6:.1f} MB，超过上限 {MAX_BYTES / 1e6:.0f} MB"
        return unusable("too-large", size, "一份申报表通常只有几十 KB，看看是不是选错了文件")
    problem = encoding.refuse(source, "")
    if problem and source.startswith(b"PK\x03\x04"):
        return unusable("not-utf8", "这是 Word、Excel 或压缩文件，不是 YAML 文本", "换成 .yaml 文件")
    return problem


def split_lines(source: bytes) -> list[str]:
    """The lines of a text that `refuse` has nothing against, without their ends."""
    text = source.decode("utf-8").removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def conflict_markers(lines: list[str]) -> list[Diagnostic]:
    """One diagnostic for each mark line of git merge conflicts."""
    marks = [(row, line) for row, line in enumerate(lines, 1) if _CONFLICT_MARK.match(line)]
    if not any(line.startswith(("<", ">")) for _, line in marks):
        return []  # a line of equals signs is no conflict by itself
    return [
        Diagnostic(
            "conflict-marker",
            f"这里还留着 git 合并冲突的标记“{line[:7]}”",
            "",
            Position(row, 1, len(line)),
            "在两边的内容里取舍，然后把“<<<<<<<”“=======”“>>>>>>>”这几行都删去",
        )
        for row, line in marks
    ]


def mask_forbidden(lines: list[str]) -> tuple[list[str], list[Diagnostic]]:
    """The lines with forbidden characters masked one for one, and a diagnostic for each run of them."""
    problems: list[Diagnostic] = []
    for row, line in enumerate(lines, 1):
        if len(problems) < MAX_PROBLEMS:
            runs = islice(_RUN.finditer(line), MAX_PROBLEMS)
            problems += [name_forbidden(run[1], Position(row, run.start() + 1, len(run[0]))) for run in runs]
    return [FORBIDDEN.sub(MASK, line) for line in lines], problems


def name_forbidden(character: str, position: Position) -> Diagnostic:
    """The diagnostic for a character that FORBIDDEN matches, which is named and never printed."""
    what, hint = next((what, hint) for characters, what, hint in _KINDS if re.match(f"[{characters}]", character))
    return Diagnostic("forbidden-character", f"这里有不能用的字符 U+{ord(character):04X}（{what}）", "", position, hint)
