"""What is said of a report: how much of it was read."""

from app.messages import Words
from projects.model import Metadata


def say_coverage(metadata: Metadata, *, words: Words) -> str:
    """Say how much of a report was read.

    Parameters
    ----------
    metadata
        What the catalogue says of itself.
    words
        The language.
    """
    coverage = metadata.coverage
    if coverage is None:
        return words("No gap of what was read is known.")
    return words.pick(coverage.words_zh, coverage.words_en)
