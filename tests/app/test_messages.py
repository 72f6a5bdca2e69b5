"""The words of the pages: every sentence translated, none written beside the catalogue."""

import ast
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import app.messages
from app.messages import Words, messages_json

HoldEach = Callable[..., None]
ROOT = Path(__file__).resolve().parents[2]
CHINESE = re.compile(r"[\u3400-\u9fff]")
ENGLISH = re.compile(r"[A-Za-z]{2}")

# Chinese that stands in the sources on purpose: (file, text): why.
ALLOWED_CHINESE = {
    ("app/messages.py", "中文"): "a language is named in itself",
    ("app/static/pages/standalone.js", "中文"): "a language is named in itself",
    ("app/online_bases.py", "© 天地图 GS(2024)0650号"): "the credit as its owner prescribes it",
}

# English that a script or page shows on purpose: (file, text): why.
ALLOWED_ENGLISH: dict[tuple[str, str], str] = {}

SHOWN_BY_SCRIPTS = {"text", "title", "alt", "placeholder", "aria-label", "aria-description"}
SHOWN_ATTRIBUTES = SHOWN_BY_SCRIPTS | {"aria-roledescription", "aria-valuetext"}
SHOWN_PROPERTIES = {"textContent", "innerText", "title", "ariaLabel", "placeholder", "alt"}
SHOWN_KEYWORDS = {"label", "help", "placeholder", "caption"}
SHOWING_CALLS = {
    "button", "caption", "checkbox", "download_button", "error", "expander", "file_uploader",
    "header", "info", "link_button", "markdown", "metric", "multiselect", "number_input", "pills",
    "popover", "radio", "segmented_control", "select_slider", "selectbox", "slider", "spinner",
    "subheader", "success", "tabs", "text", "text_area", "text_input", "title", "toast", "toggle",
    "warning", "write",
}  # fmt: skip


