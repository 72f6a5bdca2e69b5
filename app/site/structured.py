"""What the pages say for machines: schema.org in JSON-LD, never a place that is not known."""

from collections.abc import Mapping, Sequence
from typing import Any

import shapely

from app.messages import HTML_LANGUAGES
from app.site.volume import Edition
from app.words.record import RecordWords
from projects.model import Project

Node = dict[str, Any]
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}


def describe_trail(
    edition: Edition, crumbs: Sequence[tuple[str, str]], *, title: str, path: str
) -> Node:
    """Describe the way to a page.

    Parameters
    ----------
    edition
        The report and the language.
    crumbs
        Texts, and the places of the pages they lead to.
    title
        The page itself.
    path
        Its place.
    """
    steps = [*crumbs, (title, path)]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": text,
                "item": edition.address(place, path=path),
            }
            for number, (text, place) in enumerate(steps, start=1)
        ],
    }


def describe_geometry(geometry: shapely.Geometry) -> Node | list[Node] | None:
    """Describe a geometry as schema.org does: latitude before longitude.

    Points are coordinates, lines and areas are shapes; nothing is reduced to its middle.

    Examples
    --------
    >>> describe_geometry(shapely.Point(112.55, 37.87))
    {'@type': 'GeoCoordinates', 'latitude': 37.87, 'longitude': 112.55}
    """
    if isinstance(geometry, shapely.Point):
        return {"@type": "GeoCoordinates", "latitude": geometry.y, "longitude": geometry.x}
    if isinstance(geometry, shapely.LineString):
        return {"@type": "GeoShape", "line": _write_corners(geometry)}
    if isinstance(geometry, shapely.Polygon):
        return {"@type": "GeoShape", "polygon": _write_corners(geometry.exterior)}
    found: list[Node] = []
    for part in shapely.get_parts(geometry):
        node = describe_geometry(part)
        found += node if isinstance(node, list) else [node] if node else []
    return found or None


def _write_corners(line: shapely.Geometry) -> str:
    return " ".join(f"{lat:g} {lon:g}" for lon, lat in shapely.get_coordinates(line).round(5))


def _describe_facts(said: RecordWords, edition: Edition) -> list[Node]:
    """Describe the facts of a record as values with their names."""
    facts: list[Node] = [
        {"@type": "PropertyValue", "name": name, "value": text} for name, text in said.facts
    ]
    facts += [
        {
            "@type": "PropertyValue",
            "name": said.words.pick(figure.label_zh, figure.label_en),
            "value": figure.value,
            "unitText": figure.unit,
        }
        for figure in said.project.figures
    ]
    if said.project.geometry is not None:
        facts.append(
            {
                "@type": "PropertyValue",
                "name": edition.words("Accuracy"),
                "value": said.project.place.accuracy_m,
                "unitCode": "MTR",
            }
        )
    facts += [
        {
            "@type": "PropertyValue",
            "name": event.name,
            "value": milestone.date or event.date,
            "description": event.line(said.words),
        }
        for event, milestone in zip(said.events, said.project.milestones, strict=True)
    ]
    return facts


def describe_project(edition: Edition, project: Project, *, path: str, day: str) -> Node:
    """Describe the page of a project: about a place where one is known, else about its facts.

    Parameters
    ----------
    edition
        The report and the language.
    project
        The record.
    path
        The page's place.
    day
        The day of its newest fact.
    """
    said = RecordWords(project, edition.words)
    facts = _describe_facts(said, edition)
    about: Mapping[str, Any] | list[Node] = facts
    if project.geometry is not None:
        about = {
            "@type": "Place",
            "name": said.name,
            "alternateName": [
                name for name in (said.second_name, *project.aliases) if name and name != said.name
            ],
            "geo": describe_geometry(project.geometry),
            "additionalProperty": facts,
        }
    return {
        "@type": "WebPage",
        "name": said.name,
        "url": edition.address(path, path=path),
        "inLanguage": HTML_LANGUAGES[edition.lang],
        "dateModified": day,
        "description": said.summary,
        "isPartOf": {
            "@type": "Dataset",
            "name": edition.title,
            "url": edition.address(edition.place_of("downloads.html"), path=path),
        },
        "about": about,
    }


def describe_dataset(
    edition: Edition, files: Sequence[tuple[str, str, int]], *, path: str, description: str
) -> Node:
    """Describe a catalogue and the files that it is handed out as.

    Parameters
    ----------
    edition
        The report and the language.
    files
        The place of each file, its media type and its size in bytes.
    path
        The page's place.
    description
        What the catalogue is, in a sentence.
    """
    metadata = edition.catalogue.metadata
    west, south, east, north = metadata.city.bbox
    node: Node = {
        "@type": "Dataset",
        "name": edition.title,
        "description": description,
        "identifier": metadata.id,
        "inLanguage": HTML_LANGUAGES[edition.lang],
        "url": edition.address(path, path=path),
        "temporalCoverage": metadata.report_date,
        "dateModified": metadata.report_date,
        "isAccessibleForFree": True,
        "creditText": metadata.attribution,
        "license": next(
            (address for name, address in LICENCES.items() if name in metadata.licence),
            metadata.licence,
        ),
        "spatialCoverage": {
            "@type": "Place",
            "name": edition.city_name,
            "geo": {"@type": "GeoShape", "box": f"{south:g} {west:g} {north:g} {east:g}"},
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": edition.address(place, path=path),
                "encodingFormat": media_type,
                "contentSize": f"{size} B",
            }
            for place, media_type, size in files
        ],
    }
    return node
