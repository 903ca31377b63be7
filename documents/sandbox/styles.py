"""The styles of a workbook, of which only the number formats matter."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from openpyxl.styles.numbers import builtin_format_code

from documents.sandbox.package import elements
from documents.sandbox.trouble import damaged, too_large

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Excel keeps no more styles of cells than this.
_MOST_STYLES = 65_490
_HIGHEST = 2**31
_LONGEST_FORMAT = 255
_FIRST_NUMBER = 164
#: Dates that Chinese Excel and WPS know by number alone.
_CHINESE_DATES = {*range(27, 37), *range(50, 59)}
_CHINESE_DATE = 'yyyy"年"m"月"d"日"'
_TEMPLATE = (
    '<styleSheet xmlns="{main}"><numFmts>{formats}</numFmts><fonts><font/></fonts><fills><fill><patternFill/></fill></fills>'
    '<borders><border/></borders><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>{cells}</cellXfs>'
    "</styleSheet>"
)


def tame_styles(styles: bytes | None) -> tuple[bytes, tuple[str, ...]]:
    """A part of styles with the number formats of `styles` and nothing else, and the format of each style.

    Raises:
        Trouble: Where it is not what a workbook holds.
    """
    codes: dict[int, str] = {}
    cells: list[int] = []
    for element in elements(styles) if styles is not None else ():
        if element.name == "numFmt" and element.inside == "numFmts":
            codes[_number(element.values)] = element.values.get("formatCode", "")[:_LONGEST_FORMAT]
        elif element.name == "xf" and element.inside == "cellXfs":
            cells.append(_number(element.values))
    if len(cells) > _MOST_STYLES:
        raise too_large("styles", len(cells), _MOST_STYLES)
    formats = tuple(_code(number, codes) for number in cells or [0])
    # Numbered anew, so that neither reader goes by numbers that the other does not know.
    numbers = {code: _FIRST_NUMBER + at for at, code in enumerate(dict.fromkeys(formats))}
    listed = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(code)}/>' for code, number in numbers.items()
    )
    part = _TEMPLATE.format(
        main=_MAIN, formats=listed, cells="".join(f'<xf numFmtId="{numbers[code]}"/>' for code in formats)
    )
    return part.encode(), formats


def _code(number: int, codes: dict[int, str]) -> str:
    if number in _CHINESE_DATES and number not in codes:
        return _CHINESE_DATE
    return codes.get(number) or builtin_format_code(number) or "General"


def _number(values: dict[str, str]) -> int:
    number = values.get("numFmtId", "0")
    if not (number.isascii() and number.isdigit() and int(number[:11]) < _HIGHEST):
        raise damaged("styles")
    return int(number)
