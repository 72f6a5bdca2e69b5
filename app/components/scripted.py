"""The one place that mounts our scripts into a Streamlit page."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from app.assets import asset_address

# A component's script comes from Streamlit as a module of its own; ours are loaded by the page's
# head, or here where the page was served by a host that does not know our head.
_MODULE = """
const load = (tag, attributes) => new Promise((done, failed) => {
  const node = Object.assign(document.createElement(tag), attributes);
  node.addEventListener("load", done);
  node.addEventListener("error", () => failed(new Error(node.src || node.href)));
  document.head.append(node);
});
const prepare = async (files) => {
  if (globalThis.CityAtlas?.mount && globalThis.CityAtlas?.buildMap) return;
  globalThis.cityAtlasLoading ??= (async () => {
    const at = (file) => new URL(file, document.baseURI).href;
    const style = (file) => load("link", { rel: "stylesheet", href: at(file) });
    await Promise.all(files.styles.map(style));
    for (const file of files.scripts) await load("script", { src: at(file) });
  })();
  await globalThis.cityAtlasLoading;
};
export default async (component) => {
  await prepare(component.data.files);
  return globalThis.CityAtlas[%r](component);
};
"""


def files() -> dict[str, list[str]]:
    """Return the addresses of our scripts and styles, in the order to load them."""
    return {
        "styles": [asset_address("leaflet.css"), asset_address("atlas.css")],
        "scripts": [asset_address("leaflet.js"), asset_address("atlas.js"), "map/map.js"],
    }


_atlas = st.components.v2.component("city_atlas", js=_MODULE % "mount", isolate_styles=False)
_address = st.components.v2.component(
    "city_address", js=_MODULE % "mountAddress", isolate_styles=False
)


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
        data={**data, "files": files()},
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
    _address(key=key, data={**data, "files": files()}, on_returned_change=on_return)
