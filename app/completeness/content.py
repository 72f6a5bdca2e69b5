"""What a catalogue still lacks, as a page tells its steward."""

from dataclasses import replace

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.labels import choice_name, say_more
from projects.catalogue import Catalogue
from projects.completeness import Completeness
from projects.filters import CITYWIDE
from projects.gaps import GAPS
from projects.laying_out import columns_of


def completeness_html(
    found: Completeness, *, catalogue: Catalogue, view: View, words: Words, most: int
) -> Markup:
    """Write what is lacking, each kind with its records, and the districts with their places.

    Parameters
    ----------
    found
        What is lacking.
    catalogue
        The catalogue.
    view
        The view; report and language go into the links.
    words
        The language.
    most
        So many records of a kind are listed; the rest is counted.
    """
    columns = columns_of(catalogue)
    names = columns.list_text("name_zh" if words.lang == "zh" else "name_en")
    others = columns.list_text("name_en" if words.lang == "zh" else "name_zh")
    rows = catalogue.by_id.rows
    plain = View(lang=view.lang, report=plain_view(view).report)
    gaps = [
        {
            "name": words.name_of(GAPS[slug]),
            "count": len(ids),
            "share": 100 * len(ids) / (found.total or 1),
            "rows": [
                {
                    "name": names[rows[one]] or others[rows[one]],
                    "view": replace(plain, selected=one),
                }
                for one in ids[:most]
            ],
            "more": say_more(shown=len(ids[:most]), total=len(ids), words=words),
        }
        for slug, ids in found.gaps.items()
    ]
    districts = [
        {
            "name": choice_name("district", one.adcode or CITYWIDE, words),
            "view": plain.with_facet("district", [one.adcode or CITYWIDE]),
            "placed": one.placed,
            "unplaced": one.unplaced,
        }
        for one in found.districts
    ]
    return render(
        "completeness.html",
        gaps=gaps,
        districts=districts,
        columns=[
            words("District"),
            words("On the map"),
            words("Without a place"),
            words("Together"),
        ],
    )
