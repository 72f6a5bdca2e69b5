"""The text of a report, by section and paragraph, for holding citations against it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from projects.citations import name_paragraph
from projects.model import Citation

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
        name = name_paragraph(citation)
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
