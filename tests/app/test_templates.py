"""Templates escape what they are given, say nothing of their own, and are all used."""

import re
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup

from app.template import FOLDER, render

TEMPLATES = sorted(FOLDER.glob("*.html"))
SOURCES = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
BETWEEN = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
UNTRANSLATED = {"PDF"}


def name(path: Path) -> str:
    return path.name


def test_a_template_holds_no_sentence(hold_each):
    def hold_none(path):
        text = BETWEEN.sub(" ", path.read_text(encoding="utf-8"))
        assert set(re.findall(r"[^\W\d_]{2,}", text)) <= UNTRANSLATED

    hold_each(TEMPLATES, hold_none, name=name)


def test_a_template_is_used(hold_each):
    texts = {path: path.read_text(encoding="utf-8") for path in TEMPLATES}

    def be_used(path):
        others = "".join(text for one, text in texts.items() if one != path)
        assert f'"{path.name}"' in SOURCES or f'"{path.name}"' in others, "nothing names it"

    hold_each(TEMPLATES, be_used, name=name)


def test_a_template_switches_no_escaping_off(hold_each):
    def switch_none(path):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape", text)

    hold_each(TEMPLATES, switch_none, name=name)


def test_text_is_escaped_and_markup_is_not():
    hostile = "<img src=x onerror='alert(1)'>\"&"
    html = render("near-welcome.html", title=hostile, hint=Markup("<b>x</b>"))
    assert "<img" not in html
    assert html.striptags() == f"{hostile}x"
    assert "<b>x</b>" in html


def test_what_a_template_lacks_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="hint"):
        render("near-welcome.html", title="x")


@pytest.mark.parametrize("page", ["overview", "about", "nearby"])
def test_no_tag_is_read_as_text(run_page, page):
    shown = run_page(page, near="112.5565,37.8612", lang="en")
    assert not re.search(r"&lt;/?(div|section|p|a|ul|span)\b", shown)
