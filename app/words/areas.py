"""Where a reader looks, in words: the name of an area that filters."""

from app.messages import Words
from projects.areas import Area, Around, Bounds, Corridor
from projects.catalogue import Catalogue


def area_name(area: Area, *, catalogue: Catalogue, words: Words) -> str:
    """Name an area as a tag, a title or a sentence shows it.

    Parameters
    ----------
    area
        The area.
    catalogue
        Where the project is looked up that an area lies around.
    words
        The language.
    """
    if isinstance(area, Bounds):
        return words("Within a rectangle")
    if isinstance(area, Corridor):
        return words("Within {metres} m of a drawn line", metres=f"{area.within_m:g}")
    if not isinstance(area, Around):
        return words("Within a polygon")
    metres = f"{area.within_m:g}"
    if area.point is not None:
        lon, lat = area.point
        return words("Within {metres} m of {name}", metres=metres, name=f"{lon:.4f}, {lat:.4f}")
    known = catalogue.present_ids.get(area.project or "", "")
    project = catalogue.by_id.get(known)
    name = words.name_of(project) if project else area.project
    return words("Within {metres} m of {name}", metres=metres, name=name)
