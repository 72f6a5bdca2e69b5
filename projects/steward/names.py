"""Known names in a text: of the gazetteer and of an earlier catalogue, all found in one pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from geodata.gazetteer import Gazetteer
from projects.catalogue import Catalogue
from projects.steward.extras import load_extra

_LEAST_NAME = 2


@dataclass(frozen=True)
class KnownName:
    """A name, where it is known from, and the id it has there."""

    name: str
    origin: str
    """``gazetteer`` or ``catalogue``."""
    id: str


@dataclass(frozen=True)
class FoundName:
    """A known name at its place in a text."""

    known: KnownName
    start: int
    end: int


class NameIndex:
    """Known names, found in any text by Aho-Corasick.

    Parameters
    ----------
    names
        The names; of two alike the first is kept, one of a catalogue before one of a gazetteer.
    """

    def __init__(self, names: Iterable[KnownName]) -> None:
        """Prepare the automaton."""
        kept: dict[str, KnownName] = {}
        for known in sorted(names, key=lambda known: known.origin != "catalogue"):
            if len(known.name) >= _LEAST_NAME:
                kept.setdefault(known.name, known)
        self._automaton: Any = None
        if kept:
            library = load_extra("ahocorasick", purpose="Finding known names")
            self._automaton = library.Automaton()
            for name, known in kept.items():
                self._automaton.add_word(name, known)
            self._automaton.make_automaton()

    def find(self, text: str) -> tuple[FoundName, ...]:
        """Find known names, the longest where several overlap, in the order of the text."""
        if self._automaton is None:
            return ()
        found = [
            FoundName(known, end + 1 - len(known.name), end + 1)
            for end, known in self._automaton.iter(text)
        ]
        found.sort(key=lambda one: (one.start - one.end, one.start))
        kept: list[FoundName] = []
        for one in found:
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                kept.append(one)
        return tuple(sorted(kept, key=lambda one: one.start))


def list_known_names(
    *, gazetteer: Gazetteer | None, earlier: Iterable[Catalogue] = ()
) -> list[KnownName]:
    """List the names of places and of earlier projects.

    Parameters
    ----------
    gazetteer
        The places of the city, where there is one.
    earlier
        Catalogues of other years.
    """
    names = []
    for entry in gazetteer.entries if gazetteer else ():
        names += [
            KnownName(name, "gazetteer", entry.id) for name in (entry.name_zh, *entry.aliases)
        ]
    for catalogue in earlier:
        for project in catalogue.projects:
            mentions = {citation.mention.strip("“”") for citation in project.citations}
            names += [
                KnownName(name, "catalogue", project.id)
                for name in {project.name_zh, *project.aliases, *mentions}
            ]
    return names
