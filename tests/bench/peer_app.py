"""The peer: the same catalogue by streamlit-folium, the layers added by ``feature_group_to_add``.

Run by ``streamlit run``; PEER_FILES names a server of our own with Leaflet and jQuery, because
streamlit-folium draws nothing while a script of its map cannot be fetched.
"""

import json
import os
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

FILES = os.environ["PEER_FILES"]
COLLECTION = json.loads(Path(os.environ["PEER_CATALOGUE"]).read_text(encoding="utf-8"))
folium.Map.default_js = [
    ("leaflet", f"{FILES}/leaflet/leaflet.js"),
    ("jquery", f"{FILES}/jquery/jquery.min.js"),
]
folium.Map.default_css = [("leaflet_css", f"{FILES}/leaflet/leaflet.css")]
SECTORS = sorted({feature["properties"]["sector"] for feature in COLLECTION["features"]})

st.set_page_config(layout="wide")
chosen = {sector for sector in SECTORS if st.sidebar.checkbox(sector, key=sector)}
features = [
    {
        "type": "Feature",
        "geometry": feature["geometry"],
        "properties": {"id": feature["properties"]["id"]},
    }
    for feature in COLLECTION["features"]
    if feature["geometry"] and (not chosen or feature["properties"]["sector"] in chosen)
]
city_map = folium.Map(location=[37.86, 112.55], zoom_start=11, tiles=None, prefer_canvas=True)
group = folium.FeatureGroup(name="projects")
if features:
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=6, fill=True),
    ).add_to(group)
st_folium(
    city_map,
    feature_group_to_add=group,
    returned_objects=["last_object_clicked"],
    key="map",
    height=700,
    use_container_width=True,
)
st.html(f'<p class="peer-count">{len(features)}</p>')
