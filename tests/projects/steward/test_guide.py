"""The guide names every check and every command of the steward."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from projects.__main__ import COMMANDS
from projects.catalogue import read_catalogue
from projects.checks import CHECKS
from projects.steward.suspicions import REFUSED
from projects.steward.worklist import COLUMNS

sys.path.insert(0, str(Path(__file__).parent))  # a test imports what stands beside it
from warm_python import CLIENT

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


@pytest.fixture
def warm_python(tmp_path_factory):
    """Give a folder whose ``python`` is a copy of a process that has loaded the commands."""
    folder = tmp_path_factory.mktemp("bin")
    address = str(folder / "line")
    client = CLIENT.format(python=sys.executable, address=address)
    (folder / "python").write_text(client, encoding="utf-8")
    (folder / "python").chmod(0o755)
    words = [sys.executable, str(Path(__file__).with_name("warm_python.py")), address]
    here = {"PYTHONPATH": str(Path(__file__).parents[3]), "PYTHONUTF8": "1"}
    with subprocess.Popen(words, env=os.environ | here, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        yield folder
        process.kill()


@pytest.mark.slow
def test_the_worked_example_runs_as_printed_from_an_empty_folder(tmp_path, warm_python):
    blocks = re.findall(r"^( *)```sh\n(.*?)^ *```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
    script = "\n".join(textwrap.dedent(block) for _, block in blocks)
    paths = {"PATH": f"{warm_python}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        ["/bin/sh", "-e", "-c", script],
        cwd=tmp_path, env=os.environ | paths, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    before, after = run.stdout.split("class ")[-2:]
    assert "proposed match" in before
    assert "proposed match" not in after
    assert "1 rows = 1 imported + 0 rejected" in run.stdout
    catalogue = read_catalogue(tmp_path / "yunxi-2025.geojson")
    bridge = catalogue.by_id["yun-xi-da-qiao"]
    assert bridge.aliases_id == ("yun-xi-kua-jiang-da-qiao",)
    assert len([one for one in bridge.milestones if one.event == "open"]) == 1
    assert len(catalogue.placed) == 2


def test_every_refused_suspicion_is_told():
    assert all(f"`{name}`" in GUIDE for name in REFUSED)
