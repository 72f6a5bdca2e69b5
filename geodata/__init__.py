"""Places: coordinates, datums, measuring, spatial files, reference layers and the gazetteer.

This is the public door: what another program may lean on. Tables of places for a GIS have a door
of their own, `geodata.frames`, because GDAL takes long to load.
"""

from geodata.cities import City, default_city, find_city, list_cities
from geodata.coordinates import Position, read_position
from geodata.crs import WGS84, local_transverse_mercator, project_geometry, read_crs
from geodata.datum import DATUMS, to_wgs84
from geodata.errors import (
    FileFaultsError,
    GeodataError,
    GeometryError,
    LinkWithoutPositionError,
    OutsidePositionError,
    PositionError,
    UnknownNameError,
    UnreadablePositionError,
)
from geodata.files import (
    encode_features,
    read_features,
    read_settings,
    read_table,
    write_features,
    write_table,
)
from geodata.gazetteer import Gazetteer, Hit, load_gazetteer
from geodata.geojson import Feature, FeatureCollection, from_geometry, to_geometry
from geodata.geojson_rules import DECIMALS, list_geometry_faults
from geodata.layers import (
    District,
    Layer,
    Station,
    district_at,
    districts,
    find_district,
    load_layer,
    stations,
)
from geodata.measure import (
    area_m2,
    bearing_deg,
    buffer_m,
    circle,
    compass_direction,
    distance_m,
    length_m,
    nearest_point,
)
from geodata.nearest import NearestIndex
from geodata.places import Entry
from geodata.romanise import normalise, readings, search_keys

__all__ = [
    "DATUMS",
    "DECIMALS",
    "WGS84",
    "City",
    "District",
    "Entry",
    "Feature",
    "FeatureCollection",
    "FileFaultsError",
    "Gazetteer",
    "GeodataError",
    "GeometryError",
    "Hit",
    "Layer",
    "LinkWithoutPositionError",
    "NearestIndex",
    "OutsidePositionError",
    "Position",
    "PositionError",
    "Station",
    "UnknownNameError",
    "UnreadablePositionError",
    "area_m2",
    "bearing_deg",
    "buffer_m",
    "circle",
    "compass_direction",
    "default_city",
    "distance_m",
    "district_at",
    "districts",
    "encode_features",
    "find_city",
    "find_district",
    "from_geometry",
    "length_m",
    "list_cities",
    "list_geometry_faults",
    "load_gazetteer",
    "load_layer",
    "local_transverse_mercator",
    "nearest_point",
    "normalise",
    "project_geometry",
    "read_crs",
    "read_features",
    "read_position",
    "read_settings",
    "read_table",
    "readings",
    "search_keys",
    "stations",
    "to_geometry",
    "to_wgs84",
    "write_features",
    "write_table",
]
