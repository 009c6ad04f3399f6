"""The lines of an ordinary spec, as patterns; and a scalar as it stands there in, the text that it means out.

A small part of YAML, in which nothing can be taken for what it is not. What does not match is not ordinary.
"""

from __future__ import annotations

import re

from perfgen.spec.folding import unfolded


class Unusual(Exception):
    """What is read is not ordinary."""


# A key without quotes is a word, and no rest of a number.
_KEY = r"(?![0-9]{1,3}(?:\.[0-9]+)?:)\w[^\s:：=＝#,;?\[\]{}\"'&*!|>%@`]{0,99}+"
_KEY_IN_QUOTES = r""""[^"\\\n]{1,99}(?<!#)"|'[^'\n]{1,99}(?<!#)'"""
_QUOTED = r""""[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+(?:''[^'\n]*+)*+'"""
# A text without quotes. In it, no colon may look like that of a key, no # like that of a comment.
_FIRST = r"(?:[^\s:：,\[\]{}｛［#&*!|>'\"%@`?-]|-(?=[0-9-]))"
_INNER = r"(?<![a-z0-9_]):(?=[^\s,\[\]{}])|:(?=//)|(?<![a-z0-9_])：|(?<! )[#?]"


def _plain(end: str) -> str:
    """`end` are the characters that end it besides."""
    run = rf"[^ \n:：#?{end}]*+"
    return rf"{_FIRST}{run}(?:(?: ++(?=[^ \n:：#?{end}])|{_INNER}){run})*+"


_BLANK = r"(?: *+(?:#.*)?\n)*+"
# What may follow a value on its line. Behind a text without quotes, a comment has two spaces before it.
_END = r" *+(?:(?<= )#.*)?+\n"
_END_OF_PLAIN = r"(?: *+|  ++#.*)\n"
_END_OF_NONE = r"(?: *+|  ++#.*| # .*)\n"

# Indentation, dash, key; then a text without quotes, one in quotes, the header of a block, or what begins with a bracket.
LINE = re.compile(
    rf"{_BLANK}( *+)(?:(-)(?: ++|(?=\n)))?+(?:({_KEY}|{_KEY_IN_QUOTES}):(?=[ \n]))?+"
    rf"(?: *+(?:({_plain('')}){_END_OF_PLAIN}|({_QUOTED}){_END}|([|>]-?) *+\n|(?=[\[{{]))|{_END_OF_NONE})"
)
BLANK, END = re.compile(_BLANK), re.compile(_END)
BLOCK = re.compile(r"( ++)(?=[^ \n]).*\n(?:(?:\1.*)?\n)*+")

# Within brackets: a key, if any, a text without quotes, one in quotes, and what follows. A line that goes on is indented, so
# that it is never a mark between documents, nor one of git's.
_GAP = r" *+(?:\n++ ++)*+"
_NEXT = rf"{_GAP}(,|\n*+[\]}}])"
_PLAIN_THERE = _plain(r",\[\]{}")
ENTRY = re.compile(
    rf"{_GAP}(?:({_KEY}|{_KEY_IN_QUOTES}):(?=[ \n]){_GAP})?+(?:({_PLAIN_THERE})|({_QUOTED})|(?=[\[{{]))?+(?:{_NEXT})?+"
)
NEXT = re.compile(_NEXT)
NOTHING = re.compile(r"[ \n]*+([\]}])")

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))")
_MEANT_BY = {'"': '"', "\\": "\\", "/": "/", "n": "\n"}


def unquoted(source: str) -> str:
    """Raises Unusual where it has an escape that is rare, or that stands for what may not be there."""
    inner = source[1:-1]
    if source[0] == "'":
        return inner.replace("''", "'")
    if "\\" not in inner:
        return inner
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else _MEANT_BY.get(found[2], "\0"), inner)
    if not text.replace("\n", "").isprintable():
        raise Unusual
    return text


def block_text(header: str, body: str, margin: str) -> str:
    """Raises Unusual where a line to be joined with others begins with a space, which keeps it by itself."""
    text = f"\n{body}".replace(f"\n{margin}", "\n")[1:].rstrip("\n")
    if header[0] == ">":
        if "\n " in text:
            raise Unusual
        text = unfolded(re.sub(r"\n(\n*)", lambda breaks: breaks[1] or " ", text), f"{header}\n{body}")
    return text if header[1:] else f"{text}\n"
