"""How long each file takes and how big it is, beside a saved folium map in the same run."""

import json

import folium
import pytest
from many_projects import grow_catalogue
from stopwatch import say, time_median

from app.address import View
from app.exports.formats import FORMATS, export_view
from app.exports.summary import ViewSummary
from app.published.served import Served
from projects.catalogue import read_catalogue

MEGABYTE = 1_000_000
DEFAULT = len(read_catalogue().projects)
HTML_LIMITS = {DEFAULT: MEGABYTE, 300: 3 * MEGABYTE}
REPEATS = {DEFAULT: 3, 300: 3, 3000: 1}
SIGNATURES = {"html": b"<!doctype html>", "pptx": b"PK", "pdf": b"%PDF-", "png": b"\x89PNG"}
NAMES = ("name_zh", "name_en", "sector", "status")


def export_afresh(catalogue, *, file_format):
    """Make a file as for the first reader: nothing of the catalogue is derived yet."""
    return export_view(ViewSummary(Served(catalogue), View()), file_format=file_format).body


def save_folium(catalogue, path):
    """Save the same records as folium does: the drawn ones alone, its scripts and tiles online."""
    features = [
        feature
        for feature in json.loads(Served(catalogue).file.body)["features"]
        if feature["geometry"] is not None
    ]
    city_map = folium.Map(location=[37.86, 112.55], zoom_start=11)
    folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        marker=folium.CircleMarker(radius=6, fill=True),
        popup=folium.GeoJsonPopup(fields=list(NAMES)),
    ).add_to(city_map)
    city_map.save(path)
    return len(features)


@pytest.mark.parametrize("count", list(REPEATS))
def bench_files_beside_folium(count, tmp_path):
    catalogue = grow_catalogue(count)
    repeats = REPEATS[count]
    export_afresh(grow_catalogue(1), file_format="html")  # scripts and base map are read once
    say(f"\nfiles of {count:,} projects, {len(catalogue.placed):,} drawn (medians of {repeats})")
    sizes = {}
    times_ms = {}
    for file_format in FORMATS:
        times_ms[file_format], body = time_median(
            lambda chosen=file_format: export_afresh(catalogue, file_format=chosen),
            repeats=repeats,
        )
        sizes[file_format] = len(body)
        assert body.startswith(SIGNATURES[file_format])
        say(
            f"  {file_format:5} {times_ms[file_format]:8.0f} ms {sizes[file_format] / 1000:8.0f} kB"
        )
    path = tmp_path / "folium.html"
    folium_ms, drawn = time_median(lambda: save_folium(catalogue, path), repeats=repeats)
    size = path.stat().st_size
    say(
        f"  folium.GeoJson, needs a network:"
        f" {folium_ms:.0f} ms {size / 1000:.0f} kB; our html to it:"
        f" time ratio {times_ms['html'] / folium_ms:.2f}, size ratio {sizes['html'] / size:.2f}"
    )
    assert drawn == len(catalogue.placed)
    if count in HTML_LIMITS:
        assert sizes["html"] <= HTML_LIMITS[count]
