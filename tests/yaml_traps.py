"""What people, editors and git do to a YAML file, and what of it must be found where."""

from __future__ import annotations

# (source, what is found: "line:column name" each; none where the source is fine)
TRAPS: list[tuple[str | bytes, list[str]]] = [
    # full-width colons
    ("name：张三\n", ["1:5 fullwidth-colon"]),
    ("form: x\nname：张三\nphone: 1\n", ["2:5 fullwidth-colon"]),
    (
        "form: x\nname：张三\nphone：1\ndepartment：甲\n",
        ["2:5 fullwidth-colon", "3:6 fullwidth-colon", "4:11 fullwidth-colon"],
    ),
    ("form：x\nname：张三\n", ["1:5 fullwidth-colon", "2:5 fullwidth-colon"]),
    ("preparer:\n  name：张三\n", ["2:7 fullwidth-colon"]),
    ("preparer:\n  name：张三\n  phone: 1\n", ["2:7 fullwidth-colon"]),
    (
        "indicators:\n  产出指标：\n    质量指标：\n      - {name: 党建评选}\n",
        ["2:7 fullwidth-colon", "3:9 fullwidth-colon"],
    ),
    ("goals:\n  - name：党建\n    target：合格\n", ["2:9 fullwidth-colon", "3:11 fullwidth-colon"]),
    ("goals:\n  - name: 党建\n    target：合格\n    standard: 计划标准\n", ["3:11 fullwidth-colon"]),
    ("goals:\n  - name: 党建\n      target：合格\n", ["3:13 fullwidth-colon"]),
    ("goals:\n  - {name：党建，target：合格}\n", ["2:10 fullwidth-colon"]),
    ("history: {2019：9次, 2020: 12次}\n", ["1:15 fullwidth-colon"]),
    ("revenue:\n  财政拨款：{budget: 429.00}\n", ["2:7 fullwidth-colon"]),
    ('"name"：张三\nphone: 1\n', ["1:7 fullwidth-colon"]),
    ("goal: 目标一：强化\nsteps:\n  - 一是：推进\nfunctions: |\n  name：这是正文\n", []),
    ("goals:\n  - {name: 党建，target: 合格}\n", ["2:14 fullwidth-comma"]),
    ("preparer: ｛name: 刘, phone: 1｝\n", ["1:11 fullwidth-bracket"]),
    # spaces
    ("preparer:\n  name:张三\n", ["2:7 missing-space"]),
    ("form: x\nname:张三\nphone:1\n", ["2:5 missing-space", "3:6 missing-space"]),
    ("form: x\nname:　张三\n", ["2:5 missing-space"]),
    ("tasks:\n  -贯彻\n  -执行\n", ["2:3 missing-space", "3:3 missing-space"]),
    ("tasks:\n  - 贯彻\n  -执行\n", ["3:3 missing-space"]),
    ("link: http://a.cn/x\ntime: 10:30\nlinks:\n  - http://a.cn\n", []),
    ("form: x\n　　name: 张三\n", ["2:1 fullwidth-space"]),
    ("form: x\n\xa0\xa0name: 张三\n", ["2:1 fullwidth-space"]),
    ("name　: 张三\n", ["1:5 fullwidth-space"]),
    ("functions: |\n　　第一段\n　　第二段\nform: x\n", ["2:1 fullwidth-space", "3:1 fullwidth-space"]),
    ("functions: |\n  　　第一段\nform: x\n", []),
    ("preparer:\n\tname: 张三\n\tphone: 1\n", ["2:1 tab-indent"]),
    ("name:\t张三\nphone: 1\t\n", ["1:6 tab-character", "2:9 tab-character"]),
    ("functions: |\n  甲\t乙\n", []),
    # characters with a meaning of their own
    ("target: -\nstandard: -\n", ["1:9 unquoted-value", "2:11 unquoted-value"]),
    ("goals:\n  - {name: 党建, target: - }\n", ["2:24 unquoted-value"]),
    ("goals:\n  - {name: 党建, target: -}\n", []),
    ("target: >90%\n", ["1:9 unquoted-value"]),
    ("target: >=90%\n", ["1:9 unquoted-value"]),
    ("target: > 90%\n", ["1:9 unquoted-value"]),
    ("target: >5\nname: x\n", ["1:9 unquoted-value"]),
    ("goals:\n  - {name: 党建, target: >90%, standard: 计划标准}\n", ["2:24 unquoted-value"]),
    ("goal: *重点\n", ["1:7 yaml-anchor"]),
    ("goal: &重点 文字\n", ["1:7 yaml-anchor"]),
    ("goal: &x\n", ["1:7 yaml-anchor"]),
    ("a: &x {b: 1}\nc: *x\n", ["1:4 yaml-anchor", "2:4 yaml-anchor"]),
    ("a: &x\n  b: 1\nb: {<<: *x}\n", ["1:4 yaml-anchor", "3:5 yaml-anchor", "3:9 yaml-anchor"]),
    ("a: &x 1\nb: &x 2\n", ["1:4 yaml-anchor", "2:4 yaml-anchor"]),
    ("a: &x [*x]\n", ["1:4 yaml-anchor", "1:8 yaml-anchor"]),
    ("goal: !重要\n", ["1:7 yaml-tag"]),
    ("a: !!python/object/apply:os.system [x]\n", ["1:4 yaml-tag"]),
    ("a: !!int 1\nb: !x 1\nc: ! 1\nd: !a!b 1\n", ["1:4 yaml-tag", "2:4 yaml-tag", "3:4 yaml-tag", "4:4 yaml-tag"]),
    ("a: !!str 012\n", []),
    ("share: %50\n", ["1:8 unquoted-value"]),
    ("mail: @中心\ncode: `x`\n", ["1:7 unquoted-value", "2:7 unquoted-value"]),
    ("%说明\nform: x\n", ["1:1 unquoted-value"]),
    ("goal: {{ goal }}\nname: x\n", ["1:7 unquoted-value"]),
    ("goals:\n  - {goal: {{ goal }}, name: x}\n", ["2:12 unquoted-value"]),
    ("a: {b: 是否达标?, c: 1}\n", []),
    ("a: {b: ?}\n", ["1:8 unquoted-value"]),
    ("? [a]\n: 1\n? {b: 1}\n: 2\n", ["1:3 complex-key", "3:3 complex-key"]),
    # quotes and brackets
    ('name: "张三\nphone: "87888012"\n', ["1:7 unclosed-quote"]),
    ('name: "张三\nphone: 87888012\n', ["1:7 unclosed-quote"]),
    ('name: "张三\nphone: 87888012"\n', ["1:7 unclosed-quote"]),
    ("name: '张三\n---\n", ["1:7 unclosed-quote", "2:1 many-documents"]),
    ('name: "张三"主任\nphone: 1\n', ["1:11 text-after-quote"]),
    ("goals:\n  - {name: 党建\nform: x\n", ["2:5 unclosed-bracket"]),
    ("goals: [1, 2\n", ["1:8 unclosed-bracket"]),
    ("a: {b: 1]\n", ["1:4 unclosed-bracket"]),
    ("a: {b: 1 c: 2}\n", ["1:9 missing-comma"]),
    ("a: [1,, 2]\nb: [1]]\n", ["1:7 yaml-syntax", "2:7 yaml-syntax"]),
    ('path: "C:\\数据"\n', ["1:10 bad-escape"]),
    ('a: "\\UFFFFFFFF"\n', ["1:5 bad-escape"]),
    ("goal: 分两步: 先建后用\nname: x\n", ["1:10 colon-in-value"]),
    # structure
    ("a: 1\na: 2\n", ["2:1 duplicate-key"]),
    ("a: {b: 1, b: 2}\n", ["1:11 duplicate-key"]),
    ("a:\n  b: 1\nc: 1\n'a': 2\n", ["4:1 duplicate-key"]),
    ("a: 1\n  b: 2\n", ["2:3 bad-indent"]),
    ("a:\n    b: 1\n  c: 2\n", ["3:3 bad-indent"]),
    ("  a: 1\nb: 2\n", ["2:1 bad-indent"]),
    ("a: 1\n- b\n", ["2:1 bad-indent"]),
    ("a:\n  - b\n  c: 1\n", ["3:3 bad-indent"]),
    ("a: - b\n", ["1:4 inline-list"]),
    ("a: 1\n忘了写键的一行\nb: 2\n", ["2:1 missing-key"]),
    (": x\n", ["1:1 missing-key"]),
    ("form: x\n---\nform: y\n", ["2:1 many-documents"]),
    ("---\nform: x\n...\n", []),
    ("只有一句话\n", ["1:1 not-a-mapping"]),
    ("- a\n- b\n", ["1:1 not-a-mapping"]),
    (
        "<<<<<<< HEAD\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> other\n",
        [f"{row}:1 conflict-marker" for row in (1, 3, 5, 7)],
    ),
    ('a: "x\n<<<<<<< HEAD\n=======\n>>>>>>> other\n  y"\n', [f"{row}:1 conflict-marker" for row in (2, 3, 4)]),
    ("a: |\n  =======\n  >>>>>>>\n", []),
    ("a: " + "[" * 65 + "]" * 65, ["1:67 too-deep"]),
    ("a: " + "[" * 100_000, ["1:67 too-deep"]),
    ("- " * 100_000, ["1:129 too-deep"]),
    # characters
    ("a: 甲\u200b乙\ufeff\n", ["1:5 forbidden-character", "1:7 forbidden-character"]),
    ("a: 1\n\ufeffb: 2\n", ["2:1 forbidden-character"]),
    ("a: 甲\u202e乙\u2066\n", ["1:5 forbidden-character", "1:7 forbidden-character"]),
    ("a: 甲\x85乙\u2028丙\u2029\n", ["1:5 forbidden-character", "1:7 forbidden-character", "1:9 forbidden-character"]),
    ("a: 甲\x0b\x1b[31m\x7f\n", ["1:5 forbidden-character", "1:6 forbidden-character", "1:11 forbidden-character"]),
    ("a: \ue123\ufdd0\U0001fffe\n", [f"1:{column} forbidden-character" for column in (4, 5, 6)]),
    (
        'a: "甲\\x0b"\nb: "\\0"\nc: "\\uFFFE"\n',
        ["1:6 forbidden-character", "2:5 forbidden-character", "3:5 forbidden-character"],
    ),
    ('a: "\\ud842\\udfb7"\n', ["1:5 forbidden-character", "1:11 forbidden-character"]),
    ('a: "甲\n  \\e乙"\n', ["2:3 forbidden-character"]),
    ("a: 𠮷𫖯䶮 é 👨\u200d👩 葛\U000e0100\n", []),
    # files
    (b"", ["- empty-file"]),
    (b"\xef\xbb\xbf\n  \n", ["- empty-file"]),
    (b"# a comment\n---\n", ["- empty-file"]),
    ("form: x\nname: 张三\n".encode("gb18030"), ["2:7 not-utf8"]),
    ("form: x\n".encode("utf-16"), ["- not-utf8"]),
    ("name: 张三\n".encode() + b"\xff\n", ["2:1 not-utf8"]),
    ("name: 张三\n".encode()[:-2], ["1:8 not-utf8"]),
    (b"PK\x03\x04\x14\x00\x08\x08\xff\xfe", ["- not-utf8"]),
    (b"a: " + b"x" * 5_000_000, ["- too-large"]),
    (b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n", []),
]


ONE_OF_EACH = """\
form: department-declaration
department：现代园
preparer: {name: 刘蒙蒙，phone: "87888012"}
functions: |
  承担​园区党的建设。
annual_tasks:
  -贯彻和执行
annual_goals:
  - goal: *重点
    indicators:
      产出指标:
        数量指标:
          - {name: 活动次数, target: >12次, standard: 计划标准}
          - {name: 参加率, target: -}
          - {name: 合格率, target: @}
      产出指标：
        质量指标:
          - name: "党建"评选
            target: 合格: 优
fiscal_year:	2021
form: x
---
"""


def encoded(source: str | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.encode()
