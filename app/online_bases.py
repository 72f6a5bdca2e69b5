"""The online base maps that a reader may choose: their addresses, credits and the user's key."""

import os

OSM_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
OSM_CREDIT = "© OpenStreetMap contributors"
TIANDITU_TILES = (
    "https://t0.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
    "&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
    "&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)
TIANDITU_CREDIT = "© 天地图 GS(2024)0650号"
TIANDITU_KEY = "TIANDITU_KEY"
TILE_HOSTS = ("https://tile.openstreetmap.org", "https://t0.tianditu.gov.cn")


def read_tianditu_key() -> str:
    """Read the user's own key of Tianditu; empty where there is none."""
    return os.environ.get(TIANDITU_KEY, "")
