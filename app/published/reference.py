"""The words of a catalogue's slugs, as the page fetches them."""

import json

from geodata.layers import load_layer
from projects import vocabulary
from projects.catalogue import Catalogue


def reference_bytes(catalogue: Catalogue) -> bytes:
    """Return the vocabularies, districts and sections that name the slugs of a catalogue."""

    def terms(words: object) -> list[dict[str, object]]:
        return [
            {
                "slug": term.slug,
                "name_zh": term.name_zh,
                "name_en": term.name_en,
                **({"limit_m": term.limit_m} if hasattr(term, "limit_m") else {}),
            }
            for term in words.values()  # type: ignore[attr-defined]
        ]

    districts = [
        {
            "slug": feature["properties"]["adcode"],
            "name_zh": feature["properties"]["name_zh"],
            "name_en": feature["properties"]["name_en"],
        }
        for feature in load_layer("districts").collection["features"]
    ]
    table = {
        "sectors": terms(vocabulary.SECTORS),
        "statuses": terms(vocabulary.STATUSES),
        "kinds": terms(vocabulary.KINDS),
        "events": terms(vocabulary.EVENTS),
        "place_types": terms(vocabulary.PLACE_TYPES),
        "accuracy_classes": terms(vocabulary.ACCURACY_CLASSES),
        "districts": districts,
        "sections": {
            slug: section.model_dump() for slug, section in catalogue.metadata.sections.items()
        },
        "units": {
            slug: {"name_zh": term.name_zh, "name_en": term.name_en}
            for slug, term in vocabulary.UNITS.items()
        },
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
