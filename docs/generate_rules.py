"""Makes the pages of `docs/rules/` from the docstrings of the rules: `python docs/generate_rules.py`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from perfgen.lint.groups import GROUPS
from perfgen.lint.rule import Rule, all_rules, optional_names
from perfgen.project import Project
from perfgen.report.text import OFF_WORD, WORDS

FOLDER = Path(__file__).parent / "rules"

INDEX_TOP = """# 规则

由各规则的说明生成（`python docs/generate_rules.py`），不要手改。`perfgen check` 按这些规则读一份申报表，`perfgen explain 规则名`
显示一条规则的说明。

确实如此、不用改的，在那一行写明理由放行：`# perfgen: allow flat-target 连续三年保持`，名字也可以写成规则的说法。
放行了几处，检查时总会说，`perfgen check --silenced` 连同理由列出来。程度、门槛和词表可以在 `perfgen.toml` 里改：

```toml
[rules]
flat-target = "off"        # 或 "error"、"warning"、"info"

[rules.target-jump]
times = 5
```

“关闭”的规则平时不查，`perfgen.toml` 最上面写了 `profile` 才查。profile 是一套现成的设置，在 `templates/profiles/` 里，自己的也放在那里；
`[rules]` 里另写的照另写的：
"""


def pages() -> dict[str, str]:
    """The text of each page, by its name in `docs/rules/`."""
    return {"index.md": _index(), **{f"{rule.name}.md": _page(rule) for rule in all_rules().values()}}


def _index() -> str:
    """Raises ValueError for a rule in no group or in two, and for a name that is no rule."""
    listed = Counter(name for names in GROUPS.values() for name in names.split())
    wrong = sorted(listed - Counter(all_rules().keys())) + sorted(all_rules().keys() - listed.keys())
    if wrong:
        raise ValueError(f"each rule is in one group of perfgen/lint/groups.py; not so: {', '.join(wrong)}")
    parts = [INDEX_TOP, "\n| profile | |\n| --- | --- |\n"]
    parts += [f"| `{name}` | {title} |\n" for name, title in Project(FOLDER.parent.parent).profiles().items()]
    for title, names in GROUPS.items():
        parts.append(f"\n## {title}\n\n| 规则 | 程度 | 查什么 |\n| --- | --- | --- |\n")
        for rule in (all_rules()[name] for name in names.split()):
            parts.append(f"| [{rule.name}]({rule.name}.md) | {_word(rule)} | {rule.summary} |\n")
    return "".join(parts)


def _page(rule: Rule) -> str:
    folder = "optional_rules" if rule.name in optional_names() else "rules"
    module = f"perfgen/lint/{folder}/{rule.name.replace('-', '_')}.py"
    _, _, rest = rule.page.partition("\n")
    top = f"<!-- 由 {module} 的说明生成：python docs/generate_rules.py -->\n\n# {rule.name}\n"
    return f"{top}\n{_word(rule)}：{rule.summary}\n{rest}\n\n[所有规则](index.md)\n"


def _word(rule: Rule) -> str:
    return WORDS[rule.severity] if rule.severity else OFF_WORD


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"docs/rules/：{len(made)} 页")
