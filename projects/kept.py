"""What was made of a file's content, kept in a folder that may be deleted at any time.

Beside the file in ``.cache``, or where the setting ``CACHE_FOLDER`` says; nowhere where that is
empty. What is kept goes by the content of the file, of this code and of the cities' folders: what
changed finds nothing and is made anew. A folder that cannot be written to, a file that was cut
off or changed: nothing is kept, and nobody need know.
"""

import hashlib
import os
import zlib
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Final

from geodata.cities import list_cities
from geodata.errors import GeodataError
from geodata.files import open_bytes, read_bytes, write_bytes

CACHE_FOLDER: Final = "CACHE_FOLDER"
"""The environment variable that names another folder, or none where it is empty."""
MOST_FILES: Final = 4096
MOST_BYTES: Final = 512 << 20
"""So much is kept in a folder; what was written longest ago goes first."""
_FOLDER, _PREFIX = ".cache", "city-projects-"
HEAD_BYTES: Final = 8
"""Before what is kept stands its sum, so that numbers of eight bytes lie where a machine likes."""
_PIECE_BYTES: Final = 1 << 20


@cache
def _digest_code() -> bytes:
    """Give a digest of the code that makes what is kept, and of what it reads of the cities."""
    packages = [Path(__file__).parent, Path(__file__).parents[1] / "geodata"]
    files = [file for package in packages for file in sorted(package.rglob("*.py"))]
    for city in list_cities():
        if city.folder is not None:
            files += sorted(file for file in city.folder.rglob("*") if file.is_file())
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


@dataclass(frozen=True)
class Kept:
    """A place for what is made of one content.

    Parameters
    ----------
    folder
        Where it lies.
    key
        What tells the content from any other.
    """

    folder: Path
    key: str

    def path(self, name: str) -> Path:
        """Give the file in which something is kept: its sum, and then its bytes."""
        return self.folder / f"{_PREFIX}{self.key}.{name}"

    def read(self, name: str) -> bytes | None:
        """Read what was kept under a name; None where there is nothing sound.

        Parameters
        ----------
        name
            Such as ``keys``.
        """
        try:
            content = read_bytes(self.path(name), most_bytes=MOST_BYTES)
        except GeodataError:
            return None
        body = content[HEAD_BYTES:]
        return body if content[:HEAD_BYTES] == _sum(body) else None

    def map(self, name: str) -> memoryview | None:
        """Map what was kept under a name into memory; None where there is nothing sound.

        Parameters
        ----------
        name
            Such as ``columns``.
        """
        try:
            with open_bytes(self.path(name)) as opened:
                if not _is_sound(opened):
                    return None
                return memoryview(mmap(opened.fileno(), 0, access=ACCESS_READ))[HEAD_BYTES:]
        except (GeodataError, OSError, ValueError):
            return None

    def has(self, name: str) -> bool:
        """Say whether something sound is kept under a name.

        Parameters
        ----------
        name
            Such as ``text``.
        """
        try:
            with open_bytes(self.path(name)) as opened:
                return _is_sound(opened)
        except (GeodataError, OSError):
            return False

    def write(self, name: str, body: bytes) -> bool:
        """Keep something, and say whether that could be done.

        Parameters
        ----------
        name
            Such as ``keys``.
        body
            What to keep.
        """
        if len(body) > MOST_BYTES // 2:
            return False
        try:
            self.folder.mkdir(exist_ok=True)
            write_bytes(self.path(name), _sum(body), body)
            self._bound()
        except (GeodataError, OSError):
            return False
        return True

    def _bound(self) -> None:
        """Delete what was written longest ago, beyond the bounds."""
        files = [(file.stat(), file) for file in self.folder.glob(f"{_PREFIX}*")]
        size = 0
        newest = sorted(files, key=lambda one: one[0].st_mtime_ns, reverse=True)
        for number, (status, file) in enumerate(newest, start=1):
            size += status.st_size
            if number > MOST_FILES or size > MOST_BYTES:
                file.unlink(missing_ok=True)


def _sum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(HEAD_BYTES, "big")


def _is_sound(opened: IO[bytes]) -> bool:
    """Say whether a file holds what was written, reading it piece by piece."""
    head, found = opened.read(HEAD_BYTES), 0
    while piece := opened.read(_PIECE_BYTES):
        found = zlib.crc32(piece, found)
    return head == found.to_bytes(HEAD_BYTES, "big")


def find_kept(path: Path, *, data: bytes) -> Kept | None:
    """Find the place for what is made of a file; None where nothing is to be kept.

    Parameters
    ----------
    path
        The file.
    data
        Its bytes.
    """
    named = os.environ.get(CACHE_FOLDER)
    if named == "":
        return None
    folder = Path(named) if named else path.parent / _FOLDER
    try:
        digest = hashlib.sha256(_digest_code())
    except OSError:
        return None
    digest.update(data)
    return Kept(folder, digest.hexdigest()[:32])
