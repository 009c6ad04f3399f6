"""文字像是没写完就断了。

行高固定的旧表会截断长的单元格，导出时后面的字就丢了，如“部门职工认可度≥”“不发生群体性事”。

不通过：

```yaml
annual_goals:
  - goal: 维护社区安全稳定，开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区安全稳定, target: 不发生社会群体性事, standard: 计划标准}
```

通过：

```yaml
annual_goals:
  - goal: 维护社区安全稳定，开展便民服务活动。
    indicators:
      效益指标:
        社会效益指标:
          - {name: 社区安全稳定, target: 不发生社会群体性事件, standard: 计划标准}
```

选项：

- endings：只在断开时才出现的结尾，缺省 上访事、信访事、群体性事、突发事、安全事、责任事、伤亡事、恶性事、舆情事、到位总、投资总、产值总、
  进出口总、贡献总、销售总。“办实事”“汇总”等完整的词不在其中。

依据：财预〔2015〕88号，绩效目标审核的完整性要求：内容完整。
"""

from __future__ import annotations

from collections.abc import Iterator

from perfgen.declaration.outline import Outline
from perfgen.diagnostics import Severity
from perfgen.lint.rule import Finding, Options

SEVERITY = Severity.WARNING
OPTIONS = {
    "endings": (
        "上访事 信访事 群体性事 突发事 安全事 责任事 伤亡事 恶性事 舆情事 到位总 投资总 产值总 进出口总 贡献总 销售总".split()
    ),
}

# After these there must be something, but for the words that are whole.
_HANGING = "≥ ≤ ≧ ≦ ＞ ＜ ＝ = < 度> 率> 数> 额> 不少于 不低于 不超过 不高于 以及 的 与".split()
_WHOLE = ("目的", "标的", "有的", "参与", "给与", "赋与", "授与", "付与")


def check(outline: Outline, options: Options) -> Iterator[Finding]:
    cut = (*options["endings"], *_HANGING)
    last = {ending[-1] for ending in cut}
    for text in outline.texts:
        if text[-1] in last and text.endswith(cut) and not text.endswith(_WHOLE) and text.source not in outline.signs:
            part = text[-12:]
            yield Finding(text.source, f"“{part}”像是没写完", "把后面缺的字补上", part)
