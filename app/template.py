"""HTML from templates, which escape whatever they are given and hold no sentence of their own."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from app.links import page_address
from app.published.assets import asset_address

FOLDER = Path(__file__).parent / "templates"
_LINE_ENDS = re.compile(r"[ \t]*\n[ \t]*")


def _read(name: str) -> str:
    """Read a template; its line ends and indents are for those who read it, not for the page."""
    return _LINE_ENDS.sub("", (FOLDER / name).read_text(encoding="utf-8"))


_HAN = re.compile(r"([\u3400-\u9fff]+(?:[（）“”《》、·0-9]*[\u3400-\u9fff]+)*[）”》]*)")


def mark_han(text: str, lang: str) -> Markup:
    """Mark the Chinese names in a sentence of another language, so that they are read as such.

    Parameters
    ----------
    text
        The sentence.
    lang
        Its language.

    Examples
    --------
    >>> mark_han("Overdue; 太原晚报 & others", "en")
    Markup('Overdue; <span lang="zh-CN">太原晚报</span> &amp; others')
    >>> mark_han("逾期；太原晚报", "zh")
    Markup('逾期；太原晚报')
    """
    return render("han.html", parts=[text] if lang == "zh" else _HAN.split(text))


_TEMPLATES = Environment(
    loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, auto_reload=False
)
_TEMPLATES.filters["mark_han"] = mark_han
_TEMPLATES.globals |= {"asset": asset_address, "address": page_address}


def render(name: str, **values: Any) -> Markup:  # noqa: ANN401 - a template takes what it shows
    """Fill a template in.

    Parameters
    ----------
    name
        The template's file.
    values
        What it shows: text is escaped, HTML comes as `Markup`. One that is missing is an error.

    Examples
    --------
    >>> render("section.html", title="A < B", lead="", anchor="", is_aside=False, content="")
    Markup('<section class="city-section"><header><h2>A &lt; B</h2></header><div></div></section>')
    """
    return Markup(_TEMPLATES.get_template(name).render(**values))  # noqa: S704 - escaped by the template
