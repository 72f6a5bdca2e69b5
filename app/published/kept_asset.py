"""A file that is made and compressed once for a content, and then taken from what was kept."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.published.assets import Asset
from app.published.codings import CODINGS
from projects.kept import Kept

_LENGTH_BYTES = 8


@dataclass(frozen=True)
class _Source:
    """Where the parts of a file come from: the digest of its content, and every coding of it."""

    make: Callable[[], bytes]
    kept: Kept | None
    under: str

    def read(self) -> dict[str, bytes]:
        """Take the parts from what was kept, or make them and keep them."""
        name = f"{self.under}.{'-'.join(CODINGS)}"
        found = None if self.kept is None else self.kept.read(name)
        if found is not None:
            return _split(found)
        body = self.make()
        parts = {"digest": hashlib.sha256(body).hexdigest()[:16].encode()}
        parts |= {coding: compress(body) for coding, compress in CODINGS.items()}
        if self.kept is not None:
            lengths = (len(part).to_bytes(_LENGTH_BYTES, "little") for part in parts.values())
            self.kept.write(name, b"".join((*lengths, *parts.values())))
        return parts


class KeptAsset(Asset):
    """A file to serve of which only the compressed bytes are held.

    Parameters
    ----------
    name
        Its name.
    media_type
        Its media type.
    make
        Makes its bytes, the same for the same content.
    kept
        Where it is kept; None where nowhere.
    under
        What it is kept as, such as ``packed``.
    """

    def __init__(
        self,
        name: str,
        media_type: str,
        *,
        make: Callable[[], bytes],
        kept: Kept | None,
        under: str,
    ) -> None:
        """Make nothing yet."""
        # A frozen dataclass takes nothing the usual way; its field `body` is a property here.
        vars(self).update(name=name, media_type=media_type, _source=_Source(make, kept, under))

    @cached_property
    def _parts(self) -> dict[str, bytes]:
        """The digest of the content, and the content in every coding."""
        source: _Source = vars(self)["_source"]
        return source.read()

    @property
    def body(self) -> bytes:
        """The content; who wants it as it is waits until it is taken apart."""
        return gzip.decompress(self._parts["gzip"])

    @cached_property
    def digest(self) -> str:
        """Return the first 16 hexadecimal digits of the content's SHA-256."""
        return self._parts["digest"].decode()

    def coded(self, coding: str) -> bytes:
        """Return the content compressed, made once.

        Parameters
        ----------
        coding
            One of `app.published.codings.CODINGS`.
        """
        return self._parts[coding]


def _split(data: bytes) -> dict[str, bytes]:
    """Take apart what was kept."""
    names = ("digest", *CODINGS)
    at = _LENGTH_BYTES * len(names)
    parts = {}
    for number, name in enumerate(names):
        start = _LENGTH_BYTES * number
        length = int.from_bytes(data[start : start + _LENGTH_BYTES], "little")
        parts[name], at = data[at : at + length], at + length
    return parts
