"""The scripts of the pages: the module each starts from, and the map that Folium makes."""

from functools import cache
from pathlib import Path

from app.online_bases import read_tianditu_key
from app.published.modules import join_modules

MAP_MODULE = "map/folium-map.js"
FILE_MAP = Path(__file__).with_name("file-map.js")
"""The map of a file of its own as Folium renders it, written by ``python scripts/build_map.py``."""
PAGE_MAP = Path(__file__).with_name("page-map.js")
"""The map of the pages as Folium renders it where nobody has a key of Tianditu; written likewise.

Folium loads pandas: 90 MB and half a second of a server that renders one script, always the same.
"""

# The script's name in its address: the module it starts from.
ENTRIES = {
    "atlas.js": "pages/app.js",
    "present.js": "pages/present.js",
    "story.js": "pages/story.js",
    "overlaps.js": "pages/overlaps.js",
}
FILE_ENTRY = "pages/file.js"


@cache
def page_script(name: str) -> bytes:
    """Return a script of a page, one of `ENTRIES`, as a module."""
    return join_modules(ENTRIES[name], made={MAP_MODULE: page_map()}, is_module=True).encode()


def page_map() -> str:
    """Return the map of the pages as Folium renders it, with the key of a user who has one."""
    if not read_tianditu_key():
        return PAGE_MAP.read_text(encoding="utf-8")
    from app.city_map import map_module  # noqa: PLC0415 - Folium takes longer than a whole export

    return map_module()


@cache
def file_map() -> str:
    """Return the map as Folium renders it: the same for every city, reader and setting."""
    return FILE_MAP.read_text(encoding="utf-8")


@cache
def file_script() -> str:
    """Return the script of a file of its own, which asks nobody for anything.

    Its map is the same for every city, reader and setting, so that it is rendered once, when
    `app.city_map` changes.
    """
    made = {MAP_MODULE: file_map()}
    return join_modules(FILE_ENTRY, made=made, is_module=False)
