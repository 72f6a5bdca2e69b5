"""The show: one view, or a story of views, on a page of its own that fills the screen."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.address import Dropped, View, read_query, read_view, write_view
from app.errors import StoryError
from app.links import page_address
from app.messages import HTML_LANGUAGES, LANGUAGES, Words
from app.published.data import data_addresses
from app.published.served import Served
from app.show.show_address import Show, read_show, show_address
from app.show.story import Story, check_catalogue, find_story, read_story
from app.template import inline_json, mark_foreign, render
from app.words.dates import date_text
from app.words.labels import count_sentence, dropped_sentence
from app.words.refusals import say_map_fault
from app.words.reports import map_title, say_as_of, say_sources
from app.words.story import fault_sentence, view_title
from app.words.years import stand_in_year
from projects.filters import keep_only, select_mask, select_projects
from projects.media import clean_text, cut_text
from projects.rows import list_rows
from projects.stages import see_city
from projects.vocabulary import SECTORS, STATUSES

_MOST_TOLD, _LONGEST_NAME = 6, 80
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
    mask = select_mask(catalogue, filters=view.filters)
    stands, said = None, None
    if view.course.year is not None:
        stands = stand_in_year(see_city(catalogue, year=view.course.year).keep(mask))
        selection = keep_only(selection, ids=stands)
        said = words("By the end of {year}", year=view.course.year)
        title = title or said
    asked_ids = frozenset(selection.ids)
    shown = [one for one in list_rows(catalogue, mask=mask) if one.id in asked_ids]
    sectors = Counter(one.sector for one in shown)
    statuses = Counter((stands or {}).get(one.id, one.status) for one in shown)
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
        "stands": stands,
        "said": said,
        "sectors": [[slug, sectors[slug]] for slug in SECTORS if sectors[slug]],
        "statuses": [[slug, statuses[slug]] for slug in STATUSES if statuses[slug]],
        "selected": view.selected,
        "camera": {"lon": camera.lon, "lat": camera.lat, "zoom": camera.zoom} if camera else None,
        "base": view.base,
        "query": write_view(view),
    }


def _describe_steps(page: ShownPage) -> tuple[list[dict[str, Any]], list[str]]:
    """Describe the steps, and say of which a part was passed over."""
    if page.story is None:
        return [describe_step(page.view, served=page.served, words=page.words)], []
    told: list[str] = []
    described = []
    for number, step in enumerate(page.story.steps, start=1):
        view, lost = read_view(read_query(step.view), known=page.served.known)
        if lost:
            sentence = dropped_sentence(lost, page.words)
            told.append(page.words("Step {step}: {sentence}", step=number, sentence=sentence))
        described.append(
            describe_step(
                replace(view, lang=page.view.lang, report=page.view.report),
                served=page.served,
                words=page.words,
                title=page.words.title_of(step),
                text=page.words.pick(step.text_zh, step.text_en),
            )
        )
    return described, told


def _make_button(
    action: str, icon: str, label: str, *, key: str = "", is_toggle: bool = False
) -> dict[str, object]:
    hint = f"{label} ({key.split(' ', maxsplit=1)[0]})" if key else label
    return {
        "action": action,
        "icon": _ICONS[icon],
        "label": label,
        "hint": hint,
        "key": key,
        "is_toggle": is_toggle,
    }


def _list_stepping(page: ShownPage, *, steps: int) -> list[dict[str, object] | None]:
    """List the buttons that go through the steps; None stands where the number is."""
    words = page.words
    if steps <= 1:
        return []
    stepping = [
        _make_button("previous", "back", words("Previous step"), key="ArrowLeft PageUp"),
        None,
        _make_button("next", "next", words("Next step"), key="ArrowRight PageDown Space"),
    ]
    if not page.show.is_embedded:
        play = _make_button("play", "play", words("Play by itself"), key="P", is_toggle=True)
        stepping.append(play)
    return stepping


def _list_looking(page: ShownPage) -> list[dict[str, object]]:
    """List the buttons that change how the map is seen; a frame has none."""
    if page.show.is_embedded:
        return []
    words = page.words
    return [
        _make_button("in", "plus", words("Zoom in"), key="+"),
        _make_button("out", "minus", words("Zoom out"), key="-"),
        _make_button("theme", "theme", words("Light or dark room"), key="T"),
        _make_button("blank", "blank", words("Blank screen"), key="B ."),
        _make_button("full", "full", words("Full screen"), key="F"),
    ]


def _describe_closing(page: ShownPage, *, title: str) -> dict[str, str] | None:
    """Return the card that ends a story: what it was, the way on, the sources; none in a frame."""
    if page.story is None or page.show.is_embedded:
        return None
    words = page.words
    own = View(lang=words.lang, report=page.served.report)
    address = page_address(own)
    code = "qr.svg" + address.removeprefix("./")
    if page.show.story:
        address = show_address(Show(story=page.show.story), view=own)
        code = f"qr.svg?to=present&{address.partition('?')[2]}"
    return {
        "title": title,
        "address": address,
        "code": f"./{code}",
        "label": words("This story") if page.show.story else words("The map of this story"),
        "code_label": words("QR code of the link"),
        "sources": say_sources(page.served.catalogue.metadata, words=words),
    }


def present_html(page: ShownPage) -> bytes:
    """Return the page; the first step's words stand in it before any script runs."""
    words, show = page.words, page.show
    steps, lost = _describe_steps(page)
    notices = [*page.notices, *lost[:_MOST_TOLD]]
    if page.story is not None and show.step > len(steps):
        notices.append(dropped_sentence([Dropped("step", str(show.step))], words))
    index = show.step - 1 if show.step <= len(steps) else 0
    step = steps[index]
    metadata = page.served.catalogue.metadata
    catalogue_title = words.title_of(metadata)
    story_title = words.title_of(page.story) if page.story else ""
    kicker = story_title or catalogue_title
    if kicker == step["title"]:
        kicker = map_title(metadata, words=words)
    as_of = date_text(metadata.report_date, lang=words.lang)
    sources = data_addresses(page.served, lang=words.lang, may_pack=True)
    closing = _describe_closing(page, title=story_title or catalogue_title)
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
        "has_closing": closing is not None,
        "fault_text": say_map_fault(words),
    }
    other = next(lang for lang in LANGUAGES if lang != page.view.lang)
    leave = None
    if not show.is_embedded:
        leave = _make_button("leave", "leave", words("Back to the map page"), key="Escape")
    html = render(
        "show.html",
        lang=HTML_LANGUAGES[words.lang],
        theme=show.theme,
        is_embedded=show.is_embedded,
        step=step,
        catalogue_title=catalogue_title,
        kicker=kicker,
        styles=("leaflet.css", "atlas.css", "present.css"),
        sources=[one for role, one in sources.items() if role != "records"],
        marks=len(steps) if page.story else 0,
        notice=" ".join(notices),
        stepping=_list_stepping(page, steps=len(steps)),
        looking=_list_looking(page),
        leave=leave,
        closing=closing,
        other={"lang": other, "code": HTML_LANGUAGES[other], "name": LANGUAGES[other]},
        inlined=inline_json(data),
        print_line=render(
            "print-line.html",
            as_of=say_as_of(metadata, words=words),
            printed=words("Printed:"),
        ),
        said={
            "as_of": words("Data as of {date}", date=as_of),
            "full": words("Open the full map"),
            "map": words("Map"),
            "back": words("Back to the story"),
            "again": words("Show the picture again"),
            "close": words("Close"),
            "controls": words("Controls of the show"),
        },
    )
    return mark_foreign(html, lang=words.lang).encode()


