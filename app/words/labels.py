"""The names that readers see for slugs: choices of the filters, counts, parts of a link."""

from collections.abc import Mapping

from app.address import Dropped
from app.messages import Words
from geodata.layers import find_district
from projects import vocabulary
from projects.clock import CLOCK_STATES
from projects.filters import CITYWIDE, NO_DUE, Selection
from projects.media import clean_text
from projects.search import is_wordless

_LONGEST_VALUE = 80
FACET_NAMES = ("sector", "status", "district", "due", "accuracy", "promise", "q", "area")


def facet_name(facet: str, words: Words) -> str:
    """Return the heading of a facet."""
    return {
        "sector": words("Sector"),
        "status": words("Status"),
        "district": words("District"),
        "due": words("Due year"),
        "accuracy": words("Accuracy of the place"),
        "promise": words("What became of it"),
        "q": words("Search"),
        "area": words("Area"),
    }[facet]


def choice_name(facet: str, slug: str, words: Words) -> str:
    """Return the name of one choice of a facet."""
    if facet == "due":
        return words("No year promised") if slug == NO_DUE else slug
    if facet == "district":
        if slug == CITYWIDE:
            return words("Whole city, or district not known")
        district = find_district(slug)
        return words.name_of(district) if district else slug
    terms: Mapping[str, vocabulary.Term] = {
        "sector": vocabulary.SECTORS,
        "status": vocabulary.STATUSES,
        "accuracy": vocabulary.ACCURACY_CLASSES,
        "promise": CLOCK_STATES,
    }[facet]
    return term_name(terms, slug, words)


def term_name(terms: Mapping[str, vocabulary.Term], slug: str, words: Words) -> str:
    """Return the name of a term of a vocabulary, or its slug where it has none."""
    term = terms.get(slug)
    return words.name_of(term) if term else slug


def law_sentence(*, placed: int, unplaced: int, words: Words) -> str:
    """Say how many projects there are: those on the map and those without a place.

    Examples
    --------
    >>> law_sentence(placed=1, unplaced=0, words=Words("en"))
    '1 on the map + 0 without a place = 1 project'
    """
    return words.plural(
        "{placed} on the map + {unplaced} without a place = {n} project",
        "{placed} on the map + {unplaced} without a place = {n} projects",
        placed + unplaced,
        placed=placed,
        unplaced=unplaced,
    )


def count_sentence(selection: Selection, *, total: int, words: Words) -> str:
    """Say the law of the product: shown on the map + without a place = total."""
    shown = len(selection.ids)
    placed, unplaced = len(selection.placed_ids), len(selection.unplaced_ids)
    sentence = law_sentence(placed=placed, unplaced=unplaced, words=words)
    if shown == total:
        return sentence
    return words("{sentence} (of {total})", sentence=sentence, total=total)


def say_more(*, shown: int, total: int, words: Words) -> str:
    """Say how many entries of a list are not shown; empty where all are."""
    more = total - shown
    return words.plural("… and {n} more", "… and {n} more", more) if more > 0 else ""


def say_nothing_fits(q: str, words: Words) -> str:
    """Say why a list is empty: a search that no name can answer, or filters that none fits."""
    if is_wordless(q):
        return words("The search reads letters and digits; “{text}” has none.", text=q)
    return words("No project fits these filters. Remove one, or search for something else.")


def _name_parts(parts: list[Dropped], words: Words) -> str:
    """Name parts of a link as they stand in it."""
    named = words("; ").join(f"{part.parameter}={part.value[:_LONGEST_VALUE]}" for part in parts)
    return clean_text(named, medium="html")


def refuse_widened(parts: list[Dropped], words: Words) -> str:
    """Say why no file is made of a view that would not be what was asked for."""
    return words(
        "No file was made: the link names nothing known here ({named}), and without that part it "
        "would not show what was asked for.",
        named=_name_parts(parts, words),
    )


def dropped_sentence(parts: list[Dropped], words: Words) -> str:
    """Say which parts of a link were passed over."""
    return words(
        "This link names something unknown here, which was passed over: {named}",
        named=_name_parts(parts, words),
    )
