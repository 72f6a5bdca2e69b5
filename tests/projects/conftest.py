"""A toy city of a few projects, as GeoJSON and as a catalogue."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from projects.catalogue import Catalogue, parse_catalogue

Json = dict[str, Any]


def cite(wording: str, *, mention: str = "一号线", paragraph: str = "P1") -> Json:
    return {"section": "S1", "paragraph": paragraph, "mention": mention, "wording": wording}


def happen(event: str, date: str | None, state: str = "reported", wording: str = "建成") -> Json:
    return {"event": event, "date": date, "state": state, "citations": [cite(wording)]}


DRAWN = {
    "method": "from a public map",
    "source": "A Map",
    "licence": "ODbL 1.0",
    "as_of": "2024-01",
}
NOT_DRAWN = {"accuracy_m": None, "method": None, "source": None, "licence": None, "as_of": None}


def record(record_id: str, geometry: Json | None, place: Json, **values: Any) -> Json:
    properties = {
        "id": record_id,
        "aliases_id": [],
        "name_zh": f"项目{record_id}",
        "name_en": f"Project {record_id}",
        "aliases": [],
        "sector": "roads",
        "kind": "road",
        "status": "under-construction",
        "districts": ["140105"],
        "milestones": [],
        "due": None,
        "figures": [],
        "citations": [cite("加快建设")],
        "summary_zh": "一个项目。",
        "summary_en": "A project.",
        "remark_zh": None,
        "remark_en": None,
        "place": place,
    }
    return {"type": "Feature", "properties": properties | values, "geometry": geometry}


def make_toy_collection() -> Json:
    return {
        "type": "FeatureCollection",
        "metadata": {
            "id": "toy-2024",
            "city": {
                "name_zh": "太原市",
                "name_en": "Taiyuan",
                "adcode": "140100",
                "bbox": [111.5, 37.4, 113.2, 38.5],
            },
            "title_zh": "玩具报告",
            "title_en": "Toy report",
            "report_date": "2024-02-28",
            "language": "zh",
            "licence": "CC0-1.0",
            "attribution": "Nobody",
            "leaves_city": ["far-railway"],
        },
        "features": [
            record(
                "metro-1-p1",
                {"type": "LineString", "coordinates": [[112.5, 37.85], [112.6, 37.85]]},
                {"type": "line", "accuracy_m": 250} | DRAWN,
                name_zh="轨道交通1号线一期",
                name_en="Metro Line 1, Phase 1",
                aliases=["一号线", "地铁1号线"],
                aliases_id=["metro-one"],
                sector="rail-transit",
                kind="metro-line",
                districts=["140105", "140106"],
                milestones=[
                    happen("open", "2023", wording="全线开通"),
                    happen("open", "2024", "promised", "年底通车"),
                    {
                        "event": "open",
                        "date": "2025-02-22",
                        "state": "reported",
                        "citations": [],
                        "source": {"title": "太原日报", "date": "2025-02-22"},
                    },
                ],
                due=2024,
                remark_zh="两处不一。",
                remark_en="Two paragraphs disagree.",
            ),
            record(
                "north-road",
                {"type": "LineString", "coordinates": [[112.55, 37.9], [112.55, 38.0]]},
                {"type": "line", "accuracy_m": 5000} | DRAWN,
                status="planned",
                milestones=[happen("start", "2024-12", "promised")],
                due=2024,
            ),
            record(
                "museum",
                {"type": "Point", "coordinates": [112.54, 37.86]},
                {"type": "site", "accuracy_m": 50} | DRAWN,
                name_zh="博物馆",
                name_en="City Museum",
                sector="culture-tourism",
                kind="museum",
                status="completed",
                districts=["140106"],
                milestones=[happen("open", "2023", wording="开放")],
            ),
            record(
                "lake-park",
                {
                    "type": "Polygon",
                    "coordinates": [
                        [
                            [112.5, 37.7],
                            [112.54, 37.7],
                            [112.54, 37.74],
                            [112.5, 37.74],
                            [112.5, 37.7],
                        ],
                        [
                            [112.51, 37.71],
                            [112.51, 37.72],
                            [112.52, 37.72],
                            [112.52, 37.71],
                            [112.51, 37.71],
                        ],
                    ],
                },
                {"type": "area", "accuracy_m": 1000} | DRAWN,
                name_zh="湖公园",
                sector="ecology-rural",
                kind="park",
                status="upgrading",
            ),
            record(
                "far-railway",
                {"type": "LineString", "coordinates": [[112.5, 37.8], [110.2, 37.5]]},
                {"type": "line", "accuracy_m": 3000} | DRAWN,
                sector="rail-aviation",
                kind="railway",
                status="planned",
                districts=[],
                milestones=[happen("start", "2024/2025", "promised")],
                due=2025,
            ),
            record(
                "clinic",
                None,
                {"type": "district"} | NOT_DRAWN,
                sector="housing-public-services",
                kind="hospital",
                status="completed",
                districts=["140106"],
                milestones=[happen("open", None, wording="投用")],
            ),
            record(
                "homes",
                None,
                {"type": "city"} | NOT_DRAWN,
                sector="housing-public-services",
                kind="housing-programme",
                status="ongoing",
                districts=[],
                milestones=[
                    happen("complete", "2023"),
                    happen("complete", "2024", "promised", "改造668个"),
                ],
                due=2024,
                figures=[
                    {
                        "label_zh": "老旧小区",
                        "label_en": "old estates",
                        "value": 668,
                        "unit": "count",
                        "citations": [cite("改造668个")],
                    }
                ],
            ),
            record(
                "secret-works",
                None,
                {"type": "unknown"} | NOT_DRAWN,
                sector="industry",
                kind="factory",
                status="proposed",
                districts=[],
            ),
        ],
    }


def encode(collection: Json) -> bytes:
    return json.dumps(collection, ensure_ascii=False).encode()


@pytest.fixture(scope="session")
def toy_collection() -> Callable[[], Json]:
    """Make a fresh toy collection, to be spoilt; its text is read faster than it is copied."""
    text = json.dumps(make_toy_collection())
    return lambda: json.loads(text)


@pytest.fixture(scope="session")
def toy_catalogue() -> Catalogue:
    """The toy city."""
    return parse_catalogue(encode(make_toy_collection()), file="toy.geojson")


@pytest.fixture(scope="session")
def encoded() -> Callable[[Json], bytes]:
    """Write a collection as the bytes of a file."""
    return encode
