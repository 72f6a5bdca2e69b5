"""HTML from templates, which escape whatever they are given and hold no sentence of their own."""

import json
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
    # What is no markup is escaped by the template; a part of markup is markup.
    parts = [text] if lang == "zh" else [type(text)(part) for part in _HAN.split(text)]
    return render("han.html", parts=parts)


_PIECES = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|title|option|textarea|svg)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
_LANG = re.compile(r"""\slang=["']?([\w-]+)""")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


class _Marker:
    """Marks the Chinese of a page piece by piece, outside of what says its language itself."""

    def __init__(self, lang: str) -> None:
        """Begin in the language of the page."""
        self._open: list[tuple[str, str]] = [("", lang)]

    def __call__(self, piece: re.Match[str]) -> str:
        """Give a piece back, its Chinese marked where it stands in another language."""
        name = piece["name"]
        if name is not None:
            self._take_tag(name.lower(), is_end=bool(piece["end"]), rest=piece["rest"])
        elif not self._open[-1][1].startswith("zh") and _HAN.search(piece["text"] or ""):
            return mark_han(Markup(piece[0]), "")  # noqa: S704 - a text of the page, as it was given
        return piece[0]

    def _take_tag(self, name: str, *, is_end: bool, rest: str) -> None:
        """Remember which elements are open, and in which language."""
        if is_end:
            at = max((at for at, (own, _) in enumerate(self._open) if own == name), default=0)
            if at:
                del self._open[at:]
        elif name not in _VOID and not rest.endswith("/"):
            found = _LANG.search(rest)
            self._open.append((name, found[1] if found else self._open[-1][1]))


def mark_foreign(html: str, *, lang: str) -> Markup:
    """Mark what stands in Chinese on a page of another language, so that it is read as such.

    What says its language already stays as it is, and so do attributes, titles and choices, in
    which nothing can be marked.

    Parameters
    ----------
    html
        The page, or a part of it, well-formed.
    lang
        Its language.

    Examples
    --------
    >>> mark_foreign('<p title="路">Road 大街 <q lang="zh-CN">开工</q></p>', lang="en")
    Markup('<p title="路">Road <span lang="zh-CN">大街</span> <q lang="zh-CN">开工</q></p>')
    >>> mark_foreign("<p>大街</p>", lang="zh")
    Markup('<p>大街</p>')
    """
    if lang.startswith("zh") or _HAN.search(html) is None:
        return Markup(html)  # noqa: S704 - HTML as it was given
    return Markup(_PIECES.sub(_Marker(lang), html))  # noqa: S704 - nothing but spans of our own


def embed_json(text: str) -> Markup:
    r"""Return JSON that may stand within a script element: no sign in it ends the element.

    Parameters
    ----------
    text
        JSON.

    Examples
    --------
    >>> print(embed_json('{"name": "</script>"}'))
    {"name": "\u003c/script>"}
    """
    text = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(text)  # noqa: S704 - JSON in which no sign ends the element


def inline_json(content: object) -> Markup:
    """Write what a script is told as JSON within its page."""
    return embed_json(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


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
