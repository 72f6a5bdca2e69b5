"""Records as a table in CSV, and as the flat words that other formats share."""

from collections.abc import Iterable

import shapely

from geodata.geojson_rules import DECIMALS
from geodata.layers import District, find_district
from projects.catalogue import Catalogue
from projects.citations import name_paragraph
from projects.derive import measure_project
from projects.exports.about import About, make_about
from projects.exports.standing import PROMISE_COLUMNS, Standing, read_standing
from projects.feature import pick_projects
from projects.model import Citation, Figure, Metadata, Milestone, Project
from projects.spreadsheet import encode_csv
from projects.vocabulary import ACCURACY_CLASSES, KINDS, PLACE_TYPES, SECTORS, STATUSES, UNITS

CSV_COLUMNS = (
    "id",
    "name_zh",
    "name_en",
    "aliases",
    "sector",
    "sector_zh",
    "sector_en",
    "kind",
    "kind_zh",
    "kind_en",
    "status",
    "status_zh",
    "status_en",
    "districts",
    "due",
    "milestones",
    "figures",
    "citations",
    "summary_zh",
    "summary_en",
    "remark_zh",
    "remark_en",
    "place_type",
    "place_type_zh",
    "accuracy_m",
    "accuracy_class",
    "accuracy_zh",
    "place_method",
    "place_source",
    "place_licence",
    "place_as_of",
    "length_m",
    "area_m2",
    "geometry_wkt",
    "catalogue",
    "report_date",
    "attribution",
    "licence",
    "filter",
    "coverage",
    "district_zh",
    "district_en",
    *PROMISE_COLUMNS,
)
"""The columns of the CSV export; new ones are added at the end."""

_SEPARATOR = "; "


def export_csv(
    catalogue: Catalogue,
    *,
    ids: Iterable[str] | None = None,
    about: About | None = None,
    standing: Standing | None = None,
) -> bytes:
    """Write records as CSV that spreadsheets open: UTF-8 with a byte order mark.

    Parameters
    ----------
    catalogue
        The catalogue.
    ids
        Which records; all where None.
    about
        What each line says of its origin; made from the catalogue where None.
    standing
        What became of their promises; as of the newest fact held where None.

    Returns
    -------
    bytes
        One line a record with the columns of `CSV_COLUMNS`; lists are joined by semicolons,
        the geometry is WKT, longitude before latitude. Text that a spreadsheet would take for
        a formula gets an apostrophe in front.
    """
    projects = pick_projects(catalogue, ids=ids)
    about = about or make_about(catalogue, projects=projects)
    standing = standing or read_standing(catalogue)
    rows = (
        _make_row(one, metadata=catalogue.metadata, about=about) | standing.make_values(one.id)
        for one in projects
    )
    return encode_csv(rows, columns=CSV_COLUMNS)


def write_citation(citation: Citation) -> str:
    """Write a citation as text.

    Examples
    --------
    >>> write_citation(Citation(section="S7", paragraph="P1", mention="线", wording="通车"))
    'S7.P1 线「通车」'
    """
    return f"{name_paragraph(citation)} {citation.mention}「{citation.wording}」"


def name_terms(project: Project) -> dict[str, str]:
    """Give the sector, the kind and the status of a project, each with its names."""
    terms = {
        "sector": SECTORS[project.sector],
        "kind": KINDS[project.kind],
        "status": STATUSES[project.status],
    }
    return {
        f"{name}{ending}": text
        for name, term in terms.items()
        for ending, text in (("", term.slug), ("_zh", term.name_zh), ("_en", term.name_en))
    }


def name_districts(project: Project) -> list[District]:
    """Give the districts of a project, so that a table can name them beside their codes."""
    found = (find_district(adcode) for adcode in project.districts)
    return [district for district in found if district is not None]


def _write_milestone(milestone: Milestone) -> str:
    """Write a milestone as text; what others than the report say is called ``elsewhere``."""
    words = [milestone.event, milestone.date or "undated"]
    if milestone.source is None:
        return " ".join([*words, milestone.state])
    words.append("elsewhere")
    if milestone.foresees is not None:
        words.append(f"foresees {milestone.foresees.event} {milestone.foresees.date}")
    if milestone.denies is not None:
        words.append(f"denies {milestone.denies}")
    if milestone.fulfils is False:
        words.append("not what was promised")
    words.append(f"({milestone.source.title}, {milestone.source.date or 'undated'})")
    return " ".join(words)


def _write_figure(figure: Figure) -> str:
    """Write a figure as text."""
    unit = UNITS[figure.unit].name_zh
    return f"{figure.label_zh} {figure.value:.15g} {unit}".rstrip()


def _make_row(project: Project, *, metadata: Metadata, about: About) -> dict[str, str | None]:
    """Make the line of a project."""
    place = project.place
    measures = measure_project(project)
    districts = name_districts(project)
    geometry = project.geometry
    wkt = "" if geometry is None else shapely.to_wkt(geometry, rounding_precision=DECIMALS)
    return {
        "id": project.id,
        "name_zh": project.name_zh,
        "name_en": project.name_en,
        "aliases": _SEPARATOR.join(project.aliases),
        **name_terms(project),
        "districts": _SEPARATOR.join(project.districts),
        "due": "" if project.due is None else str(project.due),
        "milestones": _SEPARATOR.join(map(_write_milestone, project.milestones)),
        "figures": _SEPARATOR.join(map(_write_figure, project.figures)),
        "citations": _SEPARATOR.join(map(write_citation, project.citations)),
        "summary_zh": project.summary_zh,
        "summary_en": project.summary_en,
        "remark_zh": project.remark_zh,
        "remark_en": project.remark_en,
        "place_type": place.type,
        "place_type_zh": PLACE_TYPES[place.type].name_zh,
        "accuracy_m": "" if place.accuracy_m is None else f"{place.accuracy_m:g}",
        "accuracy_class": project.accuracy_class,
        "accuracy_zh": ACCURACY_CLASSES[project.accuracy_class].name_zh,
        "place_method": place.method,
        "place_source": place.source,
        "place_licence": place.licence,
        "place_as_of": place.as_of,
        "length_m": "" if measures.length_m is None else f"{measures.length_m:.0f}",
        "area_m2": "" if measures.area_m2 is None else f"{measures.area_m2:.0f}",
        "geometry_wkt": wkt,
        "catalogue": metadata.id,
        "report_date": metadata.report_date,
        "attribution": metadata.attribution,
        "licence": about.licence,
        "filter": about.asked,
        "coverage": about.coverage,
        "district_zh": _SEPARATOR.join(one.name_zh for one in districts),
        "district_en": _SEPARATOR.join(one.name_en for one in districts),
    }
