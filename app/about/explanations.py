"""What the words and signs of the map mean, for the page that explains them."""

from collections.abc import Iterable, Mapping
from html import escape

from app.address import View
from app.links import link_html, plain_view
from app.messages import Words
from app.overview.signs import accuracy_sign_html, picture_html
from app.words.labels import choice_name
from projects.model import Project
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


def accuracy_table_html(*, words: Words) -> str:
    """Explain the classes of accuracy: the error of each in metres, and how it is drawn."""
    columns = [words("Class"), words("How far off it may be"), words("How it is drawn")]
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    rows = "".join(_accuracy_row(slug, words=words) for slug in ACCURACY_CLASSES)
    title = escape(words("Classes of accuracy"))
    return (
        f'<table class="city-accuracy"><caption class="city-hidden">{title}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _accuracy_row(slug: str, *, words: Words) -> str:
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
        off = words.pick(term.note_zh, term.note_en)
        drawing = {
            "exact": words("Solid line or sharp sign"),
            "close": words("Solid line or sharp sign, its circle of uncertainty when near"),
            "approximate": words("Dashed line, soft circle of its uncertainty"),
            "area": words("Dashed line, wide soft circle: a neighbourhood"),
            "corridor": words("Dashed line, wide soft band: only the direction is sure"),
        }[slug]
    return (
        f'<tr><th scope="row">{escape(words.pick(term.name_zh, term.name_en))}</th>'
        f"<td>{escape(off)}</td>"
        f"<td>{accuracy_sign_html(slug)}<span>{escape(drawing)}</span></td></tr>"
    )


def statuses_html(*, view: View, words: Words) -> str:
    """Explain the statuses by the report's usual words.

    Parameters
    ----------
    view
        The view whose language the links keep.
    words
        The language.
    """
    items = "".join(
        _term_html(
            "status", slug, note=words.pick(term.note_zh, term.note_en), view=view, words=words
        )
        for slug, term in STATUSES.items()
    )
    return f'<dl class="city-terms">{items}</dl>'


def sectors_html(kinds: Mapping[str, tuple[str, ...]], *, view: View, words: Words) -> str:
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
    comma = words(", ")
    items = ""
    for slug in SECTORS:
        names = [words.pick(KINDS[kind].name_zh, KINDS[kind].name_en) for kind in kinds[slug]]
        items += _term_html("sector", slug, note=comma.join(names), view=view, words=words)
    return f'<dl class="city-terms">{items}</dl>'


def _term_html(facet: str, slug: str, *, note: str, view: View, words: Words) -> str:
    content = f"{picture_html(facet, slug)}<span>{escape(choice_name(facet, slug, words))}</span>"
    alone = View(lang=plain_view(view).lang).with_facet(facet, [slug])
    return f"<div><dt>{link_html(content, view=alone)}</dt><dd>{escape(note)}</dd></div>"


def keys_html(*, words: Words) -> str:
    """List what the keyboard does on the map and in the list."""
    keys = [
        (["Tab"], words("From the filters to the map, its buttons, the list and the card")),
        (["←", "→", "↑", "↓"], words("Move the map, when it has the focus")),
        (["+", "−"], words("Nearer, farther")),
        (["Enter"], words("In the list: choose the project, or sort by the column")),
        (["Esc"], words("Close the choice of overlapping projects, then the card")),
    ]
    items = "".join(
        f"<div><dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in names)}</dt>"
        f"<dd>{escape(text)}</dd></div>"
        for names, text in keys
    )
    return f'<dl class="city-terms is-keys">{items}</dl>'


def principles_html(*, words: Words) -> str:
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
    items = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in principles
    )
    return f'<dl class="city-principles">{items}</dl>'
