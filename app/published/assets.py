"""The files that the page loads from our own server: scripts, styles, Leaflet, symbols."""

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from xstatic.pkg import leaflet

from app.drawing.symbols import read_symbols, symbol_svg
from app.errors import AssetError
from app.published.codings import BEST_CODING, CODINGS
from app.published.modules import STATIC
from app.published.scripts import ENTRIES, page_script
from projects.model import Project

LEAFLET = Path(leaflet.BASE_DIR)

STYLES = ("atlas.css", "pages.css", "nearby.css", "share.css")


@dataclass(frozen=True)
class Asset:
    """A file to serve: its bytes, their media type and a short digest of the content."""

    name: str
    body: bytes
    media_type: str

    @cached_property
    def digest(self) -> str:
        """Return the first 16 hexadecimal digits of the content's SHA-256."""
        return hashlib.sha256(self.body).hexdigest()[:16]

    @cached_property
    def _coded(self) -> dict[str, bytes]:
        """Hold what was compressed, by coding."""
        return {}

    def coded(self, coding: str) -> bytes:
        """Return the content compressed, made once.

        Parameters
        ----------
        coding
            One of `app.published.codings.CODINGS`.
        """
        if coding not in self._coded:
            self._coded[coding] = CODINGS[coding](self.body)
        return self._coded[coding]

    def compress(self) -> None:
        """Make the coding that browsers like best now, before somebody waits for it."""
        self.coded(BEST_CODING)


def _join(names: tuple[str, ...]) -> bytes:
    return b"\n".join((STATIC / name).read_bytes() for name in names)


@cache
def read_asset(name: str) -> Asset:
    """Read a file of the page by the name it has in its address.

    Raises
    ------
    AssetError
        If there is no such file; the message lists those that are there.
    """
    if name in ENTRIES:
        return Asset(name, page_script(name), "text/javascript; charset=utf-8")
    if name == "atlas.css":
        return Asset(name, _join(STYLES), "text/css; charset=utf-8")
    if name in _symbol_names():
        sector, status = _symbol_names()[name]
        return Asset(name, symbol_svg(sector, status).encode(), "image/svg+xml")
    files = _files()
    if name not in files:
        raise AssetError(f"no asset {name!r}; there are: {', '.join(sorted(list_assets()))}")
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return Asset(name, files[name].read_bytes(), media_type)


@cache
def _files() -> dict[str, Path]:
    return {
        "leaflet.js": LEAFLET / "leaflet.js",
        "leaflet.css": LEAFLET / "leaflet.css",
        "favicon.svg": STATIC / "favicon.svg",
        "street.css": STATIC / "street.css",
        "ogc.css": STATIC / "ogc.css",
        "street.js": STATIC / "pages" / "street.js",
        "host.js": STATIC / "pages" / "host.js",
        "socket.js": STATIC / "pages" / "socket.js",
        "present.css": STATIC / "present.css",
        "story.css": STATIC / "story.css",
        "overlaps.css": STATIC / "overlaps.css",
        "country.css": STATIC / "country.css",
    }


@cache
def _symbol_names() -> dict[str, tuple[str | None, str]]:
    table = read_symbols()
    sectors = {f"sector-{slug}.svg": (slug, "completed") for slug in table["sectors"]}
    statuses = {f"status-{slug}.svg": (None, slug) for slug in table["statuses"]}
    both = {
        f"symbol-{sector}-{status}.svg": (sector, status)
        for sector in table["sectors"]
        for status in table["statuses"]
    }
    return sectors | statuses | both


def symbol_name(project: Project) -> str:
    """Return the name of the picture of a project's symbol."""
    return f"symbol-{project.sector}-{project.status}.svg"


def list_assets() -> list[str]:
    """List the names of all files of the page."""
    return [*ENTRIES, "atlas.css", *_files(), *_symbol_names()]


def asset_address(name: str) -> str:
    """Return the address of a file, relative to the app's root, changing with its content."""
    return f"assets/{name}?v={read_asset(name).digest}"
