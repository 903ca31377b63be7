"""What decides how a sheet looks beside the values of its cells, as verification asks for it.

For each row a line of text: a sign for each cell up to the last one with content, with blanks between. A sign is empty for a
cell without content, else the fingerprint of the number format, a colon and the fingerprint of the formula; a format that is
the same as that of the cell before is left out, and so is a formula where there is none.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import COL_TAG, FORMULA_TAG, ROW_TAG

from documents.sandbox.first_reader import SheetParser
from documents.sandbox.looks_beside import Mark, brief, marks_beside, number_formats_of_conditions
from documents.sandbox.workbook import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

    from documents.sandbox.first_reader import Written
    from documents.sandbox.limits import Limits
    from documents.sandbox.tame import Tame

_MAIN = ROW_TAG.removesuffix("row")
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_TRUE = {"1", "true"}
#: Rows lower than this, in points, and columns narrower, in characters, cannot be read.
_LOWEST, _NARROWEST = 2.0, 0.5
_BLANKS = re.compile(r'("[^"]*")|\s+')
_FONT = re.compile(r'&"[^"]*"')


def look_workbook(tame: Tame, limits: Limits) -> dict[str, object]:
    """The sheets of a tame workbook with their looks, and the titles of those that have no cells.

    Raises:
        Trouble: Where it cannot be read, or is too large.
    """
    conditional = number_formats_of_conditions(tame)

    def parser(*arguments: Any, **named: Any) -> SheetParser:
        return _LookingParser(conditional, *arguments, **named)

    answer: Any = read_workbook(tame, limits, parser)
    for sheet, part in zip(answer["sheets"], tame.package.sheets, strict=True):
        sheet["marks"] += marks_beside(part.path, tame.others)
    return {**answer, "drawn": list(tame.package.drawn)}


class _LookingParser(SheetParser):
    """A parser that also keeps formats, formulas, and what hides cells or shows something else in their place."""

    def __init__(self, conditional: Sequence[str], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._conditional = conditional
        self._prints = [_print(code) for code in self.formats]
        self._lines: dict[int, list[str]] = {}
        self._line: list[str] = []
        self._format = ""
        self._seen_columns: set[int] = set()
        self._unseen_rows: list[int] = []
        self._marks: list[Mark] = []
        self.beside |= {
            COL_TAG: self._columns,
            f"{_MAIN}sheetFormatPr": self._defaults,
            f"{_MAIN}sheetView": self._view,
            f"{_MAIN}conditionalFormatting": self._conditions,
            f"{_X14}conditionalFormatting": self._conditions,
            f"{_MAIN}headerFooter": self._headers,
            f"{_MAIN}picture": self._drawn,
            f"{_X14}sparklineGroup": self._drawn,
        }

    def looks(self) -> dict[str, object]:
        """The lines, the number formats by their fingerprints, and the marks."""
        columns = {
            column
            for column in self._seen_columns
            for first, last in self.hidden_columns
            if first <= column <= last
        }
        self._marks += [("hidden rows", f"A{first}", name) for first, name in _runs(self._unseen_rows, str)]
        self._marks += [
            ("hidden columns", f"{get_column_letter(first)}1", name)
            for first, name in _runs(sorted(columns), get_column_letter)
        ]
        height = max(self._lines, default=0)
        return {
            "looks": [" ".join(self._lines.get(row, ())) for row in range(1, height + 1)],
            "formats": dict(zip(self._prints, self.formats, strict=True)),
            "marks": self._marks,
        }

    def _row(self, element: Element) -> list[Written]:
        self._line, self._format = [], ""
        found = super()._row(element)
        if self._line:
            self._lines[self.row_counter] = self._line
            if element.get("hidden") in _TRUE or _below(element.get("ht"), _LOWEST):
                self._unseen_rows.append(self.row_counter)
        return found

    def _cell(self, element: Element) -> Written | None:
        cell = super()._cell(element)
        formula = element.find(FORMULA_TAG)
        if cell is None and formula is None:
            return None
        line, column = self._line, self.col_counter
        if len(line) < column - 1:
            line += [""] * (column - 1 - len(line))
        self._seen_columns.add(column)
        shape = self._prints[int(element.get("s", "0"))]
        shape, self._format = "" if shape == self._format else shape, shape
        line.append(f"{shape}:" if formula is None else f"{shape}:{self._formula(element, formula)}")
        return cell

    def _formula(self, element: Element, formula: Element) -> str:
        text, kind = formula.text or "", formula.get("t")
        if kind == "shared":
            text = str(self.parse_formula(element)).removeprefix("=")  # type: ignore[no-untyped-call]
        elif kind is not None and kind != "normal":
            text = f"{kind} {sorted(formula.items())} {text}"
        return _print(_BLANKS.sub(r"\1", text) if len(text.split()) > 1 else text.strip())

    def _columns(self, element: Element) -> None:
        if _below(element.get("width"), _NARROWEST):
            element.set("hidden", "1")
        super()._columns(element)

    def _defaults(self, element: Element) -> None:
        if element.get("zeroHeight") in _TRUE or _below(element.get("defaultRowHeight"), _LOWEST):
            self._marks.append(("hidden rows", "", "*"))
        if _below(element.get("defaultColWidth"), _NARROWEST):
            self._marks.append(("hidden columns", "", "*"))

    def _view(self, element: Element) -> None:
        if element.get("showZeros", "1") not in _TRUE:
            self._marks.append(("view", "", "showZeros"))
        if element.get("showFormulas") in _TRUE:
            self._marks.append(("view", "", "showFormulas"))

    def _conditions(self, element: Element) -> None:
        where = element.get("sqref") or _text_of(element, "sqref")
        cell = re.match(r"[A-Z]{1,3}[1-9][0-9]{0,6}", where)
        for rule in element:
            number = rule.get("dxfId", "")
            known = number.isdigit() and int(number[:9]) < len(self._conditional)
            shown = self._conditional[int(number)] if known else ""
            shown += "".join(
                child.get("formatCode", "") for child in rule.iter() if _local(child) == "numFmt"
            )
            formulas = [child.text or "" for child in rule.iter() if _local(child) in {"formula", "f"}]
            said = (where, rule.get("type", ""), rule.get("operator", ""), *formulas, shown)
            if _local(rule) == "cfRule":
                self._marks.append(("conditional", cell[0] if cell else "", brief(" ".join(said))))

    def _headers(self, element: Element) -> None:
        for child in element:
            text = _FONT.sub("", child.text or "").strip()
            if text:
                self._marks.append(("header", "", brief(f"{_local(child)} {text}")))

    def _drawn(self, element: Element) -> None:
        self._marks.append(("object", "", _local(element)))


def _print(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _below(measure: str | None, least: float) -> bool:
    try:
        return measure is not None and float(measure) < least
    except ValueError:
        return False


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text_of(element: Element, name: str) -> str:
    return next((child.text or "" for child in element.iter() if _local(child) == name), "")


def _runs(numbers: Iterable[int], named: Any) -> Iterator[tuple[int, str]]:
    """Numbers in their order as runs: the first of each, and what the run is called."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    for first, last in runs:
        yield first, named(first) if first == last else f"{named(first)}–{named(last)}"
