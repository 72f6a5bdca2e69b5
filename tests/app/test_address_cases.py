"""The table of addresses that the page writes too (tests/js)."""

import json
from pathlib import Path

import pytest

from app.address import Known, read_view, write_view
from projects.filters import FACETS

TABLE = json.loads((Path(__file__).parents[1] / "data" / "address-cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["query"] or "empty")
def test_a_view_has_the_address_of_the_table(case):
    given = case["parameters"]
    known = Known(
        choices={facet: frozenset(given.get(facet, "").split(",")) for facet in FACETS},
        ids={given["sel"]: given["sel"]} if "sel" in given else {},
        reports=frozenset({"taiyuan-2023"}),
    )
    view, dropped = read_view(given, known=known)
    assert dropped == []
    assert write_view(view) == case["query"]
