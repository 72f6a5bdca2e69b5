"""What a page needs to sort by the rule of relevance itself, and to say what comes next."""

from app.messages import Words
from app.words.clock import say_open_promise
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.relevance import count_halvings, is_ahead


def tell_ahead(catalogue: Catalogue, *, words: Words) -> dict[str, dict[str, float | str]]:
    """Tell of each record what its distance does not: when, how much, and what comes next.

    Parameters
    ----------
    catalogue
        The report, as of its newest fact.
    words
        The language.

    Returns
    -------
    dict
        ``halvings`` by the id of a record, its distance left out; ``next``, the sentence of each
        whose dated promise is open.
    """
    rows = list(zip(catalogue.projects, clocks_of(catalogue).read(), strict=True))
    return {
        "halvings": {one.id: count_halvings(one, reading=reading) for one, reading in rows},
        "next": {
            one.id: say_open_promise(one, reading, words=words)
            for one, reading in rows
            if is_ahead(reading)
        },
    }
