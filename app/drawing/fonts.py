"""The machine's own Chinese fonts: which are there, how wide their text is, how it breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

from app.errors import FontError
from projects.media import ELLIPSIS, clean_text

SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "SimSun",
    *SANS,
)
SUBSTITUTES = "〓□?"
"""What stands for a character without a sign, the first that the font has."""
PACKAGE = "fonts-noto-cjk"
_BOLD = 700
_REGULAR = 400
_EM = 1000
_FIXED_POINT = 65536
POINTS_PER_INCH = 72
_NEVER_FIRST = frozenset("，。、；：！？）》」』”’…·,.;:!?)]}%°/")
_NEVER_LAST = frozenset("（《「『“‘([{")
_WIDE_FROM = "\u2e80"
_ROUGH_SHARE = 0.56
"""The width of a letter beyond ASCII in a font that is not known."""
_THOUSANDTHS = 1000.0
_ASCII_FROM = 0x20
# Widths in thousandths of the size, from U+0020 to U+007E, of Noto Sans CJK SC 2.004: a reader's
# browser has this font or one about as wide.
_REGULAR_WIDTHS = """
224 323 474 555 555 921 680 278 338 338 467 555 278 347 278 392 555 555 555 555 555 555 555
555 555 555 278 278 555 555 555 474 946 608 657 638 688 589 552 689 728 293 535 646 543 812
723 742 633 742 635 596 599 721 575 878 573 531 603 338 392 338 555 559 606 563 618 510 620
554 325 564 607 275 275 552 284 926 610 606 620 620 388 468 377 607 521 802 498 521 475 338
270 338 555
"""
_BOLD_WIDTHS = """
227 370 574 590 590 963 740 325 378 378 507 590 325 370 325 387 590 590 590 590 590 590 590
590 590 590 325 325 590 590 590 514 1007 641 681 656 714 615 585 717 757 330 568 686 578 853
749 770 667 770 682 624 625 748 619 915 627 580 613 378 387 378 590 567 626 591 644 527 644
581 372 597 640 304 306 604 315 964 641 626 644 644 436 495 421 637 576 863 562 574 511 378
296 378 590
"""


# Quotation marks around Latin words: Chinese fonts draw the curved ones as wide as a 汉字.
_LATIN_QUOTES = re.compile("“([^“”\u2e80-\uffff]*)”")
_LATIN_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")


def narrow_quotes(text: str) -> str:
    """Make the quotation marks around Latin words straight.

    Examples
    --------
    >>> narrow_quotes("a “good” road, “好”")
    'a "good" road, “好”'
    """
    return _LATIN_APOSTROPHE.sub("'", _LATIN_QUOTES.sub(r'"\1"', text))


@cache
def _usual_widths(*, is_bold: bool) -> tuple[float, ...]:
    """Return the widths of the letters of ASCII in the usual font, as shares of its size."""
    text = _BOLD_WIDTHS if is_bold else _REGULAR_WIDTHS
    return tuple(int(width) / _THOUSANDTHS for width in text.split())


def _guess_width(character: str, *, is_bold: bool) -> float:
    """Guess the width of a character in a font that is not known.

    Examples
    --------
    >>> _guess_width("太", is_bold=False), _guess_width("i", is_bold=False)
    (1.0, 0.275)
    """
    if character >= _WIDE_FROM:
        return 1.0
    widths = _usual_widths(is_bold=is_bold)
    at = ord(character) - _ASCII_FROM
    return widths[at] if 0 <= at < len(widths) else _ROUGH_SHARE


@dataclass(frozen=True)
class Font:
    """One face of a font: how to draw with it and how wide its characters are."""

    properties: FontProperties
    face: FT2Font | None
    _widths: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def has(self, character: str) -> bool:
        """Say whether the font has a sign for a character."""
        if character not in self._known:
            face = self.face
            self._known[character] = face is None or face.get_char_index(ord(character)) != 0
        return self._known[character]

    @cached_property
    def substitute(self) -> str:
        """What is drawn for a character that the font lacks."""
        return next((sign for sign in SUBSTITUTES if self.has(sign)), " ")

    def spell(self, text: str) -> str:
        """Write a text in the signs that the font has.

        Nothing invisible is left, and a substitute stands for what the font lacks, so that the
        file is made whatever a text holds.
        """
        plain = narrow_quotes(clean_text(text, medium="drawing"))
        return "".join(sign if self.has(sign) else self.substitute for sign in plain)

    @property
    def is_bold(self) -> bool:
        """Say whether it is the bold face."""
        return self.properties.get_weight() == _BOLD

    def width_of(self, character: str) -> float:
        """Return the width of a character as a share of the font's size."""
        if self.face is None:
            return _guess_width(character, is_bold=self.is_bold)
        if character not in self._widths:
            glyph = self.face.load_char(ord(character), flags=LoadFlags.NO_HINTING)
            self._widths[character] = glyph.linearHoriAdvance / _FIXED_POINT / _EM
        return self._widths[character]

    def measure(self, text: str, *, size: float) -> float:
        """Return the width of a text at a size, in the unit of the size."""
        return sum(map(self.width_of, self.spell(text))) * size


