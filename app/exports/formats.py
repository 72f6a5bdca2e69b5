"""The formats a view can be taken away in: what each is called, and how it is made."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from app.address import find_widened, read_query, read_view
from app.errors import ExportError, StoryError
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.served import Served
from app.show.naming import name_steps
from app.show.story import Story, check_catalogue, find_story, list_stories, read_story
from app.words.story import fault_sentence
from geodata import files
from geodata.errors import FileFaultsError
from projects import exports
from projects.errors import ProjectsError
from projects.filters import FACETS

_LONGEST_NAME, _SHOWN = 60, 40
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class PaperChoice:
    """Which sheet is wanted, and for data in which system; the format's own where it is empty."""

    size: str = "a4"
    orientation: str = "landscape"
    crs: str = ""


@dataclass(frozen=True)
class Format:
    """A format: its media type, how a view becomes its bytes, and the ending of its file."""

    media_type: str
    make: Callable[[ViewSummary, PaperChoice], bytes]
    ending: str = ""


@dataclass(frozen=True)
class Export:
    """A finished file: its name in ASCII, its name in the view's language, its bytes."""

    name: str
    title: str
    media_type: str
    body: bytes

    @property
    def disposition(self) -> str:
        """The header that makes a browser keep the file under its name."""
        wide = quote(self.title, safe="")
        return f"attachment; filename=\"{self.name}\"; filename*=UTF-8''{wide}"


# Each loads its own libraries, and only when it is asked for: a page is not kept waiting for
# those that draw or bind slides.


def _make_html(summary: ViewSummary, _: PaperChoice) -> bytes:
    from app.exports.standalone import make_standalone  # noqa: PLC0415 - loads folium

    return make_standalone(summary)


def _make_slides(summary: ViewSummary, _: PaperChoice) -> bytes:
    from app.exports.slides import make_slides  # noqa: PLC0415 - loads python-pptx and matplotlib

    return make_slides(summary)


def _make_pdf(summary: ViewSummary, choice: PaperChoice) -> bytes:
    from app.exports.paper import choose_paper  # noqa: PLC0415 - loads matplotlib
    from app.exports.sheet import make_sheet_pdf  # noqa: PLC0415 - the same
    from app.exports.story_pages import make_story_pdf  # noqa: PLC0415 - the same

    paper = choose_paper(choice.size, orientation=choice.orientation)
    if summary.story is not None:
        return make_story_pdf(summary, summary.story, paper=paper)
    return make_sheet_pdf(summary, paper=paper)


def _make_png(summary: ViewSummary, choice: PaperChoice) -> bytes:
    from app.exports.paper import choose_paper  # noqa: PLC0415 - loads matplotlib
    from app.exports.sheet import make_sheet_png  # noqa: PLC0415 - the same

    paper = choose_paper(choice.size, orientation=choice.orientation)
    return make_sheet_png(summary, paper=paper)


def _make_data(file_format: str) -> Format:
    """Make the format of a data file for other tools."""
    data = exports.FORMATS[file_format]

    def make(summary: ViewSummary, choice: PaperChoice) -> bytes:
        if choice.crs and choice.crs not in data.systems:
            found, known = choice.crs[:_SHOWN], ", ".join(data.systems)
            text = f"{data.name} is written in {known} only; found {found!r}"
            raise ExportError(text, kind="system", name=data.name, found=found, known=known)
        return exports.export_records(
            summary.served.catalogue,
            file_format=file_format,
            selection=summary.selection,
            crs=choice.crs or None,
            as_of=summary.view.filters.as_of,
            asked=summary.filter_sentence if summary.filter_parts else "",
        )

    return Format(data.media_type, make, data.ending)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "html": Format("text/html; charset=utf-8", _make_html),
        "pptx": Format(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            _make_slides,
        ),
        "pdf": Format("application/pdf", _make_pdf),
        "png": Format("image/png", _make_png),
        **{file_format: _make_data(file_format) for file_format in exports.FORMATS},
    }
)


def refuse_format(found: str, *, known: Iterable[str] = ()) -> ExportError:
    """Say that there is no such format.

    Parameters
    ----------
    found
        What was asked for.
    known
        Those there are; `FORMATS` where none are named.
    """
    listed, found = ", ".join(known or FORMATS), found[:_SHOWN]
    text = f"no format {found!r}; there are: {listed}"
    return ExportError(text, kind="format", found=found, known=listed)


