"""The audit fails where it audited nothing."""

import importlib.util
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
