"""What cannot be made, read or shown, in the reader's language."""

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
        "step": words(
            "No file was made: step {n} of the story names nothing known here ({found}), and "
            "without that part it would not show what was asked for."
        ),
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


def say_map_fault(words: Words) -> str:
    """Say that a map is not there, and what to do."""
    return words("The map's data could not be loaded. Reload the page to try again.")


def say_unreadable(words: Words) -> str:
    """Say that there is no catalogue to answer from."""
    return words("The catalogue file cannot be read, so there is nothing to show.")


def say_incomparable(words: Words) -> str:
    """Say that there is no second report to compare with just now."""
    return words("The other report cannot be read just now, so nothing can be compared.")


def refuse_outside(words: Words) -> str:
    """Say that coordinates are none of the city."""
    return words("These coordinates lie outside the city, in either order.")


def refuse_position(words: Words) -> str:
    """Say that a text is no coordinates."""
    return words("Expected two coordinates such as 112.55, 37.87.")
