"""The name of a finding that no rule made in, what it means out: of the writing of specs, of files, of Word and Excel.

The first sentence is its title; what to do in a case stands with the finding.
"""

from __future__ import annotations

# By where they are found; a name that is printed in brackets and is that of no rule stands here (a test looks).
_WRITING = """
bad-escape 引号里的“\\”后面跟了不认识的字。双引号里的“\\”有特别的意思；换成单引号，或写成“\\\\”。
bad-indent 这一行缩进的格数不对。同一层的各行要左对齐，里面的一层多缩进两格。
colon-in-value 值里面又有冒号加空格。YAML 会当作又一个键；整个值要加引号。
complex-key 键不是一个词。键只能是表上的一项；文字就放进引号。
computed-value-differs 填的与算出来的不一样。这一项由程序计算，删去它；或者改算它的各项。perfgen explain 申报表:位置 说明是怎么算的。
conflict-marker 留着 git 合并时的冲突标记。在 <<<<<<< 与 >>>>>>> 之间留下要的一边，再删去标记。
decimal-comma 小数点写成了逗号。862,40 要写成 862.40。
duplicate-key 同一个键写了两次。只有一个会印在表上，所以一个也不能多写。
empty-file 文件是空的。从示例复制一份，或用 perfgen fill 新建。
empty-value 必填的一项没有填。没有的写“无”或 0，还不知道的写 ____。
extra-space 短横后面的空格太多，与下面的各行没有左对齐。“- ”后面只空一格。
forbidden-character 有看不见或不能用的字符。多半是从网页、聊天里粘贴来的；删去它，或把这几个字重新输入。
fullwidth-bracket 括号是全角的。YAML 的 { } [ ] 要用半角；文字里的括号不要紧。
fullwidth-colon 键后面的冒号是全角的。YAML 只认半角冒号加一个空格；文字里的冒号不要紧。
fullwidth-comma 隔开各项的逗号是全角的。花括号、方括号里的各项用半角逗号加空格隔开。
fullwidth-quote 引号是全角的。整个值要加引号时用半角的 " 或 '；文字里的引号不要紧。
fullwidth-space 用了全角空格。缩进和冒号后面只能用半角空格。
hash-in-value 文字里的“#”会被当作注释。前面有空格的“#”起，后面的都不印；整个值加上引号。
inline-list 列表接在了冒号后面。另起一行，缩进两格再写“- ”。
many-documents 一个文件里有两份 YAML。“---”隔开的第二份不会读；一份申报表一个文件。
missing-colon 键后面少了冒号。写成“键: 值”。
missing-comma 花括号里少了逗号。各项之间用半角逗号加空格隔开。
missing-dash 列表的一条前面少了“- ”。每一条都从“- ”开头，左对齐。
missing-key 少了必填的键。照示例补上；还不知道的写 ____。
missing-parent 上面少了一行键。这几行要写在那一项的下面。
missing-space 冒号、短横或逗号后面少了空格。YAML 要求“键: 值”“- 内容”。
not-a-mapping 整个文件不是由“键: 值”组成的。从示例复制一份再填。
not-utf8 文件不是 UTF-8 文本。在编辑器里另存为 UTF-8；Word、Excel 文件用 perfgen import 读入。
tab-character 用了制表符（Tab）。从电子表格粘贴来的要拆成各项，别处换成空格。
tab-indent 缩进用了制表符（Tab）。换成空格，一层两格；编辑器可以设成自动换。
text-after-braces 花括号后面还有文字。一条写完要另起一行。
text-after-quote 引号后面还有文字。引号要把整个值都包起来。
thousands-comma 数字里有千分位的逗号。1,862.40 要写成 1862.40。
too-deep 一层套一层，套得太深。看看是不是误输入了许多括号或短横。
too-large 文件太大，不像是申报表。确认文件没有弄错。
two-rows 一行里写了两条。第二条要另起一行，以“- ”开头。
unclosed-bracket 括号没有关上。补上另一半。
unclosed-quote 引号没有关上。补上另一半。
unfilled 还有没填的。填好以后删去“待填”注释，或把 ____ 换掉。
unknown-form 不知道是哪一种表。form 写表的名字，perfgen forms 列出有哪些。
unknown-key 表里没有这一项。多半是写错了字，或写错了层。
unprinted-value 这个值在表上没有位置。模板不印它；改模板，或删去它。
unquoted-value 值要加引号。以 *、&、@、% 这些符号开头的，YAML 另有用处。
wrong-bracket 括号用错了。一条用 { }，列表用 [ ] 或“- ”。
wrong-type 值的类型不对。要数字的写了文字，要一段文字的写了列表。
wrong-value 值不在可以填的里面，或不合要求。照提示改。
yaml-anchor 用了 YAML 的 & 或 *。申报表不用它们；是文字就加引号。
yaml-syntax 不合 YAML 的写法。照提示改；看不出来就与示例对照。
yaml-tag 用了 YAML 的 !。申报表不用它；是文字就加引号。
declared-twice 同一份申报表有两份。表、年度、部门（或项目）都一样，汇总时会算两次；删去多余的一份。
not-named-yaml 文件名不是以 .yaml 结尾，没有检查。Windows 常把 .txt 藏起来；改名后再检查。
silence-without-reason 放行没有写理由。写成 # perfgen: allow 规则名 理由。
unknown-rule 放行的规则没有这个名字。perfgen rules 列出有哪些。
unused-silence 放行了没有的问题。问题改好了，删去这条注释。
"""
_FILES = """
ambiguous-revision 一个名字可以指几个 git 版本。写全一些。
base-document Word 底稿不能用。base.docx 只留页面设置和样式。
busy 文件正有人在写。等一等，再运行一次。
file-exists 已有同名的文件。先看一看，不要了再删去。
git-failed git 报告了错误。按它说的处理。
hard-link 文件还有别的名字，那里没有改。硬链接的另一个名字仍是原来的内容。
internal-error perfgen 自己出了错。把显示的内容发给维护的人。
large-workbook 工作簿太大，改动收不回来。Excel 照样打得开；要收回改动的，分成几个文件。
linked-attributes .gitattributes 是链接。git 不读它；换成普通文件。
missing-form 没有这种表，或它的文件不全。perfgen forms 列出有哪些。
missing-font 电脑上没有表用的字体，PDF 换了别的。装上字体，再生成一次。
missing-layout 这种表没有这个版式。--layout 可以写的，提示里都有。
no-commits git 仓库还没有提交过。先提交一次。
no-git 没有找到 git。装好再试。
no-libreoffice 要用 LibreOffice，没有找到。装好它；或者在 Word 里把旧文件另存为 .docx，把生成的另存为 PDF。
no-merge-base 两个 git 版本没有共同的历史。取全历史，或换一个版本。
no-next-year 这种表不能转到下一年。它没有说明哪一项是年度、哪些属于哪一年。
no-repository 这里不在 git 仓库里。到仓库的文件夹里再试。
no-spec 没有这种表的申报表可以试。照 schema 写一份。
not-ours 已有同名的文件，不是 perfgen 生成的，没有换掉。移走它，或加上 --force。
not-own-repository 仓库属于别的用户，git 不肯读。确认可信以后照提示放行。
odd-file 不是普通的文件，没有读。管道、设备和文件夹都不读。
out-of-memory 内存不够。关掉一些程序，少做几份。
output 结果写不进去。文件正被打开，或没有权限，或磁盘已满。
pdf-failed LibreOffice 没有做出 PDF。再试一次；还不行，生成 Word，在 Word 里另存为 PDF。
process-died 做这一份的进程意外终止。多半是内存不够，单独再试。
read-only 文件是只读的，没有写入。去掉只读。
required-version 这个项目要用另一版 perfgen。照提示装好那一版，再执行。
saved-meanwhile 别处刚刚保存过，没有写入。看一看现在的内容，再做一次。
schema-file 表的 schema 有错。制表的人照提示改。
settings-of-others 上层文件夹里的设置是别人的。到那个文件夹去执行；不用它，就在自己的文件夹里放一个空的 perfgen.toml。
stray-link 链接指到了项目之外，没有读。换成文件本身。
system 系统不让做。没有权限、磁盘已满或文件不在了。
template 模板有错。制表的人照提示改，写法见 docs/how-to/add-a-form.md。
unknown-revision git 里没有这个版本。git branch -a 列出分支。
unknown-setting perfgen.toml 里有不认识的设置。照提示改名字或值。
unknown-version 不知道页面上的改动改在哪一版上。刷新页面再改。
unusable-path 路径不能用。没有这个文件、没有申报表，或名字不能用来生成文件。
edited-document 生成过的文件有人改过，已另存。改动可以用 perfgen pull 收回来。
"""
_DOCUMENTS = """
changed-since-opinion 审核意见所说的一条后来改过。意见照写在现在的这一条上，看一看还有没有用。
columns-changed 工作表加了列或删了列。照读到的文字核对。
comment Word 或 Excel 里有批注。批注不会进 YAML，处理完自己删去。
conflict 两边都改了同一处，没有写入。看一看两边，改成要的。
contradiction 文件里同一项有两个不同的值。核对用哪一个。
converted 金额换算成了万元。核对单位。
damaged-file 文件损坏，打不开。请对方重新保存、重新发来。
damaged-origin 文件里随带的原始数据损坏了。照表格里的文字读，逐项核对。
derived-differs 表上算出来的一格与各项对不上。那一格由程序得出，改各项。
earlier-opinion 审核意见的那一处原来还有一条意见。是同一条改了说法，就删去原来那一条；是别人的，两条都留着。
embedded-document 嵌入的文档没有读入。里面有要填的，就移到表里。
embedded-object 嵌入的对象没有读入。里面有要填的，就写进格里。
field Word 的域没有读入。里面有要填的，就换成文字。
footnote 脚注没有读入。里面有要填的，就写进格里。
formula 公式没有读入，或出了错。算好保存，或填上值。
hidden-sheet 隐藏的工作表没有读入。要读就取消隐藏。
hidden-text 看不见的文字。在隐藏的行列里，或被合并的格盖住了；核对要不要。
input 网页的输入框没有读入。里面有要填的，就写成文字。
lines-joined 分成几行的一条连成了一行。核对连得对不对。
long-cell 一格的文字超过 Excel 的限度。生成 Word，或把文字改短。
macro 文件带有宏。perfgen 不运行它，也不读它。
many-deleted 要删去的行太多，像是发来的文件不全。确实不要了，加上 --yes。
margin 表外的文字没有读入。有要填的，就写进表里。
merged-opinion 审核意见的格合并过。意见只写在第一行说的那一处；别的也要写就取消合并。
nested-table 格里的小表格没有读入。里面有要填的，就写成文字。
no-origin 文件里没有生成它时的数据。写明它是哪一份申报表的，逐条核对。
not-converted LibreOffice 打不开这份文件。在 Word、WPS 里另存为 .docx。
not-excel 不是 Excel 文件。后缀与内容不符。
not-found 文件里没有找到这些栏。核对模板，补填。
not-printed 模板不印这些文字，没有读入。核对是不是这种表。
not-taken 这处改动没有写入。内容不合要求；照提示改了再收。
not-text 不是文本文件。后缀与内容不符。
not-understood 没有读懂，没有读入。照提示把它移到认得的地方。
not-word 不是 Word 文档。后缀与内容不符；旧的 .doc 另存为 .docx。
old-word 旧的 .doc 文件。另存为 .docx。
opinion-not-placed 审核意见没有写入。找不到它说的是哪一处；看一看，还有用就自己写进申报表。
other-form 不是同一种表。换成它所属的申报表，或改正 form。
part-of-form 文件只有申报表的一部分内容。写回已有的申报表，不能读成新的。
outside-link 有公式引用别的文件，没有打开。按这个文件里存的值读，核对。
parted-sheet 一张工作表放不下，分成了几张。要一起筛选，换成 .csv。
password-protected 文件有密码。取消密码再试。
picture 图片没有读入。里面有要填的，就写成文字。
read-as 写法与模板不同，读作了别的。核对读得对不对。
read-as-empty 读作没有填。核对是不是没有。
several-sheets 文件里不止一张工作表。一张写回一份，不能只写明一份。
shifted-cells 一行的单元格移了位，没有读。把各格改回原来的栏。
shifted-row 一行的单元格错了位，按先后读了。核对这一行的各项。
side-by-side 像是两张并排的表，只读了左边的。把右边的剪到另一张工作表。
spaces-removed 换行留下的空格去掉了。核对文字。
struck-out 有划掉的文字。在 Word 里删去或取消删除线，或用 --tracked 说明怎么算。
symbol 特殊字体的符号没有读入。换成普通的文字。
tags-removed 文字里的网页标记去掉了。核对文字。
text-box 文本框里的文字没有读入。移到表格里。
too-large-for-excel 内容超过 Excel 的限度。换成 .csv 或 .json。
too-little-understood 认得的太少，没有写入。确认是这种表，再加 --force。
too-much-content 内容太多，不像是申报表。确认文件没有弄错。
tracked-change 有没处理的修订。在 Word 里接受或拒绝，或用 --tracked 说明。
unsafe-file 压缩包可能不安全，没有读。请对方在 Word、WPS 里重新保存。
unsure 拿不准，按最像的读了。核对读得对不对。
which-spec 看不出文件是哪一份申报表的。在命令里写明。
"""
_CARRIED = """
comment-left 注释没有带过去。还有用的，自己抄过去。
earlier-year 文字里仍写着往年。核对要不要改。
not-carried 这一项没有带过去。新表里没有它的位置，或不接受。
other-label 带到了名称不同的一项里。核对是不是一回事。
renamed 当作另一份里名称相近的一条。核对是不是同一条。
other-value 两份里的值不同，用了一份的。核对用哪一份。
"""


def other_names() -> dict[str, str]:
    """Each name with its text."""
    lines = "".join((_WRITING, _FILES, _DOCUMENTS, _CARRIED)).split("\n")
    return {name: text for name, _, text in (line.partition(" ") for line in lines if line)}


def title(text: str) -> str:
    return text.partition("。")[0]
