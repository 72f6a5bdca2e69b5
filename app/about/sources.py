"""Where the records and the layers come from, and what may be done with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from app.messages import Words
from app.template import render
from app.words.provenance import say_provenance
from geodata import layers
from geodata.cities import City
from geodata.errors import FileFaultsError
from geodata.files import read_settings
from projects.catalogue import Catalogue
from projects.model import Metadata

SOURCES = "sources.toml"
OSM_COPYRIGHT = "https://www.openstreetmap.org/copyright"
_OSM = "© OpenStreetMap contributors"


@dataclass(frozen=True)
class DataSource:
    """A file of data: what is in it, who made it, under which terms.

    ``places`` are the sources of single places in it: name, what for, licence.
    """

    title_zh: str
    title_en: str
    origin: str
    licence: str
    attribution: str
    accuracy_m: float | None = None
    note_zh: str = ""
    note_en: str = ""
    places: tuple[tuple[str, str, str], ...] = ()


def read_catalogue_source(path: Path | None, *, metadata: Metadata) -> DataSource:
    """Read what `sources.toml` beside a catalogue says of it.

    Parameters
    ----------
    path
        The catalogue's file; None where it has none here.
    metadata
        What the catalogue says of itself; it stands where the file says nothing.
    """
    try:
        settings = read_settings(path.with_name(SOURCES)) if path is not None else {}
    except (FileFaultsError, OSError):
        settings = {}
    entry = settings.get(path.name) if path is not None else None
    found: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    places = found.get("places")
    return DataSource(
        title_zh=str(found.get("title_zh", metadata.title_zh)),
        title_en=str(found.get("title_en", metadata.title_en)),
        origin=str(found.get("origin", "")),
        licence=str(found.get("licence", metadata.licence)),
        attribution=str(found.get("attribution", metadata.attribution)),
        note_zh=str(found.get("note_zh", "")),
        note_en=str(found.get("note_en", "")),
        places=tuple(
            (str(one.get("name", "")), str(one.get("used_for", "")), str(one.get("licence", "")))
            for one in (places if isinstance(places, list) else [])
            if isinstance(one, dict)
        ),
    )


def list_layer_sources(city: City) -> tuple[DataSource, ...]:
    """List the sources of the base map and the place names of a city."""
    return tuple(
        DataSource(
            one.title_zh,
            one.title_en,
            one.origin,
            one.licence,
            one.attribution,
            accuracy_m=one.accuracy_m,
        )
        for one in layers.sources(city).values()
    )


def list_credits(sources: Iterable[DataSource]) -> tuple[str, ...]:
    """List each name that has to be shown, once, in the order found.

    Examples
    --------
    >>> list_credits([DataSource("", "", "", "", "A; B"), DataSource("", "", "", "", "B; C")])
    ('A', 'B', 'C')
    """
    names = (name.strip() for source in sources for name in source.attribution.split(";"))
    return tuple(dict.fromkeys(name for name in names if name))


def credits_html(names: Iterable[str], *, words: Words) -> Markup:
    """Write the names that have to be shown; OpenStreetMap's leads to its terms.

    Parameters
    ----------
    names
        From `list_credits`.
    words
        The language.
    """
    return render(
        "credits.html",
        names=tuple(say_provenance(name, words) for name in names),
        osm=_OSM,
        copyright=OSM_COPYRIGHT,
        licence=words("Open Database License (ODbL) 1.0"),
    )


def catalogue_source_html(source: DataSource, *, words: Words) -> Markup:
    """Describe the source of the records, and the sources of their places.

    Parameters
    ----------
    source
        The catalogue's source.
    words
        The language.
    """
    pairs = [
        (words("Origin"), say_provenance(source.origin, words)),
        (words("Licence"), say_provenance(source.licence, words)),
        (words("To be named"), say_provenance(source.attribution, words)),
        (words("Note"), words.note_of(source)),
    ]
    title = words.title_of(source)
    shown = render("source.html", title=title, facts=pairs)
    if not source.places:
        return shown
    return shown + _table(
        words("Sources of single places"),
        columns=[words("Used for"), words("Origin"), words("Licence")],
        rows=[
            [say_provenance(text, words) for text in (used_for, name, licence)]
            for name, used_for, licence in source.places
        ],
    )


def layer_sources_html(sources: Iterable[DataSource], *, words: Words) -> Markup:
    """List the sources of the base map and the place names as a table.

    Parameters
    ----------
    sources
        The sources.
    words
        The language.
    """
    return _table(
        words("Base map and place names"),
        columns=[words("Layer"), words("Origin"), words("Licence"), words("Accuracy")],
        rows=[
            [
                words.title_of(source),
                say_provenance(source.origin, words),
                say_provenance(source.licence, words),
                words("within {n} m", n=f"{source.accuracy_m:,.0f}") if source.accuracy_m else "",
            ]
            for source in sources
        ],
    )


def _table(title: str, *, columns: list[str], rows: list[list[str]]) -> Markup:
    return render("source-table.html", title=title, columns=columns, rows=rows)


def sources_html(catalogue: Catalogue, *, path: Path | None, words: Words) -> Markup:
    """Say whom to name, and describe the sources of the records and of the base map.

    Parameters
    ----------
    catalogue
        The catalogue.
    path
        Its file; None where it has none here.
    words
        The language.
    """
    records = read_catalogue_source(path, metadata=catalogue.metadata)
    layers = list_layer_sources(catalogue.city)
    return (
        credits_html(list_credits([records, *layers]), words=words)
        + catalogue_source_html(records, words=words)
        + layer_sources_html(layers, words=words)
    )
