"""The frame of a slide show: size, fonts and colours, texts and tables that stay editable."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree  # type: ignore[import-untyped]
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches, Length

from app.errors import ExportError
from projects.media import LONGEST_PROPERTY, clean_text, cut_text

_FIRST_YEAR = 1981
"""A zipped file holds no time before 1980 (APPNOTE 4.4.6), wherever on earth the machine stands."""
WIDTH_IN, HEIGHT_IN = 13.333, 7.5
CHINESE_FONT = "Microsoft YaHei"
FALLBACK_FONT = "Noto Sans CJK SC"
HEADING_FONT, TEXT_FONT = "Georgia", "Calibri"
INK, SOFT_INK, LINE, PAPER, SHADE, BLUE = (
    "22262A",
    "5C5F5E",
    "DDD8CC",
    "FBFAF7",
    "F2EFE8",
    "1F5A7A",
)
CHOSEN, EDGE = "E3EDF2", "B9B3A5"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_KEPT_LAYOUTS = ("Title Only",)
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "No Style, No Grid"
_THEME_COLOURS = {
    "dk2": INK,
    "lt2": SHADE,
    "accent1": BLUE,
    "accent2": "BA2255",
    "accent3": "585C07",
    "accent4": "7470E0",
    "accent5": "1F7A80",
    "accent6": "C26A0E",
    "hlink": BLUE,
    "folHlink": SOFT_INK,
}


@dataclass(frozen=True)
class Look:
    """How a run of text looks; the size in points."""

    size: float = 12.0
    colour: str = INK
    is_bold: bool = False
    is_heading: bool = False
    link: str | None = None


@dataclass(frozen=True)
class Box:
    """A rectangle of a slide in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The rectangle in the units of the file."""
        return (
            Inches(self.left),
            Inches(self.top),
            Inches(self.width),
            Inches(self.height),
        )


class Deck:
    """A slide show of 16 by 9 with our fonts and colours.

    Parameters
    ----------
    title
        The document's title.
    lang
        The language of its texts.
    """

    def __init__(self, *, title: str, lang: str) -> None:
        """Begin an empty show."""
        self.lang = "zh-CN" if lang == "zh" else "en-GB"
        self.file: Any = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
        properties = self.file.core_properties
        properties.title = cut_text(clean_text(title, medium="slide"), most=LONGEST_PROPERTY)
        properties.language = self.lang
        properties.author = properties.last_modified_by = "City projects map"
        properties.created = properties.modified = datetime.now(tz=UTC)
        self._drop_layouts()
        self._dress_theme()
        self._place_titles()

    def _drop_layouts(self) -> None:
        layouts = self.file.slide_layouts
        for layout in list(layouts):
            if layout.name not in _KEPT_LAYOUTS:
                layouts.remove(layout)

    def _dress_theme(self) -> None:
        """Name our fonts and colours in the theme, so that added text takes them too."""
        relations = self.file.slide_master.part.rels.values()
        part = next(one.target_part for one in relations if one.reltype.endswith("/theme"))
        root = etree.fromstring(part.blob)
        for tag, latin in (("majorFont", HEADING_FONT), ("minorFont", TEXT_FONT)):
            fonts = root.find(f".//{qn(f'a:{tag}')}")
            fonts.find(qn("a:latin")).set("typeface", latin)
            fonts.find(qn("a:ea")).set("typeface", CHINESE_FONT)
            for font in fonts.findall(qn("a:font")):
                if font.get("script") == "Hans":
                    font.set("typeface", FALLBACK_FONT)
        for slot, colour in _THEME_COLOURS.items():
            root.find(f".//{qn(f'a:{slot}')}")[0].set("val", colour)
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001 - python-pptx has no other way to change a theme

    def _place_titles(self) -> None:
        """Set the title where our slides have it, in the master and its layout."""
        places = [self.file.slide_master, *self.file.slide_layouts]
        for place in places:
            background = place.background.fill
            background.solid()
            background.fore_color.rgb = _rgb(PAPER)
            for shape in list(place.placeholders):
                if shape.placeholder_format.type in {1, 3}:
                    shape.left, shape.top, shape.width, shape.height = TITLE_BOX.emu
                elif place is not self.file.slide_master:
                    shape._element.getparent().remove(shape._element)  # noqa: SLF001 - as above

    def add_slide(self, title: str, *, size: float = 26, box: Box | None = None) -> Any:  # noqa: ANN401 - python-pptx has no types
        """Add a slide with a title that can be edited.

        Parameters
        ----------
        title
            The title.
        size
            Its size in points.
        box
            Where it stands, if not where the layout has it.
        """
        slide = self.file.slides.add_slide(self.file.slide_layouts[0])
        holder = slide.shapes.title
        if box is not None:
            holder.left, holder.top, holder.width, holder.height = box.emu
        frame = holder.text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        frame.word_wrap = True
        _clear_margins(frame)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        look = Look(size=size, is_bold=True, is_heading=True)
        self.add_run(paragraph, title, look)
        return slide

    def add_run(self, paragraph: Any, text: str, look: Look) -> None:  # noqa: ANN401 - as above
        """Add a text to a paragraph, its Chinese font named."""
        face = HEADING_FONT if look.is_heading else TEXT_FONT
        # By XML: python-pptx takes half a millisecond for each property, and a show has thousands.
        written = self._write_run(text, look, face=face)
        wrapped = f'<a:p xmlns:a="{_DRAWING}">{written}</a:p>'
        paragraph._p.extend(list(parse_xml(wrapped)))  # noqa: SLF001 - as above
        if look.link:
            paragraph.runs[-1].hyperlink.address = look.link

    def _write_run(self, text: str, look: Look, *, face: str = TEXT_FONT) -> str:
        """Write a text as XML, its Chinese font named."""
        plain = escape(clean_text(text, medium="slide").replace("\n", " "))
        return (
            f'<a:r><a:rPr lang="{self.lang}" altLang="en-US" sz="{round(look.size * 100)}"'
            f' b="{int(look.is_bold)}">{_solid(look.colour)}<a:latin typeface="{face}"/>'
            f'<a:ea typeface="{CHINESE_FONT}"/><a:cs typeface="{CHINESE_FONT}"/></a:rPr>'
            f"<a:t>{plain}</a:t></a:r>"
        )

    def add_text(self, slide: Any, box: Box, lines: Sequence[Sequence[tuple[str, Look]]]) -> Any:  # noqa: ANN401 - as above
        """Add a text box of paragraphs, each of texts with their looks."""
        shape = slide.shapes.add_textbox(*box.emu)
        frame = shape.text_frame
        frame.word_wrap = True
        _clear_margins(frame)
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            for text, look in line:
                self.add_run(paragraph, text, look)
        return shape

    def add_picture(self, slide: Any, png: bytes, box: Box, *, alt: str) -> None:  # noqa: ANN401 - as above
        """Add a picture with the words for those who do not see it."""
        picture = slide.shapes.add_picture(io.BytesIO(png), *box.emu)
        picture._element.nvPicPr.cNvPr.set("descr", clean_text(alt, medium="slide"))  # noqa: SLF001 - alt text has no other way

    def add_table(  # noqa: PLR0913 - a table has these properties
        self,
        slide: Any,  # noqa: ANN401 - as above
        box: Box,
        *,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        heights: Sequence[float],
        size: float,
        numbers: frozenset[int] = frozenset(),
        strong: frozenset[int] = frozenset(),
    ) -> None:
        """Add a table with a heading row.

        Parameters
        ----------
        slide, box
            Where.
        widths, heights
            Of its columns and rows in inches.
        rows
            Its texts, the heading first.
        size
            The size of the text in points.
        numbers
            The columns set to the right.
        strong
            The rows in bold.
        """
        shape = slide.shapes.add_table(1, len(widths), *box.emu)
        table = shape._element.graphic.graphicData.tbl  # noqa: SLF001 - as above
        table.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        table.tblPr.attrib.pop("bandRow", None)
        for column, width in zip(shape.table.columns, widths, strict=True):
            column.width = Inches(width)
        table.remove(table.tr_lst[0])
        written = []
        for down, (texts, height) in enumerate(zip(rows, heights, strict=True)):
            is_head, is_strong = down == 0, down in strong
            look = Look(size, SOFT_INK if is_head else INK, is_bold=is_head or is_strong)
            fill = SHADE if is_head else CHOSEN if is_strong else PAPER
            edge = EDGE if is_head else LINE
            cells = "".join(
                self._write_cell(text, look, fill=fill, edge=edge, is_right=across in numbers)
                for across, text in enumerate(texts)
            )
            written.append(f'<a:tr h="{Inches(height)}">{cells}</a:tr>')
        wrapped = f'<a:tbl xmlns:a="{_DRAWING}">{"".join(written)}</a:tbl>'
        table.extend(list(parse_xml(wrapped)))

    def _write_cell(self, text: str, look: Look, *, fill: str, edge: str, is_right: bool) -> str:
        """Write a cell of a table as XML."""
        side, pad = Inches(0.06), Inches(0.02)
        align = "r" if is_right else "l"
        return (
            f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn="{align}"/>'
            f"{self._write_run(text, look)}</a:p></a:txBody>"
            f'<a:tcPr marL="{side}" marR="{side}" marT="{pad}" marB="{pad}" anchor="ctr">'
            f'<a:lnB w="9525">{_solid(edge)}</a:lnB>{_solid(fill)}</a:tcPr></a:tc>'
        )

    def save(self) -> bytes:
        """Return the show as a PPTX file.

        Raises
        ------
        ExportError
            Where the machine's clock stands at a time that no package can hold.
        """
        now = datetime.now(tz=UTC)
        if now.year < _FIRST_YEAR:
            day = now.date().isoformat()
            text = f"slides cannot be made: the clock of this machine says {day}; set it"
            raise ExportError(text, kind="clock", date=day)
        target = io.BytesIO()
        self.file.save(target)
        return target.getvalue()


TITLE_BOX = Box(0.5, 0.34, 12.33, 0.56)


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _rgb(colour: str) -> Any:  # noqa: ANN401 - python-pptx has no types
    return RGBColor.from_string(colour)  # type: ignore[no-untyped-call]


def _clear_margins(frame: Any) -> None:  # noqa: ANN401 - python-pptx has no types
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
