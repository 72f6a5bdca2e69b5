"""The pairs that meet as a table for Word and as slides, with what was agreed on them."""

from collections.abc import Callable, Mapping
from typing import Final

from app.exports.word_table import write_word_table
from app.messages import Words
from app.overlaps.asked import Asked, find_asked
from app.overlaps.page import describe_pair, facet_names, state_names
from app.published.served import Served
from app.words.dates import date_text
from app.words.labels import choice_name, term_name
from app.words.provenance import say_provenance
from projects.overlaps import Overlaps
from projects.overlaps.outcomes import Outcomes
from projects.overlaps.terms import CERTAINTIES, CLASSES
from projects.overlaps.writing import to_csv, to_geojson

PAIRS_PER_SLIDE: Final = 7
MOST_SLIDES: Final = 40
_WORD_SHARES: Final = (0.4, 0.9, 2.2, 1.0, 0.8, 5.2, 1.6)
_SLIDE_WIDTHS: Final = (0.42, 1.1, 3.1, 1.05, 0.95, 4.3, 1.41)
_LONGEST_SENTENCE: Final = 110


def describe_asked(asked: Asked, *, served: Served, words: Words) -> str:
    """Say what was asked of the pairs in one line.

    Parameters
    ----------
    asked
        What was asked.
    served
        The catalogue.
    words
        The language.
    """
    names = facet_names(words)
    parts = [words("Within {metres} m", metres=f"{asked.within_m:g}")]
    for facet, slug in asked.chosen.items():
        if facet in {"class", "certainty"}:
            name = term_name(CLASSES if facet == "class" else CERTAINTIES, slug, words)
        else:
            name = choice_name("sector" if facet == "other" else facet, slug, words)
        parts.append(words("{facet}: {choices}", facet=names[facet], choices=name))
    title = words.title_of(served.catalogue.metadata)
    date = date_text(served.catalogue.metadata.report_date, lang=words.lang)
    parts.append(words("{title}, data as of {date}", title=title, date=date))
    return words("; ").join(parts)


def _list_rows(
    overlaps: Overlaps, *, served: Served, outcomes: Outcomes | None, words: Words
) -> list[tuple[str, ...]]:
    """List the rows of the table, the heading first."""
    states = state_names(words)
    rows: list[tuple[str, ...]] = [
        (
            words("No."),
            words("Class of the pair"),
            words("The two projects"),
            words("Shared length"),
            words("How sure"),
            words("How, when and why"),
            words("Outcome"),
        )
    ]
    for number, pair in enumerate(overlaps.pairs, start=1):
        told = describe_pair(pair, number=number, served=served, words=words)
        outcome = outcomes.find(pair.a, pair.b) if outcomes else None
        became = (states[outcome.state], outcome.date, outcome.note) if outcome else ()
        rows.append(
            (
                str(number),
                told["class_name"],
                " × ".join(told["names"]),
                told["shared"],
                told["sure"],
                told["sentence"],
                " · ".join(part for part in became if part),
            )
        )
    return rows


def make_word(asked: Asked, *, served: Served, outcomes: Outcomes | None, words: Words) -> bytes:
    """Make the table of the pairs as a Word document.

    Parameters
    ----------
    asked
        What is asked of the pairs.
    served
        The catalogue.
    outcomes
        What became of pairs.
    words
        The language.
    """
    overlaps = find_asked(served.catalogue, asked=asked)
    rows = _list_rows(overlaps, served=served, outcomes=outcomes, words=words)
    notes = [
        describe_asked(asked, served=served, words=words),
        say_provenance(served.catalogue.metadata.attribution, words),
    ]
    return write_word_table(words("What meets what"), notes=notes, rows=rows, shares=_WORD_SHARES)


def make_pair_slides(
    asked: Asked, *, served: Served, outcomes: Outcomes | None, words: Words
) -> bytes:
    """Make slides of the pairs, so many on each; see `make_word` for the parameters."""
    from app.exports.deck import Box, Deck, Look  # noqa: PLC0415 - loads python-pptx

    overlaps = find_asked(served.catalogue, asked=asked)
    head, *rows = _list_rows(overlaps, served=served, outcomes=outcomes, words=words)
    title = words("What meets what")
    deck = Deck(title=title, lang=words.lang)
    note = describe_asked(asked, served=served, words=words)
    for start in range(0, min(len(rows), MOST_SLIDES * PAIRS_PER_SLIDE) or 1, PAIRS_PER_SLIDE):
        part = [_shorten(row) for row in rows[start : start + PAIRS_PER_SLIDE]]
        slide = deck.add_slide(title)
        deck.add_text(slide, Box(0.5, 0.92, 12.33, 0.4), [[(note, Look(size=12))]])
        deck.add_table(
            slide,
            Box(0.5, 1.4, sum(_SLIDE_WIDTHS), 0.4),
            widths=_SLIDE_WIDTHS,
            rows=[head, *part],
            heights=[0.36, *(0.7 for _ in part)],
            size=10.5,
        )
    return deck.save()


def _shorten(row: tuple[str, ...]) -> tuple[str, ...]:
    """Cut what does not fit a row of a slide."""
    return tuple(
        text if len(text) <= _LONGEST_SENTENCE else f"{text[:_LONGEST_SENTENCE]}…" for text in row
    )


def _make_csv(asked: Asked, *, served: Served, outcomes: Outcomes | None, words: Words) -> bytes:  # noqa: ARG001 - a table has both languages
    overlaps = find_asked(served.catalogue, asked=asked)
    return to_csv(overlaps, catalogue=served.catalogue, outcomes=outcomes)


def _make_layer(asked: Asked, *, served: Served, outcomes: Outcomes | None, words: Words) -> bytes:  # noqa: ARG001 - a layer has both languages
    overlaps = find_asked(served.catalogue, asked=asked)
    return to_geojson(overlaps, catalogue=served.catalogue, outcomes=outcomes)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
PAIR_FILES: Final[Mapping[str, tuple[Callable[..., bytes], str]]] = {
    "csv": (_make_csv, "text/csv; charset=utf-8"),
    "geojson": (_make_layer, "application/geo+json"),
    "docx": (make_word, f"{_OFFICE}.wordprocessingml.document"),
    "pptx": (make_pair_slides, f"{_OFFICE}.presentationml.presentation"),
}
"""The files of pairs by ending: what makes them, and their type."""
