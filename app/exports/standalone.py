"""The standalone file: the map of a view as one web page that asks nobody for anything."""

import base64
import hashlib
import re
from functools import cache

from markupsafe import Markup

from app.errors import ExportError
from app.exports.summary import ViewSummary
from app.messages import HTML_LANGUAGES, LANGUAGES, Words, messages_json
from app.published.assets import read_asset
from app.published.data import base_map
from app.published.modules import STATIC
from app.published.scripts import file_script
from app.template import embed_json, inline_json, render
from projects.catalogue import Catalogue

STYLES = ("atlas.css", "standalone.css")
_ADDRESS_IN_STYLE = re.compile(r"url\((?!['\"]?data:)[^)]*\)")
_BREAKS_SCRIPT = re.compile(r"</script|<!--", re.IGNORECASE)


def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


def _unify_lines(text: str) -> str:
    """Give a text the line ends that a browser reads, for the digest of the policy."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _scripts() -> tuple[str, ...]:
    found = (read_asset("leaflet.js").body.decode(), file_script())
    scripts = tuple(_unify_lines(script) for script in found)
    for script in scripts:
        if broken := _BREAKS_SCRIPT.search(script):
            raise ExportError(f"a script holds {broken.group()!r}, which would end it in the file")
    return scripts


@cache
def _style() -> str:
    leaflet = read_asset("leaflet.css").body.decode()
    # Leaflet's own pictures are not used; without them nothing in the file has an address.
    leaflet = _ADDRESS_IN_STYLE.sub("none", leaflet)
    return _unify_lines(leaflet + "\n" + "\n".join(_read(name) for name in STYLES))


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def content_security_policy() -> str:
    """Return the policy of the file: its own scripts and style, and no request at all."""
    scripts = " ".join(_digest(script) for script in _scripts())
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {_digest(_style())}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def list_former_ids(catalogue: Catalogue) -> dict[str, str]:
    """List the ids that records had before, each with the present one."""
    ids = catalogue.present_ids
    return {former: present for former, present in ids.items() if former != present}


def describe_map(summary: ViewSummary) -> dict[str, object]:
    """Describe what a map without a server says of itself, in both languages."""
    about: dict[str, object] = {
        "query": summary.query,
        "link_base": summary.link_base,
        "former_ids": list_former_ids(summary.served.catalogue),
    }
    if summary.story is not None:
        about["story"] = summary.story.model_dump(exclude_none=True)
    for lang in LANGUAGES:
        spoken = summary.in_language(lang)
        about[lang] = {
            "title": spoken.title,
            "subtitle": spoken.subtitle,
            "as_of": f"{spoken.as_of} · {spoken.coverage}",
            "accuracy_note": spoken.accuracy_note,
            "sources": spoken.sources,
            "privacy": spoken.words("This file holds everything it shows and asks no server."),
        }
    return about


def make_standalone(summary: ViewSummary) -> bytes:
    """Make the standalone file of a view.

    It holds the whole catalogue and opens at the view: its filters, selection, camera, language.
    """
    served, words = summary.served, summary.words
    data = {
        "catalogue": served.file.body,
        "base": base_map(served.catalogue.city).body,
        "reference": served.reference.body,
        **{f"messages-{lang}": messages_json(lang) for lang in LANGUAGES},
    }
    icon = base64.b64encode(read_asset("favicon.svg").body).decode()
    without_script = " ".join(
        Words(lang)("This file is a map that needs JavaScript, which is switched off here.")
        for lang in LANGUAGES
    )
    page = render(
        "standalone.html",
        lang=HTML_LANGUAGES[words.lang],
        policy=content_security_policy(),
        title=summary.title,
        icon=icon,
        style=Markup(_style()),  # noqa: S704 - our own style sheets
        without_script=without_script,
        data={
            "about": inline_json(describe_map(summary)),
            **{name: embed_json(content.decode()) for name, content in data.items()},
        },
        scripts=[Markup(script) for script in _scripts()],  # noqa: S704 - our own scripts, looked through
    )
    return page.encode("utf-8")
