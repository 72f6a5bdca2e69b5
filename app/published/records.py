"""Single records, whole: what a page fetches when a card is opened that it knows in part."""

from collections.abc import Iterable, Mapping

from app.published.reference import OF_RECORDS, write_table
from projects.catalogue import Catalogue
from projects.publish import publish_record

MOST_RECORDS = 50
"""So many records are given at once."""


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
    present = catalogue.present_ids
    known = list(dict.fromkeys(present[one] for one in ids if one in present))[:MOST_RECORDS]
    told = {}
    for name in OF_RECORDS:
        found = table.get(name)
        own = found if isinstance(found, Mapping) else {}
        told[name] = {one: own[one] for one in known if one in own}
    features = [publish_record(catalogue.by_id[one], catalogue=catalogue) for one in known]
    return write_table({"features": features, "reference": told})
