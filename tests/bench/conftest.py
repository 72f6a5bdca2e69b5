"""What the measurements share: the real server and browser of the journeys, and a report."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _load(name: str, path: Path) -> ModuleType:
    """Load a file as a module that the measurements may import: they are no package."""
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, str(HERE.parent / "deploy"))  # nginx, and the reader without a browser
_module = _load("journeys_conftest", HERE.parent / "browser" / "conftest.py")
sys.path.insert(0, str(HERE))  # a measurement imports what stands beside it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(pytest.mark.enable_socket)
        item.add_marker(pytest.mark.browser)  # its loop is left to it


browser = _module.browser
find_port = _module.find_port
