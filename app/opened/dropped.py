"""A dropped catalogue: checked like any other, and shown as far as it is sound."""

from dataclasses import dataclass

from markupsafe import Markup

from app.address import View
from app.apart import Job, do_apart
from app.exports.formats import FORMATS, PaperChoice
from app.exports.summary import ViewSummary
from app.messages import Words
from app.published.served import Served
from app.template import render
from app.words.labels import count_sentence
from projects.catalogue import Catalogue
from projects.checks import CheckedFile, check_bytes, parse_checked
from projects.citations import name_paragraph
from projects.errors import CatalogueError
from projects.filters import Filters, select_projects
from projects.media import clean_text
from projects.vocabulary import SECTORS, STATUSES

MAX_DROPPED_BYTES = 16 << 20
"""Largest file that a reader may drop; one that the server was given may be larger."""


@dataclass(frozen=True)
class DroppedFile:
    """A file that was dropped: its check, and the catalogue where it is sound."""

    name: str
    checked: CheckedFile
    served: Served | None


def check_dropped(data: bytes, *, name: str) -> DroppedFile:
    """Check a dropped file; nothing of it is stored.

    Parameters
    ----------
    data
        Its bytes.
    name
        Its name.
    """
    shown = clean_text(name, medium="html")
    checked = check_bytes(data[: MAX_DROPPED_BYTES + 1], file=shown)
    try:
        served = None if checked.faults else Served(parse_checked(data, file=shown))
    except CatalogueError:
        served = None
    return DroppedFile(shown, checked, served)


def tell_check(dropped: DroppedFile, *, words: Words) -> str:
    """Say what the check found, in a sentence."""
    checked = dropped.checked
    counts = words(
        "{total} records: {placed} with a place and {unplaced} without.",
        total=checked.total,
        placed=checked.placed,
        unplaced=checked.total - checked.placed,
    )
    number = len(checked.all_faults)
    if not number:
        return f"{counts} {words('The checks found no fault.')}"
    return f"{counts} {words.plural('{n} fault.', '{n} faults.', number)}"


def picture_of(served: Served, *, lang: str) -> bytes:
    """Draw the catalogue as a PNG picture of a sheet."""
    return _make_apart(served, file_format="png", lang=lang)


def standalone_of(served: Served, *, lang: str) -> bytes:
    """Make one file with the map, filters, list and cards of the catalogue."""
    return _make_apart(served, file_format="html", lang=lang)


def _make_apart(served: Served, *, file_format: str, lang: str) -> bytes:
    """Make a file in a process of its own, which may take so long and so much."""
    made: bytes = do_apart(Job(_make, (served.catalogue, file_format, lang)))
    return made


def _make(catalogue: Catalogue, file_format: str, lang: str) -> bytes:
    """Make a file of all projects of a catalogue."""
    return FORMATS[file_format].make(ViewSummary(Served(catalogue), View(lang=lang)), PaperChoice())


def list_html(served: Served, *, words: Words) -> Markup:
    """List the projects of a catalogue with sector, status and paragraph.

    Parameters
    ----------
    served
        The catalogue.
    words
        The language.
    """
    heads = (words("Project"), words("Sector"), words("Status"), words("Paragraph"))
    rows = []
    for project in served.catalogue.projects:
        sector, status = SECTORS[project.sector], STATUSES[project.status]
        cells = (
            words.name_of(project),
            words.name_of(sector),
            words.name_of(status),
            name_paragraph(project.citations[0]),
        )
        rows.append([clean_text(text, medium="html") for text in cells])
    selection = select_projects(served.catalogue, filters=Filters())
    sentence = count_sentence(selection, total=len(served.catalogue.projects), words=words)
    return render("opened-list.html", sentence=sentence, heads=heads, rows=rows, more="")
