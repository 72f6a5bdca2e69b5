"""Where the pictures of a page stand: a wide one, and one for a narrow window."""

from collections.abc import Mapping

from app.site.paths import find_way
from app.site.pictures import Size
from app.site.volume import Edition


def picture_place(edition: Edition, name: str) -> str:
    """Return where a picture of an edition stands."""
    return edition.place_of(f"pictures/{name}.svg")


def show_picture(
    edition: Edition, name: str, *, path: str, sizes: Mapping[str, Size]
) -> dict[str, object]:
    """Tell a page of its picture in every size: the way to it, its width and its height.

    Parameters
    ----------
    edition
        The report.
    name
        Of the picture.
    path
        Where the page stands.
    sizes
        The sizes by what the name ends with.
    """
    wide, narrow = (
        {
            "way": find_way(path, to=picture_place(edition, name + ending)),
            "width": f"{width:g}",
            "height": f"{height:g}",
        }
        for ending, (width, height) in sizes.items()
    )
    return {"wide": wide, "narrow": narrow}
