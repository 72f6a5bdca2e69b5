"""Who speaks of a text: the table that the page's own rule is held to as well (tests/js)."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from projects.catalogue import Catalogue
from projects.mentions import find_mentions

TABLE = json.loads((Path(__file__).parents[1] / "data" / "mention-cases.json").read_text("utf-8"))
SAYS_NOTHING = dict.fromkeys(("summary_zh", "summary_en", "remark_zh", "remark_en"))


@pytest.fixture(scope="module")
def catalogue(toy_catalogue):
    [placed, *_] = toy_catalogue.placed
    projects = [
        placed.model_copy(
            update=SAYS_NOTHING
            | {name: text for name, text in row.items() if name in SAYS_NOTHING}
            | {
                "id": row["id"],
                "geometry": placed.geometry if row["is_placed"] else None,
                "figures": tuple(SimpleNamespace(**one) for one in row.get("figures", ())),
                "citations": tuple(SimpleNamespace(**one) for one in row.get("citations", ())),
            }
        )
        for row in TABLE["records"]
    ]
    return Catalogue(metadata=toy_catalogue.metadata, projects=tuple(projects))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["text"])
def test_what_is_spoken_of_is_found_counts_first(catalogue, case):
    found = find_mentions(catalogue, text=case["text"])
    assert [project.id for project in found] == case["ids"]
