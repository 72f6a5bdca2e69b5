"""The text of a report, by section and paragraph, for holding citations against it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata import files
from geodata.errors import FileFaultsError
from projects.errors import ReportError
from projects.model import Citation

_PARAGRAPH = re.compile(r"\[(S[1-9][0-9]*)\.(P[1-9][0-9]*)\] ?(.+)")
_SENTENCE_END = re.compile(r"[。！？]")
_EDGES = "“”‘’「」《》（）()，、；：。！？ "


@dataclass(frozen=True)
class Report:
    """The paragraphs of a report, by section and paragraph number such as ``S7``, ``P1``."""

    paragraphs: Mapping[tuple[str, str], str]

    def find_citation_faults(self, citation: Citation) -> list[tuple[str, str, str]]:
        """Find what of a citation does not stand in its paragraph, character for character.

        Returns
        -------
        list
            Field, what was expected and what was found.
        """
        name = f"{citation.section}.{citation.paragraph}"
        paragraph = self.paragraphs.get((citation.section, citation.paragraph))
        if paragraph is None:
            return [("paragraph", "a paragraph of the report", name)]
        faults = []
        sentences = {part.strip(_EDGES) for part in _SENTENCE_END.split(paragraph)}
        for field, text in (("mention", citation.mention), ("wording", citation.wording)):
            if text not in paragraph:
                faults.append((field, f"text that stands in {name}", repr(text)))
            elif text.strip(_EDGES) in sentences:
                faults.append((field, f"less than a whole sentence of {name}", repr(text)))
        return faults


def is_sentence(text: str) -> bool:
    """Say whether a quotation holds the end of a sentence, which a name or phrase never does."""
    return _SENTENCE_END.search(text) is not None


def parse_report(text: str) -> Report:
    """Parse a report's text, in which every paragraph is a line that begins like ``[S7.P1]``.

    Raises
    ------
    ReportError
        Where no line begins so, or two begin alike.
    """
    paragraphs: dict[tuple[str, str], str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        match = _PARAGRAPH.fullmatch(line)
        if match is None:
            continue
        section, paragraph, words = match.groups()
        if (section, paragraph) in paragraphs:
            raise ReportError(f"line {number}: paragraph {section}.{paragraph} stands there twice")
        paragraphs[section, paragraph] = words
    if not paragraphs:
        raise ReportError("expected lines such as '[S7.P1] …'; found none")
    return Report(paragraphs)


def read_report(path: Path | str) -> Report:
    """Read a report from a file, raising a `ReportError` where it cannot be read."""
    try:
        return parse_report(files.read_text(Path(path)))
    except FileFaultsError as error:
        raise ReportError(str(error)) from error
    except ReportError as error:
        raise ReportError(f"{path}: {error}") from error
