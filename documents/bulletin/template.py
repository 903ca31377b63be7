"""A template of a bulletin, the office's own or the standard one: read, checked, and filled in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from documents.bulletin import template_problems as kinds
from documents.bulletin.parts import STYLES, Parts, RefusedError, take_apart
from documents.bulletin.pieces import Style
from documents.bulletin.places import CAVEATS, PARTS, PLACE, WORDS, written
from documents.bulletin.standard import standard_template
from documents.bulletin.story import Story
from documents.word.markup import MAIN
from indicators.problems import Place, blocking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.problems import Problem

#: The standard template's file name.
STANDARD_NAME = "通报模板.docx"


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be filled in: its parts, and the ids of the styles of a bulletin."""

    parts: Parts
    styles: dict[Style, str]


def check_template(content: bytes, name: str = STANDARD_NAME) -> tuple[Problem, ...]:
    """What is wrong with a template.

    Args:
        content: A .docx file.
        name: The file's, for the place of problems.
    """
    return read_template(content, name)[1]


def read_template(content: bytes, name: str = STANDARD_NAME) -> tuple[Template | None, tuple[Problem, ...]]:
    """A template and what is wrong with it; none where anything blocking is.

    Args:
        content: A .docx file; whatever in it could act is refused, and nothing of it is ever carried out.
        name: The file's, for the place of problems.
    """
    place = Place(file=name)
    try:
        parts = take_apart(content)
        stories = _stories(parts)
    except RefusedError as error:
        return None, (error.kind.at(place, **error.values),)
    styles = _styles(parts)
    problems = (*_places(parts, stories, place), *_missing_styles(styles, place))
    return (None if blocking(problems) else Template(parts, styles)), problems


@cache
def standard() -> Template:
    """The standard template."""
    parts = take_apart(standard_template())
    return Template(parts, _styles(parts))


def _stories(parts: Parts) -> dict[str, Story]:
    """The parts with text by their names.

    Raises:
        RefusedError: Where a field does anything but count pages, or there is no body with a page's layout.
    """
    stories = {part: Story(parts.content[part]) for part in parts.stories}
    for story in stories.values():
        story.expect_harmless()
    body = stories[parts.document]
    if not (body.elements("body") and body.elements("sectPr")):
        raise RefusedError(kinds.NOT_WORD)
    return stories


def _styles(parts: Parts) -> dict[Style, str]:
    found = {}
    for path in parts.of_kind(STYLES):
        story = Story(parts.content[path])
        for style in story.elements("style"):
            for name in style.getElementsByTagNameNS(MAIN, "name"):
                found[name.getAttributeNS(MAIN, "val")] = style.getAttributeNS(MAIN, "styleId")
    return {style: found[style] for style in Style if style in found}


def _missing_styles(styles: dict[Style, str], place: Place) -> Iterator[Problem]:
    for style in Style:
        if style not in styles:
            yield kinds.NO_STYLE.at(place, style=str(style))


def _places(parts: Parts, stories: dict[str, Story], place: Place) -> Iterator[Problem]:
    """Places that cannot be filled in where they are, and parts for which there is no place."""
    used: set[str] = set()
    for part, story in stories.items():
        for paragraph in story.paragraphs:
            for found in PLACE.finditer(paragraph.text):
                name = found[1]
                if name in PARTS:
                    alone = paragraph.text.strip() == found[0] and paragraph.is_of_the_body
                    if not alone or part != parts.document or name in used:
                        yield kinds.NOT_ALONE.at(place, written=found[0])
                    used.add(name)
                elif name not in WORDS:
                    known = "、".join(map(written, (*WORDS, *PARTS)))
                    yield kinds.UNKNOWN.at(place, written=found[0][:40], known=known)
    for name in PARTS:
        if name not in used:
            kind = kinds.NO_CAVEATS if name == CAVEATS else kinds.LEFT_OUT
            yield kind.at(place, written=written(name))
