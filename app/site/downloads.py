"""The files that a report is handed out as, and the page that leads to them."""

from collections.abc import Callable
from dataclasses import dataclass

from app.address import View
from app.exports.district_sheet import make_district_sheet
from app.exports.formats import FORMATS, export_view
from app.exports.summary import ViewSummary
from app.site.page import Page
from app.site.paths import INDEX, find_way
from app.site.structured import describe_dataset, describe_trail
from app.site.volume import Edition
from app.template import render
from app.words.labels import count_sentence
from app.words.provenance import say_provenance
from app.words.reports import say_attribution
from app.words.values import say_number
from geodata.layers import districts as list_districts
from projects.filters import Filters, select_projects

_KIB = 1024


@dataclass(frozen=True)
class Download:
    """A file that a report is handed out as.

    Parameters
    ----------
    file_format
        One of the formats of an export.
    name
        What it is called, for whom.
    """

    file_format: str
    name: str

    @property
    def media_type(self) -> str:
        """Its media type."""
        return FORMATS[self.file_format].media_type.partition(";")[0]

    def place(self, edition: Edition) -> str:
        """Return where it stands."""
        return edition.place_of(f"files/{edition.volume.id}.{self.file_format}")


def list_downloads(edition: Edition) -> tuple[Download, ...]:
    """List the files of a report."""
    words = edition.words
    papers = (
        Download("pptx", words("Slides of the whole report (PPTX)")),
        Download("pdf", words("The map on paper, with its legend (PDF)")),
    )
    return (
        Download("geojson", words("All records, for maps (GeoJSON)")),
        Download("csv", words("A table of all records (CSV)")),
        Download("gpkg", words("Layers for a GIS (GeoPackage)")),
        Download("html", words("The whole map as one file, to take along (HTML)")),
        *(papers if edition.setting.has_papers else ()),
    )


def list_papers(edition: Edition) -> dict[str, str]:
    """List the districts that have a sheet of two pages, each with the place of its file.

    Parameters
    ----------
    edition
        The report and the language.
    """
    if not edition.setting.has_papers:
        return {}
    return {
        adcode: edition.place_of(f"files/districts/{adcode}.pdf")
        for adcode in list_districts(edition.catalogue.city)
    }


def make_paper(edition: Edition, adcode: str) -> bytes:
    """Make the sheet of a district as a PDF file.

    Parameters
    ----------
    edition
        The report and the language.
    adcode
        The district.
    """
    served, base = edition.volume.served, edition.setting.public_url
    return make_district_sheet(served, adcode, lang=edition.lang, link_base=base)


def make_download(edition: Edition, download: Download) -> bytes:
    """Make a file.

    Parameters
    ----------
    edition
        The report and the language.
    download
        Which.
    """
    view = View(lang=edition.lang, report=edition.volume.served.report)
    summary = ViewSummary(edition.volume.served, view, link_base=edition.setting.public_url)
    return export_view(summary, file_format=download.file_format).body


def make_downloads(edition: Edition, *, size_of: Callable[[str], int]) -> Page:
    """Make the page of downloads.

    Parameters
    ----------
    edition
        The report and the language.
    size_of
        Gives the size in bytes of a file of the site by its place.
    """
    words, name = edition.words, "downloads.html"
    path = edition.place_of(name)
    downloads = list_downloads(edition)
    selection = select_projects(edition.catalogue, filters=Filters())
    sentence = count_sentence(selection, total=len(selection.ids), words=words)
    files = [(one.place(edition), one.media_type, size_of(one.place(edition))) for one in downloads]
    title = words("Downloads")
    crumbs = [(edition.title, edition.place_of(INDEX))]
    feeds = [
        (words("Follow in a feed reader"), "Atom", "feed.atom"),
        (words("Dates in your calendar"), ".ics", "calendar.ics"),
    ]
    metadata = edition.catalogue.metadata
    body = render(
        "site/downloads.html",
        sentence=sentence,
        files=[
            {
                "text": one.name,
                "way": find_way(path, to=place),
                "size": words("{n} kB", n=say_number(max(1, round(size / _KIB)))),
            }
            for one, (place, _, size) in zip(downloads, files, strict=True)
        ],
        feeds=[(text, kind, find_way(path, to=edition.place_of(to))) for text, kind, to in feeds],
        said={
            "files": words("Files"),
            "feeds": words("To follow"),
            "licence": say_provenance(metadata.licence, words),
            "attribution": say_attribution(metadata, words=words),
        },
    )
    description = words("{title}: {sentence}.", title=edition.title, sentence=sentence)
    return Page(
        name=name,
        title=title,
        description=description,
        body=body,
        kind="reading",
        crumbs=crumbs,
        graph=[
            describe_dataset(edition, files, path=path, description=description),
            describe_trail(edition, crumbs, title=title, path=path),
        ],
        row=name,
    )
