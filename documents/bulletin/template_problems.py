"""The catalogue of what can be wrong with an office's own template of a bulletin."""

from __future__ import annotations

from indicators.problems import ProblemKind, blocking_kind, warning_kind

_FROM_OURS = "请用 baton bulletin --template-out 导出标准模板，在它上面修改。"
_FROM_OURS_EN = "Take the standard template from baton bulletin --template-out and change that."

TOO_LARGE = blocking_kind(
    "bulletin-template-too-large",
    "模板太大（{what}），没有使用。",
    "the template is too large ({what}); it was not used.",
    "请删去模板中的大图片和多余内容，控制在 {limit} MB 以内。",
    "Remove large pictures and whatever is not needed; {limit} MB is the limit.",
)
NOT_WORD = blocking_kind(
    "bulletin-template-not-word",
    "这不是可以使用的 Word 文档（.docx），或者已经损坏、加密。",
    "this is no Word document (.docx) that can be used; or it is damaged or encrypted.",
    "请在 Word 或 WPS 中打开，另存为不加密的“Word 文档（.docx）”。",
    "Open it in Word or WPS and save it as a “Word document (.docx)” without a password.",
)
ACTIVE = blocking_kind(
    "bulletin-template-active",
    "模板中有不允许的内容：{what}。模板只能有文字、图片、样式和页码，不能有宏、嵌入对象和外部链接。",
    "the template holds {what}, which is not allowed: text, pictures, styles and page numbers only; no macros, embedded"
    " objects or links to the outside.",
    "请在 Word 或 WPS 中删去这部分内容后另存。",
    "Remove it in Word or WPS and save the template again.",
)
UNKNOWN = blocking_kind(
    "bulletin-template-unknown-place",
    "模板中的“{written}”不是可以填写的位置。",
    "“{written}” in the template is nothing that can be filled in.",
    "请改为其中之一：{known}。",
    "Write one of these: {known}.",
)
NOT_ALONE = blocking_kind(
    "bulletin-template-not-alone",
    "模板中的“{written}”要换成若干段落或表格，应在正文中单独成段，前后不能有其他文字。",
    "“{written}” in the template becomes paragraphs and tables: it must be a paragraph of the body by itself.",
    "请把它单独放在正文的一段里（不要放在页眉、页脚、表格或文本框中），并且只写一次。",
    "Put it in a paragraph of its own in the body, not in a header, footer, table or text box, and only once.",
)
NO_CAVEATS = blocking_kind(
    "bulletin-template-without-caveats",
    "模板中没有“{written}”。没有它，通报就不说明哪些得分不可比、按什么设置计分、结果是否已公布。",
    "“{written}” is missing in the template: the bulletin would not say what must not be compared, by which settings was"
    " scored, and whether the results are public.",
    "请在模板正文中加一段，只写“{written}”。",
    "Add a paragraph to the body which says just “{written}”.",
)
LEFT_OUT = warning_kind(
    "bulletin-template-leaves-out",
    "模板中没有“{written}”，通报将不含这一部分。",
    "“{written}” is missing in the template; the bulletin will not have that part.",
    "如果需要，请在模板正文中加一段，只写“{written}”。",
    "If it is wanted, add a paragraph to the body which says just “{written}”.",
)
NO_STYLE = blocking_kind(
    "bulletin-template-without-style",
    "模板中没有样式“{style}”，不知道这部分内容用什么字体和字号。",
    "the template has no style “{style}”, so that nobody knows how that part is to look.",
    _FROM_OURS,
    _FROM_OURS_EN,
)

KINDS = tuple(value for value in globals().values() if isinstance(value, ProblemKind))
