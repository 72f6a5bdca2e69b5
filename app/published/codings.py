"""How content is made small for the wire: the codings, the one that browsers like best first."""

import gzip
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import brotli

_GZIP_LEVEL, _LARGE_GZIP_LEVEL = 9, 6
_BROTLI_QUALITY, _LARGE_BROTLI_QUALITY = 6, 4
"""Quality 9 clears tables of 32 MB for every file, however small: ten times as long and that much
more memory, for fifteen bytes in a thousand."""
_LEAST_WINDOW, _WIDEST_WINDOW = 16, 22
"""Bits of how far back a repetition is looked for: tables for a whole file are enough."""
_BEYOND = 16
"""So many bytes fewer than its bits say a window holds."""
_LARGE_BYTES = 4 << 20
"""From this size on the best level costs more seconds than it saves bytes."""


def _gzip(body: bytes) -> bytes:
    level = _GZIP_LEVEL if len(body) < _LARGE_BYTES else _LARGE_GZIP_LEVEL
    return gzip.compress(body, compresslevel=level, mtime=0)


def _brotli(body: bytes) -> bytes:
    quality = _BROTLI_QUALITY if len(body) < _LARGE_BYTES else _LARGE_BROTLI_QUALITY
    window = min(max(_LEAST_WINDOW, (len(body) + _BEYOND).bit_length()), _WIDEST_WINDOW)
    compressed: bytes = brotli.compress(body, quality=quality, lgwin=window)
    return compressed


CODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = MappingProxyType(
    {"br": _brotli, "gzip": _gzip}
)
"""What makes the bytes of each coding, by its name in HTTP; the same bytes every time."""
BEST_CODING: Final = next(iter(CODINGS))
"""What nearly every reader asks for; the others are made when somebody does."""


def take_best(body: bytes) -> bytes:
    """Take apart what the best coding made."""
    plain: bytes = brotli.decompress(body)
    return plain


def choose_coding(accepted: str) -> str | None:
    """Choose the coding for a client; None where it takes none of ours.

    Parameters
    ----------
    accepted
        The header ``Accept-Encoding``; a weight of 0 refuses a coding.

    Examples
    --------
    >>> choose_coding("gzip, deflate, br"), choose_coding("br;q=0, gzip"), choose_coding("")
    ('br', 'gzip', None)
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weights[name] = _read_weight(parameters)
    others = weights.get("*", 0.0)
    best = max(CODINGS, key=lambda coding: weights.get(coding, others))
    return best if weights.get(best, others) > 0 else None


def _read_weight(parameters: list[str]) -> float:
    """Read the weight of a coding; what cannot be read refuses it."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
