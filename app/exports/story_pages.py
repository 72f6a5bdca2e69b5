"""The pages of a story: one for each step with its map and words, the last with the way on."""

from app.drawing.fonts import find_font
from app.drawing.qr import can_be_coded, paint_qr
from app.drawing.scene import Ink, Scene
from app.exports.page_furniture import paint_legend
from app.exports.paper import BLUE, GAP, MARGIN, SOFT_INK, Paper, bind_pdf, rule, set_lines
from app.exports.summary import ViewSummary
from app.exports.view_map import paint_view_map
from app.show.story import Step, Story, encode_story, fits_link, list_stories

_WORDS = 300.0
_FOOT = 22.0
_QR = 220.0


def make_story_pdf(summary: ViewSummary, story: Story, *, paper: Paper) -> bytes:
    """Make the pages of a story as a PDF file.

    Parameters
    ----------
    summary
        Any view of the catalogue, in the language of the pages.
    story
        The story.
    paper
        The format.
    """
    title = summary.words.title_of(story) or summary.title
    pages = [
        _draw_step(summary.at_step(step), step, paper=paper, title=title, place=(number, story))
        for number, step in enumerate(story.steps, start=1)
    ]
    pages.append(_draw_end(summary, story, paper=paper, title=title))
    return bind_pdf(pages, title=f"{title} · {summary.subtitle}")


def _draw_step(
    own: ViewSummary, step: Step, *, paper: Paper, title: str, place: tuple[int, Story]
) -> Scene:
    page = paper.new_page()
    ink = Ink(page)
    words = own.words
    number, story = place
    width = paper.width - 2 * MARGIN
    is_wide = paper.orientation == "landscape"
    serif = find_font(is_serif=True, is_bold=True)
    ink.text(MARGIN, MARGIN + 10, title, size=11, colour=SOFT_INK)
    said = words("{n} of {total}", n=number, total=len(story.steps))
    ink.text(MARGIN + width, MARGIN + 10, said, size=11, colour=SOFT_INK, align="right")
    heading = words.title_of(step)
    y = set_lines(ink, heading, x=MARGIN, y=MARGIN + 18, width=width, size=24, font=serif)
    rule(ink, MARGIN, y + 4, width=width)
    top, foot = y + 16, paper.height - MARGIN - _FOOT
    column = _WORDS if is_wide else width
    left = MARGIN + width - column if is_wide else MARGIN
    text = words.pick(step.text_zh, step.text_en)
    y = set_lines(ink, text, x=left, y=top, width=column, size=14) + (10 if text else 0)
    bold = find_font(is_bold=True)
    y = set_lines(ink, own.counts, x=left, y=y, width=column, size=12, font=bold) + 14
    legend = ink.at(left, y)
    y += paint_legend(legend, own, width=column, rows=own.rows) + 12
    corner = (MARGIN, top if is_wide else y)
    size = (width - column - GAP if is_wide else width, foot - corner[1] - 8)
    paint_view_map(ink.at(*corner), own, rows=own.rows, size=size)
    rule(ink, MARGIN, foot, width=width)
    ink.text(MARGIN, foot + 15, own.as_of, size=9.5, colour=SOFT_INK)
    return page


def _draw_end(summary: ViewSummary, story: Story, *, paper: Paper, title: str) -> Scene:
    page = paper.new_page()
    ink = Ink(page)
    width = paper.width - 2 * MARGIN
    serif = find_font(is_serif=True, is_bold=True)
    y = set_lines(ink, title, x=MARGIN, y=MARGIN + 20, width=width, size=26, font=serif)
    y = set_lines(ink, summary.subtitle, x=MARGIN, y=y, width=width, size=14, colour=SOFT_INK) + 16
    link = show_link(summary, story)
    if link:
        ink.text(MARGIN, y + 14, link[:120], size=11, colour=BLUE, url=link)
        y += 30
    if link and can_be_coded(link):
        paint_qr(ink.at(MARGIN, y), link, size=_QR)
        y += _QR + 24
    for text in (summary.as_of, summary.accuracy_note, summary.sources):
        y = set_lines(ink, text, x=MARGIN, y=y, width=width, size=11, colour=SOFT_INK) + 6
    return page


def show_link(summary: ViewSummary, story: Story) -> str:
    """Return the link to a story's show; to the map where it fits no link, none without a server.

    Parameters
    ----------
    summary
        A view, which knows where the app runs.
    story
        The story.
    """
    base, words = summary.link_base, summary.words
    if not base:
        return ""
    lang = "" if words.lang == "zh" else f"lang={words.lang}"
    shipped = list_stories(story.catalogue)
    slug = next((slug for slug, one in shipped.items() if one == story), "")
    if not slug and not fits_link(story):
        return f"{base}?{lang}" if lang else base
    query = "&".join(part for part in (f"story={slug or encode_story(story)}", lang) if part)
    return f"{base}present?{query}"
