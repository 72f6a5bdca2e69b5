"""The modules of the pages, joined into one script each."""

import re

import pytest

from app.city_map import map_module
from app.errors import AssetError
from app.published import modules
from app.published.modules import STATIC, join_modules, list_modules
from app.published.scripts import (
    ENTRIES,
    FILE_ENTRY,
    FILE_MAP,
    MAP_MODULE,
    PAGE_MAP,
    file_script,
    page_map,
    page_script,
)
from app.site.assets import SCRIPTS as SITE_SCRIPTS

MAP = {MAP_MODULE: "export const buildMap = () => {};\n"}
CLASSIC = {"pages/host.js", "pages/site-worker.js", "pages/socket.js", "pages/street.js"}


def test_the_page_has_every_part_that_python_mounts():
    mounted = set(
        re.findall(r'"(mount[A-Z]\w+)"', (STATIC.parent / "components" / "scripted.py").read_text())
    )
    exported = re.findall(
        r"^  (mount\w+),$", (STATIC / "pages" / "app.js").read_text(), re.MULTILINE
    )
    assert mounted == set(exported)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Give a function that writes modules into a folder of their own."""
    monkeypatch.setattr(modules, "STATIC", tmp_path)

    def write(**texts):
        for name, text in texts.items():
            path = tmp_path / f"{name.replace('__', '/')}.js"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return write


def test_a_module_comes_after_those_it_needs_and_once(files):
    files(
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nexport const a = b + c;\n',
        b='import { c } from "./c.js";\nexport const b = c;\n',
        c="export const c = 1;\n",
    )
    assert [module.path for module in list_modules("a.js", made={})] == ["c.js", "b.js", "a.js"]


def test_a_joined_module_exports_what_its_entry_does(files):
    files(
        pages__a='import { b } from "../core/b.js";\nexport { b } from "../core/b.js";\n'
        "export const a = b;\n",
        core__b="export const b = 1;\nexport async function later() {}\nexport class One {}\n",
    )
    text = join_modules("pages/a.js", made={}, is_module=True)
    assert text.endswith('export const { b, a } = modules["pages/a.js"];\n')
    assert 'modules["core/b.js"] = { b, later, One };' in text
    assert not re.search(r"^import ", text, re.MULTILINE)


def test_a_classic_script_leaves_nothing_behind(files):
    files(a="export const a = 1;\n")
    text = join_modules("a.js", made={}, is_module=False)
    assert text.startswith('(() => {\n"use strict";\n')
    assert "export" not in text


def test_data_stand_in_the_script(files, tmp_path):
    files(core__a='import table from "../table.json" with { type: "json" };\n')
    (tmp_path / "table.json").write_text('{"a": 1}\n', encoding="utf-8")
    assert 'const table = {"a": 1};' in join_modules("core/a.js", made={}, is_module=True)


def test_a_module_may_be_made_by_the_server(files):
    files(a='import { b } from "./b.js";\n')
    text = join_modules("a.js", made={"b.js": "export const b = 1;\n"}, is_module=True)
    assert 'modules["b.js"] = { b };' in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("export default 1;\n", "cannot be joined"),
        ('import * as b from "./b.js";\n', "cannot be joined"),
        ("export let b = 1;\n", "cannot be joined"),
        ('import { x } from "https://example.org/x.js";\n', "cannot be joined"),
        ('import { b } from "./none.js";\n', "no such module"),
        ('import { a } from "./a.js";\n', "in a ring"),
        ('import { other } from "./b.js";\n', r"does not export other; it exports b"),
    ],
)
def test_what_cannot_be_joined_is_named(files, text, said):
    files(a=text, b="export const b = 1;\n")
    with pytest.raises(AssetError, match=said):
        join_modules("a.js", made={}, is_module=True)


def test_a_script_is_ascii_and_keeps_no_comment_of_its_own_lines(files):
    files(a='/**\n * Says it.\n */\nexport const a = "“晋” 𠮷"; /* stays */\n  // goes\n')
    script = join_modules("a.js", made={}, is_module=False)
    assert 'const a = "\\u201c\\u664b\\u201d \\ud842\\udfb7"; /* stays */' in script
    assert "Says it" not in script
    assert "goes" not in script


def test_every_module_is_in_a_script():
    entries = [*ENTRIES.values(), FILE_ENTRY, *SITE_SCRIPTS.values()]
    used = {module.path for entry in entries for module in list_modules(entry, made=MAP)}
    there = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")}
    assert used - {MAP_MODULE} == there - CLASSIC


def list_scripts(folder):
    found = sorted((STATIC / folder).glob("*.js"))
    assert found
    return found


def test_pure_logic_knows_no_page():
    for path in list_scripts("core"):
        text = path.read_text("utf-8")
        if path.name != "load.js":
            assert not re.search(r"\b(?:document|globalThis|window|L)\.", text), path.name


@pytest.mark.parametrize("folder", ["core", "parts", "map"])
def test_modules_know_each_other_in_one_direction(folder):
    above = {"core": ("parts", "map", "pages"), "parts": ("map", "pages"), "map": ("pages",)}
    for path in list_scripts(folder):
        for other in above[folder]:
            assert f'"../{other}/' not in path.read_text("utf-8"), path.name


def test_no_script_keeps_anything_on_the_global_object():
    for text in (page_script("atlas.js").decode(), page_script("present.js").decode()):
        assert not re.search(r"\b(?:globalThis|window|self)\.\w+ (?:\?\?)?= ", text)
    assert not re.search(r"\b(?:globalThis|window|self)\.\w+ (?:\?\?)?= ", file_script())


def test_the_map_of_a_file_is_what_folium_renders_now():
    rendered = map_module(with_online=False)
    assert FILE_MAP.read_text(encoding="utf-8") == rendered, "run python scripts/build_map.py"


def test_the_map_of_the_pages_is_what_folium_renders_now():
    assert PAGE_MAP.read_text(encoding="utf-8") == map_module(), "run python scripts/build_map.py"


def test_the_pages_hold_the_users_own_key(monkeypatch):
    monkeypatch.setenv("TIANDITU_KEY", "my-key")
    map_module.cache_clear()
    script = page_map()
    map_module.cache_clear()
    assert "tk=my-key" in script
