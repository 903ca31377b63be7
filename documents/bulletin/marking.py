"""The mark of results that are not the last word, on every page of a bulletin, whatever its template says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.bulletin.parts import HEADER, SETTINGS, Parts, relations_of
from documents.bulletin.story import Story
from documents.word.markup import MAIN
from documents.word.package import CONTENT_TYPES

if TYPE_CHECKING:
    from xml.dom.minidom import Element

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_NAME, _ID = "word/baton-mark.xml", "batonMark"


def mark_pages(parts: Parts, body: Story, content: dict[str, bytes], paragraph: str) -> None:
    """Puts a paragraph at the head of every page.

    Args:
        parts: Of the template.
        body: Its body, which is changed where a page has no header yet.
        content: The parts to be written, changed in place.
        paragraph: The mark, as markup.
    """
    for name in parts.of_kind(HEADER):
        story = Story(content[name])
        story.begin_with(paragraph)
        content[name] = story.written()
    missing = _without_header(parts, body)
    if missing:
        _add_header(parts, content, paragraph)
        first = body.elements("sectPr")[0]
        for kind in missing:
            first.insertBefore(_reference(body, kind), first.firstChild)


def _without_header(parts: Parts, body: Story) -> list[str]:
    """The kinds of pages for which the first section has no header; later sections take over what came before."""
    kinds = ["default"]
    if any(
        _is_on(found)
        for section in body.elements("sectPr")
        for found in section.getElementsByTagNameNS(MAIN, "titlePg")
    ):
        kinds.append("first")
    settings = [Story(parts.content[name]) for name in parts.of_kind(SETTINGS) if name in parts.content]
    if any(_is_on(found) for story in settings for found in story.elements("evenAndOddHeaders")):
        kinds.append("even")
    sections = body.elements("sectPr")
    present = {
        reference.getAttributeNS(MAIN, "type")
        for reference in sections[0].getElementsByTagNameNS(MAIN, "headerReference")
    }
    return [kind for kind in kinds if kind not in present]


def _is_on(setting: Element) -> bool:
    return setting.getAttributeNS(MAIN, "val") not in {"0", "false", "off"}


def _reference(body: Story, kind: str) -> Element:
    reference: Element = body.document.createElementNS(MAIN, "w:headerReference")
    reference.setAttribute("xmlns:r", _RELATIONS)
    reference.setAttributeNS(MAIN, "w:type", kind)
    reference.setAttributeNS(_RELATIONS, "r:id", _ID)
    return reference


def _add_header(parts: Parts, content: dict[str, bytes], paragraph: str) -> None:
    content[_NAME] = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:hdr xmlns:w="{MAIN}">{paragraph}</w:hdr>'.encode()
    )
    _append(
        content,
        CONTENT_TYPES,
        f'<Override xmlns="{_TYPES}" PartName="/{_NAME}" ContentType="{_HEADER_TYPE}"/>',
    )
    relation = f'<Relationship xmlns="{_PACKAGE_RELATIONS}" Id="{_ID}" Type="{_RELATIONS}/{HEADER}" Target="/{_NAME}"/>'
    _append(content, relations_of(parts.document), relation)


def _append(content: dict[str, bytes], name: str, markup: str) -> None:
    story = Story(content[name])
    story.end_with(markup)
    content[name] = story.written()
