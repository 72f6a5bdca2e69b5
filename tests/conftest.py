"""What all tests share: no deadlines, and the texts that have broken something somewhere."""

import json
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

_FILE = Path(__file__).parent / "data" / "hostile-texts.json"
_LONG = {
    "flood": "e" + "\u0301" * 500,
    "long-word": "长" * 100_000,
    "long-latin": "x" * 100_000,
    "spaces": " " * 5_000,
}


@pytest.fixture(scope="session")
def hostile_texts() -> dict[str, str]:
    """Hostile and awkward texts by their kind."""
    kinds: dict[str, str] = json.loads(_FILE.read_text(encoding="utf-8"))
    return kinds | _LONG
