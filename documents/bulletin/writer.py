"""A bulletin 通报 as a Word document: a template with its places filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.bulletin.brief import Brief
from documents.bulletin.marking import mark_pages
from documents.bulletin.pieces import Listing, Style, Text
from documents.bulletin.places import PARTS, PLACE, WORDS
from documents.bulletin.standard import TEXT_WIDTH
from documents.bulletin.story import Story
from documents.bulletin.template import Template, standard
from documents.notice import mark_of
from documents.word.markup import Span, paragraph
from documents.word.package import packed
from documents.word.tables import ranked_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from documents.bulletin.pieces import Piece
    from documents.notice import Notice
    from scoring.results import Results


def write_bulletin(
    results: Results,
    *,
    made_at: datetime,
    notice: Notice | None = None,
    template: Template | None = None,
) -> bytes:
    """The bulletin of an assessment as a .docx file; the same input gives the same bytes.

    It is in Chinese, the language of the genre. Every page is marked as a trial 试算 until results are published, and as
    provisional 暂定 while the list they rest on is not settled.

    Args:
        results: A scored sheet.
        made_at: The date of the bulletin, as the office's clock shows it.
        notice: Of results that are public.
        template: The office's own; without one the standard template.
    """
    brief = Brief(results, "zh", made_at, notice)
    used = template or standard()
    content = dict(used.parts.content)
    words = {name: write(brief) for name, write in WORDS.items()}
    for name in used.parts.stories[1:]:
        story = Story(content[name])
        for found in story.paragraphs:
            found.fill(words)
        content[name] = story.written()
    body = Story(content[used.parts.document])
    for found in body.paragraphs:
        place = PLACE.fullmatch(found.text.strip())
        if place is not None and place[1] in PARTS:
            body.replace(found, _markup(PARTS[place[1]](brief), used.styles))
        else:
            found.fill(words)
    mark = mark_of(results.standing, notice)
    if mark is not None:
        mark_pages(used.parts, body, content, paragraph(used.styles[Style.MARK], Span(mark.corner.zh)))
    content[used.parts.document] = body.written()
    return packed(content)


def _markup(pieces: Iterable[Piece], styles: dict[Style, str]) -> str:
    return "".join(_of_piece(piece, styles) for piece in pieces)


def _of_piece(piece: Piece, styles: dict[Style, str]) -> str:
    match piece:
        case Text():
            lead = (Span(piece.lead, styles[Style.LEAD]),) if piece.lead else ()
            return paragraph(styles[piece.style], *lead, Span(piece.text))
        case Listing():
            caption = paragraph(styles[Style.CAPTION], Span(piece.caption))
            table = ranked_table(piece.table, styles[Style.TABLE], styles[Style.CELL], TEXT_WIDTH, "zh")
            # Without a paragraph between them two tables would be one.
            return caption + table + paragraph(styles[Style.CAPTION])
