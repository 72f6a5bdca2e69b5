"""Write the maps as Folium renders them: run when `app.city_map` changes."""

import os

from app.city_map import map_module
from app.online_bases import TIANDITU_KEY
from app.published.scripts import FILE_MAP, PAGE_MAP

if __name__ == "__main__":
    os.environ.pop(TIANDITU_KEY, None)
    FILE_MAP.write_text(map_module(with_online=False), encoding="utf-8", newline="\n")
    PAGE_MAP.write_text(map_module(), encoding="utf-8", newline="\n")
