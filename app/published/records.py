"""Single records, whole: what a page fetches when a card is opened that it knows in part."""

from collections.abc import Iterable, Mapping

from app.published.reference import OF_RECORDS, write_table
from projects.catalogue import Catalogue
from projects.mentions import find_mentions
from projects.publish import publish_record

MOST_RECORDS = 50
"""So many records are given at once."""
MOST_SPEAKING = 5
"""So many records that speak of a text are given; how many there are is told."""


def find_known(catalogue: Catalogue, *, ids: Iterable[str]) -> list[str]:
    """Find the present ids of records, each once, and no more than are given at once.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        The ids, present or former; what is unknown is left out.
    """
    present = catalogue.present_ids
    return list(dict.fromkeys(present[one] for one in ids if one in present))[:MOST_RECORDS]


def write_records(
    catalogue: Catalogue, *, ids: Iterable[str], table: Mapping[str, object]
) -> bytes:
    """Write records as the published file has them, with what the reference tells of each.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        The ids, present or former; what is unknown is left out.
    table
        The reference; see `app.published.reference`.
    """
    return write_table(_list_whole(catalogue, ids=ids, table=table))


def find_speaking(catalogue: Catalogue, *, text: str) -> tuple[list[str], int]:
    """Find the first records that speak of a text, by their ids, and how many do.

    Parameters
    ----------
    catalogue
        The catalogue.
    text
        The text, which is no project's name.
    """
    found = find_mentions(catalogue, text=text)
    return [project.id for project in found[:MOST_SPEAKING]], len(found)


def write_speaking(
    catalogue: Catalogue, *, ids: Iterable[str], count: int, table: Mapping[str, object]
) -> bytes:
    """Write records that speak of a text as `write_records` does, with their ``count``.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        The first of them.
    count
        How many there are.
    table
        The reference.
    """
    return write_table(_list_whole(catalogue, ids=ids, table=table) | {"count": count})


def _list_whole(
    catalogue: Catalogue, *, ids: Iterable[str], table: Mapping[str, object]
) -> dict[str, object]:
    known = find_known(catalogue, ids=ids)
    told = {}
    for name in OF_RECORDS:
        found = table.get(name)
        own = found if isinstance(found, Mapping) else {}
        told[name] = {one: own[one] for one in known if one in own}
    features = [publish_record(catalogue.by_id[one], catalogue=catalogue) for one in known]
    return {"features": features, "reference": told}
