"""The scripts of the pages: the module each starts from, and the map that Folium makes."""

from functools import cache

from app.city_map import map_module
from app.published.modules import join_modules

MAP_MODULE = "map/folium-map.js"

# The script's name in its address: the module it starts from.
ENTRIES = {"atlas.js": "pages/app.js", "present.js": "pages/present.js"}
FILE_ENTRY = "pages/file.js"


@cache
def page_script(name: str) -> bytes:
    """Return a script of a page, one of `ENTRIES`, as a module."""
    return join_modules(ENTRIES[name], made={MAP_MODULE: map_module()}, is_module=True).encode()


@cache
def file_script() -> str:
    """Return the script of a file of its own, which asks nobody for anything."""
    made = {MAP_MODULE: map_module(with_online=False)}
    return join_modules(FILE_ENTRY, made=made, is_module=False)
