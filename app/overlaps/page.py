"""The page of pairs that meet: a form, a count, a table and the files of what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Final
from urllib.parse import urlencode

from app.messages import HTML_LANGUAGES, Words
from app.words.dates import date_text
from projects.catalogue import Catalogue
from projects.overlaps import DEFAULT_WITHIN_M, MAX_WITHIN_M, Overlaps, find_overlaps
from projects.overlaps.sentence import explain_pair
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.vocabulary import SECTORS, STATUSES, Term

DISTANCES_M: Final = (0, 50, 100, 200, 500, 1000)
FACETS: Final[Mapping[str, Mapping[str, Term]]] = {
    "class": CLASSES,
    "certainty": CERTAINTIES,
    "sector": SECTORS,
    "status": STATUSES,
}


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the pairs: one slug a facet, and the distance."""

    within_m: float = DEFAULT_WITHIN_M
    chosen: Mapping[str, str] = field(default_factory=dict)

    def write(self, *, lang: str) -> str:
        """Write it as the query of an address."""
        query = {**self.chosen, "d": f"{self.within_m:g}", "lang": lang}
        return urlencode(query)


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read what is asked; what is unknown asks nothing.

    Examples
    --------
    >>> read_asked({"d": "500", "class": "conflict", "status": "moon"})
    Asked(within_m=500.0, chosen={'class': 'conflict'})
    """
    text = query.get("d", "")
    within_m = float(text) if text.isascii() and text.isdecimal() else DEFAULT_WITHIN_M
    chosen = {name: query[name] for name, terms in FACETS.items() if query.get(name) in terms}
    return Asked(min(within_m, MAX_WITHIN_M), chosen)


def find_asked(catalogue: Catalogue, *, asked: Asked) -> Overlaps:
    """Find the pairs that are asked for; a sector or status may be that of either project.

    Parameters
    ----------
    catalogue
        The catalogue.
    asked
        What is asked.
    """
    overlaps = find_overlaps(catalogue, within_m=asked.within_m)
    kept = []
    for pair in overlaps.pairs:
        both = catalogue.by_id[pair.a], catalogue.by_id[pair.b]
        own = {
            "class": {pair.pair_class},
            "certainty": {pair.certainty},
            "sector": {project.sector for project in both},
            "status": {project.status for project in both},
        }
        if all(slug in own[name] for name, slug in asked.chosen.items()):
            kept.append(pair)
    return Overlaps(tuple(kept), overlaps.counted_only, overlaps.within_m)


def _choose(name: str, label: str, *, options: Mapping[str, str], chosen: str) -> str:
    """Make one choice of the form."""
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(text)}</option>"
        for value, text in options.items()
    )
    return f'<label>{escape(label)} <select name="{name}">{rows}</select></label> '


def _write_form(asked: Asked, *, words: Words) -> str:
    """Make the form; it needs no script."""
    names = {
        "class": words("Class of the pair"),
        "certainty": words("How sure"),
        "sector": words("Sector"),
        "status": words("Status"),
    }
    parts = []
    for name, terms in FACETS.items():
        options = {"": words("All")}
        options |= {slug: words.pick(t.name_zh, t.name_en) for slug, t in terms.items()}
        chosen = asked.chosen.get(name, "")
        parts.append(_choose(name, names[name], options=options, chosen=chosen))
    distances = {
        f"{metres}": f"{metres:,} m" for metres in sorted({*DISTANCES_M, int(asked.within_m)})
    }
    parts.append(_choose("d", words("Within"), options=distances, chosen=f"{asked.within_m:g}"))
    return (
        f'<form method="get">{"".join(parts)}'
        f'<input type="hidden" name="lang" value="{words.lang}">'
        f'<button type="submit">{escape(words("Show"))}</button></form>'
    )


def _write_table(overlaps: Overlaps, *, catalogue: Catalogue, words: Words) -> str:
    """Make the table of the pairs; every project opens on the map."""
    heads = (
        words("Class of the pair"),
        words("The two projects"),
        words("Shared length"),
        words("How sure"),
        words("How, when and why"),
    )
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    rows = []
    for pair in overlaps.pairs:
        links = []
        for name in (pair.a, pair.b):
            project = catalogue.by_id[name]
            query = escape(urlencode({"sel": name, "lang": words.lang}))
            title = words.pick(project.name_zh, project.name_en)
            links.append(f'<a href="./?{query}">{escape(title)}</a>')
        pair_class, sure = CLASSES[pair.pair_class], CERTAINTIES[pair.certainty]
        cells = (
            escape(words.pick(pair_class.name_zh, pair_class.name_en)),
            "<br>".join(links),
            f"{pair.shared_m:,.0f} m" if pair.shared_m else "",
            escape(words.pick(sure.name_zh, sure.name_en)),
            escape(explain_pair(pair, catalogue=catalogue, language=words.lang)),
        )
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def write_page(
    catalogue: Catalogue, *, asked: Asked, words: Words, style: str, base: str = ""
) -> str:
    """Write the page.

    Parameters
    ----------
    catalogue
        The catalogue.
    asked
        What the address asks.
    words
        The language.
    style
        The address of the style sheet.
    base
        The address of the app, with its last slash; on paper the page says where it is found.
    """
    overlaps = find_asked(catalogue, asked=asked)
    title = words("What meets what")
    count = words(
        "Pairs shown: {n}. Drawn within {metres} m too, but known too roughly to list: {more}.",
        n=len(overlaps.pairs),
        metres=f"{overlaps.within_m:g}",
        more=overlaps.counted_only,
    )
    query = escape(asked.write(lang=words.lang))
    files = "".join(
        f'<li><a href="./overlaps/pairs.{ending}?{query}">{escape(name)}</a></li>'
        for ending, name in (
            ("csv", words("The pairs as a table (.csv)")),
            ("geojson", words("The shared stretches as a layer (.geojson)")),
        )
    )
    metadata = catalogue.metadata
    date = date_text(metadata.report_date, lang=words.lang)
    found = f"{words('As the report of {date} says', date=date)} · {base}overlaps?"
    return (
        f'<!doctype html><html lang="{HTML_LANGUAGES[words.lang]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="./{escape(style)}"></head>'
        f"<body><main><h1>{escape(title)}</h1>"
        f"<p>{escape(words.pick(metadata.title_zh, metadata.title_en))} · "
        f'<a href="./?lang={words.lang}">{escape(words("To the map"))}</a></p>'
        f'<p class="paper">{escape(found)}{query}</p>'
        f'{_write_form(asked, words=words)}<p role="status">{escape(count)}</p><ul>{files}</ul>'
        f"{_write_table(overlaps, catalogue=catalogue, words=words)}</main></body></html>"
    )
