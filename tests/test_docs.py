"""What README and docs say is true: commands, links, tables, settings."""

import re
from collections.abc import Callable
from pathlib import Path

from app.pages_register import PAGES
from projects.__main__ import COMMANDS

HoldEach = Callable[..., None]
ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TEXTS = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "geodata/**/*.md", "projects/**/*.md", "app/**/*.md")
    for path in ROOT.glob(pattern)
)
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for package in ("app", "geodata", "projects")
    for path in (ROOT / package).rglob("*.py")
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    assert found, f"README has no section {title!r}"
    return found.group(1)


def test_every_link_within_the_repository_leads_somewhere(hold_each: HoldEach) -> None:
    def lead_somewhere(path: Path) -> None:
        targets = LINK.findall(path.read_text(encoding="utf-8"))
        missing = [
            target
            for target in targets
            if not target.startswith(("http", "#", "mailto:"))
            and not (path.parent / target.partition("#")[0]).exists()
        ]
        assert missing == []

    hold_each(TEXTS, lead_somewhere, name=name_of)


def test_the_commands_of_projects_are_those_of_the_readme() -> None:
    named = set(re.findall(r"python -m projects ([a-z-]+)", README))
    assert named == set(COMMANDS)


def test_no_text_names_a_command_that_is_not_there(hold_each: HoldEach) -> None:
    def name_none(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"python -m projects ([a-z][a-z-]*)", text)) <= set(COMMANDS)
        targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets

    hold_each(TEXTS, name_none, name=name_of)


def test_the_pages_are_those_of_the_readme() -> None:
    table = section("The pages")
    paths = {path.strip("/") for path in re.findall(r"^\| `(/[a-z]*)`", table, re.MULTILINE)}
    assert set(PAGES) <= paths


def test_every_library_has_a_line_that_says_why() -> None:
    table = section("Libraries, and why").lower()
    wanted = [
        line.partition("==")[0].strip()
        for file in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines()
        if "==" in line and not line.startswith("#")
    ]
    stubs = ("-stubs", "types-")
    missing = [
        name
        for name in wanted
        if name.lower() not in table and not name.startswith(stubs) and not name.endswith(stubs)
    ]
    assert missing == []


def test_every_setting_of_the_readme_is_read_somewhere() -> None:
    settings = re.findall(r"^\| `([A-Z_]+)", section("Settings"), re.MULTILINE)
    assert settings
    assert [name for name in settings if f'"{name}"' not in SOURCES] == []
