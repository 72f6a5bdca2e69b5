"""The encoding of a text file: found from its bytes and said."""

import codecs
from dataclasses import dataclass

from projects.steward.errors import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with a byte order mark"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16, little-endian"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16, big-endian"),
)
_TRIED = (("utf-8", "UTF-8"), ("gb18030", "GB 18030"))
_LEAST_NULS = 0.05
"""Share of zero bytes from which a text without a mark is taken for UTF-16."""
_LEAST_COMMON = 0.5
"""Share of 汉字 of the older, common part of the character set that makes GB 18030 credible."""


@dataclass(frozen=True)
class DecodedText:
    """A text and the encoding that it was in, in words."""

    text: str
    encoding: str


def _is_credible(text: str) -> bool:
    """Say whether a text decoded as GB 18030 looks written rather than garbled."""
    beyond = [sign for sign in text if ord(sign) > 0x7F]  # noqa: PLR2004 - beyond ASCII
    if not beyond:
        return True
    common = 0
    for sign in beyond:
        try:
            common += len(sign.encode("gb2312")) > 0
        except UnicodeEncodeError:
            continue
    return common / len(beyond) >= _LEAST_COMMON


def decode_text(data: bytes, *, file: str) -> DecodedText:
    """Decode the bytes of a text file, whose encoding is found from them.

    Parameters
    ----------
    data
        The bytes.
    file
        Its name, for the error.

    Raises
    ------
    DocumentError
        Where it is none of UTF-8, UTF-16 and GB 18030, or holds zero characters.

    Examples
    --------
    >>> decode_text("开工".encode("gb18030"), file="a.txt").encoding
    'GB 18030'
    """
    tried = [(name, said) for mark, name, said in _MARKS if data.startswith(mark)]
    if not tried and data and data.count(0) / len(data) >= _LEAST_NULS:
        little = data[1::2].count(0) >= data[0::2].count(0)
        tried = [("utf-16-le", "UTF-16, little-endian, without a mark")]
        if not little:
            tried = [("utf-16-be", "UTF-16, big-endian, without a mark")]
    for name, said in tried or _TRIED:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise DocumentError(f"{file}: expected text, found zero characters; is it a text file?")
        if name != "gb18030" or _is_credible(text):
            return DecodedText(text, said)
    raise DocumentError(
        f"{file}: expected text in UTF-8, UTF-16 or GB 18030, found other bytes; "
        "save the file as UTF-8"
    )
