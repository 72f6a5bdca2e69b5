"""Why a file cannot be made, in the reader's language."""

from app.errors import ExportError
from app.messages import Words


def refusal_sentence(error: ExportError, words: Words) -> str:
    """Say why a file cannot be made, and what to do.

    Parameters
    ----------
    error
        What was raised; one of no known kind says its own text.
    words
        The language.
    """
    sentences = {
        "format": words("There is no format {found} here; there are: {known}"),
        "paper": words("There is no paper {found} here; there are: {known}"),
        "orientation": words("There is no orientation {found} here; there are: {known}"),
        "system": words("{name} is written in {known} only; found {found}"),
        "district": words("There is no district {found} here; there are: {known}"),
        "story": words("There is no story {found} here; there are: {known}"),
        "pages": words(
            "{n} pages are too many for one picture: choose PDF, a larger paper or fewer projects."
        ),
        "font": words(
            "This server has no Chinese font, so it cannot draw. Whoever runs it may install "
            "{package}."
        ),
        "clock": words(
            "Slides cannot be made: this server's clock says {date}. Whoever runs it may set it."
        ),
        "folder": words(
            "This server cannot use a file or folder that this needs ({reason}). Whoever runs it "
            "may set MPLCONFIGDIR and TMPDIR."
        ),
    }
    if error.kind not in sentences:
        return str(error)
    return sentences[error.kind].format(**error.blanks)
