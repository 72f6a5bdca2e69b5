"""Generate a country that does not exist, as catalogue files, to measure and to try the atlas with.

Ten provinces (甲省 to 癸省, adcodes 90 to 99, which no real place has) lie on an empty stretch of
the South Pacific. Each has 30 cities, each city nine counties, each of these a yearly report. The
reports differ in length as real ones do: a city has more records than its counties, the first city
of a province most of all. The places crowd about the seats, roads run between them and across
borders, projects begin, move on and finish through the years; about one in seven has no place.
Every catalogue says in its title and licence that nothing of it is real. The same seed gives the
same bytes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STEMS = "甲乙丙丁戊己庚辛壬癸"
STEMS_EN = ("Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui")
CITIES_OF_A_PROVINCE, REPORTS_OF_A_CITY, PROVINCES_OF_A_ROW = 30, 10, 5
WEST, NORTH = -135.0, -25.0
PROVINCE_WIDTH, PROVINCE_HEIGHT = 5.0, 8.0
CITIES_OF_A_ROW, COUNTIES_OF_A_ROW = 6, 3
FIRST = (("云", "Yun"), ("松", "Song"), ("清", "Qing"), ("望", "Wang"), ("长", "Chang"),
         ("白", "Bai"), ("新", "Xin"), ("临", "Lin"), ("青", "Qing"), ("石", "Shi"))  # fmt: skip
SECOND = (("虚", "xu"), ("拟", "ni"), ("幻", "huan"), ("构", "gou"), ("梦", "meng"))
KINDS: tuple[tuple[str, str, str, str, float], ...] = (
    # sector, kind, what it is called, in English, how often
    ("roads", "road", "路改造工程", "Road", 5),
    ("roads", "expressway", "高速公路", "Expressway", 1),
    ("industry", "factory", "制造基地", "Plant", 5),
    ("parks-new-towns", "industrial-park", "产业园", "Industrial Park", 2),
    ("innovation", "laboratory", "实验室", "Laboratory", 1),
    ("commerce", "shopping-centre", "商业中心", "Shopping Centre", 1),
    ("culture-tourism", "museum", "博物馆", "Museum", 1),
    ("culture-tourism", "scenic-area", "景区", "Scenic Area", 1),
    ("housing-public-services", "school", "学校", "School", 3),
    ("housing-public-services", "hospital", "医院", "Hospital", 2),
    ("housing-public-services", "housing-programme", "保障房项目", "Housing Programme", 2),
    ("ecology-rural", "park", "公园", "Park", 2),
)
SHARES = (42, 6, 7, 8, 9, 10, 12, 15, 18, 23)
"""How the records of a city are shared among its own report and those of its counties."""
FIRST_CITY, LAST_CITIES, FAR_CITY = 3.0, 4, 0.5
"""The first city of a province has three times as many, the last four half as many."""
LINES, AREAS = {"road", "expressway"}, {"industrial-park", "scenic-area", "park"}
STAGES = ("proposed", "planned", "under-construction", "under-construction", "completed")
WORDING = {
    "proposed": "谋划",
    "planned": "力争年内开工",
    "under-construction": "加快建设",
    "completed": "建成投用",
}
NOTHING = dict.fromkeys(("accuracy_m", "method", "source", "licence", "as_of"))
LICENCE = "CC0 1.0; generated, nothing of it is real"


@dataclass(frozen=True)
class Area:
    """A city or county with a report of its own."""

    adcode: str
    name_zh: str
    name_en: str
    bbox: tuple[float, float, float, float]
    seat: tuple[float, float]


def name_area(number: int, *, suffix: str) -> tuple[str, str]:
    """Name an area by two signs that real names do not put together."""
    first = FIRST[number % len(FIRST)]
    second = SECOND[number // len(FIRST) % len(SECOND)]
    english = "City" if suffix == "市" else "County"
    return f"{first[0]}{second[0]}{suffix}", f"{first[1]}{second[1]} {english}"


def split_box(
    box: tuple[float, float, float, float], *, columns: int, rows: int, at: int
) -> tuple[float, float, float, float]:
    """Give one of the cells of a box."""
    west, south, east, north = box
    width, height = (east - west) / columns, (north - south) / rows
    left, top = west + width * (at % columns), north - height * (at // columns)
    return (round(left, 6), round(top - height, 6), round(left + width, 6), round(top, 6))


def list_areas(cities: int) -> list[Area]:
    """List the areas of so many cities, each with its nine counties."""
    areas = []
    for number in range(cities):
        province, city = divmod(number, CITIES_OF_A_PROVINCE)
        west = WEST + PROVINCE_WIDTH * (province % PROVINCES_OF_A_ROW)
        north = NORTH - PROVINCE_HEIGHT * (province // PROVINCES_OF_A_ROW)
        whole = (west, north - PROVINCE_HEIGHT, west + PROVINCE_WIDTH, north)
        rows = CITIES_OF_A_PROVINCE // CITIES_OF_A_ROW
        box = split_box(whole, columns=CITIES_OF_A_ROW, rows=rows, at=city)
        code = f"{90 + province}{city + 1:02d}"
        zh, en = name_area(city, suffix="市")
        stem = f"{STEMS[province]}省", f"{STEMS_EN[province]} Province"
        cells = [split_box(box, columns=COUNTIES_OF_A_ROW, rows=3, at=at) for at in range(9)]
        for at, cell in enumerate([box, *cells]):
            west, south, east, north_side = cell
            # Seats lie off the middle, some of them near a border.
            east_part, north_part = 0.25 + 0.5 * (at % 2), 0.12 + 0.07 * (number + at) % 0.76
            seat = (west + (east - west) * east_part, south + (north_side - south) * north_part)
            if at == 0:
                names = f"{stem[0]}{zh}", f"{en}, {stem[1]}"
            else:
                county = name_area(number * 9 + at * 7, suffix="县")
                names = f"{stem[0]}{zh}{county[0]}", f"{county[1]}, {en}, {stem[1]}"
            areas.append(Area(f"{code}{at:02d}", *names, cell, seat))
    return areas


def count_records(area: Area, *, mean: int) -> int:
    """Count the records of a report, so that the reports of a province have so many on average.

    Parameters
    ----------
    area
        The city or county.
    mean
        How many a report has on average.
    """
    city, at = int(area.adcode[2:4]), int(area.adcode[4:])
    is_far = city > CITIES_OF_A_PROVINCE - LAST_CITIES
    part = FIRST_CITY if city == 1 else FAR_CITY if is_far else 1.0
    return round(mean * REPORTS_OF_A_CITY * SHARES[at] / sum(SHARES) * part)


def inside(area: Area, lon: float, lat: float) -> list[float]:
    """Keep a position within the area, at six decimals."""
    west, south, east, north = area.bbox
    return [
        round(min(max(lon, west + 1e-5), east - 1e-5), 6),
        round(min(max(lat, south + 1e-5), north - 1e-5), 6),
    ]


def scatter(area: Area, chance: random.Random) -> tuple[float, float]:
    """Choose a position: mostly about the seat, else anywhere."""
    if chance.random() < 0.7:  # noqa: PLR2004
        return chance.gauss(area.seat[0], 0.03), chance.gauss(area.seat[1], 0.03)
    west, south, east, north = area.bbox
    return chance.uniform(west, east), chance.uniform(south, north)


def draw(area: Area, kind: str, chance: random.Random) -> tuple[Any, dict[str, Any]]:
    """Draw a place with its words; one in seven is not known."""
    about = {
        "method": "generated",
        "source": "Generated country",
        "licence": LICENCE,
        "as_of": "2015-01",
    }
    if chance.random() < 1 / 7:
        return None, {"type": "unknown"} | NOTHING
    lon, lat = scatter(area, chance)
    if kind in LINES:
        length, heading = chance.uniform(0.01, 0.12), chance.uniform(0, 2 * math.pi)
        steps = [length * step / 8 for step in range(9)]
        turn = chance.uniform(-3, 3)
        line = [
            inside(area, lon + step * math.cos(at), lat + step * math.sin(at))
            for step, at in ((one, heading + turn * one) for one in steps)
        ]  # fmt: skip
        unique = [one for at, one in enumerate(line) if at == 0 or one != line[at - 1]]
        if len(unique) > 1:
            place = {"type": "line", "accuracy_m": chance.choice((30, 100, 300, 1000))} | about
            return {"type": "LineString", "coordinates": unique}, place
    if kind in AREAS:
        half = chance.uniform(0.002, 0.01)
        west, south = inside(area, lon - half, lat - half)
        east, north = inside(area, lon + half, lat + half)
        if east - west > 1e-4 and north - south > 1e-4:  # noqa: PLR2004
            ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
            place = {"type": "area", "accuracy_m": chance.choice((50, 100, 200))} | about
            return {"type": "Polygon", "coordinates": [ring]}, place
    place = {"type": "site", "accuracy_m": chance.choice((20, 50, 150, 400, 800))} | about
    return {"type": "Point", "coordinates": inside(area, lon, lat)}, place


def tell_milestones(status: str, year: int, citation: dict[str, str]) -> list[dict[str, Any]]:
    """Tell the milestones that go with a status."""
    told = {
        "planned": (("start", year, "promised"),),
        "under-construction": (("start", year - 1, "reported"), ("complete", year + 1, "promised")),
        "completed": (("complete", year - 1, "reported"),),
    }.get(status, ())
    return [
        {"event": event, "date": str(when), "state": state, "citations": [citation]}
        for event, when, state in told
    ]


def make_feature(area: Area, *, slot: int, year: int, seed: int) -> dict[str, Any]:
    """Make the project in a slot of an area in a year; a slot holds one after another."""
    life = random.Random(f"{seed}/{area.adcode}/{slot}")  # noqa: S311 - no secret
    generation, age = divmod(year - 2000 + life.randrange(len(STAGES)), len(STAGES))
    chance = random.Random(f"{seed}/{area.adcode}/{slot}/{generation}")  # noqa: S311
    kinds = [row[:4] for row in KINDS]
    sector, kind, word, english = chance.choices(kinds, weights=[row[4] for row in KINDS])[0]
    status = STAGES[age]
    name = f"{chance.choice(FIRST)[0]}{chance.choice(SECOND)[0]}{slot}-{generation}{word}"
    mention = name[:20]
    citation = {
        "section": "S1",
        "paragraph": f"P{slot % 40 + 1}",
        "mention": mention,
        "wording": WORDING[status],
    }
    milestones = tell_milestones(status, year, citation)
    promised = [int(one["date"]) for one in milestones if one["state"] == "promised"]
    geometry, place = draw(area, kind, chance)
    properties = {
        "id": f"{kind}-{slot}-{generation}",
        "name_zh": name,
        "name_en": f"{english} {slot}-{generation}",
        "aliases": [],
        "sector": sector,
        "kind": kind,
        "status": status,
        "districts": [] if place["type"] == "unknown" else [area.adcode],
        "milestones": milestones,
        "due": max(promised, default=None),
        "figures": [],
        "citations": [citation],
        "summary_zh": "虚构的项目，用于测试。",
        "summary_en": "A project that does not exist, for tests.",
        "remark_zh": None,
        "remark_en": None,
        "place": place,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def make_catalogue(area: Area, *, year: int, records: int, seed: int) -> bytes:
    """Make the report of an area in a year."""
    metadata = {
        "id": f"made-up-{area.adcode}-{year}",
        "city": {
            "name_zh": area.name_zh,
            "name_en": area.name_en,
            "adcode": area.adcode,
            "bbox": list(area.bbox),
        },
        "title_zh": f"{area.name_zh}{year}年虚构报告",
        "title_en": f"Made-up report {year} of {area.name_en}",
        "report_date": f"{year}-02-01",
        "language": "zh",
        "licence": LICENCE,
        "attribution": "Generated country; no place and no project of it exists",
    }
    features = [make_feature(area, slot=slot, year=year, seed=seed) for slot in range(records)]
    head = json.dumps({"type": "FeatureCollection", "metadata": metadata}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{head[:-1]}, "features": [\n{lines}\n]}}\n'.encode()


def write_names(areas: list[Area]) -> str:
    """Write the table of the names of provinces, which no report of their own says."""
    lines = ["adcode,name_zh,name_en"]
    for code in sorted({area.adcode[:2] for area in areas}):
        at = int(code) - 90
        lines.append(f"{code}0000,{STEMS[at]}省,{STEMS_EN[at]} Province")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the catalogues of a country into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--cities", type=int, default=3, help="1 to 300, each with nine counties")
    parser.add_argument("--years", type=int, default=1, help="how many, the last one 2024")
    parser.add_argument("--records", type=int, default=150, help="of a report, on average")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total = 0
    areas = list_areas(options.cities)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "places.csv").write_text(write_names(areas), encoding="utf-8")
    for area in areas:
        folder = options.out / area.adcode[:2]
        folder.mkdir(parents=True, exist_ok=True)
        records = count_records(area, mean=options.records)
        for year in range(2025 - options.years, 2025):
            data = make_catalogue(area, year=year, records=records, seed=options.seed)
            (folder / f"made-up-{area.adcode}-{year}.geojson").write_bytes(data)
            total += records
    sys.stdout.write(f"{total:,} records in {options.out}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
