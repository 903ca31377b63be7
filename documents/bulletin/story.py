"""A part of a template that holds text: its paragraphs, the fields in them, and the places that are filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

# What reaches it has been looked through: no document type, no entities, neither deep nor long.
from xml.dom import minidom

from documents.bulletin import template_problems as kinds
from documents.bulletin.parts import RefusedError, active
from documents.bulletin.places import PLACE
from documents.word.markup import MAIN
from indicators.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.dom.minidom import Document, Element, Node

#: Fields that only count pages.
_HARMLESS = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)\b[^\"]*|\s*", re.IGNORECASE)
#: Stands for markup while a part is held as a tree, which would take too long for large tables.
_STAND_IN = "baton-markup"
#: Between two lines of a text, which it ends and begins again.
_BREAK, _NEW_LINE = "line", '</w:t><w:br/><w:t xml:space="preserve">'


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with the pieces of its own text, which any number of runs may hold."""

    element: Element
    pieces: tuple[Element, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(map(_said, self.pieces))

    @property
    def is_of_the_body(self) -> bool:
        """Whether it stands in the body itself, not in a table, a text box or a frame within it."""
        parent = self.element.parentNode
        return isinstance(parent, minidom.Element) and parent.localName == "body"

    def fill(self, words: Mapping[str, str]) -> None:
        """Puts words in their places; a place that runs share is written into the first of them."""
        while (found := next((m for m in PLACE.finditer(self.text) if m[1] in words), None)) is not None:
            _replace(self.pieces, found.start(), found.end(), words[found[1]])


class Story:
    """A part as a tree of elements."""

    def __init__(self, part: bytes) -> None:
        self.document: Document = minidom.parseString(part)  # noqa: S318 - looked through before
        #: The element that holds all others.
        self.root = next(child for child in self.document.childNodes if isinstance(child, minidom.Element))
        self._markup = {_BREAK: _NEW_LINE}
        _without_instructions(self.document)

    def elements(self, name: str) -> list[Element]:
        """The elements of a name of Word's, in their order."""
        return list(self.document.getElementsByTagNameNS(MAIN, name))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs, those in tables and text boxes too."""
        pieces: dict[int, list[Element]] = {}
        for piece in self.elements("t"):
            above: Node | None = piece.parentNode
            while above is not None and above.localName != "p":
                above = above.parentNode
            pieces.setdefault(id(above), []).append(piece)
        for element in self.elements("p"):
            yield Paragraph(element, tuple(pieces.get(id(element), ())))

    def expect_harmless(self) -> None:
        """Looks through the fields.

        Raises:
            RefusedError: Where one does anything but count pages, or the part is not as Word and WPS write it.
        """
        if self.root.namespaceURI != MAIN or self.root.prefix != "w":
            raise RefusedError(kinds.NOT_WORD)
        for simple in self.elements("fldSimple"):
            _expect_harmless(simple.getAttributeNS(MAIN, "instr"))
        instruction, within = "", False
        for element in self.document.getElementsByTagNameNS(MAIN, "*"):
            if element.localName == "fldChar":
                _expect_harmless(instruction)
                instruction = ""
                within = element.getAttributeNS(MAIN, "fldCharType") == "begin"
            elif element.localName in {"instrText", "delInstrText"} or (within and element.localName == "t"):
                instruction += _said(element)
        _expect_harmless(instruction)

    def begin_with(self, markup: str) -> None:
        """Puts markup before everything else."""
        self.root.insertBefore(self._stand_in(markup), self.root.firstChild)

    def end_with(self, markup: str) -> None:
        """Puts markup after everything else."""
        self.root.appendChild(self._stand_in(markup))

    def replace(self, paragraph: Paragraph, markup: str) -> None:
        """Puts markup in the place of a paragraph of the body."""
        self.elements("body")[0].replaceChild(self._stand_in(markup), paragraph.element)

    def _stand_in(self, markup: str) -> minidom.ProcessingInstruction:
        """A node that becomes the markup when the part is written."""
        name = str(len(self._markup))
        self._markup[name] = markup
        return self.document.createProcessingInstruction(_STAND_IN, name)

    def written(self) -> bytes:
        """The part as bytes."""
        text = self.document.toxml()
        return re.sub(rf"<\?{_STAND_IN} (\w+)\?>", lambda found: self._markup[found[1]], text).encode()


def _without_instructions(node: Document | Element) -> None:
    """No template needs any, and one could pass for ours."""
    for child in list(node.childNodes):
        if isinstance(child, minidom.ProcessingInstruction):
            node.removeChild(child)
        elif isinstance(child, minidom.Element):
            _without_instructions(child)


def _expect_harmless(instruction: str) -> None:
    if not _HARMLESS.fullmatch(instruction):
        raise active(instruction.strip())


def _said(piece: Element) -> str:
    return "".join(
        child.data.replace("\n", " ") if isinstance(child, minidom.Text) else "\n"
        for child in piece.childNodes
    )


def _write(piece: Element, text: str) -> None:
    """Gives a piece of text another one, of one line or several."""
    for child in list(piece.childNodes):
        piece.removeChild(child)
    for number, line in enumerate(text.split("\n")):
        if number:
            piece.appendChild(minidom.ProcessingInstruction(_STAND_IN, _BREAK))
        words = minidom.Text()
        words.data = line
        piece.appendChild(words)
    piece.setAttribute("xml:space", "preserve")


def _replace(pieces: tuple[Element, ...], start: int, end: int, words: str) -> None:
    """Replaces a stretch of the text that some pieces hold together."""
    at, pending = 0, "\n".join(map(visible, words.split("\n")))
    for piece in pieces:
        said = _said(piece)
        first, last = max(start - at, 0), min(end - at, len(said))
        if first < last:
            _write(piece, said[:first] + pending + said[last:])
            pending = ""
        at += len(said)
