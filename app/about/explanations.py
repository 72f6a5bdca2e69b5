"""What the words and signs of the map mean, for the page that explains them."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from app.address import View
from app.messages import Words
from app.overview.signs import name_softness
from app.template import render
from app.words.dates import date_text
from app.words.labels import choice_name, term_name
from projects.model import Metadata, Project
from projects.vocabulary import ACCURACY_CLASSES, KINDS, SECTORS, STATUSES


def list_kinds(projects: Iterable[Project]) -> Mapping[str, tuple[str, ...]]:
    """List the kinds of project that each sector has, both in the order of the vocabularies.

    Examples
    --------
    >>> list_kinds([])["roads"]
    ()
    """
    found = {(project.sector, project.kind) for project in projects}
    return {sector: tuple(kind for kind in KINDS if (sector, kind) in found) for sector in SECTORS}


def say_purpose(metadata: Metadata, *, words: Words) -> str:
    """Say what the map is, in a sentence."""
    return words(
        "Every project that the yearly government work report of {city} names, on one map:"
        " metro lines, roads, parks, factories, museums, schools and programmes, each with the"
        " paragraph that names it.",
        city=words.name_of(metadata.city),
    )


def say_day(metadata: Metadata, *, words: Words) -> str:
    """Say as of when the data are."""
    date = date_text(metadata.report_date, lang=words.lang)
    return words("Data as of the report: {date}.", date=date)


def accuracy_table_html(*, words: Words) -> Markup:
    """Explain the classes of accuracy: the error of each in metres, and how it is drawn."""
    columns = [words("Class"), words("How far off it may be"), words("How it is drawn")]
    return render(
        "accuracy-table.html",
        title=words("Classes of accuracy"),
        columns=columns,
        rows=[_describe_class(slug, words=words) for slug in ACCURACY_CLASSES],
    )


def _describe_class(slug: str, *, words: Words) -> dict[str, str]:
    term = ACCURACY_CLASSES[slug]
    off = drawing = ""
    if term.limit_m is None:
        off = {
            "district": words("Only the district is known"),
            "city": words("It belongs to the whole city"),
            "unknown": words("No place is known"),
        }[slug]
        drawing = words("Not drawn; it stands in the list beside the map")
    else:
        off = words.note_of(term)
        drawing = {
            "exact": words("Solid line or sharp sign"),
            "close": words("Solid line or sharp sign, its circle of uncertainty when near"),
            "approximate": words("Dashed line, soft circle of its uncertainty"),
            "area": words("Dashed line, wide soft circle: a neighbourhood"),
            "corridor": words("Dashed line, wide soft band: only the direction is sure"),
        }[slug]
    return {
        "slug": slug,
        "name": words.name_of(term),
        "off": off,
        "softness": name_softness(slug),
        "drawing": drawing,
    }


def statuses_html(*, view: View, words: Words) -> Markup:
    """Explain the statuses by the report's usual words.

    Parameters
    ----------
    view
        The view whose language the links keep.
    words
        The language.
    """
    notes = {slug: words.note_of(term) for slug, term in STATUSES.items()}
    return _terms_html("status", notes, view=view, words=words)


def sectors_html(kinds: Mapping[str, tuple[str, ...]], *, view: View, words: Words) -> Markup:
    """Explain the sectors by the kinds of project in them.

    Parameters
    ----------
    kinds
        From `list_kinds`.
    view
        The view whose language the links keep.
    words
        The language.
    """
    notes = {
        slug: words(", ").join(term_name(KINDS, kind, words) for kind in kinds[slug])
        for slug in SECTORS
    }
    return _terms_html("sector", notes, view=view, words=words)


def _terms_html(facet: str, notes: Mapping[str, str], *, view: View, words: Words) -> Markup:
    """Set terms with what they mean, each a link to its projects."""
    alone = View(lang=view.lang, report=view.report)
    terms = [
        {
            "slug": slug,
            "name": choice_name(facet, slug, words),
            "note": note,
            "view": alone.with_facet(facet, [slug]),
        }
        for slug, note in notes.items()
    ]
    return render("terms.html", facet=facet, terms=terms)


def keys_html(*, words: Words) -> Markup:
    """List what the keyboard does on the map and in the list."""
    keys = [
        (["Tab"], words("From the filters to the map, its buttons, the list and the card")),
        (["←", "→", "↑", "↓"], words("Move the map, when it has the focus")),
        (["+", "−"], words("Nearer, farther")),
        (["Enter"], words("In the list: choose the project, or sort by the column")),
        (["Esc"], words("Close the choice of overlapping projects, then the card")),
    ]
    return render("keys.html", keys=keys)


def principles_html(*, words: Words) -> Markup:
    """Say in plain words what may be expected of the map, and what may not."""
    principles = [
        (
            words("The report, not the world"),
            words(
                "A record holds what the report said on its date. Whether a thing was built,"
                " delayed or dropped since then is not seen from it."
            ),
        ),
        (
            words("Nothing disappears"),
            words(
                "Projects without a known place stand beside the map and count in every filter"
                " and every number. No place is guessed."
            ),
        ),
        (
            words("Everything is cited"),
            words(
                "Each status, date and figure names its paragraph, such as S7.P1, and the few"
                " words that carry it. Summaries are ours."
            ),
        ),
        (
            words("Misprints and contradictions stay"),
            words(
                "Where the report contradicts itself or misprints a name, the record keeps what"
                " is printed and explains it in a remark."
            ),
        ),
        (
            words("Later facts stand apart"),
            words(
                "What is known from elsewhere has its own date and source, and changes neither"
                " the status nor the due year."
            ),
        ),
        (
            words("Nobody else is asked"),
            words(
                "The pages ask no server but their own. Only an online base map that you choose"
                " yourself asks another one."
            ),
        ),
    ]
    return render("principles.html", principles=principles)
