"""What a page needs to sort by the rule of relevance itself, and to say what comes next."""

from app.messages import Words
from app.words.clock import say_open_promise
from projects.catalogue import Catalogue
from projects.clocks import clocks_of
from projects.dates import last_day
from projects.relevance import count_change


def tell_waits(catalogue: Catalogue, *, words: Words) -> dict[str, dict[str, object]]:
    """Tell of each record what its distance and the day do not: how much, by when, and the words.

    What its promise comes to on a day is told by its clock; see `app.published.beside`.

    Parameters
    ----------
    catalogue
        The report.
    words
        The language.

    Returns
    -------
    dict
        By the id of a record ``change``, the steps down in how much it changes; ``done``, whether
        it is finished as far as is known; ``due``, the year of its promise, and ``open``, the
        sentence of a dated, cited promise with ``{day}`` where the day stands.
    """
    told: dict[str, dict[str, object]] = {}
    for one, reading in zip(catalogue.projects, clocks_of(catalogue).read(), strict=True):
        said: dict[str, object] = {"change": count_change(one)}
        if one.status == "completed":
            said["done"] = True
        promise = reading.promise
        due = last_day(promise.date) if promise is not None and promise.date else None
        if due is not None:
            said["due"] = due.year
        if promise is not None and promise.date and promise.citations:
            said["open"] = say_open_promise(one, reading, words=words, day="{day}")
        told[one.id] = said
    return told
