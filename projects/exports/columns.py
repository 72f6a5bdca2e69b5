"""The columns of a flat table of records, as a GIS wants them, and their values."""

from typing import Any, Final

from projects.derive import measure_project
from projects.exports.table import name_districts, name_terms, write_citation
from projects.media import clean_text
from projects.model import Project
from projects.vocabulary import ACCURACY_CLASSES, PLACE_TYPES

TEXT: Final = "string"
WHOLE: Final = "Int64"
DECIMAL: Final = "Float64"

COLUMNS: Final[dict[str, Any]] = {
    "id": TEXT,
    "name_zh": TEXT,
    "name_en": TEXT,
    "sector": TEXT,
    "sector_zh": TEXT,
    "sector_en": TEXT,
    "kind": TEXT,
    "kind_zh": TEXT,
    "kind_en": TEXT,
    "status": TEXT,
    "status_zh": TEXT,
    "status_en": TEXT,
    "districts": TEXT,
    "due": WHOLE,
    "place_type": TEXT,
    "place_type_zh": TEXT,
    "accuracy_m": DECIMAL,
    "accuracy": TEXT,
    "accuracy_zh": TEXT,
    "length_m": DECIMAL,
    "area_m2": DECIMAL,
    "citation": TEXT,
    "summary_zh": TEXT,
    "summary_en": TEXT,
    "place_source": TEXT,
    "place_licence": TEXT,
    "place_as_of": TEXT,
    "catalogue": TEXT,
    "report_date": TEXT,
    "district_zh": TEXT,
    "district_en": TEXT,
    "remark_zh": TEXT,
    "remark_en": TEXT,
}
"""The columns and their types; new ones are added at the end."""


def make_values(project: Project, *, catalogue_id: str, report_date: str) -> dict[str, Any]:
    """Make the flat values of a project, one a column of `COLUMNS`.

    Parameters
    ----------
    project
        The project.
    catalogue_id, report_date
        Of its catalogue.
    """
    place, measures = project.place, measure_project(project)
    accuracy = ACCURACY_CLASSES[project.accuracy_class]
    districts = name_districts(project)
    values = {
        "id": project.id,
        "name_zh": project.name_zh,
        "name_en": project.name_en,
        **name_terms(project),
        "districts": " ".join(project.districts),
        "due": project.due,
        "place_type": place.type,
        "place_type_zh": PLACE_TYPES[place.type].name_zh,
        "accuracy_m": place.accuracy_m,
        "accuracy": accuracy.slug,
        "accuracy_zh": accuracy.name_zh,
        "length_m": None if measures.length_m is None else round(measures.length_m, 1),
        "area_m2": None if measures.area_m2 is None else round(measures.area_m2),
        "citation": "; ".join(map(write_citation, project.citations)),
        "summary_zh": project.summary_zh,
        "summary_en": project.summary_en,
        "place_source": place.source,
        "place_licence": place.licence,
        "place_as_of": place.as_of,
        "catalogue": catalogue_id,
        "report_date": report_date,
        "district_zh": "、".join(one.name_zh for one in districts),
        "district_en": ", ".join(one.name_en for one in districts),
        "remark_zh": project.remark_zh,
        "remark_en": project.remark_en,
    }
    return {
        name: clean_text(value, medium="xml") if isinstance(value, str) else value
        for name, value in values.items()
    }
