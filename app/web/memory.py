"""What the C library does with memory that this process has let go: it gives it back sooner."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Final

# The numbers of glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_MOST_ARENAS: Final = 2
"""glibc gives each of the dozen threads a store of its own, and each keeps what it once needed."""
_LARGE_BYTES: Final = 1 << 20
"""Pieces from this size on are asked of the system one by one, and go back to it when let go."""


@cache
def _find(name: str) -> Callable[..., int] | None:
    """Find a function of the C library; None where it is another library."""
    try:
        found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    except (OSError, TypeError):  # no library by that way: Windows
        return None
    return found


def bound_stores() -> None:
    """Keep few stores, and none of what was large; call it before threads begin.

    Files are compressed in several threads while the first readers come: without this the server
    kept the tables of all of them for good, 60 MB.
    """
    change = _find("mallopt")
    if change is not None:
        change(_ARENA_MAX, _MOST_ARENAS)
        change(_MMAP_THRESHOLD, _LARGE_BYTES)
        change(_TRIM_THRESHOLD, _LARGE_BYTES)


def give_back() -> None:
    """Give the system what is free now."""
    trim = _find("malloc_trim")
    if trim is not None:
        trim(0)
