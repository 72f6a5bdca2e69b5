"""The guide names every check and every command of the steward."""

import re
from pathlib import Path

from projects.__main__ import COMMANDS
from projects.checks import CHECKS
from projects.steward.suspicions import REFUSED
from projects.steward.worklist import COLUMNS

GUIDE = (Path(__file__).parents[3] / "docs" / "data-guide.md").read_text(encoding="utf-8")


def test_every_check_has_its_row_and_no_row_is_of_another():
    table = GUIDE.partition("## The checks")[2]
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \|$", table, flags=re.MULTILINE)
    assert {name for name, _, _ in rows} == set(CHECKS)
    assert all(meaning.strip() and mend.strip() for _, meaning, mend in rows)


def test_the_commands_and_columns_that_it_names_exist():
    commands = set(re.findall(r"python -m projects ([a-z]+)", GUIDE))
    assert commands <= set(COMMANDS)
    assert {"read", "import", "new", "set", "place", "check"} <= commands
    step = GUIDE.partition("3. **Decide.**")[2].partition("4. **Accept.**")[0]
    named = set(re.findall(r"`([a-z_]+)`", step)) - {"yes", "no"}
    assert named <= set(COLUMNS)


def test_every_refused_suspicion_is_told():
    assert all(f"`{name}`" in GUIDE for name in REFUSED)
