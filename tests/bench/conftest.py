"""What the measurements share: the real server and browser of the journeys, and a report."""

import importlib.util
import sys
from pathlib import Path

_JOURNEYS = Path(__file__).parents[1] / "browser" / "conftest.py"
_spec = importlib.util.spec_from_file_location("journeys_conftest", _JOURNEYS)
_module = importlib.util.module_from_spec(_spec)
sys.modules["journeys_conftest"] = _module
_spec.loader.exec_module(_module)

browser = _module.browser
server = _module.server
