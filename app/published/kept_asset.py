"""A file that is made and compressed once for a content, and then taken from what was kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from app.published.assets import Asset
from app.published.codings import BEST_CODING, CODINGS, take_best
from projects.kept import Kept

_DIGEST_BYTES = 16


@dataclass(frozen=True)
class _Source:
    """Where a file comes from: the digest of its content, and the content in each coding."""

    make: Callable[[], bytes]
    kept: Kept | None
    under: str

    def read(self) -> tuple[str, bytes]:
        """Take the digest and the best coding from what was kept, or make them and keep them."""
        name = f"{self.under}.{BEST_CODING}"
        found = None if self.kept is None else self.kept.read(name)
        if found is not None:
            return found[:_DIGEST_BYTES].decode(), found[_DIGEST_BYTES:]
        body = self.make()
        digest, coded = hashlib.sha256(body).hexdigest()[:_DIGEST_BYTES], CODINGS[BEST_CODING](body)
        if self.kept is not None:
            self.kept.write(name, digest.encode() + coded)
        return digest, coded

    def read_coded(self, coding: str, *, best: bytes) -> bytes:
        """Take another coding from what was kept, or make and keep it of the best one."""
        name = f"{self.under}.{coding}"
        found = None if self.kept is None else self.kept.read(name)
        if found is not None:
            return found
        coded = CODINGS[coding](take_best(best))
        if self.kept is not None:
            self.kept.write(name, coded)
        return coded


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
        vars(self).update(name=name, media_type=media_type, _made_by=_Source(make, kept, under))

    @property
    def _source(self) -> _Source:
        source: _Source = vars(self)["_made_by"]
        return source

    @cached_property
    def _best(self) -> tuple[str, bytes]:
        """The digest of the content, and the content in the best coding."""
        return self._source.read()

    @property
    def body(self) -> bytes:
        """The content; who wants it as it is waits until it is taken apart."""
        return take_best(self._best[1])

    @cached_property
    def digest(self) -> str:
        """Return the first 16 hexadecimal digits of the content's SHA-256."""
        return self._best[0]

    def coded(self, coding: str) -> bytes:
        """Return the content compressed, made once.

        Parameters
        ----------
        coding
            One of `app.published.codings.CODINGS`.
        """
        if coding == BEST_CODING:
            return self._best[1]
        if coding not in self._coded:
            self._coded[coding] = self._source.read_coded(coding, best=self._best[1])
        return self._coded[coding]
