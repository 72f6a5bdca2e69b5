"""What the clean process does once: it makes a small file, so that later ones find all read."""

import logging

from app.address import View
from app.errors import AppError
from app.exports.formats import export_view
from app.exports.summary import ViewSummary
from app.published.served import Served
from geodata.errors import GeodataError
from projects.catalogue import read_catalogue
from projects.errors import ProjectsError

_LOG = logging.getLogger(__name__)


def make_first_file() -> bool:
    """Make a file with the base map, the scripts and the words, and throw it away.

    Returns
    -------
    bool
        Whether it was made; where it was not, each later process reads for itself.
    """
    try:
        export_view(ViewSummary(Served(read_catalogue()), View()), file_format="html")
    except (AppError, GeodataError, ProjectsError, OSError, ValueError):
        _LOG.exception("the first file could not be made")
        return False
    return True


IS_READY = make_first_file()
"""The clean process loads this module before anything is asked of it."""
