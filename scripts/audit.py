"""Audit the supply chain: known vulnerabilities, licences, and a bill of materials (CycloneDX).

``make audit`` installs the tools into an environment of their own and runs this. It fails where a
package has a known vulnerability, and where nothing could be audited: an answer about no package
is no answer. Without a way to the advisory service it says so and still writes the two lists.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FINE, FAULTY = 0, 1


def count_audited(report: dict[str, Any]) -> tuple[int, list[str]]:
    """Count the packages that were audited, and list the vulnerable ones.

    Parameters
    ----------
    report
        What pip-audit writes as JSON.

    Examples
    --------
    >>> count_audited({"dependencies": [{"name": "a", "version": "1", "vulns": []},
    ...                                 {"name": "b", "skip_reason": "local"}]})
    (1, [])
    """
    audited = [one for one in report.get("dependencies", []) if "vulns" in one]
    found = [
        f"{one['name']} {one['version']}: {vulnerability['id']}"
        for one in audited
        for vulnerability in one["vulns"]
    ]
    return len(audited), found


def judge(report: dict[str, Any] | None) -> tuple[int, str]:
    """Judge what was audited: the exit code and the sentence.

    Examples
    --------
    >>> judge(None)[0], judge({"dependencies": []})[0]
    (1, 1)
    """
    if report is None:
        return FAULTY, "nothing was audited: the advisory service gave no answer (offline?)"
    number, found = count_audited(report)
    if number == 0:
        skipped = len(report.get("dependencies", []))
        return FAULTY, f"nothing was audited: the service knows none of {skipped} packages"
    if found:
        return FAULTY, f"{number} packages audited, {len(found)} vulnerable: {'; '.join(found)}"
    return FINE, f"{number} packages audited, none with a known vulnerability"


def _run(tools: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one of the tools."""
    command = [str(tools / words[0]), *words[1:]]
    return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words


def audit_packages(tools: Path, packages: Path) -> dict[str, Any] | None:
    """Ask the advisory service about the packages of a folder; None where it gave no answer."""
    done = _run(tools, "pip-audit", "--format", "json", "--path", str(packages))
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.stderr.write(done.stderr[-500:])
        return None
    return report


def write_lists(tools: Path, python: Path, out: Path) -> list[str]:
    """Write the table of licences and the bill of materials; return what failed."""
    out.mkdir(parents=True, exist_ok=True)
    licences, sbom = out / "licences.md", out / "sbom.cdx.json"
    wanted = [
        (
            "pip-licenses",
            f"--python={python}",
            "--format=markdown",
            "--with-urls",
            f"--output-file={licences}",
        ),
        ("cyclonedx-py", "environment", str(python), "--of", "JSON", "-o", str(sbom)),
    ]
    failed = []
    for words in wanted:
        done = _run(tools, *words)
        if done.returncode:
            failed.append(f"{words[0]}: {done.stderr.strip()[-300:]}")
    return failed


def main() -> int:
    """Audit an environment and write its lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, default=Path(".venv/bin/python"))
    parser.add_argument("--tools", type=Path, default=Path(".venv-audit/bin"))
    parser.add_argument("--out", type=Path, default=Path("build/audit"))
    options = parser.parse_args()
    words = [str(options.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    asked = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - as above
    failed = write_lists(options.tools, options.python, options.out)
    code, sentence = judge(audit_packages(options.tools, Path(asked.stdout.strip())))
    for line in (*failed, sentence, f"lists written to {options.out}"):
        sys.stdout.write(f"{line}\n")
    return FAULTY if failed else code


if __name__ == "__main__":
    raise SystemExit(main())
