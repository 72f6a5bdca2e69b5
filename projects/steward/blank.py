"""A new catalogue: empty, with the metadata that its city and report need."""

from collections.abc import Mapping
from typing import Any


def make_blank(  # noqa: PLR0913 - what every catalogue says of itself
    *,
    catalogue_id: str,
    city_zh: str,
    city_en: str,
    adcode: str,
    bbox: tuple[float, float, float, float],
    report_date: str,
    sections: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Make the collection of a catalogue without records.

    Parameters
    ----------
    catalogue_id
        Its id, such as ``taiyuan-2024``.
    city_zh, city_en
        The name of the city.
    adcode
        Its code in GB/T 2260.
    bbox
        West, south, east, north of the city, in degrees.
    report_date
        The day of the report, YYYY-MM-DD.
    sections
        Titles of the report's sections by number, as printed.
    """
    year = report_date[:4]
    metadata: dict[str, Any] = {
        "id": catalogue_id,
        "city": {"name_zh": city_zh, "name_en": city_en, "adcode": adcode, "bbox": list(bbox)},
        "title_zh": f"{city_zh}{year}年政府工作报告中的项目",
        "title_en": f"Projects in the {year} Government Work Report of {city_en}",
        "report_date": report_date,
        "language": "zh",
        "licence": "Places: see place.licence of each record.",
        "attribution": "Sources as named in each record",
    }
    titled = {
        number: {"title_zh": title, "title_en": f"Section {number[1:]}"}
        for number, title in (sections or {}).items()
        if title
    }
    if titled:
        metadata["sections"] = titled
    return {"type": "FeatureCollection", "metadata": metadata, "features": []}
