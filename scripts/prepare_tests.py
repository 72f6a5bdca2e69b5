"""Find what the tests need beside Python, install it on Debian as root, or say what to install."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell is the same engine without a browser's own windows: a page takes a third less work.
SHELL = "chromium-headless-shell"
NAMES = (
    *(SHELL, "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
)
SYSTEM_PYTHON = "/usr/bin/python3"
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, the quickest first, or None.

    The environment variable ``BROWSER_PATH`` wins when it names a file.
    """
    chosen = os.environ.get("BROWSER_PATH")
    if chosen and Path(chosen).is_file():
        return chosen
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return str(MAC) if MAC.is_file() else None


def has_chinese_font() -> bool:
    """Say whether fontconfig knows a font for Chinese (assumed where it is absent)."""
    fc_list = shutil.which("fc-list")
    if fc_list is None:
        return sys.platform != "linux"
    listed = subprocess.run(  # noqa: S603 - a fixed command found on the path
        [fc_list, ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip())


def find_office() -> str | None:
    """Return the path of LibreOffice, which opens the slides in a test, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def find_postgres() -> Path | None:
    """Return the folder of PostgreSQL's programs where PostGIS is there too, or None."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        version = folder.parent.name
        control = Path(f"/usr/share/postgresql/{version}/extension/postgis.control")
        if (folder / "initdb").is_file() and control.is_file():
            return folder
    return None


def has_qgis() -> bool:
    """Say whether the system's own Python can draw with QGIS."""
    words = [SYSTEM_PYTHON, "-c", "import qgis.core"]
    if not Path(SYSTEM_PYTHON).is_file():
        return False
    tried = subprocess.run(  # noqa: S603 - a fixed command
        words, capture_output=True, check=False
    )
    return tried.returncode == 0


def missing_packages(*, qgis: bool = False) -> list[str]:
    """Name the packages of Debian that stand for what is missing here.

    Parameters
    ----------
    qgis
        Whether QGIS is asked for, instead of what the tests need.
    """
    if qgis:
        return [] if has_qgis() else ["python3-qgis", "qgis-providers"]
    wanted = {
        "chromium": find_browser() is None,
        "fonts-noto-cjk": not has_chinese_font(),
        "libreoffice-impress-nogui": find_office() is None,
        "postgresql-postgis": find_postgres() is None,
        "nginx-light": shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") is None,
        "systemd": shutil.which("systemd-analyze") is None,
    }
    return [package for package, is_missing in wanted.items() if is_missing]


def is_debian_root() -> bool:
    """Say whether packages can be installed here: Debian's apt, as root."""
    return shutil.which("apt-get") is not None and os.name == "posix" and os.geteuid() == 0


def install_shell() -> None:
    """Install the quicker browser where the system offers it; without it the tests run as well."""
    apt, cache = shutil.which("apt-get"), shutil.which("apt-cache")
    if apt is None or cache is None or shutil.which(SHELL) or not is_debian_root():
        return
    known = subprocess.run(  # noqa: S603 - a fixed command found on the path
        [cache, "show", SHELL], capture_output=True, check=False
    )
    if known.returncode != 0:
        return
    sys.stdout.write(f"Installing {SHELL}\n")
    sys.stdout.flush()
    options = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=0"]
    words = [apt, *options, "install", "-y", "-q", "--no-install-recommends", "--no-remove", SHELL]
    subprocess.run(words, capture_output=True, check=False, env=_without_questions())  # noqa: S603 - the same


def _without_questions() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def install_packages(packages: list[str]) -> None:
    """Install packages of Debian."""
    apt = shutil.which("apt-get") or "apt-get"
    for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        subprocess.run(  # noqa: S603 - a fixed command found on the path
            [apt, *words], check=True, stdout=subprocess.DEVNULL, env=_without_questions()
        )


def main() -> int:
    """Print the browser's path; with ``--install``, install what is missing where possible."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--qgis", action="store_true", help="QGIS alone, for make qgis")
    parser.add_argument("--quicker", action="store_true", help="the quicker browser, if offered")
    arguments = parser.parse_args()
    if arguments.quicker:
        install_shell()
        return 0
    if arguments.install and (packages := missing_packages(qgis=arguments.qgis)):
        if not is_debian_root():
            needs = (
                "QGIS for the system's Python"
                if arguments.qgis
                else "Chromium or Chrome (or BROWSER_PATH), a Chinese font, LibreOffice, PostGIS, "
                "nginx and systemd"
            )
            sys.stderr.write(
                f"Needed: {needs}; missing here, by Debian's names: {', '.join(packages)}.\n"
            )
            return 1
        sys.stdout.write(f"Installing {', '.join(packages)}\n")
        sys.stdout.flush()
        install_packages(packages)
    if arguments.qgis:
        return 0
    browser = find_browser()
    if browser is None:
        sys.stderr.write("No Chromium or Chrome found: install one, or set BROWSER_PATH.\n")
        return 1
    sys.stdout.write(f"{browser}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
