"""A peer: the same records shown the way that the address names, with list, search and card.

Run by ``streamlit run`` with Streamlit's own settings and opened at ``/?way=loop``. It is written
as its users would: the records are read once, the map comes from the library of the way, and what
else this project's page has is Streamlit's own: checkboxes, a text field, ``st.dataframe`` with a
row to choose. PEER_FILES names a server with Leaflet and jQuery, because streamlit-folium draws
nothing while a script of its map cannot be fetched.
"""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pandas as pd
import pydeck
import streamlit as st
from streamlit_folium import st_folium

FILES = os.environ.get("PEER_FILES", "")
MAP_PX, LIST_PX = 600, 400
COLUMNS = ["name_en", "sector", "status", "due"]
Feature = dict[str, Any]

folium.Map.default_js = [
    ("leaflet", f"{FILES}/leaflet/leaflet.js"),
    ("jquery", f"{FILES}/jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet_css", f"{FILES}/leaflet/leaflet.css")]


@st.cache_resource
def read_features() -> list[Feature]:
    """Read the records once, as anybody would."""
    text = Path(os.environ["PEER_CATALOGUE"]).read_text(encoding="utf-8")
    features: list[Feature] = json.loads(text)["features"]
    return features


@st.cache_resource
def read_table() -> pd.DataFrame:
    """Read what the list shows once."""
    return pd.DataFrame([one["properties"] for one in read_features()])[COLUMNS].astype("string")


def make_map() -> folium.Map:
    """Make an empty map of the city."""
    return folium.Map(location=[37.86, 112.55], zoom_start=11, tiles=None, prefer_canvas=True)


def list_parts(geometry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """List the simple parts of a geometry."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind.startswith("Multi"):
        for part in coordinates:
            yield kind.removeprefix("Multi"), part
    else:
        yield kind, coordinates


def show_loop(features: list[Feature]) -> None:
    """Show what tutorials show: a loop that adds a marker or a line with a popup each."""
    city_map = make_map()
    for feature in features:
        name = feature["properties"]["name_en"]
        for kind, part in list_parts(feature["geometry"]):
            if kind == "Point":
                made = folium.CircleMarker([part[1], part[0]], radius=6, fill=True, popup=name)
            elif kind == "LineString":
                made = folium.PolyLine([[lat, lon] for lon, lat in part], popup=name)
            else:
                made = folium.Polygon([[lat, lon] for lon, lat in part[0]], popup=name)
            made.add_to(city_map)
    st_folium(city_map, key="map", height=MAP_PX, use_container_width=True)


def show_group(features: list[Feature]) -> None:
    """Show a constant map and the records through ``feature_group_to_add``."""
    group = folium.FeatureGroup(name="projects")
    if features:
        folium.GeoJson(
            {"type": "FeatureCollection", "features": keep_ids(features)},
            marker=folium.CircleMarker(radius=6, fill=True),
        ).add_to(group)
    st_folium(
        make_map(),
        feature_group_to_add=group,
        returned_objects=["last_object_clicked"],
        key="map",
        height=MAP_PX,
        use_container_width=True,
    )


def keep_ids(features: list[Feature]) -> list[Feature]:
    """Leave of each record its place and its id."""
    return [
        {
            "type": "Feature",
            "geometry": feature["geometry"],
            "properties": {"id": feature["properties"]["id"]},
        }
        for feature in features
    ]


def show_explore(features: list[Feature]) -> None:
    """Show what ``GeoDataFrame.explore()`` makes, in simple parts.

    Leaflet 1.9.3, which folium 0.20 asks for, breaks off with a tooltip on a part of many parts
    (``getElement is not a function``), so that nothing at all is drawn of a frame that has one.
    """
    frame = gpd.GeoDataFrame.from_features(keep_ids(features), crs="EPSG:4326")
    st_folium(
        frame.explode(ignore_index=True).explore(m=make_map(), tiles=None, tooltip="id"),
        key="map",
        returned_objects=[],
        height=MAP_PX,
        use_container_width=True,
    )


def show_pydeck(features: list[Feature]) -> None:
    """Show a GeoJsonLayer of deck.gl."""
    layer = pydeck.Layer(
        "GeoJsonLayer",
        keep_ids(features),
        get_fill_color=[40, 90, 160],
        get_line_color=[40, 90, 160],
        get_point_radius=60,
        line_width_min_pixels=2,
        pickable=True,
    )
    view = pydeck.ViewState(longitude=112.55, latitude=37.86, zoom=10)
    st.pydeck_chart(pydeck.Deck([layer], initial_view_state=view, map_style=None), height=MAP_PX)


SHOW: dict[str, Callable[[list[Feature]], None]] = {
    "loop": show_loop,
    "group": show_group,
    "explore": show_explore,
    "pydeck": show_pydeck,
}

st.set_page_config(layout="wide")
every, table = read_features(), read_table()
text = st.sidebar.text_input("Search", key="search")
sectors = sorted(table["sector"].unique())
chosen = [sector for sector in sectors if st.sidebar.checkbox(sector, key=sector)]
is_shown = table["sector"].isin(chosen) if chosen else pd.Series(data=True, index=table.index)
if text:
    is_shown &= table["name_en"].str.contains(text, case=False, regex=False)
shown = table[is_shown]
left, right = st.columns([2, 1])
with left:
    SHOW[st.query_params.get("way", "group")](
        [every[row] for row in shown.index if every[row]["geometry"]]
    )
with right:
    event = st.dataframe(
        shown, key="list", height=LIST_PX, on_select="rerun", selection_mode="single-row"
    )
    for row in event["selection"]["rows"]:
        record = every[shown.index[row]]["properties"]
        st.subheader(record["name_en"])
        st.table(pd.Series(record).astype(str))
        st.html(f'<p class="peer-card">{record["id"]}</p>')
    st.html(f'<p class="peer-count">{len(shown)}</p>')