@dataclass(frozen=True)
class SentStory:
    """A story sent with a request, and the name of its file where it has one."""

    body: bytes
    name: str = ""


def _tell_faults(error: StoryError, *, sent: SentStory | None, words: Words) -> list[str]:
    """Say the first faults of a story, each with its step and field, and the file they are in."""
    told = [fault_sentence(fault, words) for fault in error.faults[:_MOST_TOLD]]
    rest = len(error.faults) - len(told)
    if rest > 0:
        told.append(words.plural("And {n} fault more.", "And {n} faults more.", rest))
    if sent is not None and sent.name:
        name = cut_text(clean_text(sent.name, medium="html"), most=_LONGEST_NAME)
        told.insert(0, words("The file {name} could not be shown.", name=name))
    return told


def understand(
    query: Mapping[str, str], *, served: Served, sent: SentStory | None = None
) -> ShownPage:
    """Understand what an address asks for; what cannot be understood becomes a notice.

    Parameters
    ----------
    query
        The parameters of the address.
    served
        The catalogue.
    sent
        A story sent with the request.
    """
    view, dropped = read_view(query, known=served.known)
    show, lost = read_show(query)
    words = Words(view.lang)
    notices = []
    story = None
    catalogue_id = served.catalogue.metadata.id
    try:
        if sent is not None:
            story = check_catalogue(read_story(sent.body), catalogue_id=catalogue_id)
        elif show.story:
            story = find_story(show.story, catalogue_id=catalogue_id)
    except StoryError as error:
        notices += _tell_faults(error, sent=sent, words=words)
    if dropped or lost:
        notices.insert(0, dropped_sentence([*dropped, *lost], words))
    return ShownPage(served, view, show, story, tuple(notices))
