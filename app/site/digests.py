"""What files are made from, as digests: the program, a report's files and those beside them."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.about.sources import SOURCES
from app.site.volume import Volume
from projects.library import Entry
from projects.publish import published_bytes
from projects.steward.coverage import name_reasons
from projects.steward.journal import name_log

ROOT = Path(__file__).parents[2]
_SOURCES = ("app", "projects", "geodata")
_ENDINGS = frozenset({".py", ".html", ".json", ".po", ".css", ".js", ".geojson", ".toml", ".svg"})


@cache
def made_with() -> str:
    """Return a digest of the program itself: what another program made is made anew."""
    digest = hashlib.sha256()
    for package in _SOURCES:
        for path in sorted((ROOT / package).rglob("*")):
            if path.suffix in _ENDINGS and path.is_file():
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def made_from_all(*parts: str) -> str:
    """Return a digest of what a file is made from, the program among it."""
    return hashlib.sha256("\n".join([made_with(), *parts]).encode()).hexdigest()


@cache
def _digest_folder(folder: Path) -> str:
    """Return a digest of all files of a city's folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _list_beside(path: Path) -> tuple[Path, ...]:
    """List the files that tell more of a catalogue: its sources, its reading, its change log."""
    return (path.with_name(SOURCES), name_reasons(path), name_log(path))


def _digest_entry(entry: Entry) -> Iterator[str]:
    """Give the digests of what one report is read from."""
    yield entry.id
    if not entry.path.is_file():
        metadata = entry.metadata.model_dump_json().encode()
        yield hashlib.sha256(metadata + published_bytes(entry.catalogue)).hexdigest()
        return
    for path in (entry.path, *_list_beside(entry.path)):
        content = path.read_bytes() if path.is_file() else b""
        yield f"{len(content)} {hashlib.sha256(content).hexdigest()}"


def digest_report(volume: Volume) -> str:
    """Return a digest of all that the pages of a report are made from, but for the program.

    What other reports of the city say stands on its pages too.

    Parameters
    ----------
    volume
        The report.
    """
    folder = volume.catalogue.city.folder
    parts = ["" if folder is None else _digest_folder(folder)]
    for entry in volume.siblings:
        parts += _digest_entry(entry)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
