"""What the measurements share: the real server and browser of the journeys, and a report."""

import importlib.util
import sys
from pathlib import Path

import pytest

_JOURNEYS = Path(__file__).parents[1] / "browser" / "conftest.py"
_spec = importlib.util.spec_from_file_location("journeys_conftest", _JOURNEYS)
_module = importlib.util.module_from_spec(_spec)
sys.modules["journeys_conftest"] = _module
_spec.loader.exec_module(_module)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.enable_socket)


browser = _module.browser
server = _module.server
