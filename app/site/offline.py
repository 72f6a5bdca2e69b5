"""What lets a phone keep the site: a small worker with a version, and the manifest of the app."""

import hashlib
import json
from collections.abc import Mapping

from app.messages import HTML_LANGUAGES
from app.published.modules import STATIC
from app.site.assets import asset_place, map_data
from app.site.folder import Written
from app.site.paths import INDEX
from app.site.volume import Edition
from app.words.reports import map_title

_SHORT = 16


def list_first(edition: Edition) -> list[str]:
    """List the files that are kept with the first visit: the first map, and the list beside it."""
    data = map_data(edition.volume.served, lang=edition.lang).values()
    assets = ("map.css", "site.css", "leaflet.js", "map.js", "site.js", "favicon.svg")
    return [
        INDEX,
        edition.place_of(INDEX),
        edition.place_of("list.html"),
        *(asset_place(name) for name in assets),
        *(place for place, _ in data),
    ]


def write_worker(edition: Edition, *, files: Mapping[str, Written]) -> bytes:
    """Write the worker, its version that of the files it keeps first.

    Parameters
    ----------
    edition
        The report and the language of the first page.
    files
        What the site holds.
    """
    first = list_first(edition)
    told = json.dumps([[place, files[place].sha256] for place in first])
    version = hashlib.sha256(told.encode()).hexdigest()[:_SHORT]
    text = (STATIC / "pages" / "site-worker.js").read_text(encoding="utf-8")
    text = text.replace('"@version"', json.dumps(version))
    return text.replace('JSON.parse("@first")', json.dumps(first)).encode()


def write_app_manifest(edition: Edition) -> bytes:
    """Write the manifest by which a browser installs the site.

    Parameters
    ----------
    edition
        The report and the language of the first page.
    """
    content = {
        "name": map_title(edition.catalogue.metadata, words=edition.words),
        "short_name": edition.city_name,
        "description": edition.title,
        "lang": HTML_LANGUAGES[edition.lang],
        "start_url": "./",
        "scope": "./",
        "id": "./",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {
                "src": asset_place("favicon.svg"),
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "any",
            }
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
