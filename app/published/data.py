"""The data that a page fetches: the files, and the addresses under which they are found."""

from functools import cache
from urllib.parse import quote

from app.messages import LANGUAGES, messages_json
from app.published.assets import Asset
from app.published.store import Served, base_map_file
from geodata.cities import City


@cache
def base_map(city: City | None = None) -> Asset:
    """Return the embedded base map of a city, read once."""
    return base_map_file(city)


@cache
def messages_file(lang: str) -> Asset:
    """Return the translated sentences of a language."""
    return Asset(f"messages-{lang}.json", messages_json(lang), "application/json")


def data_addresses(served: Served | None, *, lang: str) -> dict[str, str]:
    """Return the addresses of the map's data, each changing with its content.

    Parameters
    ----------
    served
        The catalogue; None where there is none.
    lang
        The language of the reader.
    """
    files = {
        "base": base_map(served.catalogue.city if served else None),
        "messages": messages_file(lang),
    }
    if served is not None:
        files |= {"catalogue": served.file, "reference": served.reference}
    # The names are the same for every report; the part behind tells which one is meant.
    of = f"&report={quote(served.report)}" if served is not None and served.report else ""
    return {role: f"data/{file.name}?v={file.digest}{of}" for role, file in files.items()}


def list_data(served: Served | None) -> list[Asset]:
    """List all files that a page may fetch."""
    files = [
        base_map(served.catalogue.city if served else None),
        *(messages_file(lang) for lang in LANGUAGES),
    ]
    if served is not None:
        files += [served.file, served.reference]
    return files
