"""Audit the supply chain: known vulnerabilities, licences, and a bill of materials (CycloneDX).

``make audit`` installs the tools into an environment of their own and runs this. It fails where a
package has a known vulnerability, and where nothing could be audited: an answer about no package
is no answer. Without a way to the advisory service it says so and still writes the two lists; where
the tools could not be installed either, the lists are shorter ones of our own.
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
    try:
        return subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    except OSError as error:
        return subprocess.CompletedProcess(command, FAULTY, "", f"{error}\n")


def audit_packages(tools: Path, packages: Path) -> dict[str, Any] | None:
    """Ask the advisory service about the packages of a folder; None where it gave no answer."""
    done = _run(tools, "pip-audit", "--format", "json", "--path", str(packages))
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.stderr.write(done.stderr[-500:])
        return None
    return report


_LIST_PACKAGES = """
import json
from importlib.metadata import distributions
rows = {}
for one in distributions():
    said = one.metadata
    named = [one for one in said.get_all("Classifier", []) if one.startswith("License ::")]
    kinds = [one.split(" :: ")[-1] for one in named]
    licence = said.get("License-Expression") or "; ".join(kinds) or (said.get("License") or "")
    lines = (licence or "UNKNOWN").strip().splitlines()
    rows[said["Name"]] = [said["Name"], one.version, lines[0][:80], said.get("Home-page") or ""]
print(json.dumps(sorted(rows.values(), key=lambda row: row[0].lower())))
"""
"""What the environment itself says of its packages."""


def list_packages(python: Path) -> list[list[str]]:
    """List the packages of an environment: name, version, licence, address."""
    words = [str(python), "-c", _LIST_PACKAGES]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own words
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def write_own_licences(rows: list[list[str]]) -> str:
    """Write the table of licences from what the packages say of themselves.

    Examples
    --------
    >>> print(write_own_licences([["a", "1", "MIT", "https://a.example"]]).splitlines()[-1])
    | a | 1 | MIT | https://a.example |
    """
    cells = [["Name", "Version", "License", "URL"], ["---"] * 4, *rows]
    return "".join(f"| {' | '.join(c.replace('|', '/') for c in row)} |\n" for row in cells)


def write_own_sbom(rows: list[list[str]]) -> str:
    """Write the bill of materials (CycloneDX 1.6) from what the packages say of themselves.

    Examples
    --------
    >>> json.loads(write_own_sbom([["A", "1", "MIT", ""]]))["components"][0]["purl"]
    'pkg:pypi/a@1'
    """
    parts = [
        {
            "type": "library",
            "name": name,
            "version": version,
            "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
            "licenses": [{"license": {"name": licence}}],
        }
        for name, version, licence, _ in rows
    ]
    document = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": parts}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def write_lists(tools: Path, python: Path, out: Path) -> list[str]:
    """Write the table of licences and the bill of materials.

    Parameters
    ----------
    tools
        The folder of the tools; what is missing there is made up for by lists of our own.
    python
        The interpreter of the environment.
    out
        The folder for the lists.

    Returns
    -------
    list
        A line a list: its file, and what wrote it.
    """
    out.mkdir(parents=True, exist_ok=True)
    licences, sbom = out / "licences.md", out / "sbom.cdx.json"
    options = (f"--python={python}", "--format=markdown", "--with-urls")
    wanted = [
        (licences, write_own_licences, ("pip-licenses", *options, f"--output-file={licences}")),
        (
            sbom,
            write_own_sbom,
            ("cyclonedx-py", "environment", str(python), "--of", "JSON", "-o", str(sbom)),
        ),
    ]
    written = []
    for file, write_own, words in wanted:
        file.unlink(missing_ok=True)  # what is there afterwards is of this run
        done = _run(tools, *words)
        if done.returncode or not file.exists():
            file.write_text(write_own(list_packages(python)), encoding="utf-8")
            why = (done.stderr.strip().splitlines() or ["no reason given"])[-1][:200]
            written.append(f"{file}: written without {words[0]} ({why})")
        else:
            written.append(f"{file}: written by {words[0]}")
    return written


def main() -> int:
    """Audit an environment and write its lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, default=Path(".venv/bin/python"))
    parser.add_argument("--tools", type=Path, default=Path(".venv-audit/bin"))
    parser.add_argument("--out", type=Path, default=Path("build/audit"))
    options = parser.parse_args()
    words = [str(options.python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    asked = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - as above
    written = write_lists(options.tools, options.python, options.out)
    code, sentence = judge(audit_packages(options.tools, Path(asked.stdout.strip())))
    for line in (*written, sentence):
        sys.stdout.write(f"{line}\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
