"""What a catalogue still lacks, as a page tells its steward."""

from dataclasses import replace

from markupsafe import Markup

from app.address import View
from app.links import plain_view
from app.messages import Words
from app.template import render
from app.words.labels import choice_name
from app.words.record import RecordWords
from projects.catalogue import Catalogue
from projects.completeness import GAPS, measure_completeness
from projects.filters import CITYWIDE


def completeness_html(catalogue: Catalogue, *, view: View, words: Words) -> Markup:
    """Write what is lacking, each kind with its records, and the districts with their places.

    Parameters
    ----------
    catalogue
        The catalogue.
    view
        The view; report and language go into the links.
    words
        The language.
    """
    found = measure_completeness(catalogue)
    plain = View(lang=view.lang, report=plain_view(view).report)
    gaps = [
        {
            "name": words.pick(GAPS[slug].name_zh, GAPS[slug].name_en),
            "count": len(ids),
            "share": 100 * len(ids) / (found.total or 1),
            "rows": [
                {
                    "name": RecordWords(catalogue.by_id[one], words).name,
                    "view": replace(plain, selected=one),
                }
                for one in ids
            ],
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
