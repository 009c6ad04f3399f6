"""A piece of a text that went or came in, how a page marks it out: to the eye, and in words that are not seen.

Who copies it gets them, too, and so does who listens: [删：31320.00][增：32019.84], never 31320.0032019.84.
"""

from __future__ import annotations

from html import escape

_MARKS = {"-": ("del", "删"), "+": ("ins", "增")}


def marked(mark: str, text: str, whole: bool = False) -> str:
    """`whole`: the text takes the place of another, or is replaced by it, so that either stands on a line of its own."""
    text = escape(text, quote=False)
    if mark not in _MARKS:
        return text
    tag, word = _MARKS[mark]
    kind = ' class="whole"' if whole else ""
    return f'<{tag}{kind}><span class="unseen">［{word}：</span>{text}<span class="unseen">］</span></{tag}>'
