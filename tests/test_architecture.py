"""Who may know whom: the contracts of `pyproject.toml`, and what they cannot say."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import distribution
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("geodata", "projects", "app")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

# A library and the only places that may import it (paths from the root, folders end with /). The
# layers keep all others from those places, so that nothing told or drawn comes to HTTP by a detour.
KEPT_TO = {
    "streamlit": (
        "app/main.py",
        "app/script.py",
        "app/web/",  # reads Streamlit's own first HTML, serves its scripts compressed
        "app/pages/",
        "app/components/",
    ),
    "starlette": ("app/web/",),
    "uvicorn": ("app/server.py",),
    "folium": ("app/city_map.py",),
    "branca": ("app/city_map.py",),
    "geopandas": ("geodata/frames.py", "geodata/foreign.py", "projects/exports/"),
    "xlsxwriter": ("projects/exports/workbook.py",),
    "ezdxf": ("projects/exports/drawing.py",),
    "pyarrow": ("geodata/frames.py", "projects/atlas/"),
    "pyogrio": ("geodata/frames.py",),
    "pyproj": ("geodata/",),
    "matplotlib": ("app/drawing/", "app/exports/"),
    "pptx": ("app/exports/",),
    "segno": ("app/drawing/qr.py",),
    "feedgen": ("app/news/",),
    "icalendar": ("app/news/",),
    "rapidfuzz": ("geodata/", "projects/changes/"),
}

# Words that open a file, kept to the modules that may.
OPENERS = {"open", "read_text", "read_bytes", "read_file", "read_csv", "write_text", "write_bytes"}

# What writes XML that is no page: styles for a GIS, SVG pictures, Office files.
WRITE_XML = {
    "app/drawing/painter_svg.py",
    "app/drawing/symbols.py",
    "app/exports/deck.py",
    "app/exports/word_table.py",
    "app/ogc/styles.py",
}
TAG = re.compile(r"(?<!\?P)</?[A-Za-z][\w:-]*(\s[^<]*)?/?>|<[a-z][\w-]* [a-z-]+=")
LOOKED_FOR = {"compile", "partition", "replace"}  # a tag that is searched for in what others wrote


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def plain_name(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def packages_of(name: str) -> set[str]:
    """Name the packages that a distribution offers: as it says, or by its files."""
    found = distribution(name)
    named = (found.read_text("top_level.txt") or "").split()
    files = [file for file in found.files or () if file.suffix in {".py", ".so", ".pyd"}]
    return set(named) or {file.parts[0].partition(".")[0] for file in files}


def imported_packages(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


def test_imports_run_in_one_direction(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert code == 0, capsys.readouterr().out


def test_what_is_imported_is_declared():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    declared = {plain_name(re.split(r"[=<>\[; ]", line)[0]) for line in lines if line[:1].isalpha()}
    offered = {package for one in declared for package in packages_of(one)}
    imported = {one for path in MODULES for one in imported_packages(path)}
    assert not imported - sys.stdlib_module_names - set(PACKAGES) - offered


@pytest.mark.parametrize("package", ["geodata", "projects"])
def test_a_package_has_a_public_door(package):
    door = import_module(package)
    assert (ROOT / package / "py.typed").exists()
    assert door.__all__
    for offered in door.__all__:
        assert getattr(door, offered).__doc__ or offered.isupper(), offered


def test_nobody_takes_what_another_package_keeps_private():
    for path in MODULES:
        package = path.relative_to(ROOT).parts[0]
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.ImportFrom) or not node.module or node.level:
                continue
            if node.module.split(".")[0] in set(PACKAGES) - {package}:
                taken = [*node.module.split("."), *(alias.name for alias in node.names)]
                private = [one for one in taken if one.startswith("_")]
                assert not private, f"{name(path)} takes {private} from {node.module}"


def test_libraries_stay_in_their_rooms(hold_each):
    def stay(path):
        for library in set(imported_packages(path)) & KEPT_TO.keys():
            rooms = KEPT_TO[library]
            allowed = any(
                name(path).startswith(room) if room.endswith("/") else name(path) == room
                for room in rooms
            )
            assert allowed, f"it imports {library}, which belongs to {', '.join(rooms)}"

    hold_each(MODULES, stay, name=name)


def test_files_are_opened_in_two_modules(hold_each):
    ours = {"read_text", "read_bytes", "write_bytes"}  # names that files.py offers itself

    def open_none(path):
        calls = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call)
        }
        assert not (calls & OPENERS) - ours

    openers = {"files.py", "foreign.py", "frames.py"}
    others = [path for path in MODULES if path.name not in openers]
    hold_each([one for one in others if name(one).startswith("geodata/")], open_none, name=name)


def written_texts(tree: ast.Module) -> Iterator[str]:
    """Give every text of a module but its docstrings and what it searches for."""
    passed_over = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed_over.add(node.value)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOOKED_FOR:
            passed_over.update(node.args)
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    yield from (one.value for one in texts if isinstance(one.value, str) and one not in passed_over)


def test_html_stands_in_templates_that_escape(hold_each):
    def write_none(path):
        tree = tree_of(path)
        by_hand = [
            f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if alias.name in {"escape", "quoteattr"}
        ]
        by_hand += [text for text in written_texts(tree) if TAG.search(text)]
        assert not by_hand, "it writes HTML by hand: put it into app/templates/"

    pages = [path for path in MODULES if name(path).startswith("app/")]
    hold_each([path for path in pages if name(path) not in WRITE_XML], write_none, name=name)


def test_every_module_says_what_it_knows_in_one_line(hold_each):
    def say(path):
        docstring = ast.get_docstring(tree_of(path))
        assert docstring, "it has no docstring"
        assert len(docstring.splitlines()[0]) <= 100

    hold_each(MODULES, say, name=name)


def test_no_module_is_called_by_an_empty_name():
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [name(path) for path in MODULES if path.stem.strip("_") in vague]


def test_no_test_folder_shadows_a_package():
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_measurement_is_one_that_the_command_runs():
    command = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert 'python_functions="bench_*"' in command
    for file in sorted((ROOT / "tests" / "bench").glob("bench_*.py")):
        names = re.findall(r"^def (\w+)\(", file.read_text(encoding="utf-8"), re.MULTILINE)
        assert not [name for name in names if name.startswith("test_")], file.name
