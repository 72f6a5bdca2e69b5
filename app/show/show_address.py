"""How a view is presented: the story, its step, the theme and the frame, in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from app.address import Dropped, View, view_parameters

THEMES = ("light", "dark")
MIN_AUTOPLAY_S, MAX_AUTOPLAY_S = 3, 600
MAX_STEP = 999


@dataclass(frozen=True)
class Show:
    """What the address of the show says beside the view.

    Parameters
    ----------
    story
        The slug of a shipped story or the code of one carried in the link.
    step
        The step, counted from 1.
    theme
        One of `THEMES`; ``dark`` is for a dark room.
    is_embedded
        Whether the page stands in a frame of another page.
    autoplay_s
        Seconds until the next step in a kiosk.
    """

    story: str | None = None
    step: int = 1
    theme: str = THEMES[0]
    is_embedded: bool = False
    autoplay_s: int | None = None


def _read_count(text: str, *, low: int, high: int) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > len(str(high)):
        return None
    number = int(text)
    return number if low <= number <= high else None


def read_show(query: Mapping[str, str]) -> tuple[Show, list[Dropped]]:
    """Read the show from the parameters of an address; it never raises.

    Parameters
    ----------
    query
        The parameters, decoded. Whether there is such a story is not known here.

    Returns
    -------
    show
        The show, with what could be understood.
    dropped
        What could not.

    Examples
    --------
    >>> read_show({"story": "chapters-2024", "step": "3", "theme": "neon"})
    (Show(story='chapters-2024', step=3, theme='light', is_embedded=False, autoplay_s=None),
     [Dropped(parameter='theme', value='neon')])
    """
    dropped: list[Dropped] = []

    def count(name: str, *, low: int, high: int) -> int | None:
        if not query.get(name):
            return None
        number = _read_count(query[name], low=low, high=high)
        if number is None:
            dropped.append(Dropped(name, query[name]))
        return number

    def choice(name: str, allowed: tuple[str, ...]) -> str:
        value = query.get(name) or allowed[0]
        if value in allowed:
            return value
        dropped.append(Dropped(name, value))
        return allowed[0]

    step = count("step", low=1, high=MAX_STEP)
    autoplay_s = count("autoplay", low=MIN_AUTOPLAY_S, high=MAX_AUTOPLAY_S)
    show = Show(
        story=query.get("story") or None,
        step=step or 1,
        theme=choice("theme", THEMES),
        is_embedded=choice("embed", ("0", "1")) == "1",
        autoplay_s=autoplay_s,
    )
    return show, dropped


def show_parameters(show: Show) -> dict[str, str]:
    """Return the parameters of a show's address, shortest form, in a fixed order.

    Examples
    --------
    >>> show_parameters(Show(story="opens-2024", step=2, theme="dark"))
    {'story': 'opens-2024', 'step': '2', 'theme': 'dark'}
    """
    parameters: dict[str, str] = {}
    if show.story:
        parameters["story"] = show.story
        if show.step != 1:
            parameters["step"] = str(show.step)
    if show.theme != THEMES[0]:
        parameters["theme"] = show.theme
    if show.is_embedded:
        parameters["embed"] = "1"
    if show.autoplay_s is not None:
        parameters["autoplay"] = str(show.autoplay_s)
    return parameters


def show_address(show: Show, *, view: View) -> str:
    """Return the address of the show of a view, relative to the app's root.

    Parameters
    ----------
    show
        How it is shown.
    view
        What is shown; in a story only its language counts.

    Examples
    --------
    >>> show_address(Show(story="opens-2024", theme="dark"), view=View(lang="en"))
    './present?lang=en&story=opens-2024&theme=dark'
    """
    parameters = view_parameters(view) | show_parameters(show)
    query = urlencode(parameters, quote_via=quote, safe=",~")
    return f"./present?{query}" if query else "./present"
