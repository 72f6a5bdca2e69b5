"""Write the map of a file of its own as Folium renders it: run when `app.city_map` changes."""

from app.city_map import map_module
from app.published.scripts import FILE_MAP

if __name__ == "__main__":
    FILE_MAP.write_text(map_module(with_online=False), encoding="utf-8", newline="\n")