def load_script() -> ModuleType:
    path = ROOT / "scripts" / "messages.py"
    spec = importlib.util.spec_from_file_location("messages_script", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


SCRIPT = load_script()
PYTHON_FILES = sorted((ROOT / "app").glob("**/*.py"))
PAGE_FILES = [path for path in PYTHON_FILES if "import streamlit" in path.read_text("utf-8")]
SCRIPT_FILES = sorted((ROOT / "app" / "static").rglob("*.js"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_texts(tree: ast.AST) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node.value


def shown_python_texts(tree: ast.AST) -> Iterator[str]:
    """Strings given to Streamlit to be read."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        given = [word.value for word in node.keywords if word.arg in SHOWN_KEYWORDS]
        if node.func.attr in SHOWING_CALLS and getattr(node.func.value, "id", "") == "st":
            given += node.args[:1]
        for value in given:
            parts = value.values if isinstance(value, ast.JoinedStr) else [value]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def shown_script_texts(source: str) -> Iterator[str]:
    """Strings that a script puts on the page as they are."""
    tokens = SCRIPT.tokens_of(source)
    for index, token in enumerate(tokens):
        if token.kind != "string":
            continue
        before = [one.text for one in tokens[max(0, index - 4) : index]]
        is_option = before[-1:] == [":"] and before[-2:-1] and before[-2] in SHOWN_BY_SCRIPTS
        is_property = before[-1:] == ["="] and before[-2:-1] and before[-2] in SHOWN_PROPERTIES
        is_attribute = (
            before[-1:] == [","]
            and before[-4:-2] == ["setAttribute", "("]
            and before[-2] in SHOWN_ATTRIBUTES
        )
        is_node = before[-2:] == ["createTextNode", "("]
        if is_option or is_property or is_attribute or is_node:
            yield token.text


# The catalogue


def test_every_sentence_of_the_sources_is_translated_and_no_other() -> None:
    faults = SCRIPT.find_faults(SCRIPT.extract_catalogue(), SCRIPT.read_catalogue())
    assert faults == [], "run: python scripts/messages.py --update, then translate"


def test_every_call_names_its_sentence() -> None:
    assert SCRIPT.find_unreadable() == []


def test_the_catalogue_is_as_the_script_writes_it(tmp_path: Path) -> None:
    written = tmp_path / "messages.po"
    SCRIPT.write_catalogue(SCRIPT.read_catalogue(), written)
    assert written.read_text("utf-8") == SCRIPT.CATALOGUE.read_text("utf-8")


def test_chinese_uses_full_width_punctuation() -> None:
    messages = SCRIPT.messages_of(SCRIPT.read_catalogue())
    texts = [
        message.string if isinstance(message.string, str) else message.string[0]
        for message in messages.values()
    ]
    between = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")
    assert [text for text in texts if between.search(text)] == []


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("{n} of {total}", "", "untranslated"),
        ("{n} of {total}", "共 {total} 个", "blanks"),
        ("{n} of {total}", "共 {total} 个，{n} 个 {more}", "blanks"),
        ("Another", "别的", "missing"),
    ],
)
def test_the_check_names_each_fault(english: str, chinese: str, fault: str) -> None:
    extracted, translated = SCRIPT.Catalog(locale="zh"), SCRIPT.Catalog(locale="zh")
    extracted.add("{n} of {total}", locations=[("app/labels.py", 0)])
    translated.add(english, chinese, locations=[("app/labels.py", 0)])
    assert any(one.startswith(fault) for one in SCRIPT.find_faults(extracted, translated))


def test_the_check_names_what_is_obsolete_fuzzy_or_spoken_elsewhere() -> None:
    extracted, translated = SCRIPT.Catalog(locale="zh"), SCRIPT.Catalog(locale="zh")
    extracted.add("Map", locations=[("app/static/map/atlas.js", 0)])
    translated.add("Map", "地图", locations=[("app/labels.py", 0)], flags=["fuzzy"])
    translated.add("Gone", "旧")
    faults = SCRIPT.find_faults(extracted, translated)
    assert [fault.split(":")[0] for fault in faults] == ["fuzzy", "obsolete", "stale"]


def test_merging_keeps_translations_and_takes_the_missing_from_others() -> None:
    extracted, old, proposed = (SCRIPT.Catalog(locale="zh") for _ in range(3))
    extracted.add("Map")
    extracted.add(("{n} road", "{n} roads"))
    old.add("Map", "地图")
    old.add("Gone", "旧")
    proposed.add("Map", "图")
    proposed.add(("{n} road", "{n} roads"), ("{n} 条道路",))
    merged = SCRIPT.messages_of(SCRIPT.merge_catalogue(extracted, [old, proposed]))
    assert {key: one.string for key, one in merged.items()} == {
        "Map": "地图",
        "{n} road": ("{n} 条道路",),
    }


# Collecting


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ('words("Map")', [("Map",)]),
        ('words("A long "\n    "sentence {n}", n=1)', [("A long sentence {n}",)]),
        ('self.words("Map")', [("Map",)]),
        ('Words("zh")("Map")', [("Map",)]),
        ('words("On" if x else "Off")', [("On", "Off")]),
        ('words.plural("{n} day", "{n} days", n)', [(("{n} day", "{n} days"),)]),
        ('words.pick("地", "place")', []),
        ('def text(one):\n    return escape(words(one))\ntext("Map")', [("Map",)]),
        ("def text(one):\n    return words(one)\ntext(name)", [()]),
        ('other("Map")', []),
        ("words(name)", [()]),
        ('words(f"{name}")', [()]),
    ],
)
def test_python_calls_are_found(source: str, ids: list[tuple[object, ...]]) -> None:
    assert [call.ids for call in SCRIPT.python_calls(source)] == ids


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ('messages.say("Map")', [("Map",)]),
        ("this.messages.say('It\\'s here')", [("It's here",)]),
        ('this._messages?.say("A" + " b")', [("A b",)]),
        ('messages.say("{n} of", { n: f("x", 1) })', [("{n} of",)]),
        ('messages.say(on ? "On" : "Off")', [("On", "Off")]),
        ('messages.count(\n"{n} day", "{n} days",\n n)', [(("{n} day", "{n} days"),)]),
        ('`a ${b ? `${messages.say("In")}` : ""}`', [("In",)]),
        ('x.replace(/"/g, ""); messages.say("After")', [("After",)]),
        ('a / b; messages.say("Half") / 2', [("Half",)]),
        ('// messages.say("no")\n/* messages.say("no") */', []),
        ('this.say("no")', []),
        ('messages.pick("地", "place")', []),
        ("messages.say(name)", [()]),
        ("messages.say(`${name}`)", [()]),
    ],
)
def test_script_calls_are_found(source: str, ids: list[tuple[object, ...]]) -> None:
    assert [call.ids for call in SCRIPT.script_calls(source)] == ids


# Nothing beside the catalogue


def test_no_chinese_stands_in_python(hold_each: HoldEach) -> None:
    def hold_none(path: Path) -> None:
        texts = python_texts(ast.parse(path.read_text("utf-8")))
        found = {text for text in texts if CHINESE.search(text)}
        assert {text for text in found if (name_of(path), text) not in ALLOWED_CHINESE} == set()

    hold_each(PYTHON_FILES, hold_none, name=name_of)


def test_no_chinese_stands_in_scripts(hold_each: HoldEach) -> None:
    def hold_none(path: Path) -> None:
        tokens = SCRIPT.tokens_of(path.read_text("utf-8"))
        found = {one.text for one in tokens if one.kind == "string" and CHINESE.search(one.text)}
        assert {text for text in found if (name_of(path), text) not in ALLOWED_CHINESE} == set()

    hold_each(SCRIPT_FILES, hold_none, name=name_of)


def test_no_english_is_shown_past_the_catalogue_in_python(hold_each: HoldEach) -> None:
    def show_none(path: Path) -> None:
        texts = shown_python_texts(ast.parse(path.read_text("utf-8")))
        found = {text for text in texts if ENGLISH.search(text)}
        allowed = ALLOWED_ENGLISH.keys() | ALLOWED_CHINESE.keys()
        assert {text for text in found if (name_of(path), text) not in allowed} == set()

    hold_each(PAGE_FILES, show_none, name=name_of)


def test_no_english_is_shown_past_the_catalogue_in_scripts(hold_each: HoldEach) -> None:
    def show_none(path: Path) -> None:
        texts = shown_script_texts(path.read_text("utf-8"))
        found = {text for text in texts if ENGLISH.search(text)}
        assert {text for text in found if (name_of(path), text) not in ALLOWED_ENGLISH} == set()

    hold_each(SCRIPT_FILES, show_none, name=name_of)


@pytest.mark.parametrize(
    "source",
    [
        'element("p", { text: "Hello" })',
        'element("p", { "aria-label": `Hello ${name}` })',
        'node.setAttribute("title", "Hello")',
        'node.textContent = "Hello";',
        'document.createTextNode("Hello")',
    ],
)
def test_english_in_a_script_is_noticed(source: str) -> None:
    assert [text.strip() for text in shown_script_texts(source)][:1] == ["Hello"]


@pytest.mark.parametrize(
    "source", ['st.button("Hello")', 'st.button(words("x"), help="Hello")', 'st.write(f"Hello{n}")']
)
def test_english_in_python_is_noticed(source: str) -> None:
    assert list(shown_python_texts(ast.parse(source))) == ["Hello"]


def test_every_exception_is_still_needed() -> None:
    def texts(name: str) -> set[str]:
        source = (ROOT / name).read_text("utf-8")
        if name.endswith(".py"):
            return set(python_texts(ast.parse(source)))
        return {token.text for token in SCRIPT.tokens_of(source)}

    allowed = [*ALLOWED_CHINESE, *ALLOWED_ENGLISH]
    assert [(name, text) for name, text in allowed if text not in texts(name)] == []


# Speaking


@pytest.fixture
def small_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    path = tmp_path / "zh" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    catalogue = SCRIPT.Catalog(locale="zh")
    catalogue.add("Near {name}", "{name}附近", locations=[("app/labels.py", 0)])
    catalogue.add("Zoom in", "放大", locations=[("app/static/map/atlas.js", 0)])
    catalogue.add("Not yet", "", locations=[("app/static/map/atlas.js", 0)])
    catalogue.add(
        ("{n} road in {name}", "{n} roads in {name}"),
        ("{name}有 {n} 条道路",),
        locations=[("app/labels.py", 0), ("app/static/map/atlas.js", 0)],
    )
    SCRIPT.write_catalogue(catalogue, path)
    monkeypatch.setattr(app.messages, "LOCALES", tmp_path)
    for cached in (app.messages.read_messages, app.messages.messages_json):
        cached.cache_clear()
    yield
    for cached in (app.messages.read_messages, app.messages.messages_json):
        cached.cache_clear()


@pytest.mark.usefixtures("small_catalogue")
@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "Wanbolin附近"), ("en", "Near Wanbolin"), ("xx", "Wanbolin附近")]
)
def test_words_speak_the_language_and_fill_the_blanks(lang: str, said: str) -> None:
    assert Words(lang)("Near {name}", name="Wanbolin") == said


@pytest.mark.usefixtures("small_catalogue")
@pytest.mark.parametrize("sentence", ["Not yet", "Not even collected"])
def test_words_fall_back_to_english(sentence: str) -> None:
    assert Words("zh")(sentence) == sentence


@pytest.mark.usefixtures("small_catalogue")
@pytest.mark.parametrize(
    ("lang", "n", "said"),
    [
        ("zh", 1, "A有 1 条道路"),
        ("zh", 3, "A有 3 条道路"),
        ("en", 1, "1 road in A"),
        ("en", 0, "0 roads in A"),
    ],
)
def test_plurals_are_chosen_by_the_count(lang: str, n: int, said: str) -> None:
    assert Words(lang).plural("{n} road in {name}", "{n} roads in {name}", n, name="A") == said


@pytest.mark.usefixtures("small_catalogue")
def test_plurals_fall_back_to_english() -> None:
    assert Words("zh").plural("{n} lake", "{n} lakes", 2) == "2 lakes"


@pytest.mark.usefixtures("small_catalogue")
def test_scripts_get_only_the_translated_sentences_they_speak() -> None:
    assert json.loads(messages_json("zh")) == {
        "Zoom in": "放大",
        "{n} road in {name}": "{name}有 {n} 条道路",
    }


def test_scripts_get_nothing_for_the_language_of_the_sources() -> None:
    assert json.loads(messages_json("en")) == {}


def test_scripts_get_every_sentence_they_speak() -> None:
    spoken = SCRIPT.messages_of(SCRIPT.extract_catalogue(SCRIPT_FILES))
    assert json.loads(messages_json("zh")).keys() == spoken.keys()


@pytest.mark.parametrize(
    ("lang", "zh", "en", "text"),
    [
        ("zh", "汾河", "Fen", "汾河"),
        ("en", "汾河", "Fen", "Fen"),
        ("en", "汾河", None, "汾河"),
        ("zh", None, None, ""),
    ],
)
def test_a_record_speaks_the_language_or_the_other(
    lang: str, zh: str | None, en: str | None, text: str
) -> None:
    assert Words(lang).pick(zh, en) == text
