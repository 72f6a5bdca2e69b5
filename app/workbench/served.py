"""A catalogue of the steward's folder as the map fetches it, read anew when its file changed."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from app.opened.dropped import DroppedFile, check_dropped
from app.published.assets import Asset
from app.published.data import base_map
from projects.catalogue import read_bytes


@lru_cache(maxsize=4)
def _check(path: Path, _changed_ns: int, _size: int) -> DroppedFile:
    return check_dropped(read_bytes(path), name=path.name)


def check_catalogue(path: Path) -> DroppedFile:
    """Check a catalogue of the folder; what was found holds until the file is another.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    CatalogueError
        Where it cannot be read at all.
    """
    try:
        stat = path.stat()
    except OSError:
        return check_dropped(read_bytes(path), name=path.name)
    return _check(path, stat.st_mtime_ns, stat.st_size)


def list_map_files(path: Path) -> Mapping[str, Asset]:
    """List what the map fetches of a catalogue, by its part; nothing while it has faults.

    Parameters
    ----------
    path
        The file.
    """
    served = check_catalogue(path).served
    if served is None:
        return {}
    city = served.catalogue.city
    return {"catalogue": served.file, "reference": served.reference, "base": base_map(city)}
