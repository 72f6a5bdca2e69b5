"""The page of the map: the same map, filters, list and card as everywhere, its data in files."""

from app.address import View
from app.exports.standalone import describe_map
from app.exports.summary import ViewSummary
from app.published.served import Served
from app.site.assets import map_data
from app.site.page import Page
from app.site.paths import INDEX, find_way, language_folder
from app.site.pictures import SHEET_SIZES
from app.site.plates import show_picture
from app.site.structured import describe_trail
from app.site.volume import Edition
from app.template import inline_json, render
from app.words.labels import count_sentence
from app.words.reports import map_title
from projects.filters import Filters, select_projects

CITY_PICTURE = "city"
REPORTS_SCRIPT = "reports.js"
"""Tells the scripts which reports there are; pages name it, and stay as they are when one comes."""


def describe_site(edition: Edition, *, path: str) -> dict[str, object]:
    """Describe to a script where its page stands among the others.

    Parameters
    ----------
    edition
        The report and the language.
    path
        The page.
    """
    root = find_way(path, to=INDEX).removesuffix(INDEX)
    return {
        "lang": edition.lang,
        "root": root,
        "home": f"{root}{language_folder(edition.lang)}",
        "report": edition.volume.id,
        "default": edition.setting.default_id,
    }


def map_roles() -> list[str]:
    """List the ids of the elements that take the data of a map."""
    return ["catalogue", "reference", "base", "reports", "messages-zh", "messages-en"]


def map_places(served: Served, *, lang: str) -> dict[str, str]:
    """List where the data of a map stand, by the id of the element that takes them.

    Parameters
    ----------
    served
        The catalogue.
    lang
        The language.
    """
    places = {role: place for role, (place, _) in map_data(served, lang=lang).items()}
    return places | {"reports": REPORTS_SCRIPT}


def make_map_page(edition: Edition, *, path: str = "") -> Page:
    """Make the page of the map.

    Parameters
    ----------
    edition
        The report and the language.
    path
        Where it stands, if elsewhere than in the folder of its edition.
    """
    words = edition.words
    path = path or edition.place_of(INDEX)
    summary = ViewSummary(edition.volume.served, View(lang=edition.lang))
    about = describe_map(summary) | {"site": describe_site(edition, path=path)}
    selection = select_projects(edition.catalogue, filters=Filters())
    sentence = count_sentence(selection, total=len(selection.ids), words=words)
    body = render(
        "site/map.html",
        about=inline_json(about),
        roles=map_roles(),
        sentence=sentence,
        picture=show_picture(edition, CITY_PICTURE, path=path, sizes=SHEET_SIZES),
        picture_text=words("Map of the projects of {city}", city=edition.city_name),
        list_way=find_way(path, to=edition.place_of("list.html")),
        list_text=words("All projects"),
        without=words(
            "Without JavaScript the map is this picture; the list leads to every project."
        ),
    )
    return Page(
        name=INDEX,
        title=map_title(edition.catalogue.metadata, words=words),
        description=words("{title}: {sentence}.", title=edition.title, sentence=sentence),
        body=body,
        kind="map",
        styles=["map.css"],
        scripts=["leaflet.js", "map.js"],
        data=map_places(edition.volume.served, lang=edition.lang),
        graph=[describe_trail(edition, [], title=edition.title, path=edition.place_of(INDEX))],
        row=INDEX,
        has_heading=False,
    )
