"""The audit fails where it audited nothing."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[1] / "scripts" / "audit.py"
_SPEC = importlib.util.spec_from_file_location("audit_script", _PATH)
audit = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(audit)

SOUND = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not on the index"}


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        (None, 1, "offline"),
        ({}, 1, "nothing was audited"),
        ({"dependencies": [SKIPPED]}, 1, "nothing was audited"),
        ({"dependencies": [SOUND, WEAK]}, 1, "b 2: CVE-1"),
        ({"dependencies": [SOUND, SKIPPED]}, 0, "1 packages audited"),
    ],
)
def test_the_verdict(report, code, said):
    found, sentence = audit.judge(report)
    assert found == code
    assert said in sentence


def test_without_tools_nothing_is_audited_and_both_lists_are_written(tmp_path):
    script = [sys.executable, str(_PATH), "--python", sys.executable]
    words = [*script, "--tools", str(tmp_path / "none"), "--out", str(tmp_path / "lists")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nothing was audited" in done.stdout
    assert "written without pip-licenses" in done.stdout
    licences = (tmp_path / "lists" / "licences.md").read_text(encoding="utf-8")
    assert "| streamlit |" in licences
    sbom = json.loads((tmp_path / "lists" / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert sbom["bomFormat"] == "CycloneDX"
    assert "pkg:pypi/streamlit@" in str(sbom["components"])
