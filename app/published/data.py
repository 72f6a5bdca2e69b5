"""The data that a page fetches: the files, and the addresses under which they are found."""

from collections.abc import Callable
from functools import cache, partial
from urllib.parse import quote

from app.messages import LANGUAGES, messages_json
from app.published.assets import Asset
from app.published.reference import write_table
from app.published.served import Served
from geodata.cities import City, default_city
from geodata.layers import load_layer

RECORDS = "records.json"
"""Under this name single records are fetched by their ids."""


@cache
def base_map(city: City) -> Asset:
    """Return the layers of the embedded base map of a city as one file, made once."""
    layers = {name: load_layer(name, city=city).collection for name in city.layers}
    return Asset("base-map.json", write_table(layers), "application/json")


@cache
def messages_file(lang: str) -> Asset:
    """Return the translated sentences of a language."""
    return Asset(f"messages-{lang}.json", messages_json(lang), "application/json")


def messages_address(served: Served | None, *, lang: str) -> str:
    """Return the address of the translated sentences alone; see `data_addresses`."""
    return _address_of(messages_file(lang), served)


def _address_of(file: Asset, served: Served | None) -> str:
    # The names are the same for every report; the part behind tells which one is meant.
    of = f"&report={quote(served.report)}" if served is not None and served.report else ""
    return f"data/{file.name}?v={file.digest}{of}"


def data_addresses(served: Served | None, *, lang: str, may_pack: bool = False) -> dict[str, str]:
    """Return the addresses of the map's data, each changing with its content.

    Parameters
    ----------
    served
        The catalogue; None where there is none.
    lang
        The language of the reader.
    may_pack
        Whether the page reads a large catalogue packed, and fetches ``records`` with its cards.
    """
    city = served.catalogue.city if served else default_city()
    files = {
        "base": base_map(city),
        "messages": messages_file(lang),
    }
    is_packed = served is not None and may_pack and served.is_large
    if served is not None and is_packed:
        files |= {"catalogue": served.packed, "reference": served.short_reference}
    elif served is not None:
        files |= {"catalogue": served.file, "reference": served.reference}
    found = {role: _address_of(file, served) for role, file in files.items()}
    if served is not None and is_packed:
        found["records"] = found["catalogue"].replace(served.packed.name, RECORDS)
    return found


def find_data(name: str, *, served: Served | None) -> Asset | None:
    """Find a file that a page may fetch by its name; None where there is none.

    Parameters
    ----------
    name
        The name; no file is made but this one.
    served
        The catalogue; None where there is none.
    """
    city = served.catalogue.city if served else default_city()
    files: dict[str, Callable[[], Asset]] = {
        "base-map.json": lambda: base_map(city),
        **{f"messages-{lang}.json": partial(messages_file, lang) for lang in LANGUAGES},
    }
    if served is not None:
        own = served.catalogue.metadata.id
        files |= {
            f"{own}.geojson": lambda: served.file,
            f"{own}.packed": lambda: served.packed,
            "reference.json": lambda: served.reference,
            "reference-short.json": lambda: served.short_reference,
        }
    return files[name]() if name in files else None
