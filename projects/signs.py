"""The signs of a text: which no text may hold, which mean nothing, which a script needs."""

import re
import unicodedata
from typing import Final

MAX_MARKS: Final = 6
"""Most combining marks on one letter; Thai, Tibetan and pointed Hebrew need fewer."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_TAG_BASE, _TAG_END = "\U0001f3f4", "\U000e007f"
_JOINING_BLOCKS: Final = (
    (0x0600, 0x07FF),  # Arabic, Syriac, Thaana, N'Ko
    (0x0840, 0x109F),  # Mandaic, Arabic extended, Indic scripts, Thai, Lao, Tibetan, Myanmar
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1900, 0x1CFF),  # Limbu to the Vedic extensions
    (0xA800, 0xABFF),  # Syloti Nagri to Meetei Mayek
    (0xFB50, 0xFDCF),  # Arabic presentation forms
    (0xFE70, 0xFEFE),
    (0x10A00, 0x11FFF),  # Kharoshthi to the Brahmic scripts of the supplementary plane
    (0x1E900, 0x1E95F),  # Adlam
)
_BLANK_LETTERS: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs that are letters or marks by their category and show nothing."""


_BEYOND_ASCII: Final = r"©²·×À-ÖØ-öø-ÿ–—‘’“”…\u3001-\u3020\u4e00-\u9fff\uff01-\uff5e"
_PLAIN: Final = re.compile(f"[ -~{_BEYOND_ASCII}]*")
# Between texts JSON has white space; a backslash within one may stand for any sign.
_PLAIN_JSON: Final = re.compile(rf"[\t\n\r -\[\]-~{_BEYOND_ASCII}]*")


def is_plain(text: str) -> bool:
    """Say whether a text holds only everyday signs, of which none is refused or invisible.

    Examples
    --------
    >>> is_plain("地铁1号线“一期”"), is_plain("一" + chr(0x200B))
    (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


def is_plain_json(text: str) -> bool:
    r"""Say whether every text within a piece of JSON is plain: no other sign, and no escape.

    Examples
    --------
    >>> is_plain_json('{"name": "地铁"}'), is_plain_json(r'{"name": "\u200b"}')
    (True, False)
    """
    return _PLAIN_JSON.fullmatch(text) is not None


def is_refused(sign: str) -> bool:
    """Say whether a sign has no place in text: control, line break, surrogate, non-character.

    Examples
    --------
    >>> [is_refused(sign) for sign in ("a", chr(10), chr(0x2028), chr(0xFFFE))]
    [False, True, True, True]
    """
    if sign.isprintable():
        return False
    code = ord(sign)
    return (
        unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - Unicode 23.7, with the line below
        or code & 0xFFFE == 0xFFFE  # noqa: PLR2004
    )


def _is_joined(sign: str) -> bool:
    """Say whether a sign belongs to a script whose letters join or stack."""
    code = ord(sign)
    return any(first <= code <= last for first, last in _JOINING_BLOCKS)


def _is_pictograph(sign: str) -> bool:
    """Say whether a sign may be part of an emoji sequence."""
    return unicodedata.category(sign) in {"So", "Sk"} or sign in "\ufe0f\u200d♀♂"


def _is_variation(sign: str) -> bool:
    """Say whether a sign chooses the variant of the sign before it."""
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _is_tag(sign: str) -> bool:
    """Say whether a sign is a tag, as the flags of regions are spelled with."""
    return "\U000e0020" <= sign <= _TAG_END


def is_invisible(sign: str) -> bool:
    """Say whether a sign shows nothing of its own: formats, variations, tags, blank letters."""
    return (
        sign in _BLANK_LETTERS or _is_variation(sign) or unicodedata.category(sign) == "Cf"
    ) and not "\u0600" <= sign <= "\u0605"  # Arabic number signs are drawn


def _is_needed(sign: str, *, before: str, after: str) -> bool:
    """Say whether an invisible sign means something between its neighbours."""
    if not before:
        return False
    if _is_variation(sign):
        return not is_invisible(before) and not before.isspace()
    if _is_tag(sign):
        return before == _TAG_BASE or _is_tag(before)
    if sign not in {_ZWJ, _ZWNJ} or not after:
        return False
    if _is_joined(before) and _is_joined(after):
        return True
    return sign == _ZWJ and _is_pictograph(before) and _is_pictograph(after)


def tidy_text(text: str) -> str:
    """Take the invisible signs out of a text, except where its script needs them.

    Zero-width and non-joining signs stay between letters of scripts that join, a joiner between
    the parts of an emoji, a variation after the sign that it varies. Signs that turn the
    direction of writing go.

    Parameters
    ----------
    text
        Any text.

    Examples
    --------
    >>> tidy_text("一" + chr(0x200B) + "号线" + chr(0xFEFF))
    '一号线'
    """
    if text.isascii() or not any(map(is_invisible, text)):
        return text
    kept: list[str] = []
    for index, sign in enumerate(text):
        if is_invisible(sign):
            before = kept[-1] if kept else ""
            if not _is_needed(sign, before=before, after=text[index + 1 : index + 2]):
                continue
        kept.append(sign)
    return "".join(kept)


def fold_look(text: str) -> str:
    """Give what a name is compared by: the same however wide its signs are and composed.

    Examples
    --------
    >>> fold_look("１号线（一期）") == fold_look("1号线 (一期)")
    True
    """
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).casefold()


def drop_invisible(text: str) -> str:
    """Take every sign out that shows nothing of its own, for what draws sign by sign.

    Examples
    --------
    >>> drop_invisible("a" + chr(0x200D) + "b")
    'ab'
    """
    return text if text.isascii() else "".join(s for s in text if not is_invisible(s))


_MARKS = re.compile(r"[\u0300-\U0010ffff]")


def find_flood(text: str) -> int | None:
    """Find where more marks pile up on a letter than any script has.

    Returns
    -------
    int or None
        The index of the first mark too many.

    Examples
    --------
    >>> find_flood("e" + chr(0x301)), find_flood("e" + chr(0x301) * 40)
    (None, 7)
    """
    if _MARKS.search(text) is None:
        return None
    marks = 0
    for index, sign in enumerate(text):
        marks = marks + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        if marks > MAX_MARKS:
            return index
    return None


def name_sign(sign: str) -> str:
    """Name a sign by its number, as Unicode writes it.

    Examples
    --------
    >>> name_sign(chr(11))
    'U+000B'
    """
    return f"U+{ord(sign):04X}"
