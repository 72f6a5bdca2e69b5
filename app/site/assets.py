"""The files that the pages load: scripts, styles, symbols and data, each named by its content."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import PurePosixPath

from app.messages import messages_json
from app.published.assets import Asset, read_asset
from app.published.data import base_map
from app.published.modules import STATIC, join_modules
from app.published.scripts import MAP_MODULE, file_map
from app.published.served import Served
from projects.vocabulary import SECTORS, STATUSES

SCRIPTS = {
    "map.js": "pages/site-map.js",
    "site.js": "pages/site.js",
    "near.js": "pages/site-near.js",
}
"""The scripts of the pages: the module each starts from."""

STYLES = {
    "site.css": ("site.css",),
    "map.css": ("atlas.css", "standalone.css"),
    "near.css": ("atlas.css",),
    "reading.css": ("pages.css",),
    "country.css": ("overlaps.css", "country.css"),
}
_WITH_LEAFLET = frozenset({"map.css", "near.css"})
_ADDRESS_IN_STYLE = re.compile(r"url\((?!['\"]?data:)[^)]*\)")
_SHORT = 12


def name_by_content(name: str, body: bytes) -> str:
    """Give a file the name by which it may be kept for ever."""
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(body).hexdigest()[:_SHORT]}{path.suffix}"


@cache
def _read(name: str) -> bytes:
    """Read or join a file of the pages."""
    if name in SCRIPTS:
        made = {MAP_MODULE: file_map()}
        return join_modules(SCRIPTS[name], made=made, is_module=False).encode()
    if name in STYLES:
        texts = [(STATIC / one).read_text(encoding="utf-8") for one in STYLES[name]]
        if name in _WITH_LEAFLET:
            # Leaflet's own pictures are not used.
            texts.insert(0, _ADDRESS_IN_STYLE.sub("none", read_asset("leaflet.css").body.decode()))
        return "\n".join(texts).encode()
    return read_asset(name).body


@cache
def asset_place(name: str) -> str:
    """Return where a file of the pages stands in the site.

    Parameters
    ----------
    name
        The name it has in the app, such as ``leaflet.js`` or ``symbol-roads-planned.svg``, or one
        of `SCRIPTS` and `STYLES`.

    Raises
    ------
    AssetError
        If there is no such file.
    """
    return f"assets/{name_by_content(name, _read(name))}"


def list_assets() -> Iterable[tuple[str, bytes]]:
    """List the files of the pages: where each stands, and its bytes."""
    symbols = [f"symbol-{sector}-{status}.svg" for sector in SECTORS for status in STATUSES]
    signs = [f"sector-{slug}.svg" for slug in SECTORS] + [f"status-{slug}.svg" for slug in STATUSES]
    for name in (*SCRIPTS, *STYLES, "leaflet.js", "favicon.svg", *symbols, *signs):
        yield asset_place(name), _read(name)


_BREAKS_TEXT = re.compile(r"[\\`]|\$\{")


def write_data_script(role: str, content: bytes) -> bytes:
    r"""Write JSON as a script that lays it into the element of the page with that id.

    A page opened from disk may load scripts and fetch nothing; no name is left behind.

    Parameters
    ----------
    role
        The id of the element.
    content
        JSON.

    Examples
    --------
    >>> print(write_data_script("base", b'{"a": "`"}').decode(), end="")
    document.getElementById("base").textContent = `{"a": "\`"}`;
    """
    text = _BREAKS_TEXT.sub(lambda found: "\\" + found.group(), content.decode("utf-8"))
    return f'document.getElementById("{role}").textContent = `{text}`;\n'.encode()


def as_data(role: str, asset: Asset) -> tuple[str, bytes]:
    """Write a file as data of a page: where the script stands, and its bytes.

    Parameters
    ----------
    role
        The id of the element that takes it.
    asset
        The file.
    """
    body = write_data_script(role, asset.body)
    return f"data/{name_by_content(f'{PurePosixPath(asset.name).stem}.js', body)}", body


def map_data(served: Served, *, lang: str) -> dict[str, tuple[str, bytes]]:
    """Return the data of the map by its role: where each file stands, and its bytes.

    Parameters
    ----------
    served
        The catalogue.
    lang
        The language: English is that of the sources and needs no sentences.
    """
    found = {
        "catalogue": served.file,
        "reference": served.reference,
        "base": base_map(served.catalogue.city),
    }
    if lang != "en":
        found[f"messages-{lang}"] = Asset(
            f"messages-{lang}.json", messages_json(lang), "application/json"
        )
    return {role: as_data(role, asset) for role, asset in found.items()}