def export_view(
    summary: ViewSummary, *, file_format: str, paper: PaperChoice | None = None
) -> Export:
    """Make a file of a view.

    Parameters
    ----------
    summary
        The view.
    file_format
        One of `FORMATS`.
    paper
        The sheet, for the formats that have one.

    Raises
    ------
    ExportError
        Where there is no such format, or the file cannot be made; the message says why.
    """
    if file_format not in FORMATS:
        raise refuse_format(file_format)
    found = FORMATS[file_format]
    try:
        body = found.make(summary, paper or PaperChoice())
    except ProjectsError as error:
        raise ExportError(str(error)) from error
    title = f"{summary.title} {_title_end(summary)}".strip()
    title = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", title)
    return Export(
        name=f"{name_file(summary)}.{found.ending or file_format}",
        title=f"{title}.{found.ending or file_format}",
        media_type=found.media_type,
        body=body,
    )


def find_told_story(text: str, *, served: Served) -> Story | None:
    """Find the story that a file shall tell; none where none is asked for.

    Parameters
    ----------
    text
        The slug of a shipped story, or a code as in a link.
    served
        The catalogue.

    Raises
    ------
    ExportError
        Where there is no such story; the message lists those that ship.
    """
    if not text:
        return None
    catalogue_id = served.catalogue.metadata.id
    try:
        story = find_story(text, catalogue_id=catalogue_id)
    except StoryError as error:
        known, found = ", ".join(list_stories(catalogue_id)) or "-", text[:_SHOWN]
        said = f"no story {found!r}; those of this catalogue: {known}"
        raise ExportError(said, kind="story", found=found, known=known) from error
    refuse_widened_steps(story, served=served)
    return name_steps(story, served=served)


def refuse_widened_steps(story: Story, *, served: Served) -> None:
    """Refuse a story of which a step would show more in a file than it asks for.

    Parameters
    ----------
    story
        The story.
    served
        The catalogue.

    Raises
    ------
    ExportError
        Naming the first such step, and what of its view is not known.
    """
    for number, step in enumerate(story.steps, start=1):
        query = read_query(step.view)
        view, _ = read_view(query, known=served.known)
        widened = find_widened(query, view=view, known=served.known)
        if widened:
            found = "; ".join(f"{one.parameter}={one.value[:_SHOWN]}" for one in widened)
            said = f"step {number} of the story names nothing known here ({found})"
            raise ExportError(said, kind="step", n=number, found=found)


def read_told_story(body: bytes, *, served: Served, lang: str) -> Story:
    """Read a story that was sent to be told by a file.

    Parameters
    ----------
    body
        The story's file.
    served
        The catalogue.
    lang
        The language of the faults.

    Raises
    ------
    ExportError
        Where it is none or about another catalogue; the message says every fault.
    """
    try:
        story = check_catalogue(read_story(body), catalogue_id=served.catalogue.metadata.id)
    except StoryError as error:
        words = Words(lang)
        raise ExportError(" ".join(fault_sentence(one, words) for one in error.faults)) from error
    refuse_widened_steps(story, served=served)
    return name_steps(story, served=served)


def name_file(summary: ViewSummary) -> str:
    """Return the name of a view's file without its ending: the catalogue and the filters' slugs."""
    filters = summary.view.filters
    slugs = [slug for facet in FACETS for slug in sorted(filters.choices(facet))]
    text = _NOT_IN_NAME.sub("-", filters.q.lower()).strip("-")
    if filters.area is not None:
        slugs.append("area")
    if summary.story is not None:
        title = _NOT_IN_NAME.sub("-", (summary.story.title_en or "").lower()).strip("-")
        slugs = ["story", title]
    chosen = "-".join(slug for slug in (*slugs, text, summary.view.selected or "") if slug)
    language = "" if summary.view.lang == "zh" else summary.view.lang
    parts = (summary.served.catalogue.metadata.id, chosen[:_LONGEST_NAME].strip("-"), language)
    return "-".join(part for part in parts if part)


def _title_end(summary: ViewSummary) -> str:
    """Say what a file is of: the story, or the choices and the record looked at."""
    if summary.story is not None:
        told = summary.words.title_of(summary.story)
        return told[:_LONGEST_NAME]
    names = " ".join(choices for _, choices in summary.filter_parts)
    if summary.selected is not None:
        names = f"{names} {summary.selected.name}".strip()
    return names[:_LONGEST_NAME]


def write_export(path: Path, body: bytes) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path
        The file; its folder must exist.
    body
        All of it.

    Raises
    ------
    ExportError
        Where it cannot be written; nothing is left behind.
    """
    try:
        files.write_bytes(path, body)
    except FileFaultsError as error:
        raise ExportError(str(error)) from error
