"""The show: one view, or a story of views, on a page of its own that fills the screen."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from app.address import Dropped, View, read_query, read_view, write_view
from app.errors import StoryError
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.published.assets import asset_address
from app.published.data import data_addresses
from app.published.store import Served
from app.show.show_address import Show, read_show
from app.show.story import Story, check_catalogue, find_story, read_story
from app.words.dates import date_text
from app.words.labels import count_sentence, dropped_sentence
from app.words.story import fault_sentence, view_title
from projects.filters import select_projects
from projects.vocabulary import SECTORS, STATUSES

_ICONS = {
    "back": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "play": "M8 5.5v13l11-6.5z",
    "plus": "M12 5v14M5 12h14",
    "minus": "M5 12h14",
    "theme": "M12 3.5a8.500 8.500 0 1 0 0 17zM12 3.500a8.500 8.500 0 0 1 0 17",
    "blank": "M4 5h16v11H4zM9 20h6",
    "full": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
    "leave": "M6 6l12 12M18 6L6 18",
}


@dataclass(frozen=True)
class ShownPage:
    """What one request asked for, understood."""

    served: Served
    view: View
    show: Show
    story: Story | None
    notices: tuple[str, ...]

    @property
    def words(self) -> Words:
        """Return the language."""
        return Words(self.view.lang)


def describe_step(
    view: View, *, served: Served, words: Words, title: str = "", text: str = ""
) -> dict[str, Any]:
    """Return what the page is told about one step.

    Parameters
    ----------
    view
        The view of the step, in the reader's language.
    served
        The catalogue.
    words
        The language.
    title, text
        What the story says; without a title the view suggests one.
    """
    catalogue = served.catalogue
    total = len(catalogue.projects)
    selection = select_projects(catalogue, filters=view.filters)
    shown = [catalogue.by_id[record_id] for record_id in selection.ids]
    sectors = Counter(project.sector for project in shown)
    statuses = Counter(project.status for project in shown)
    camera = view.camera
    counted = replace(view, selected=None)
    return {
        "title": title or view_title(counted, catalogue=catalogue, words=words),
        "text": text,
        "count": count_sentence(selection, total=total, words=words),
        "placed": len(selection.placed_ids),
        "unplaced": len(selection.unplaced_ids),
        "found": len(selection.ids),
        "total": total,
        "shown": None if len(selection.ids) == total else list(selection.ids),
        "sectors": [[slug, sectors[slug]] for slug in SECTORS if sectors[slug]],
        "statuses": [[slug, statuses[slug]] for slug in STATUSES if statuses[slug]],
        "selected": view.selected,
        "camera": {"lon": camera.lon, "lat": camera.lat, "zoom": camera.zoom} if camera else None,
        "base": view.base,
        "query": write_view(view),
    }


def _describe_steps(page: ShownPage) -> tuple[list[dict[str, Any]], list[Dropped]]:
    if page.story is None:
        return [describe_step(page.view, served=page.served, words=page.words)], []
    dropped: list[Dropped] = []
    described = []
    for step in page.story.steps:
        view, lost = read_view(read_query(step.view), known=page.served.known)
        dropped += lost
        described.append(
            describe_step(
                replace(view, lang=page.view.lang),
                served=page.served,
                words=page.words,
                title=page.words.pick(step.title_zh, step.title_en),
                text=page.words.pick(step.text_zh, step.text_en),
            )
        )
    return described, dropped


def _button(action: str, icon: str, label: str, *, key: str = "", extra: str = "") -> str:
    shortcut = f' aria-keyshortcuts="{escape(key)}"' if key else ""
    hint = f"{label} ({key.split(' ', maxsplit=1)[0]})" if key else label
    return (
        f'<button type="button" data-do="{action}" aria-label="{escape(label)}"'
        f' title="{escape(hint)}"{shortcut} {extra}>'
        f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{_ICONS[icon]}"/></svg></button>'
    )


def _bar_html(page: ShownPage, *, steps: int) -> str:
    words = page.words
    stepping = ""
    if steps > 1:
        stepping = (
            _button("previous", "back", words("Previous step"), key="ArrowLeft PageUp")
            + '<span class="show-number"></span>'
            + _button("next", "next", words("Next step"), key="ArrowRight PageDown Space")
        )
        if not page.show.is_embedded:
            stepping += _button(
                "play", "play", words("Play by itself"), key="P", extra='aria-pressed="false"'
            )
    if page.show.is_embedded:
        return stepping
    looking = _button("in", "plus", words("Zoom in"), key="+") + _button(
        "out", "minus", words("Zoom out"), key="-"
    )
    other = next(lang for lang in LANGUAGES if lang != page.view.lang)
    code = HTML_LANGUAGES[other]
    return (
        stepping
        + looking
        + _button("theme", "theme", words("Light or dark room"), key="T")
        + _button("blank", "blank", words("Blank screen"), key="B .")
        + _button("full", "full", words("Full screen"), key="F")
        + f'<a class="show-language" href="" hreflang="{code}" lang="{code}"'
        f' data-lang="{other}">{escape(LANGUAGES[other])}</a>'
        + _button("leave", "leave", words("Back to the map page"), key="Escape")
    )


def _notice_html(sentences: Iterable[str], words: Words) -> str:
    text = " ".join(sentences)
    if not text:
        return ""
    return (
        f'<div class="show-notice" role="status"><p>{escape(text)}</p>'
        f'<button type="button" data-do="notice">{escape(words("Close"))}</button></div>'
    )


def present_html(page: ShownPage) -> bytes:
    """Return the page; the first step's words stand in it before any script runs."""
    words, show = page.words, page.show
    steps, lost = _describe_steps(page)
    notices = list(page.notices)
    if lost:
        notices.append(dropped_sentence(lost, words))
    if page.story is not None and show.step > len(steps):
        notices.append(dropped_sentence([Dropped("step", str(show.step))], words))
    index = show.step - 1 if show.step <= len(steps) else 0
    step = steps[index]
    metadata = page.served.catalogue.metadata
    catalogue_title = words.pick(metadata.title_zh, metadata.title_en)
    story_title = words.pick(page.story.title_zh, page.story.title_en) if page.story else ""
    kicker = story_title or catalogue_title
    if kicker == step["title"]:
        city = metadata.city
        kicker = words("City projects · {city}", city=words.pick(city.name_zh, city.name_en))
    as_of = words("Data as of {date}", date=date_text(metadata.report_date, lang=words.lang))
    sources = data_addresses(page.served, lang=words.lang)
    data = {
        "lang": words.lang,
        "sources": sources,
        "theme": show.theme,
        "is_embedded": show.is_embedded,
        "autoplay_s": show.autoplay_s,
        "story": show.story if page.story is not None else None,
        "is_story": page.story is not None,
        "index": index,
        "steps": steps,
        "fault_text": words("The map's data could not be loaded. Reload the page to try again."),
    }
    inlined = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    classes = "is-embedded" if show.is_embedded else "is-full"
    full_link = ""
    if show.is_embedded:
        full_link = (
            f'<a class="show-open" href="./?{escape(step["query"])}" target="_blank"'
            ' rel="noopener">'
            f"{escape(words('Open the full map'))}</a>"
        )
    scripts = (
        f'<script defer src="./{asset_address("leaflet.js")}"></script>'
        f'<script type="module" src="./{asset_address("present.js")}"></script>'
    )
    styles = "".join(
        f'<link rel="stylesheet" href="./{asset_address(name)}">'
        for name in ("leaflet.css", "atlas.css", "present.css")
    )
    preloads = "".join(
        f'<link rel="preload" as="fetch" crossorigin="anonymous" href="./{address}">'
        for address in sources.values()
    )
    bar = _bar_html(page, steps=len(steps))
    back = escape(words("Back to the story"))
    again = escape(words("Show the picture again"))
    return f"""<!doctype html>
<html lang="{HTML_LANGUAGES[words.lang]}" data-theme="{show.theme}" class="{classes}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(step["title"])} · {escape(catalogue_title)}</title>
<link rel="icon" type="image/svg+xml" href="./{asset_address("favicon.svg")}">
{styles}{scripts}{preloads}</head>
<body><main class="show">
<section class="show-words" aria-labelledby="show-title">
<p class="show-kicker">{escape(kicker)}</p>
<h1 id="show-title">{escape(step["title"])}</h1>
<p class="show-text" id="show-text">{escape(step["text"])}</p>
<div class="show-count" id="show-count"><p>{escape(step["count"])}</p></div>
<div class="show-legend" id="show-legend"></div>
<p class="show-as-of"><span>{escape(as_of)}</span>{full_link}</p>
<div class="show-progress" aria-hidden="true">{"<i></i>" * (len(steps) if page.story else 0)}</div>
</section>
<section class="show-stage" aria-label="{escape(words("Map"))}">
<div class="show-map" id="show-map"></div>
<p class="show-caption" id="show-caption" hidden></p>
<button type="button" class="show-return" data-do="return" hidden>{back}</button>
{_notice_html(notices, words)}
</section>
<nav class="show-bar" aria-label="{escape(words("Controls of the show"))}">{bar}</nav>
<p class="city-hidden" id="show-live" aria-live="polite"></p>
</main>
<button type="button" class="show-blank" data-do="blank" hidden><span>{again}</span></button>
<script type="application/json" id="show-data">{inlined}</script>
</body></html>
""".encode()


def understand(
    query: Mapping[str, str], *, served: Served, story_file: bytes | None = None
) -> ShownPage:
    """Understand what an address asks for; what cannot be understood becomes a notice.

    Parameters
    ----------
    query
        The parameters of the address.
    served
        The catalogue.
    story_file
        A story sent with the request.
    """
    view, dropped = read_view(query, known=served.known)
    show, lost = read_show(query)
    words = Words(view.lang)
    notices = []
    story = None
    catalogue_id = served.catalogue.metadata.id
    try:
        if story_file is not None:
            story = check_catalogue(read_story(story_file), catalogue_id=catalogue_id)
        elif show.story:
            story = find_story(show.story, catalogue_id=catalogue_id)
    except StoryError as error:
        notices += [fault_sentence(fault, words) for fault in error.faults[:3]]
    if dropped or lost:
        notices.insert(0, dropped_sentence([*dropped, *lost], words))
    return ShownPage(served, view, show, story, tuple(notices))
