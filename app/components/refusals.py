"""What a steward's step was refused for, shown where the step was taken."""

import streamlit as st

from app.components.faults import faults_html
from app.components.written import write_html
from app.messages import Words
from projects.errors import CatalogueError, ProjectsError
from projects.steward.errors import FaultyEditError


def complain(error: ProjectsError, *, words: Words) -> None:
    """Say what was refused, in the words of the check.

    Parameters
    ----------
    error
        What was raised.
    words
        The language.
    """
    if isinstance(error, FaultyEditError | CatalogueError):
        write_html(faults_html(error.faults, words=words), words=words)
    else:
        st.error(str(error))
