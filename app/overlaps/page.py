"""The page of pairs that meet: what is asked, the map, the list, the calendar and the files."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from markupsafe import Markup

from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.overlaps.asked import FACETS, Asked, find_asked
from app.overlaps.calendar import make_calendar
from app.published.data import data_addresses
from app.published.served import Served
from app.template import inline_json, mark_foreign, render
from app.words.labels import choice_name
from app.words.refusals import say_map_fault
from projects.overlaps import Overlaps, Pair
from projects.overlaps.outcomes import STATES
from projects.overlaps.sentence import explain_pair, find_step
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.vocabulary import SECTORS, STATUSES, Term

DISTANCES_M: Final = (0, 50, 100, 200, 500, 1000)
MOST_LISTED: Final = 300
"""So many pairs stand on the page; all of them are in the files."""

_TERMS: Final[Mapping[str, Mapping[str, Term]]] = {
    "class": CLASSES,
    "certainty": CERTAINTIES,
    "sector": SECTORS,
    "other": SECTORS,
    "status": STATUSES,
}


def facet_names(words: Words) -> dict[str, str]:
    """Name what can be chosen."""
    return {
        "class": words("Class of the pair"),
        "certainty": words("How sure"),
        "sector": words("Sector"),
        "other": words("Sector of the other"),
        "status": words("Status"),
        "district": words("District"),
    }


def state_names(words: Words) -> dict[str, str]:
    """Name what may become of a pair."""
    names = (words("open"), words("agreed"), words("not a conflict"))
    return dict(zip(STATES, names, strict=True))


def _list_options(facet: str, *, served: Served, words: Words) -> dict[str, str]:
    """List the choices of a facet with their names."""
    options = {"": words("All")}
    if facet == "district":
        slugs = served.choices["district"]
        return options | {slug: choice_name("district", slug, words) for slug in slugs}
    terms = _TERMS[facet]
    return options | {slug: words.name_of(t) for slug, t in terms.items()}


def _tell_shared(pair: Pair) -> int:
    """Tell the shared length no finer than the places are known."""
    step = find_step(pair.accuracies_m)
    return round(pair.shared_m / step) * step


def name_metres(metres: float, words: Words) -> str:
    """Write a length as a list shows it.

    Examples
    --------
    >>> name_metres(1234.4, Words("en")), name_metres(1234.4, Words("zh"))
    ('1,234 m', '1,234 米')
    >>> name_metres(0, Words("en"))
    ''
    """
    return words("{n} m", n=f"{metres:,.0f}") if metres else ""


def _plain_query(served: Served, *, words: Words) -> dict[str, str]:
    """Return the parameters of every link of the page: the language, and the report if needed."""
    report = {"report": served.report} if served.report else {}
    return report | {"lang": words.lang}


def describe_pair(pair: Pair, *, number: int, served: Served, words: Words) -> dict[str, Any]:
    """Describe a pair as the list and the files show it.

    Parameters
    ----------
    pair
        The pair.
    number
        Where it stands in the list, from 1.
    served
        The catalogue.
    words
        The language.
    """
    catalogue = served.catalogue
    both = [catalogue.by_id[name] for name in (pair.a, pair.b)]
    pair_class, sure = CLASSES[pair.pair_class], CERTAINTIES[pair.certainty]
    sentence = explain_pair(pair, catalogue=catalogue, language=words.lang)
    return {
        "number": number,
        "a": pair.a,
        "b": pair.b,
        "names": [words.name_of(one) for one in both],
        "links": [
            f"./?{urlencode(_plain_query(served, words=words) | {'sel': one.id})}" for one in both
        ],
        "class": pair.pair_class,
        "class_name": words.name_of(pair_class),
        "shared": name_metres(_tell_shared(pair), words),
        "sure": words.name_of(sure),
        # The class stands before it already.
        "sentence": sentence.partition("：" if words.lang == "zh" else ": ")[2],
    }


def name_files(words: Words) -> dict[str, str]:
    """Name the files of pairs by their ending."""
    return {
        "docx": words("Table for Word (.docx)"),
        "pptx": words("Slides (.pptx)"),
        "csv": words("The pairs as a table (.csv)"),
        "geojson": words("The shared stretches as a layer (.geojson)"),
    }


def say_count(overlaps: Overlaps, *, shown: int, words: Words) -> str:
    """Say how many pairs are shown, and how many more are known too roughly.

    Parameters
    ----------
    overlaps
        The pairs found.
    shown
        How many are shown.
    words
        The language.
    """
    return words(
        "Pairs shown: {n}. Drawn within {metres} m too, but known too roughly to list: {more}.",
        n=shown,
        metres=f"{overlaps.within_m:g}",
        more=overlaps.counted_only,
    )


def name_parts(words: Words) -> dict[str, str]:
    """Name the parts of a page of pairs, and say what its calendar shows."""
    return {
        "shared": words("Shared length"),
        "files": words("Take it away"),
        "none": words("No pair fits. A wider distance or fewer choices find more."),
        "calendar": words("Calendar of the works"),
        "calendar_note": words(
            "1 is the first project of a pair, 2 the second; a mark in brackets is a year"
            " whose start or end the report does not date."
        ),
        "pair": words("The two projects"),
        "meaning": words("What the classes mean"),
    }


def _write_form(asked: Asked, *, served: Served, words: Words) -> list[dict[str, object]]:
    """Describe the form; it needs no script."""
    names = facet_names(words)
    fields: list[dict[str, object]] = [
        {
            "name": facet,
            "label": names[facet],
            "options": _list_options(facet, served=served, words=words),
            "chosen": asked.chosen.get(facet, ""),
        }
        for facet in FACETS
    ]
    distances = sorted({*DISTANCES_M, int(asked.within_m)})
    within: dict[str, object] = {
        "name": "d",
        "label": words("Within"),
        "options": {f"{metres}": name_metres(metres, words) for metres in distances},
        "chosen": f"{asked.within_m:g}",
    }
    return [*fields, within]


def other_language(asked: Asked, *, served: Served, words: Words) -> str:
    """Return the address of the same page in the other language.

    Parameters
    ----------
    asked
        What the address asks.
    served
        The catalogue.
    words
        The language now.
    """
    other = next(lang for lang in LANGUAGES if lang != words.lang)
    query = _plain_query(served, words=words) | asked.parameters | {"lang": other}
    return f"./overlaps?{urlencode(query)}"


def write_top(served: Served, *, asked: Asked, words: Words, head: str | Markup = "") -> Markup:
    """Write the top of the page, for which no pair is looked for: its head and what is asked.

    Parameters
    ----------
    served
        The catalogue.
    asked
        What the address asks.
    words
        The language.
    head
        The head of the page.
    """
    html = render(
        "overlaps-top.html",
        code=HTML_LANGUAGES[words.lang],
        plain=_plain_query(served, words=words),
        head=head,
        title=words("What meets what"),
        subtitle=words.title_of(served.catalogue.metadata),
        fields=_write_form(asked, served=served, words=words),
        said={"show": words("Show"), "asked": words("Which pairs")},
    )
    return mark_foreign(html, lang=words.lang)


def write_waiting(served: Served, *, words: Words) -> Markup:
    """Say that the pairs are being counted; the page itself follows, and hides this.

    Parameters
    ----------
    served
        The catalogue.
    words
        The language.
    """
    said = words.plural(
        "Counting what meets what among {n} project. The list follows here.",
        "Counting what meets what among {n} projects. The list follows here.",
        len(served.catalogue.projects),
    )
    return render("overlaps-waiting.html", said=said)


def write_pairs(served: Served, *, asked: Asked, words: Words) -> Markup:
    """Write the page below its top: the map, the pairs, the files and the calendar.

    Parameters
    ----------
    served
        The catalogue.
    asked
        What the address asks.
    words
        The language.
    """
    overlaps = find_asked(served.catalogue, asked=asked)
    listed = overlaps.pairs[:MOST_LISTED]
    rows = [
        describe_pair(pair, number=number, served=served, words=words)
        for number, pair in enumerate(listed, start=1)
    ]
    metadata = served.catalogue.metadata
    plain = _plain_query(served, words=words)
    query = urlencode(plain | asked.parameters)
    data = {
        "lang": words.lang,
        "sources": data_addresses(served, lang=words.lang, may_pack=True),
        "catalogue": metadata.id,
        "stretches": f"./overlaps/pairs.geojson?{query}",
        "shown": sorted({name for pair in listed for name in (pair.a, pair.b)}),
        "states": state_names(words),
        "fault_text": say_map_fault(words),
    }
    html = render(
        "overlaps.html",
        count=say_count(overlaps, shown=len(overlaps.pairs), words=words),
        pairs=rows,
        more=len(overlaps.pairs) - len(listed),
        classes=[words.note_of(term) for term in CLASSES.values()],
        class_names={slug: words.name_of(t) for slug, t in CLASSES.items()},
        calendar=make_calendar(listed),
        files=[
            {"href": f"./overlaps/pairs.{ending}?{query}", "name": name, "ending": ending}
            for ending, name in name_files(words).items()
        ],
        inlined=inline_json(data),
        said=name_parts(words)
        | {
            "map": words("Map"),
            "list": words("The pairs, weightiest first"),
            "look": words("Show on the map"),
            "rest": words("More pairs than are listed here are in the files:"),
            "unknown": words("No year is known."),
        },
    )
    return mark_foreign(html, lang=words.lang)
