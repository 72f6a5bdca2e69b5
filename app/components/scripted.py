"""The one place that mounts our scripts into a Streamlit page."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import streamlit as st

from app.published.assets import asset_address

# A component's script comes from Streamlit as a module of its own. Ours is loaded by the page's
# head, or here where the page was served by a host that does not know our head; the browser
# keeps one module for one address.
_ENSURE = """
const at = (file) => new URL(file, document.baseURI).href;
const ensure = (tag, attribute, file) => {
  const found = [...document.querySelectorAll(tag)].find((one) => one[attribute] === at(file));
  if (found) return found;
  const made = Object.assign(document.createElement(tag), { [attribute]: at(file) });
  document.head.append(made);
  return made;
};
"""
_STYLES = f"""{_ENSURE}
export default ({{ data }}) => {{
  for (const style of data.styles) ensure("link", "href", style).rel = "stylesheet";
}};
"""
_MODULE = """%s
const leaflet = (file) => new Promise((done, failed) => {
  if (globalThis.L) return done();
  const script = ensure("script", "src", file);
  script.addEventListener("load", done);
  script.addEventListener("error", () => failed(new Error(script.src)));
});
export default async (component) => {
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const { files } = data;
  for (const style of files.styles) ensure("link", "href", style).rel = "stylesheet";
  await leaflet(files.leaflet);
  const page = await import(at(files.script));
  return page[%r]({ ...component, data });
};
"""


@cache
def files() -> Mapping[str, object]:
    """Return the addresses of our script and styles, and of Leaflet, which comes first."""
    return {
        "styles": [asset_address("leaflet.css"), asset_address("atlas.css")],
        "leaflet": asset_address("leaflet.js"),
        "script": asset_address("atlas.js"),
    }


def _pack(data: Mapping[str, Any]) -> bytes:
    """Write what a part is told; Streamlit sends bytes on without a look at every value."""
    told = {**data, "files": files()}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def _make_part(name: str, mount: str) -> Any:  # noqa: ANN401 - Streamlit does not name its type
    """Make a part of a page: what Streamlit calls it, and the function of ours that mounts it."""
    script = _MODULE % (_ENSURE, mount)
    return st.components.v2.component(name, js=script, isolate_styles=False)


_styles = st.components.v2.component("city_styles", js=_STYLES, isolate_styles=False)
_atlas = _make_part("city_atlas", "mountAtlas")
_address = _make_part("city_address", "mountAddress")
_filters = _make_part("city_filters", "mountFilters")
_head_search = _make_part("city_head_search", "mountHeadSearch")
_count = _make_part("city_count", "mountCount")
_tags = _make_part("city_tags", "mountTags")
_near_atlas = _make_part("city_near_atlas", "mountNearAtlas")
_steward_atlas = _make_part("city_steward_atlas", "mountStewardAtlas")
_place_search = _make_part("city_place_search", "mountPlaceSearch")


def mount_styles() -> None:
    """Load our styles alone: for what is said where no page can be shown."""
    _styles(key="styles", data={"styles": files()["styles"]})


def mount_atlas(data: Mapping[str, Any], *, key: str, on_select: Callable[[], None]) -> None:
    """Mount the map with its list and card; a choice calls ``on_select``.

    Parameters
    ----------
    data
        What the map shows; see `app.components.atlas`.
    key
        The component's key; its state holds ``selected``, the chosen record's id or None.
    on_select
        Called when the reader chooses a record on the map or in the list.
    """
    _atlas(
        key=key,
        data=_pack(data),
        default={"selected": data.get("selected")},
        on_selected_change=on_select,
    )


def mount_address(data: Mapping[str, Any], *, key: str, on_return: Callable[[], None]) -> None:
    """Mount the part that keeps the page's address; Back and links call ``on_return``.

    Parameters
    ----------
    data
        ``address``: the query string without camera and selection; ``html_lang``.
    key
        The component's key; its trigger ``returned`` is the query string gone to.
    on_return
        Called when the reader goes back, forward or follows a link within the page.
    """
    _address(key=key, data=_pack(data), on_returned_change=on_return)


def mount_filters(data: Mapping[str, Any], *, key: str, on_choose: Callable[[], None]) -> None:
    """Mount the filters; every change of theirs calls ``on_choose``.

    Parameters
    ----------
    data
        What the panel shows; see `app.components.filter_panel`.
    key
        The component's key; its state holds ``chosen``, the slugs of every facet and ``q``.
    on_choose
        Called when the reader changes a filter.
    """
    _filters(key=key, data=_pack(data), on_chosen_change=on_choose)


def mount_head_search(data: Mapping[str, Any]) -> None:
    """Mount the search of a narrow page's head, which types into the panel of filters.

    Parameters
    ----------
    data
        Its ``label`` and ``placeholder``.
    """
    _head_search(key="head_search", data=_pack(data))


def mount_count(data: Mapping[str, Any]) -> None:
    """Mount the sentence of counts.

    Parameters
    ----------
    data
        The sentence and what the session has heard; see `app.components.atlas`.
    """
    _count(key="count", data=_pack(data))


def mount_tags(data: Mapping[str, Any]) -> None:
    """Mount the tags of what is chosen, which the page writes from the panel of filters.

    Parameters
    ----------
    data
        The words of their buttons; see `app.components.filter_panel`.
    """
    _tags(key="live-tags", data=_pack(data))


def mount_near_atlas(data: Mapping[str, Any], *, key: str, on_select: Callable[[], None]) -> None:
    """Mount the map of the nearby page, with its pin, ring and card.

    Parameters
    ----------
    data
        What the map shows; see `app.components.place_search`.
    key
        The component's key; its state holds ``selected``, the chosen record's id or None.
    on_select
        Called when the reader chooses a record on the map or in the list.
    """
    _near_atlas(
        key=key,
        data=_pack(data),
        default={"selected": data.get("selected")},
        on_selected_change=on_select,
    )


def mount_place_search(data: Mapping[str, Any], *, key: str) -> None:
    """Mount the search for a place; what the reader chooses goes into the address.

    Parameters
    ----------
    data
        The place and radius now; see `app.components.place_search`.
    key
        The component's key.
    """
    _place_search(key=key, data=_pack(data))


def mount_steward_atlas(
    data: Mapping[str, Any],
    *,
    key: str,
    on_select: Callable[[], None],
    on_point: Callable[[], None],
) -> None:
    """Mount the map of the steward's page; a click on free ground or a moved pin is a point.

    Parameters
    ----------
    data
        What the map shows; see `app.components.steward_map`.
    key
        The component's key; its state holds ``selected``, a record's id or None, and ``point``,
        longitude and latitude in WGS 84 or None.
    on_select
        Called when the steward chooses a record on the map.
    on_point
        Called when the steward gives a point.
    """
    _steward_atlas(
        key=key,
        data=_pack(data),
        default={"selected": data.get("selected"), "point": None},
        on_selected_change=on_select,
        on_point_change=on_point,
    )
