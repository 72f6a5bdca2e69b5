"""Install what a requirements file names, telling how far it is; pip's own words where it fails."""

import subprocess
import sys
from pathlib import Path


def count_wanted(path: Path) -> int:
    """Count the packages that a requirements file names, constraints and itself apart."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return sum("==" in line and not line.startswith("#") for line in lines)


def install(path: Path) -> int:
    """Install a file's packages and return pip's exit code.

    Parameters
    ----------
    path
        The requirements file.
    """
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--progress-bar", "off", "-r", str(path)]
    kept: list[str] = []
    seen = 0
    is_seen_by_a_person = sys.stdout.isatty()
    wanted = count_wanted(path)
    sys.stdout.write(
        f"Installing {wanted} libraries and what they need into .venv"
        " (about a minute the first time) …\n"
    )
    with subprocess.Popen(  # noqa: S603 - our own interpreter and file
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as pip:
        for line in pip.stdout or ():
            kept.append(line)
            word = line.split(" ", 1)[0]
            if word == "Collecting":
                seen += 1
            if word in {"Collecting", "Installing"}:
                text = f"  found {seen}" if word == "Collecting" else "  putting them in place …"
                sys.stdout.write(f"\r{text}" if is_seen_by_a_person else "")
            if word == "Installing" and not is_seen_by_a_person:
                sys.stdout.write(f"  {seen} found, putting them in place …\n")
            sys.stdout.flush()
    sys.stdout.write("\n" if is_seen_by_a_person else "")
    if pip.returncode:
        sys.stderr.write("".join(kept[-30:]))
        sys.stderr.write(f"{path} could not be installed; pip's last lines stand above.\n")
    return pip.returncode


if __name__ == "__main__":
    sys.exit(install(Path(sys.argv[1])))