def _list_faces() -> list[font_manager.FontEntry]:
    """List the faces that are installed, looking again where no Chinese one was remembered."""
    wanted = {*SANS, *SERIF}
    found = [entry for entry in font_manager.fontManager.ttflist if entry.name in wanted]
    found = [entry for entry in found if Path(entry.fname).is_file()]
    if not found:
        for path in font_manager.findSystemFonts():
            if any(sign in Path(path).name.lower() for sign in ("cjk", "han", "wqy", "yahei")):
                font_manager.fontManager.addfont(path)
        found = [entry for entry in font_manager.fontManager.ttflist if entry.name in wanted]
    return found


@cache
def find_font(*, is_serif: bool = False, is_bold: bool = False) -> Font:
    """Find the machine's best Chinese font.

    Parameters
    ----------
    is_serif
        For headings; a font without serifs stands in where there is none.
    is_bold
        The bold face, where there is one.

    Raises
    ------
    FontError
        Where no Chinese font is installed; the message names the package to install.
    """
    faces = _list_faces()
    for family in SERIF if is_serif else SANS:
        if not any(entry.name == family for entry in faces):
            continue
        weight = _BOLD if is_bold else _REGULAR
        properties = FontProperties(family=family, weight=weight)
        path = font_manager.findfont(properties, fallback_to_default=False)
        face = FT2Font(path, face_index=path.face_index)
        face.set_size(_EM, POINTS_PER_INCH)
        return Font(properties, face)
    raise FontError(
        "no Chinese font was found on this machine, so the map cannot be drawn on paper; "
        f"install one, such as the package {PACKAGE} (apt-get install {PACKAGE})",
        kind="font",
        package=PACKAGE,
    )


@cache
def rough_font(*, is_bold: bool = False) -> Font:
    """Return a font of which only the rough width is known, as a reader's browser has it."""
    return Font(FontProperties(weight=_BOLD if is_bold else _REGULAR), None)


def _split(text: str) -> Iterator[str]:
    """Split a text where a line may end: between Chinese characters and after spaces."""
    piece = ""
    for character in text:
        is_wide = character >= _WIDE_FROM
        if piece and character not in _NEVER_FIRST and piece[-1] not in _NEVER_LAST:
            ends = piece[-1].isspace() or piece[-1] in "–—-/" or piece[-1] >= _WIDE_FROM or is_wide
            if ends and not character.isspace():
                yield piece
                piece = ""
        piece += character
    if piece:
        yield piece


def wrap_text(text: str, *, font: Font, size: float, width: float) -> list[str]:
    """Break a text into lines that fit a width; a word too long for one is broken.

    Parameters
    ----------
    text
        The text.
    font, size
        The face and its size.
    width
        The room of a line, in the unit of the size.
    """
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _split(font.spell(text)):
        own = [font.width_of(sign) * size for sign in piece]
        trailing = own[-1] if piece[-1].isspace() else 0.0
        if used + sum(own) - trailing <= width:
            line, used = line + piece, used + sum(own)
            continue
        if line.strip():
            lines.append(line.rstrip())
        line, used = "", 0.0
        for sign, wide in zip(piece, own, strict=True):
            if line and used + wide > width and not sign.isspace():
                lines.append(line)
                line, used = "", 0.0
            line, used = line + sign, used + wide
    if line.strip():
        lines.append(line.rstrip())
    return lines


def shorten_text(text: str, *, font: Font, size: float, width: float) -> str:
    """Cut a text so that it fits a width, an ellipsis at its end."""
    if font.measure(text, size=size) <= width:
        return text
    room = width - font.measure(ELLIPSIS, size=size)
    kept, used = "", 0.0
    for sign in font.spell(text):
        used += font.width_of(sign) * size
        if used > room:
            break
        kept += sign
    return f"{kept.rstrip()}{ELLIPSIS}"
