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
_ROUGH_SHARE = 0.56  # of a letter in a font that is not known


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
            return 1.0 if character >= _WIDE_FROM else _ROUGH_SHARE
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
